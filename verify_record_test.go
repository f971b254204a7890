package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"passbok/month/record"
)

// A file that is whole is said to be; one that was altered, and one of another house than it must be from, end with an error.
func TestVerifyARecord(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	public := hex.EncodeToString(key.Public().(ed25519.PublicKey))
	var file bytes.Buffer
	of := record.Manifest{Made: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Provider: "Provbolaget", Beneficiary: record.Person{ID: "alva", Name: "Alva"}}
	if err := record.Write(&file, of, []record.Content{{Name: record.DocumentsFile, Bytes: []byte("[]")}}, key); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "alva.zip")
	write := func(content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(file.Bytes())
	for with, want := range map[string]error{"": nil, public: nil, strings.ToUpper(public[:16]): nil, public[:8]: errNoRecordKey, strings.Repeat("0", 16): errNoRecordKey} {
		c := verifyCommand{Hash: []string{path}, Key: with, JSON: true}
		if err := c.Run(t.Context()); !errors.Is(err, want) {
			t.Errorf("--key %q: %v, want %v", with, err, want)
		}
	}
	write([]byte("a letter"))
	if err := (&verifyCommand{Hash: []string{path}}).Run(t.Context()); !errors.Is(err, record.ErrNoRecord) {
		t.Errorf("a letter: %v", err)
	}
	var told bytes.Buffer
	if err := tellRecord(&told, record.Checked{Manifest: record.Manifest{Key: public}, Wrong: []string{"documents.json was altered"}}); err != nil || !strings.Contains(told.String(), "WRONG: documents.json was altered") || strings.Contains(told.String(), "whole") {
		t.Errorf("%q, %v", told.String(), err)
	}
	told.Reset()
	evil := "\x1b[2J\r\n\u202e"
	for _, m := range []record.Manifest{
		{Provider: evil, Beneficiary: record.Person{ID: evil, Name: evil}, Key: evil}, {Month: evil}, {Month: evil, Beneficiary: record.Person{ID: evil, Name: evil}},
	} {
		if err := tellRecord(&told, record.Checked{Manifest: m}); err != nil {
			t.Fatal(err)
		}
	}
	if at := strings.IndexFunc(told.String(), func(r rune) bool { return r != '\n' && !strconv.IsPrint(r) }); at >= 0 || strings.Contains(told.String(), "\n\n") {
		t.Errorf("%q", told.String())
	}
}
