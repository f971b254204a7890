package archive

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
)

// FuzzOpen puts anything behind a sound beginning of the newest file, or in its place. What is whole at
// the beginning is never lost: it is read, or the damage behind it is told with a place that is not before its
// end. Whatever comes, Open, reading, erasing and Check agree and do not panic.
func FuzzOpen(f *testing.F) {
	all, records := small(f, f.TempDir())
	names := slices.Sorted(maps.Keys(all))
	newest := all[names[1]]
	f.Add(0, newest)
	f.Add(headSize, newest[headSize:])
	f.Add(len(newest), []byte("RCRD and KEPT"))
	f.Add(len(newest)-markSize, appendMark(nil, 99))
	f.Add(len(newest), appendRecord(nil, Record{Seq: 8}))
	f.Add(60, appendRecord(bytes.Repeat([]byte{0}, 20), Record{99, []byte("h"), []byte("p")}))
	f.Fuzz(func(t *testing.T, keep int, rest []byte) {
		keep = min(max(keep, 0), len(newest))
		sound := records[:2]
		for i, r := range records[2:] {
			if at := bytes.Index(newest, appendRecord(nil, r)); at+len(appendRecord(nil, r)) <= keep {
				sound = records[:3+i]
			}
		}
		dir := quick(t)
		lay(t, dir, map[string][]byte{names[0]: all[names[0]], names[1]: slices.Concat(newest[:keep], rest)})
		sum, err := Check(context.Background(), dir, nil)
		if err != nil && sum.Files != 2 {
			t.Fatal(err)
		}
		if err == nil && sum.Records < len(sound) {
			t.Fatalf("%d records of %d: %+v", sum.Records, len(sound), sum)
		}
		got, cut, err := opened(t, dir)
		var d Damage
		if errors.As(err, &d) {
			if sum.Damage == nil || d.Offset > 0 && d.Seq < sound[len(sound)-1].Seq {
				t.Fatalf("%v, and check says %+v", d, sum)
			}
			return
		}
		if err != nil { // another version's file
			return
		}
		if sum.Damage != nil || len(got) != sum.Records || len(got) < len(sound) {
			t.Fatalf("%d records, cut %v, and check says %+v", len(got), cut, sum)
		}
		for i, r := range sound {
			if got[i].Seq != r.Seq || !bytes.Equal(got[i].Header, r.Header) || !bytes.Equal(got[i].Payload, r.Payload) {
				t.Fatalf("%+v, not %+v", got[i], r)
			}
		}
		a := open(t, dir, Options{})
		if _, err := a.Erase(context.Background(), func(uint64) bool { return true }); err != nil {
			t.Fatal(err)
		}
		last, _ := a.Last()
		if last == 1<<64-1 {
			return
		}
		add(t, a, Record{Seq: last + 1})
		if got, err := read(a, 0); len(got) != sum.Records+1 || err != nil {
			t.Fatal(len(got), err)
		}
	})
}
