package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func odd(seq uint64) bool { return seq%2 == 1 }

func without(records []Record, gone func(uint64) bool) []Record {
	records = slices.Clone(records)
	for i, r := range records {
		if gone(r.Seq) {
			records[i].Payload = nil
		}
	}
	return records
}

// TestErase: the payloads are in no file any more, all else is; and one goes on.
func TestErase(t *testing.T) {
	for _, opt := range []Options{{}, {SegmentBytes: 1}, {SegmentBytes: 100}} {
		dir := t.TempDir()
		a := open(t, dir, opt)
		want := some(1, 9)
		for _, r := range want {
			add(t, a, r)
		}
		before := files(t, dir)
		if n, err := a.Erase(context.Background(), func(uint64) bool { return false }); n != 0 || err != nil {
			t.Error(n, err)
		}
		if !maps.EqualFunc(files(t, dir), before, bytes.Equal) {
			t.Error("files were written anew for nothing")
		}
		if n, err := a.Erase(context.Background(), odd); n != 5 || err != nil {
			t.Error(n, err)
		}
		want = without(want, odd)
		holds(t, a, want)
		for name, b := range files(t, dir) {
			for seq := 1; seq < 10; seq += 2 {
				if bytes.Contains(b, fmt.Appendf(nil, "p%d", seq)) {
					t.Errorf("%s still has payload %d", name, seq)
				}
			}
		}
		if n, err := a.Erase(context.Background(), odd); n != 0 || err != nil {
			t.Error(n, err)
		}
		add(t, a, some(10, 2)...)
		want = append(want, some(10, 2)...)
		holds(t, a, want)
		closed(t, a)
		holds(t, open(t, dir, opt), want)
	}
}

// TestEraseCrash looks at the folder as it is at each step of erasing, as after a crash there. It opens, has
// every record, and erasing once more finishes it. Then it lets each step fail.
func TestEraseCrash(t *testing.T) {
	for _, opt := range []Options{{}, {SegmentBytes: 1}, {SegmentBytes: 100}} {
		base := quick(t)
		a := open(t, filepath.Join(base, "archive"), opt)
		records := some(1, 6)
		for _, r := range records {
			add(t, a, r)
		}
		original := filepath.Join(base, "original")
		if err := os.CopyFS(original, os.DirFS(a.dir)); err != nil {
			t.Fatal(err)
		}
		steps := 0
		a.step = func(string) error {
			steps++
			return os.CopyFS(filepath.Join(base, fmt.Sprint("crash", steps)), os.DirFS(a.dir))
		}
		if n, err := a.Erase(context.Background(), odd); n != 3 || err != nil {
			t.Fatal(n, err)
		}
		want := without(records, odd)
		for step := 1; step <= steps; step++ {
			b := open(t, filepath.Join(base, fmt.Sprint("crash", step)), opt)
			got, err := read(b, 0)
			if len(got) != 6 || err != nil {
				t.Errorf("step %d: %d records, %v", step, len(got), err)
			}
			for i, r := range got {
				if !bytes.Equal(r.Payload, records[i].Payload) && !bytes.Equal(r.Payload, want[i].Payload) {
					t.Errorf("step %d: %+v", step, r)
				}
			}
			if b.Cut() != nil {
				t.Errorf("step %d: cut %v", step, b.Cut())
			}
			if left, err := filepath.Glob(filepath.Join(b.dir, "*"+fresh)); left != nil || err != nil {
				t.Errorf("step %d: %v is left", step, left)
			}
			if _, err := b.Erase(context.Background(), odd); err != nil {
				t.Errorf("step %d: %v", step, err)
			}
			holds(t, b, want)

			// The same step, failing.
			dir := filepath.Join(base, fmt.Sprint("fail", step))
			if err := os.CopyFS(dir, os.DirFS(original)); err != nil {
				t.Fatal(err)
			}
			c := open(t, dir, opt)
			reached := failing(c, step-1, 1)
			if _, err := c.Erase(context.Background(), odd); *reached && !errors.Is(err, errStep) {
				t.Errorf("step %d: %v", step, err)
			}
			if got, err := read(c, 0); len(got) != 6 || err != nil {
				t.Errorf("step %d: %d records, %v", step, len(got), err)
			}
			add(t, c, some(7, 1)...)
			if _, err := c.Erase(context.Background(), odd); err != nil {
				t.Errorf("step %d: %v", step, err)
			}
			holds(t, c, without(append(some(1, 6), some(7, 1)...), odd))
		}
		if steps < 5 {
			t.Errorf("only %d steps", steps)
		}
	}
}

// TestEraseDamaged: a damaged file is not written anew, which would make its damage look sound.
func TestEraseDamaged(t *testing.T) {
	dir := t.TempDir()
	all, _ := small(t, dir)
	first := slices.Min(slices.Collect(maps.Keys(all)))
	all[first][headSize+fixedSize] ^= 1 // in its first record's header
	lay(t, dir, all)
	a := open(t, dir, Options{})
	_, err := a.Erase(context.Background(), func(uint64) bool { return true })
	if !errors.As(err, new(Damage)) {
		t.Error(err)
	}
	if !bytes.Equal(files(t, dir)[first], all[first]) {
		t.Error("the damaged file was changed")
	}
}
