package archive

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// files is a folder's segments by name, without what else lies there.
func files(t tb, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	firsts, _, err := list(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, first := range firsts {
		b, err := os.ReadFile(path(dir, first))
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path(dir, first))] = b
	}
	return all
}

// lay makes a folder hold these segments and no others. What is so already is not written again: the
// tests that do this for every bit have no time for that.
func lay(t tb, dir string, all map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	there := files(t, dir)
	for name := range there {
		if _, ok := all[name]; !ok {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, b := range all {
		if old, ok := there[name]; ok && bytes.Equal(old, b) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// small makes an archive of two files, the first with two appends, the second with three, one of them of
// two records and one erased.
func small(t testing.TB, dir string) (all map[string][]byte, records []Record) {
	t.Helper()
	records = some(1, 7)
	records[5].Payload = nil
	a := open(t, dir, Options{SegmentBytes: 60})
	add(t, a, records[:1]...)
	add(t, a, records[1:2]...)
	add(t, a, records[2:3]...)
	a.opt.SegmentBytes = 1 << 20 // the rest in one file
	add(t, a, records[3:5]...)
	add(t, a, records[5:]...)
	closed(t, a)
	all = files(t, dir)
	if len(all) != 2 {
		t.Fatalf("%d files", len(all))
	}
	return all, records
}

// opened opens a folder and reads all of it: the records, what was cut, and the damage that was met.
func opened(t testing.TB, dir string) (got []Record, cut []Cut, err error) {
	t.Helper()
	a, err := Open(context.Background(), dir, Options{})
	if err != nil {
		return nil, nil, err
	}
	defer closed(t, a)
	got, err = read(a, 0)
	return got, a.Cut(), err
}

// place tells where in a whole file the entry begins that a byte is of, and the last record before that.
func place(b []byte, before uint64, at int) (begins int64, last uint64) {
	for next := int64(headSize); next <= int64(at); {
		if begins > 0 {
			r, _, _ := decode(b[begins:next])
			before = r.Seq
		}
		begins, next = next, next+size(b[next:])
	}
	return begins, before
}

// TestFlip flips every bit of a small archive, one at a time. Either all the records are there, or the error
// names the file, the place, and the last record before it; and Check says the same.
func TestFlip(t *testing.T) {
	dir := quick(t)
	all, want := small(t, filepath.Join(dir, "whole"))
	newest := slices.Max(slices.Collect(maps.Keys(all)))
	for name, b := range all {
		before := uint64(0)
		if name == newest {
			before = 2
		}
		for bit := range 8 * len(b) {
			damaged := maps.Clone(all)
			damaged[name] = bytes.Clone(b)
			damaged[name][bit/8] ^= 1 << (bit % 8)
			folder := filepath.Join(dir, "damaged")
			lay(t, folder, damaged)

			sum, checkErr := Check(context.Background(), folder, nil)
			got, cut, err := opened(t, folder)
			if err == nil {
				lastMark := name == newest && bit/8 >= len(b)-markSize
				if diff := cmp.Diff(want, got); diff != "" || !lastMark {
					t.Fatalf("%s, bit %d: went unseen; cut %v\n%s", name, bit, cut, diff)
				}
				if len(cut) != 1 || cut[0].Bytes != markSize || sum.Torn != markSize || checkErr != nil {
					t.Fatalf("%s, bit %d: cut %v; check %+v, %v", name, bit, cut, sum, checkErr)
				}
				continue
			}
			var d Damage
			if !errors.As(err, &d) || filepath.Base(d.File) != name || cut != nil {
				t.Fatalf("%s, bit %d: %v; cut %v", name, bit, err, cut)
			}
			begins, last := place(b, before, bit/8)
			if d.Offset != begins || d.Seq != last && begins > 0 {
				t.Fatalf("%s, bit %d: %v; not at %d, after %d", name, bit, d, begins, last)
			}
			if checkErr != nil || len(sum.Damage) != 1 || sum.Damage[0].File != d.File || sum.Damage[0].Offset != d.Offset || sum.Records < len(want)-1 {
				t.Fatalf("%s, bit %d: %v\ncheck: %+v, %v", name, bit, d, sum, checkErr)
			}
			if now := files(t, folder); !maps.EqualFunc(now, damaged, bytes.Equal) {
				t.Fatalf("%s, bit %d: a damaged archive was changed", name, bit)
			}
		}
	}
}

// TestTear ends the newest file at every byte, with nothing, zeros, garbage or old records behind it. What is whole
// stays, and it is told how much was cut.
func TestTear(t *testing.T) {
	dir := quick(t)
	all, records := small(t, filepath.Join(dir, "whole"))
	newest := slices.Max(slices.Collect(maps.Keys(all)))
	garbage := []byte("KEPT-garbage-RCRD\x00\x00\x00\x00\x00\x00\x00\x09\x00\x00\x00\x02\x00\x00\x00\x02garbage")
	stale := appendMark(appendRecord([]byte{1}, records[0]), 1) // blocks of a file that is no more
	for size := range len(all[newest]) + 1 {
		for name, tail := range map[string][]byte{"cut": nil, "zeros": make([]byte, 3000), "garbage": garbage, "old records": stale} {
			torn := maps.Clone(all)
			torn[newest] = slices.Concat(all[newest][:size], tail)
			same := 0 // the tail may begin as what it stands for
			for same < min(len(all[newest]), len(torn[newest])) && torn[newest][same] == all[newest][same] {
				same++
			}
			ends, kept, whole := headSize, 0, 2
			for i, r := range records[2:] {
				if i == 1 || i == 3 { // an append of its own: first the mark for the one before it
					ends += markSize
				}
				if ends += len(appendRecord(nil, r)); ends > same {
					break
				}
				whole, kept = 3+i, ends
			}
			place := filepath.Join(dir, "torn")
			lay(t, place, torn)
			sum, err := Check(context.Background(), place, nil)
			if err != nil || sum.Damage != nil || sum.Records != whole {
				t.Fatalf("%d, %s: check: %+v, %v", size, name, sum, err)
			}
			got, cut, err := opened(t, place)
			if diff := cmp.Diff(records[:whole], got); diff != "" || err != nil {
				t.Fatalf("%d, %s: %v\n%s", size, name, err, diff)
			}
			told := int64(0)
			for _, c := range cut {
				told += c.Bytes
				if filepath.Base(c.File) != newest || c.Offset < int64(kept) || c.Offset+c.Bytes != int64(len(torn[newest])) {
					t.Fatalf("%d, %s: cut %+v of %d", size, name, c, len(torn[newest]))
				}
			}
			left := files(t, place)[newest]
			if whole == 2 && left != nil || whole > 2 && !bytes.HasPrefix(all[newest], left[:len(left)-markSize]) {
				t.Fatalf("%d, %s: %d bytes are left, of which not all were there", size, name, len(left))
			}
			if told == 0 && same < len(torn[newest]) {
				t.Fatalf("%d, %s: nothing is told", size, name)
			}
			if again, cut, err := opened(t, place); len(again) != whole || cut != nil || err != nil {
				t.Fatalf("%d, %s: the next time: %d records, %v, %v", size, name, len(again), cut, err)
			}
		}
	}
}

// TestTearOld: a file that another one follows is never torn. Whatever is missing of it is damage.
func TestTearOld(t *testing.T) {
	dir := quick(t)
	all, records := small(t, filepath.Join(dir, "whole"))
	names := slices.Sorted(maps.Keys(all))
	for size := range len(all[names[0]]) {
		for begun := range 2 { // the newest may also be one that was only just begun
			torn := map[string][]byte{names[0]: all[names[0]][:size], names[1]: all[names[1]]}
			if begun == 1 {
				torn[names[1]] = all[names[1]][:headSize]
			}
			place := filepath.Join(dir, "torn")
			lay(t, place, torn)
			got, cut, err := opened(t, place)
			if !errors.As(err, new(Damage)) || len(got) > 2 || cut != nil {
				t.Fatalf("%d, %d: %d records, cut %v, %v", size, begun, len(got), cut, err)
			}
			sum, err := Check(context.Background(), place, nil)
			if err != nil || sum.Damage == nil {
				t.Fatalf("%d, %d: check: %+v, %v", size, begun, sum, err)
			}
		}
	}
	for what, torn := range map[string]map[string][]byte{
		"the first file is gone":   {names[1]: all[names[1]]},
		"a file has another name":  {names[0]: all[names[0]], "0000000000000004.seg": all[names[1]]},
		"a file is there twice":    {names[0]: all[names[0]], names[1]: all[names[1]], "0000000000000009.seg": all[names[1]]},
		"a record is there twice":  {names[0]: slices.Concat(all[names[0]], appendRecord(nil, records[1]))},
		"a record is in its place": {names[0]: slices.Concat(appendHead(nil, 0), appendRecord(nil, records[1]))},
	} {
		place := filepath.Join(dir, "torn")
		lay(t, place, torn)
		if _, cut, err := opened(t, place); !errors.As(err, new(Damage)) || cut != nil {
			t.Errorf("%s: cut %v, %v", what, cut, err)
		}
		if sum, err := Check(context.Background(), place, nil); err != nil || sum.Damage == nil {
			t.Errorf("%s: check: %+v, %v", what, sum, err)
		}
	}
}

// TestUnmarked: without its mark, a whole last record counts all the same, and the mark is made up for.
func TestUnmarked(t *testing.T) {
	dir := t.TempDir()
	all, records := small(t, dir)
	newest := slices.Max(slices.Collect(maps.Keys(all)))
	marked := all[newest]
	all[newest] = marked[:len(marked)-markSize]
	lay(t, dir, all)
	a := open(t, dir, Options{})
	holds(t, a, records)
	if got := files(t, dir)[newest]; !bytes.Equal(got, marked) {
		t.Errorf("the file is\n%q, not\n%q", got, marked)
	}
}

// TestNewer: a version that this program does not know is neither damage nor torn.
func TestNewer(t *testing.T) {
	dir := t.TempDir()
	head := appendHead(nil, 0)
	head[11] = 2
	newer := map[string][]byte{"0000000000000001.seg": summed(head[:headSize-sumSize], 0)}
	lay(t, dir, newer)
	_, _, err := opened(t, dir)
	if err == nil || errors.As(err, new(Damage)) {
		t.Error(err)
	}
	if _, err := Check(context.Background(), dir, nil); err == nil {
		t.Error("check reads it")
	}
	if now := files(t, dir); !maps.EqualFunc(now, newer, bytes.Equal) {
		t.Error("it was changed")
	}
}
