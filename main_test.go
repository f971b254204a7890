package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"passbok/house"
)

// folder is a data folder with one provider in it, and nobody running on it.
func folder(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	h, err := house.Open(t.Context(), house.Config{
		Data: data, PublicURL: "http://127.0.0.1", Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.AddProvider(t.Context(), house.NewProvider{Name: "Exempel", Orgnr: "9900000002", Coordinator: "Karin Modell"})
	if err := errors.Join(err, h.Close()); err != nil {
		t.Fatal(err)
	}
	return data
}

func TestVerifyOnAStoppedServer(t *testing.T) {
	data := folder(t)
	verify := verifyCommand{dataFlag: dataFlag{Data: data}}
	if err := verify.Run(t.Context()); err != nil {
		t.Errorf("a sound folder: %v", err)
	}
	tamper(t, data)
	if err := verify.Run(t.Context()); !errors.Is(err, errUnsound) {
		t.Errorf("a folder in which a payload was changed: %v", err)
	}
}

// tamper changes a byte of the first payload, past the engine.
func tamper(t *testing.T, data string) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(data, "passbok.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	changed := false
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(space []byte, b *bbolt.Bucket) error {
			if !strings.HasPrefix(string(space), "book:") {
				return nil
			}
			c := b.Cursor()
			k, v := c.Seek([]byte("payload/"))
			if !strings.HasPrefix(string(k), "payload/") {
				return nil
			}
			changed = true
			worse := append([]byte(nil), v...)
			worse[len(worse)-1] ^= 1
			return b.Put(append([]byte(nil), k...), worse)
		})
	})
	if err := errors.Join(err, db.Close()); err != nil || !changed {
		t.Fatalf("changed %v, %v", changed, err)
	}
}

func TestBackupIsWholeOrNotThere(t *testing.T) {
	data := folder(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	backup := backupCommand{dataFlag: dataFlag{Data: data}, File: to}
	if err := backup.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(to)
	if err != nil || len(before) == 0 {
		t.Fatalf("%d bytes, %v", len(before), err)
	}
	if err := backup.Run(t.Context()); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a file that is there: %v", err)
	}
	failing := filepath.Join(filepath.Dir(to), "failing.db")
	if err := toNewFile(failing, func(io.Writer) error { return io.ErrUnexpectedEOF }); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a copy that failed: %v", err)
	}
	left, err := os.ReadDir(filepath.Dir(to))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files where the copy lies, %v; a failed one leaves nothing", len(left), err)
	}
}

func TestAMistypedFolderIsNoEmptyOne(t *testing.T) {
	typo := filepath.Join(t.TempDir(), "typo")
	flag := dataFlag{Data: typo}
	for name, run := range map[string]func(context.Context) error{
		"verify": (&verifyCommand{dataFlag: flag}).Run,
		"backup": (&backupCommand{dataFlag: flag, File: filepath.Join(t.TempDir(), "copy.db")}).Run,
		"invite": (&inviteCommand{dataFlag: flag, Person: "x"}).Run,
	} {
		if err := run(t.Context()); !errors.Is(err, errNoHouse) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(typo); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestTheDemoStaysOutOfARealFolder(t *testing.T) {
	data := folder(t)
	err := (&demoCommand{Data: data, Addr: "127.0.0.1:0", Seed: 1, LogLevel: "error"}).Run(t.Context())
	if !errors.Is(err, errNotTheDemos) {
		t.Errorf("in a folder with a provider: %v", err)
	}
}

func TestServeSaysAllThatIsMissing(t *testing.T) {
	err := (&serveCommand{erakFlags: erakFlags{ErakURL: "https://erak.example"}, TLSCert: "c.pem"}).Run(context.Background())
	if err == nil {
		t.Fatal("it served")
	}
	for _, told := range []string{"--public-url", "--tls-key", "--erak-secret", "passbok demo"} {
		if !strings.Contains(err.Error(), told) {
			t.Errorf("does not say %s: %v", told, err)
		}
	}
}
