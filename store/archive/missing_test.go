package archive

import (
	"context"
	"errors"
	"os"
	"testing"
)

// A segment that was deleted is missed at the opening, without anything being read but the ends of the others; the newest
// one alone leaves no trace.
func TestASegmentIsMissing(t *testing.T) {
	records := some(1, 4)
	for gone := range records {
		dir := t.TempDir()
		a := open(t, dir, Options{SegmentBytes: 1})
		for _, r := range records {
			add(t, a, r)
		}
		closed(t, a)
		if err := os.Remove(path(dir, records[gone].Seq)); err != nil {
			t.Fatal(err)
		}
		a, err := Open(context.Background(), dir, Options{})
		if gone == len(records)-1 {
			if err != nil {
				t.Fatal(err)
			}
			holds(t, a, records[:gone])
			closed(t, a)
			continue
		}
		var d Damage
		if !errors.As(err, &d) || d.File != path(dir, records[gone+1].Seq) || d.Seq != uint64(gone) {
			t.Errorf("without segment %d: %+v, %v", gone+1, d, err)
		}
		if has, err := Has(dir); !has || err != nil {
			t.Errorf("it holds something: %v, %v", has, err)
		}
	}
}
