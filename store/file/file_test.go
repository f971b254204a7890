package file

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type value struct {
	V    int    `json:"v"`
	Text string `json:"text"`
}

func TestWriteRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "value.json")
	var got value
	if found, err := Read(path, &got); found || err != nil {
		t.Fatalf("found what is not there: %v, %v", found, err)
	}
	// What a crash left behind in the middle of a write is neither read nor in the way.
	if err := os.WriteFile(path+fresh, []byte(`{"v":9,"te`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []value{{1, "a rather long first text"}, {2, "<b>"}} {
		if err := Write(path, want); err != nil {
			t.Fatal(err)
		}
		got = value{}
		if found, err := Read(path, &got); !found || err != nil || got != want {
			t.Errorf("wrote %+v, read %+v, %v, %v", want, got, found, err)
		}
	}
	at, err := os.Stat(path)
	if err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at.Mode(), err)
	}
	all, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(all) != 1 {
		t.Errorf("%d files, %v", len(all), err)
	}
}

// A write that fails leaves the file as it was.
func TestWriteFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "value.json")
	if err := Write(path, value{1, "kept"}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+fresh, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, value{2, "lost"}); err == nil {
		t.Error("it says that it wrote")
	}
	if err := Write(path, func() {}); err == nil {
		t.Error("wrote what JSON has no word for")
	}
	var got value
	if _, err := Read(path, &got); err != nil || got.Text != "kept" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadBroken(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "cut": `{"v":1,"text":"a`, "no JSON": "\x00\x00", "another type": `{"v":"1"}`,
		"a field too many": `{"v":1,"more":1}`, "more after it": `{"v":1} {"v":2}`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "value.json")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			var got value
			if found, err := Read(path, &got); !found || err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
}
