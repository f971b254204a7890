package archive

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/v<n> where it is not there")

// shipped is what the archive of testdata/v1 holds: several segments, a payload and a header that are empty, an erased one, a jump to
// a new epoch.
func shipped() []Record {
	return []Record{
		{1, []byte("h1"), []byte("p1")}, {2, []byte("h2"), nil}, {3, []byte("h3"), []byte("p3")},
		{5, []byte{}, []byte{}}, {1<<40 + 1, []byte("h of a new epoch"), []byte("p of a new epoch")}, {1<<40 + 2, []byte("åäö"), []byte{0, 255}},
	}
}

// makeShipped writes that archive into a folder, as this version does.
func makeShipped(t *testing.T, dir string) {
	t.Helper()
	a := open(t, dir, Options{SegmentBytes: 120})
	all := shipped()
	all[1].Payload = []byte("p2, which is erased")
	add(t, a, all[:2]...)
	for _, r := range all[2:] {
		add(t, a, r)
	}
	if n, err := a.Erase(t.Context(), func(seq uint64) bool { return seq == 2 }); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	closed(t, a)
	if err := os.Remove(filepath.Join(dir, "lock")); err != nil {
		t.Fatal(err)
	}
}

// The archive of each shipped version is read, whole, and gone on with; and what this version writes is, byte for byte, what the
// version of its format has always been.
func TestEveryShippedArchiveIsReadable(t *testing.T) {
	folders, err := filepath.Glob("testdata/v*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no archives in testdata: %v", err)
	}
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "archive")
			if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			a := open(t, dir, Options{})
			if cut := a.Cut(); cut != nil {
				t.Errorf("cut %v", cut)
			}
			want := shipped()
			holds(t, a, want)
			more := some(1<<40+3, 2)
			add(t, a, more...)
			holds(t, a, append(want, more...))
		})
	}
	made := filepath.Join(t.TempDir(), "archive")
	makeShipped(t, made)
	if kept := files(t, "testdata/v1"); len(kept) < 3 || !maps.EqualFunc(files(t, made), kept, bytes.Equal) {
		t.Error("what is written now is not what format 1 is: a new format wants a new number, and a folder beside this")
	}
}

// TestMakeAShippedArchive writes testdata/v1 where it is not there; it is never written again:
//
//	go test ./store/archive -run MakeAShippedArchive -update
func TestMakeAShippedArchive(t *testing.T) {
	const folder = "testdata/v1"
	if _, err := os.Stat(folder); err == nil {
		return // as it was shipped, and so it stays
	}
	if !*update {
		t.Fatalf("%s is not there", folder)
	}
	makeShipped(t, folder)
}
