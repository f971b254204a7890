package layout

import (
	"crypto/sha256"
	"testing"

	"passbok/store"
)

type kept map[string]Place

// reader reads no more than Find does.
type reader struct {
	store.Reader
	kept kept
}

func (r reader) Get(key []byte) ([]byte, error) {
	if place, there := r.kept[string(key)]; there {
		return place.Encode(), nil
	}
	return nil, nil
}

func TestFind(t *testing.T) {
	const index = "an id"
	one, two, three := sha256.Sum256([]byte("one")), sha256.Sum256([]byte("two")), sha256.Sum256([]byte("three"))
	erased := Place{Seq: 1, Any: true}
	type found struct {
		seq           uint64
		known, reused bool
	}
	for _, c := range []struct {
		name string
		kept kept
		want map[[sha256.Size]byte]found
	}{
		{"nothing has the id", kept{}, map[[sha256.Size]byte]found{one: {}}},
		{"one has it", kept{index: {Seq: 1, Content: one}}, map[[sha256.Size]byte]found{one: {1, true, false}, two: {0, false, true}}},
		{"two have it", kept{index: {Seq: 1, Content: one}, OtherKey(index, two): {Seq: 2, Content: two}},
			map[[sha256.Size]byte]found{one: {1, true, false}, two: {2, true, false}, three: {0, false, true}}},
		{"one was erased", kept{index: erased}, map[[sha256.Size]byte]found{one: {1, true, false}, two: {1, true, false}}},
		{"the first was erased, the other is what it is", kept{index: erased, OtherKey(index, two): {Seq: 2, Content: two}},
			map[[sha256.Size]byte]found{one: {1, true, false}, two: {2, true, false}}},
		{"the other was erased", kept{index: {Seq: 1, Content: one}, OtherAnyKey(index): {Seq: 2, Any: true}},
			map[[sha256.Size]byte]found{one: {1, true, false}, two: {2, true, false}}},
		{"both were erased", kept{index: erased, OtherAnyKey(index): {Seq: 2, Any: true}}, map[[sha256.Size]byte]found{one: {1, true, false}}},
	} {
		for content, want := range c.want {
			same := func(kept [sha256.Size]byte) bool { return kept == content }
			at, known, reused, err := Find(reader{kept: c.kept}, index, content, same)
			if got := (found{at.Seq, known, reused}); got != want || err != nil {
				t.Errorf("%s: found %+v, %v; want %+v", c.name, got, err, want)
			}
		}
	}
}
