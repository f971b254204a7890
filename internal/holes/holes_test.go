package holes

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestCopy(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	all := map[string][]byte{
		"empty": nil, "short": []byte("short"), "zeros": make([]byte, 10_000), "deep/file": append(make([]byte, 1<<20), 1),
		"ends in zeros": append([]byte{1}, make([]byte, 9000)...), "whole": bytes.Repeat([]byte("block"), 4096),
	}
	for name, b := range all {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(from, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(from, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Copy(from, to); err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		if got, err := os.ReadFile(filepath.Join(to, name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
	var info syscall.Stat_t
	if err := syscall.Stat(filepath.Join(to, "deep/file"), &info); err != nil || info.Blocks*512 > 1<<19 {
		t.Errorf("a hole of %d bytes takes %d, %v", 1<<20, info.Blocks*512, err)
	}
	if err := Copy(from, to); err == nil {
		t.Error("it wrote over what was there")
	}
}
