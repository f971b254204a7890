package blob_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/store/blob"
)

// world is a folder whose clock is set by hand.
type world struct {
	*blob.Folder
	dir string
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{dir: filepath.Join(t.TempDir(), "files"), now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	w.Folder = blob.Open(w.dir, func() time.Time { return w.now })
	return w
}

func (w *world) put(t *testing.T, space, content string) string {
	t.Helper()
	hash, err := w.Put(space, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func (w *world) has(t *testing.T, space, hash string) bool {
	t.Helper()
	has, err := w.Has(space, hash)
	if err != nil {
		t.Fatal(err)
	}
	return has
}

func TestWhatIsPutIsRead(t *testing.T) {
	w := newWorld(t)
	hash := w.put(t, "one", "a picture")
	if again := w.put(t, "one", "a picture"); again != hash {
		t.Errorf("put twice it is called %s and %s", hash, again)
	}
	content, err := w.Get("one", hash)
	if err != nil || string(content) != "a picture" {
		t.Errorf("read %q, %v", content, err)
	}
	if _, err := w.Get("other", hash); !errors.Is(err, blob.ErrMissing) {
		t.Errorf("another space has it too: %v", err)
	}
	if names, err := w.All("one"); err != nil || len(names) != 1 || names[0] != hash {
		t.Errorf("files %q, %v", names, err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "one", hash), []byte("a pictur"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Get("one", hash); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("a damaged file is read: %v", err)
	}
	if w.put(t, "one", "a picture"); !w.has(t, "one", hash) {
		t.Fatal("gone")
	}
	if _, err := w.Get("one", hash); err != nil {
		t.Errorf("what is put again heals a damaged file: %v", err)
	}
}

func TestNoNameLeadsOutOfItsFolder(t *testing.T) {
	w := newWorld(t)
	hash := w.put(t, "one", "a picture")
	for _, bad := range []struct{ space, hash string }{
		{"one", "../one/" + hash}, {"one", ""}, {"", hash}, {"..", hash}, {".", hash}, {"a/../one", hash}, {"one", hash[:63]}, {"one", hash[:63] + "G"},
	} {
		if _, err := w.Get(bad.space, bad.hash); !errors.Is(err, blob.ErrMissing) {
			t.Errorf("%q in %q: %v", bad.hash, bad.space, err)
		}
		if w.has(t, bad.space, bad.hash) {
			t.Errorf("%q in %q is there", bad.hash, bad.space)
		}
	}
}

func TestASweepTakesWhatIsOldAndReferredToByNobody(t *testing.T) {
	w := newWorld(t)
	named, held, lost := w.put(t, "one", "named"), w.put(t, "one", "held"), w.put(t, "one", "lost")
	torn := filepath.Join(w.dir, "one", ".new-123")
	if err := errors.Join(os.WriteFile(torn, []byte("hal"), 0o600), os.Chtimes(torn, w.now, w.now)); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(0, 0, 8)
	young := w.put(t, "one", "young")
	if err := w.Hold("one", held); err != nil {
		t.Fatal(err)
	}
	n, err := w.Sweep("one", w.now.AddDate(0, 0, -7), func(hash string) bool { return hash == named })
	if err != nil || n != 2 {
		t.Errorf("swept %d, %v", n, err)
	}
	for hash, want := range map[string]bool{named: true, held: true, young: true, lost: false} {
		if w.has(t, "one", hash) != want {
			t.Errorf("%s is there: %t", hash, !want)
		}
	}
	if n, err := w.Sweep("never", w.now, func(string) bool { return false }); n != 0 || err != nil {
		t.Errorf("a space without files: %d, %v", n, err)
	}
}

func TestACopyStandsAtTheEndOfAnotherFile(t *testing.T) {
	w := newWorld(t)
	var out bytes.Buffer
	out.WriteString("a database")
	if n, err := w.Append(&out, 10); n != 0 || err != nil || out.Len() != 10 {
		t.Fatalf("no files: %d, %v, %d bytes", n, err, out.Len())
	}
	one, two := w.put(t, "one", "first"), w.put(t, "two", "second")
	if n, err := w.Append(&out, 10); n != 2 || err != nil {
		t.Fatalf("copied %d, %v", n, err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	write := func(raw []byte) {
		if err := os.WriteFile(backup, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(out.Bytes())
	to := newWorld(t)
	if n, err := to.Take(backup); n != 2 || err != nil {
		t.Fatalf("took %d, %v", n, err)
	}
	if !to.has(t, "one", one) || !to.has(t, "two", two) {
		t.Error("not all came back")
	}
	write([]byte("a database of before there were files"))
	if n, err := newWorld(t).Take(backup); n != 0 || err != nil {
		t.Errorf("a backup without files: %d, %v", n, err)
	}
	spoilt := bytes.Replace(out.Bytes(), []byte("second"), []byte("sekond"), 1)
	write(spoilt)
	if _, err := newWorld(t).Take(backup); !errors.Is(err, blob.ErrCopy) {
		t.Errorf("a spoilt copy is taken: %v", err)
	}
}

// FuzzTake reads whatever ends like a backup: nothing but files whose names are their content is ever kept.
func FuzzTake(f *testing.F) {
	w := blob.Open(filepath.Join(f.TempDir(), "files"), func() time.Time { return time.Unix(0, 0) })
	if _, err := w.Put("one", []byte("a picture")); err != nil {
		f.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := w.Append(&out, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("passbok-files-1\n\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		dir := t.TempDir()
		backup := filepath.Join(dir, "backup")
		if err := os.WriteFile(backup, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		to := blob.Open(filepath.Join(dir, "files"), func() time.Time { return time.Unix(0, 0) })
		_, _ = to.Take(backup)
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) > 2 {
			t.Fatalf("something was written outside: %v, %v", entries, err)
		}
		spaces, err := to.Spaces()
		if err != nil {
			t.Fatal(err)
		}
		for _, space := range spaces {
			names, err := to.All(space)
			if err != nil {
				t.Fatal(err)
			}
			for _, hash := range names {
				if _, err := to.Get(space, hash); err != nil {
					t.Errorf("%s in %s: %v", hash, space, err)
				}
			}
		}
	})
}
