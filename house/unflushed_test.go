package house_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// newest is the file of the only archive in a folder that is written to.
func newest(t testing.TB, data string) string {
	t.Helper()
	segments, err := filepath.Glob(filepath.Join(data, "archive", "*", "*.seg"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("%d segments, %v", len(segments), err)
	}
	return slices.Max(segments)
}

// loseUnflushed makes of a killed server's archive what a power cut could: of what was written last, and need not have
// been flushed, only a part is left. That is all from the last mark on, the mark included (store/archive/doc.go).
func loseUnflushed(t testing.TB, data string, draw *rand.Rand) {
	t.Helper()
	file := newest(t, data)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flushed := bytes.LastIndex(b, []byte("KEPT"))
	if flushed < 0 { // there is only one append
		return
	}
	left := flushed + draw.IntN(len(b)-flushed+1)
	lost := slices.Clone(b[:left])
	if draw.IntN(2) == 0 { // its length is known to the disk, and not what is in it
		lost = append(lost, make([]byte, len(b)-left)...)
	}
	if err := os.WriteFile(file, lost, 0o600); err != nil {
		t.Fatal(err)
	}
}
