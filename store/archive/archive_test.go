package archive

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tb is what the test, the benchmark and rapid's have in common.
type tb interface {
	Helper()
	Fatal(args ...any)
}

// quick is a folder for tests that write it thousands of times: in memory, where the system has such a place.
func quick(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "passbok-archive-*")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func open(t testing.TB, dir string, opt Options) *Archive {
	t.Helper()
	a, err := Open(context.Background(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, a) })
	return a
}

func closed(t testing.TB, a *Archive) {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

func add(t testing.TB, a *Archive, records ...Record) {
	t.Helper()
	if err := a.Append(context.Background(), records); err != nil {
		t.Fatal(err)
	}
}

// some makes records with the numbers from, from+1 and so on.
func some(from uint64, n int) []Record {
	var all []Record
	for seq := from; seq < from+uint64(n); seq++ {
		all = append(all, Record{seq, fmt.Appendf(nil, "h%d", seq), fmt.Appendf(nil, "p%d", seq)})
	}
	return all
}

// read collects records up to the first error.
func read(a *Archive, from uint64) (all []Record, err error) {
	for r, err := range a.Records(context.Background(), from) {
		if err != nil {
			return all, err
		}
		all = append(all, r)
	}
	return all, nil
}

// holds checks that the archive has these records and no others, whichever way one looks.
func holds(t testing.TB, a *Archive, want []Record) {
	t.Helper()
	got, err := read(a, 0)
	if err != nil {
		t.Errorf("read: %v", err)
	}
	if !reflect.DeepEqual(want, got) {
		t.Errorf("records (-want +got):\n%s", cmp.Diff(want, got))
	}
	var last Record
	erased := 0
	for _, r := range want {
		if last = r; r.Payload == nil {
			erased++
		}
	}
	if seq, header := a.Last(); seq != last.Seq || string(header) != string(last.Header) {
		t.Errorf("last: %d %q, not %d %q", seq, header, last.Seq, last.Header)
	}
	sum, err := Check(context.Background(), a.dir, nil)
	if err != nil || sum.Damage != nil || sum.Torn != 0 || sum.Records != len(want) || sum.Erased != erased || sum.Last != last.Seq {
		t.Errorf("check: %+v, %v", sum, err)
	}
}

// TestKeep walks through a small archive: what is appended is there, again after it was opened anew.
func TestKeep(t *testing.T) {
	for name, opt := range map[string]Options{"one file": {}, "a file for each append": {SegmentBytes: 1}, "some files": {SegmentBytes: 200}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir() + "/made/too"
			a := open(t, dir, opt)
			holds(t, a, nil)
			want := some(1, 3)
			add(t, a, want...)
			for _, more := range [][]Record{
				some(4, 1),
				{{7, nil, nil}, {9, []byte{}, []byte{}}},
				some(1<<40, 2), // a new epoch
				{{1<<40 + 9, []byte("an erased one"), nil}},
			} {
				add(t, a, more...)
				want = append(want, more...)
			}
			add(t, a)
			for i, r := range want { // an empty header is one, in whichever form
				if r.Header == nil {
					want[i].Header = []byte{}
				}
			}
			holds(t, a, want)
			closed(t, a)
			a = open(t, dir, opt)
			holds(t, a, want)
			if cut := a.Cut(); cut != nil {
				t.Errorf("cut %v", cut)
			}
			for from := range uint64(12) {
				rest := want
				for len(rest) > 0 && rest[0].Seq < from {
					rest = rest[1:]
				}
				got, err := read(a, from)
				if diff := cmp.Diff(rest, got); diff != "" || err != nil {
					t.Errorf("from %d: %v\n%s", from, err, diff)
				}
			}
			if got, err := read(a, 1<<41); got != nil || err != nil {
				t.Errorf("from behind the end: %v, %v", got, err)
			}
		})
	}
}
