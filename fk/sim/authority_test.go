package sim

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Another start goes on with the same certificates, so that whoever has taken them need not take others.
func TestAuthorityIsKept(t *testing.T) {
	folder := t.TempDir()
	read := func() (all string) {
		for _, name := range []string{authorityFile, authorityKey, clientFile, clientP12} {
			raw, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			all += string(raw)
			if at, err := os.Stat(filepath.Join(folder, name)); err != nil || at.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v %v", name, at.Mode(), err)
			}
		}
		return all
	}
	open := func(at time.Time) {
		t.Helper()
		if _, err := OpenAuthority(folder, func() time.Time { return at }, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	open(time.Now())
	first := read()
	open(time.Now())
	if read() != first {
		t.Error("another start made others")
	}
	if err := os.Remove(filepath.Join(folder, clientP12)); err != nil { // killed before it was there
		t.Fatal(err)
	}
	open(time.Now())
	read()
	open(time.Now().AddDate(10, 0, 0))
	if strings.HasPrefix(read(), first[:200]) {
		t.Error("an authority that ends was kept")
	}
	if err := os.WriteFile(filepath.Join(folder, authorityFile), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAuthority(folder, time.Now, rand.Reader); err == nil || !strings.Contains(err.Error(), "remove") {
		t.Errorf("a spoilt one: %v", err)
	}
}
