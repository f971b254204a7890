package house_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/house"
	"passbok/store/blob"
	"passbok/sync/book"
	"passbok/sync/op"
)

// scanned is a folder in which two timesheets name scans: one of long ago, and one of now. They share the third.
type scanned struct {
	folder
	book               string
	scans              *blob.Folder
	past, today, share string
}

func withScans(t *testing.T) scanned {
	t.Helper()
	s := scanned{folder: filled(t, filepath.Join(t.TempDir(), "data"), 0)}
	s.scans = blob.Open(filepath.Join(s.data, "scans"), time.Now)
	s.do(t, func(h *house.House) {
		s.book = h.Books()[0]
		b, err := h.OpenBook(t.Context(), s.book)
		if err != nil {
			t.Fatal(err)
		}
		for to, content := range map[*string]string{&s.past: "past", &s.today: "today", &s.share: "shared"} {
			if *to, err = s.scans.Put(s.book, []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		for i, sheet := range []struct {
			assistant, month, hash string
		}{{left, "2020-01", s.past}, {samir, "2026-10", s.today}} {
			set := op.Fields{}
			for name, v := range map[string]any{
				"assistant": sheet.assistant, "beneficiary": alva, "month": sheet.month, "state": "complete", "version": 1,
				"scans": []care.Scan{{Version: 1, Hash: sheet.hash, Media: care.MediaPDF, Bytes: 5}, {Version: 1, Hash: s.share, Media: care.MediaPDF, Bytes: 6}},
			} {
				set[name] = care.Value(v)
			}
			change := book.Change{Doc: care.TimesheetRef(sheet.assistant, alva, care.Month(sheet.month)), Set: set}
			_, err := b.Do(t.Context(), book.Command{ID: "01930000-0000-7000-b000-00000000000" + string(rune('0'+i)), Name: "test.scan", Person: "operator"},
				func(book.Documents) (book.Decision, error) { return book.Decision{Set: []book.Change{change}}, nil })
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	return s
}

// do opens the folder for one piece of work.
func (s scanned) do(t *testing.T, work func(h *house.House)) {
	t.Helper()
	h, err := house.Open(t.Context(), offline(s.data, filepath.Join(s.data, "archive")))
	if err != nil {
		t.Fatal(err)
	}
	work(h)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

// verified is what the proof finds.
func (s scanned) verified(t *testing.T) (v house.Verified) {
	t.Helper()
	s.do(t, func(h *house.House) {
		if err := h.Verify(t.Context(), func(found house.Verified) { v = found }); err != nil {
			t.Fatal(err)
		}
	})
	return v
}

func (s scanned) has(t *testing.T, hash string) bool {
	t.Helper()
	has, err := s.scans.Has(s.book, hash)
	if err != nil {
		t.Fatal(err)
	}
	return has
}

func TestProofFindsScansThatAreMissingOrDamaged(t *testing.T) {
	s := withScans(t)
	if v := s.verified(t); v.Scans != 4 || len(v.Wrong) != 0 {
		t.Fatalf("%+v", v)
	}
	if err := errors.Join(os.Remove(filepath.Join(s.data, "scans", s.book, s.today)), os.WriteFile(filepath.Join(s.data, "scans", s.book, s.past), []byte("pest"), 0o600)); err != nil {
		t.Fatal(err)
	}
	v := s.verified(t)
	wrong := strings.Join(v.Wrong, "\n")
	if len(v.Wrong) != 2 || !strings.Contains(wrong, s.today+", of version 1, is not in the folder scans") || !strings.Contains(wrong, s.past+", of version 1, is damaged") {
		t.Errorf("%q", v.Wrong)
	}
}

func TestScansComeBackWithABackup(t *testing.T) {
	s := withScans(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	s.do(t, func(h *house.House) {
		f, err := os.Create(backup)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(h.Backup(t.Context(), f), f.Close()); err != nil {
			t.Fatal(err)
		}
	})
	for _, tt := range []struct {
		name, from string
		missing    int
	}{
		{"from a backup", backup, 0}, {"from the archive alone", "", 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lost := offline(filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "archive"))
			if err := os.CopyFS(lost.Archive, os.DirFS(filepath.Join(s.data, "archive"))); err != nil {
				t.Fatal(err)
			}
			books, _, err := house.Restore(t.Context(), house.Remake{Data: lost.Data, Archive: lost.Archive, From: tt.from, Clock: lost.Clock, Rand: lost.Rand, Log: lost.Log})
			if err != nil || len(books) != 1 || books[0].Scans != 4 || books[0].Missing != tt.missing {
				t.Fatalf("%+v, %v", books, err)
			}
			again := scanned{folder: folder{data: lost.Data}, book: s.book, scans: blob.Open(filepath.Join(lost.Data, "scans"), time.Now)}
			for _, hash := range []string{s.past, s.today, s.share} {
				if again.has(t, hash) != (tt.missing == 0) {
					t.Errorf("%s is there: %t", hash, tt.missing != 0)
				}
			}
		})
	}
	// What is rebuilt in its place keeps them, and says what it lacks.
	if _, err := s.scans.Remove(s.book, s.today); err != nil {
		t.Fatal(err)
	}
	cfg := offline(s.data, filepath.Join(s.data, "archive"))
	books, _, err := house.Rebuild(t.Context(), house.Remake{Data: cfg.Data, Archive: cfg.Archive, Clock: cfg.Clock, Rand: cfg.Rand, Log: cfg.Log}, false)
	if err != nil || len(books) != 1 || books[0].Scans != 4 || books[0].Missing != 1 {
		t.Errorf("%+v, %v", books, err)
	}
}

func TestErasureTakesScansThatNothingElseNames(t *testing.T) {
	s := withScans(t)
	cfg := offline(s.data, filepath.Join(s.data, "archive"))
	for _, dry := range []bool{true, false} {
		done, err := house.Erase(t.Context(), cfg, house.EraseOrder{Person: left, Years: 5, Dry: dry}, nil)
		if err != nil || done.Scans != 1 || len(done.Wrong) != 0 {
			t.Fatalf("dry %t: %+v, %v", dry, done, err)
		}
		for hash, want := range map[string]bool{s.past: dry, s.today: true, s.share: true} {
			if s.has(t, hash) != want {
				t.Errorf("dry %t: %s is there: %t", dry, hash, !want)
			}
		}
	}
	if v := s.verified(t); v.Scans != 2 || len(v.Wrong) != 0 {
		t.Errorf("%+v", v)
	}
}

func TestScansThatNothingNamesGoAfterAWeek(t *testing.T) {
	s := withScans(t)
	orphan, err := s.scans.Put(s.book, []byte("chosen, and left"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		after time.Duration
		there bool
	}{{6 * 24 * time.Hour, true}, {8 * 24 * time.Hour, false}} {
		cfg := offline(s.data, filepath.Join(s.data, "archive"))
		cfg.Clock = func() time.Time { return time.Now().Add(tt.after) }
		h, err := house.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.SweepScans(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		for hash, want := range map[string]bool{orphan: tt.there, s.past: true, s.today: true, s.share: true} {
			if s.has(t, hash) != want {
				t.Errorf("after %s %s is there: %t", tt.after, hash, !want)
			}
		}
	}
}
