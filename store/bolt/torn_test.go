package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"passbok/store"
	"passbok/store/bolt"
)

// A file that ends before its last page is refused by name, to be read as to be written, and is not changed. (bbolt opens
// it; the process then ends at the first page that is not there.)
func TestATornFileIsRefused(t *testing.T) {
	ctx := t.Context()
	whole := filepath.Join(t.TempDir(), "whole.db")
	s, err := bolt.Open(ctx, whole, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		err := s.Update(ctx, "space", func(tx store.Txn) error {
			tx.Put(fmt.Appendf(nil, "key %d", i), bytes.Repeat([]byte("x"), 3000))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var backup bytes.Buffer
	if err := errors.Join(s.Backup(ctx, &backup), s.Close()); err != nil {
		t.Fatal(err)
	}
	text := backup.Bytes()
	for name, content := range map[string][]byte{
		"nothing": {}, "a word": []byte("hello"), "a page": text[:4096], "half": text[:len(text)/2], "all but a byte": text[:len(text)-1],
		"something else": bytes.Repeat([]byte("no database "), 4096),
	} {
		for _, readOnly := range []bool{true, false} {
			if name == "nothing" && !readOnly {
				continue // to be made
			}
			path := filepath.Join(t.TempDir(), "torn.db")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if s, err := bolt.Open(ctx, path, bolt.Options{ReadOnly: readOnly}); err == nil {
				t.Errorf("%s is opened, read only %v", name, readOnly)
				_ = s.Close()
			} else {
				t.Log(name, "-", err)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, content) {
				t.Errorf("%s was changed, read only %v: %v", name, readOnly, err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = bolt.Open(ctx, path, bolt.Options{ReadOnly: true}); err != nil {
		t.Fatalf("a whole copy: %v", err)
	}
	_ = s.Close()
}
