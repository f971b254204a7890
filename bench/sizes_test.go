package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSizes(t *testing.T) {
	dist := t.TempDir()
	for name, size := range map[string]int{
		"assets/index.js.gz": 20 << 10, "assets/index.css.gz": 4 << 10, "assets/shared.js.gz": 10 << 10,
		"assets/assistant.js.gz": 31 << 10, "assets/assistant.css.gz": 1 << 10, "assets/office.js.gz": 200 << 10,
	} {
		place(t, dist, name, make([]byte, size))
	}
	place(t, dist, ".vite/manifest.json", []byte(`{
		"index.html": {"file": "assets/index.js", "css": ["assets/index.css"], "imports": ["_shared"], "dynamicImports": ["src/office/index.tsx"]},
		"_shared": {"file": "assets/shared.js", "imports": ["index.html"]},
		"src/assistant/index.tsx": {"file": "assets/assistant.js", "css": ["assets/assistant.css"], "imports": ["_shared"]},
		"src/office/index.tsx": {"file": "assets/office.js"}}`))
	var got table
	var out bytes.Buffer
	if err := sizes(dist, &got); err != nil {
		t.Fatal(err)
	}
	if err := got.print(&out); err != nil {
		t.Fatal(err)
	}
	want := "the assistant's JavaScript, KB gzipped  61  ≤ 60  MISSED\nthe assistant's CSS, KB gzipped         5   ≤ 15  holds\n"
	if out.String() != want || !got.missed {
		t.Errorf("got\n%s, want\n%s", out.String(), want)
	}
	if err := sizes(t.TempDir(), &got); err != nil {
		t.Errorf("an app that was not built: %v", err)
	}
}

func place(t *testing.T, dist, name string, body []byte) {
	t.Helper()
	file := filepath.Join(dist, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
}
