package house_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/house"
	"passbok/store/blob"
)

var update = flag.Bool("update", false, "write testdata/v<n> where it is not there")

// backedUp is what a shipped version gave out as its backup, the database and the scans after it: testdata/v<n>/backup.db.gz, and what
// is in it. It is written once, by TestMakeAShippedBackup, and never again: a version that writes a backup otherwise makes another
// one, beside those that there are. The secrets in it were made for it, and open nothing anywhere.
type backedUp struct {
	Made    string            `json:"made"` // by which version, in words
	Book    string            `json:"book"`
	Entries uint64            `json:"entries"`
	Head    string            `json:"head"` // hash of the newest
	Docs    int               `json:"docs"`
	Scans   map[string]string `json:"scans"` // what they hold, by hash
}

// A backup of each shipped version is restored, with its scans, and proves itself.
func TestEveryShippedBackupIsRestored(t *testing.T) {
	files, err := filepath.Glob("testdata/v*/backup.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no backups in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var was backedUp
			if err := json.Unmarshal(text, &was); err != nil {
				t.Fatal(err)
			}
			data := filepath.Join(t.TempDir(), "data")
			to := offline(data, filepath.Join(data, "archive"))
			books, _, err := house.Restore(t.Context(), house.Remake{
				Data: data, Archive: to.Archive, From: unpacked(t, filepath.Join(filepath.Dir(file), "backup.db.gz")), Clock: to.Clock, Rand: to.Rand, Log: to.Log,
			})
			if err != nil || len(books) != 1 || books[0].Book != was.Book || books[0].Head.Seq != was.Entries || books[0].Missing != 0 {
				t.Fatalf("%+v, %v", books, err)
			}
			scans := blob.Open(filepath.Join(data, "scans"), time.Now)
			for hash, want := range was.Scans {
				if got, err := scans.Get(was.Book, hash); err != nil || string(got) != want {
					t.Errorf("scan %s: %q %v", hash, got, err)
				}
			}
			again := scanned{folder: folder{data: data}, book: was.Book, scans: scans}
			if v := again.verified(t); len(v.Wrong) != 0 || v.Scans != 4 || v.Entries != was.Entries || v.Head != was.Head {
				t.Errorf("the proof: %+v", v)
			}
			if docs := content(t, data); len(docs) != was.Docs {
				t.Errorf("%d documents, want %d", len(docs), was.Docs)
			}
		})
	}
}

// unpacked is a backup as it was given out.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	packed, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "backup.db")
	if err := os.WriteFile(out, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMakeAShippedBackup writes testdata/v1/backup.* where it is not there:
//
//	go test ./house -run MakeAShippedBackup -update
func TestMakeAShippedBackup(t *testing.T) {
	const folder = "testdata/v1"
	if _, err := os.Stat(folder); err == nil {
		return // as it was shipped, and so it stays
	}
	if !*update {
		t.Fatalf("%s is not there", folder)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := withScans(t)
	was := backedUp{
		Made: "before the first release; the secrets in it were made for it, and open nothing", Book: s.book,
		Docs: len(content(t, s.data)), Scans: map[string]string{s.past: "past", s.today: "today", s.share: "shared"},
	}
	s.do(t, func(h *house.House) {
		out, err := os.Create(filepath.Join(folder, "backup.db.gz"))
		if err != nil {
			t.Fatal(err)
		}
		packed, err := gzip.NewWriterLevel(out, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(h.Backup(t.Context(), packed), packed.Close(), out.Close()); err != nil {
			t.Fatal(err)
		}
		if err := h.Verify(t.Context(), func(v house.Verified) { was.Entries, was.Head = v.Entries, v.Head }); err != nil {
			t.Fatal(err)
		}
	})
	text, err := json.MarshalIndent(was, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "backup.json"), append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
