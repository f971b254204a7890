package archive

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passbok/store"
)

var errStep = errors.New("the disk does not want to")

// failing lets the n-th step from now fail, and as many after it as are said.
func failing(a *Archive, n, times int) (reached *bool) {
	reached = new(bool)
	a.step = func(string) error {
		if n--; n < 0 && n >= -times {
			*reached = true
			return errStep
		}
		return nil
	}
	return reached
}

// TestAppendFails lets each step of an append fail, once or together with the mending after it. Nothing of
// the append counts, and the next one goes on: on the same archive, or on one that is opened anew.
func TestAppendFails(t *testing.T) {
	for _, opt := range []Options{{}, {SegmentBytes: 1}} {
		for _, times := range []int{1, 2, 3, 99} {
			for step := 0; ; step++ {
				dir := t.TempDir()
				a := open(t, dir, opt)
				want := some(1, 2)
				add(t, a, want...)
				reached := failing(a, step, times)
				err := a.Append(context.Background(), some(3, 3))
				if !*reached {
					if step < 2 {
						t.Fatalf("only %d steps", step)
					}
					break
				}
				if !errors.Is(err, errStep) {
					t.Fatalf("step %d: %v", step, err)
				}
				if got, err := read(a, 0); len(got) != 2 || err != nil {
					t.Errorf("step %d: %d records, %v", step, len(got), err)
				}
				failing(a, 0, 0)
				again := []Record{{3, []byte("another"), []byte("than the one that failed")}}
				add(t, a, again...)
				want = append(want, again...)
				holds(t, a, want)
				closed(t, a)
				holds(t, open(t, dir, opt), want)
			}
		}
	}
}

// TestFlushFails: what a failed flush has left in the file is cut and told, and only then written over.
func TestFlushFails(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, some(1, 2)...)
	size := a.size
	failing(a, 1, 1)
	if err := a.Append(context.Background(), some(3, 3)); !errors.Is(err, errStep) {
		t.Fatal(err)
	}
	cut := a.Cut()
	if len(cut) != 1 || cut[0].Offset != size || cut[0].Bytes <= markSize {
		t.Errorf("cut %v, the file had %d", cut, size)
	}
	if info, err := os.Stat(a.f.Name()); err != nil || info.Size() != size+markSize {
		t.Errorf("the file has %d bytes, %v", info.Size(), err)
	}
}

// TestFolderGone takes the folder away and brings it back.
func TestFolderGone(t *testing.T) {
	for _, n := range []int{0, 2} {
		base := t.TempDir()
		dir, away := filepath.Join(base, "archive"), filepath.Join(base, "away")
		a := open(t, dir, Options{})
		want := some(1, n)
		add(t, a, want...)
		move := func(from, to string) {
			t.Helper()
			if err := os.Rename(from, to); err != nil {
				t.Fatal(err)
			}
		}
		move(dir, away)
		for range 2 {
			err := a.Append(context.Background(), some(3, 1))
			if err == nil || !strings.Contains(err.Error(), "the folder "+dir+" is gone") {
				t.Fatal(err)
			}
		}
		if all := files(t, away); len(all) > 1 {
			t.Errorf("%d files", len(all))
		}
		if n > 0 { // another folder in its place is not the one that it was
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := a.Append(context.Background(), some(3, 1)); err == nil || !strings.Contains(err.Error(), dir) {
				t.Fatal(err)
			}
			lay(t, dir, map[string][]byte{"0000000000000001.seg": appendRecord(appendHead(nil, 0), Record{Seq: 1})})
			if err := a.Append(context.Background(), some(3, 1)); err == nil || !strings.Contains(err.Error(), dir) {
				t.Fatal(err)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		// It may come back as a copy: a disk that was mounted anew is one.
		if err := os.CopyFS(dir, os.DirFS(away)); err != nil {
			t.Fatal(err)
		}
		add(t, a, some(3, 1)...)
		want = append(want, some(3, 1)...)
		holds(t, a, want)
		if _, err := Open(context.Background(), dir, Options{}); err == nil {
			t.Error("the folder that came back is not held")
		}
		closed(t, a)
		holds(t, open(t, dir, Options{}), want)
	}
}

// TestRefused: what the format cannot keep is refused, and harms nothing.
func TestRefused(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, some(5, 1)...)
	ended, end := context.WithCancel(context.Background())
	end()
	for name, records := range map[string][]Record{
		"the same number": some(5, 1), "a lower one": some(4, 1), "none": {{Header: []byte("h")}},
		"twice": {{Seq: 6}, {Seq: 6}}, "falling": {{Seq: 7}, {Seq: 6}},
		"a large header":  {{Seq: 6, Header: make([]byte, maxPart+1)}},
		"a large payload": {{Seq: 6, Payload: make([]byte, maxPart+1)}},
	} {
		err := a.Append(context.Background(), records)
		if err == nil || strings.Contains(name, "large") != errors.Is(err, store.ErrLimit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := a.Append(ended, some(6, 1)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for _, err := range a.Records(ended, 0) {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	holds(t, a, some(5, 1))
	largest := Record{6, bytes.Repeat([]byte("h"), maxPart), bytes.Repeat([]byte("p"), maxPart)}
	add(t, a, largest)
	holds(t, a, append(some(5, 1), largest))
}

// TestLock: one folder, one holder; and none after Close.
func TestLock(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{})
	if _, err := Open(context.Background(), dir, Options{}); err == nil || !strings.Contains(err.Error(), "another process holds it") {
		t.Fatal(err)
	}
	closed(t, a)
	closed(t, a)
	if err := a.Append(context.Background(), some(1, 1)); !errors.Is(err, store.ErrClosed) {
		t.Error(err)
	}
	if _, err := read(a, 0); !errors.Is(err, store.ErrClosed) {
		t.Error(err)
	}
	if _, err := a.Erase(context.Background(), func(uint64) bool { return true }); !errors.Is(err, store.ErrClosed) {
		t.Error(err)
	}
	open(t, dir, Options{})
}

// TestModes: nobody but the owner reads what is kept.
func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := open(t, dir, Options{SegmentBytes: 1})
	add(t, a, some(1, 1)...)
	add(t, a, some(2, 1)...)
	if _, err := a.Erase(context.Background(), func(seq uint64) bool { return true }); err != nil {
		t.Fatal(err)
	}
	names := []string{dir}
	all, err := os.ReadDir(dir)
	for _, e := range all {
		names = append(names, filepath.Join(dir, e.Name()))
	}
	if len(names) != 4 || err != nil {
		t.Error(names, err)
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		want := os.FileMode(0o600)
		if name == dir {
			want = 0o700
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}
