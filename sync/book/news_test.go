package book

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Whoever asks again and again what has been touched hears of every commit, in whichever order they were told of, or hears
// that some are not known; and hears of each only once.
func TestEveryCommitIsHeardOf(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := &news{forgotten: uint64(rapid.IntRange(0, 3).Draw(r, "before"))}
		heard, asked := map[string]int{}, n.forgotten
		ask := func() (whole bool) {
			feeds, upTo, whole := n.since(asked)
			if upTo < asked {
				r.Fatalf("from %d back to %d", asked, upTo)
			}
			for _, feed := range feeds {
				heard[feed]++
			}
			asked = upTo
			return whole
		}
		if !ask() {
			r.Fatal("nothing has happened, and all is known")
		}
		after, lost := asked, false
		var late *commit
		commits := rapid.IntRange(0, 3*patience).Draw(r, "commits")
		for i := range commits {
			c := commit{after: after, upTo: after + uint64(rapid.IntRange(1, 3).Draw(r, "entries")), feeds: []string{fmt.Sprint(i)}}
			after = c.upTo
			switch {
			case late == nil && rapid.IntRange(0, 5).Draw(r, "late") == 0:
				late = &c
				continue
			case late != nil && rapid.Bool().Draw(r, "told late"):
				n.tell(*late)
				late = nil
			}
			n.tell(c)
			if rapid.Bool().Draw(r, "asks") {
				lost = !ask() || lost
			}
		}
		if late != nil {
			n.tell(*late)
		}
		lost = !ask() || lost
		if asked != after && !lost {
			r.Fatalf("heard up to %d of %d", asked, after)
		}
		for i := range commits {
			if times := heard[fmt.Sprint(i)]; times != 1 && !lost {
				r.Errorf("commit %d was heard of %d times", i, times)
			}
		}
	})
}

func TestWhatIsForgottenIsSaid(t *testing.T) {
	n := &news{}
	for i := range uint64(maxNews + 1) {
		n.tell(commit{after: i, upTo: i + 1, feeds: []string{fmt.Sprint("f", i)}})
	}
	if feeds, upTo, whole := n.since(0); whole || upTo != maxNews+1 || len(feeds) != maxNews/2+1 {
		t.Errorf("%d feeds up to %d, whole %v", len(feeds), upTo, whole)
	}
	if feeds, _, whole := n.since(maxNews); !whole || len(feeds) != 1 {
		t.Errorf("%v, whole %v", feeds, whole)
	}
	for i := range uint64(patience) { // the one before these was kept, and nobody was told of it
		n.tell(commit{after: maxNews + 2 + i, upTo: maxNews + 3 + i, feeds: []string{"g"}})
		_, upTo, whole := n.since(maxNews + 1)
		if waits := i < patience-1; whole != waits || (upTo == maxNews+1) != waits {
			t.Errorf("after %d more: up to %d, whole %v", i+1, upTo, whole)
		}
	}
}
