package archive

import (
	"context"
	"errors"
	"os"
	"testing"

	"passbok/store"
)

// What is told of an archive is what its folder holds: however it was cut into segments, reopened, or erased from.
func TestStats(t *testing.T) {
	for _, size := range []int64{0, 1, 100} {
		dir := t.TempDir()
		a := open(t, dir, Options{SegmentBytes: size})
		is := func(a *Archive) {
			t.Helper()
			want := Stats{}
			for name, b := range files(t, dir) {
				if len(name) > len(ending) && name[len(name)-len(ending):] == ending {
					want.Segments++
					want.Bytes += int64(len(b))
				}
			}
			if got, err := a.Stats(); got != want || err != nil {
				t.Errorf("segments of %d bytes: told of %+v, %v; there is %+v", size, got, err, want)
			}
		}
		is(a)
		for _, r := range some(1, 9) {
			add(t, a, r)
		}
		is(a)
		if _, err := a.Erase(context.Background(), odd); err != nil {
			t.Fatal(err)
		}
		is(a)
		closed(t, a)
		if _, err := a.Stats(); !errors.Is(err, store.ErrClosed) {
			t.Error(err)
		}
		again := open(t, dir, Options{SegmentBytes: size})
		is(again)
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := again.Stats(); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the folder is gone: %v", err)
		}
	}
}
