package look

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whoever asks again and again what has been touched hears of every commit, in whichever order they were told of, or hears
// that some are not known; and hears of each only once.
func TestEveryCommitIsHeardOf(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := &news{}
		n.begin(uint64(rapid.IntRange(0, 3).Draw(r, "before")))
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
		var late *Commit
		commits := rapid.IntRange(0, 3*patience).Draw(r, "commits")
		for i := range commits {
			c := Commit{After: after, UpTo: after + uint64(rapid.IntRange(1, 3).Draw(r, "entries")), Feeds: []string{fmt.Sprint(i)}}
			after = c.UpTo
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
	n.begin(0)
	for i := range uint64(maxNews + 1) {
		n.tell(Commit{After: i, UpTo: i + 1, Feeds: []string{fmt.Sprint("f", i)}})
	}
	if feeds, upTo, whole := n.since(0); whole || upTo != maxNews+1 || len(feeds) != maxNews/2+1 {
		t.Errorf("%d feeds up to %d, whole %v", len(feeds), upTo, whole)
	}
	if feeds, _, whole := n.since(maxNews); !whole || len(feeds) != 1 {
		t.Errorf("%v, whole %v", feeds, whole)
	}
	for i := range uint64(patience) { // the one before these was kept, and nobody was told of it
		n.tell(Commit{After: maxNews + 2 + i, UpTo: maxNews + 3 + i, Feeds: []string{"g"}})
		_, upTo, whole := n.since(maxNews + 1)
		if waits := i < patience-1; whole != waits || (upTo == maxNews+1) != waits {
			t.Errorf("after %d more: up to %d, whole %v", i+1, upTo, whole)
		}
	}
}

// A feed that is said to be still has had no entry, whatever the order in which commits were told of, and though some never were.
func TestStillIsStill(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		feed := rapid.Custom(func(r *rapid.T) string { return fmt.Sprint("f", rapid.IntRange(0, 4).Draw(r, "feed")) })
		l := &news{}
		begun := uint64(rapid.IntRange(0, 3).Draw(r, "before"))
		l.begin(begun)
		head, all, waiting := begun, []Commit{}, []Commit{}
		told, lost := 0, 0
		for range rapid.IntRange(1, 5*patience).Draw(r, "commits") {
			c := Commit{After: head, UpTo: head + uint64(rapid.IntRange(0, 3).Draw(r, "entries")), Feeds: rapid.SliceOfN(feed, 0, 3).Draw(r, "feeds")}
			if c.UpTo == c.After {
				c.Feeds = nil // a device's row alone
			}
			head, all = c.UpTo, append(all, c)
			if waiting = append(waiting, c); rapid.IntRange(0, 2).Draw(r, "waits") == 0 {
				continue
			}
			for _, i := range rapid.Permutation(indexes(len(waiting))).Draw(r, "order") {
				if rapid.IntRange(0, 40).Draw(r, "lost") == 0 {
					lost++
					continue
				}
				l.tell(waiting[i])
				told++
			}
			waiting = nil
			name := feed.Draw(r, "asked")
			from := begun + uint64(rapid.IntRange(0, int(head-begun)).Draw(r, "from"))
			upTo := from + uint64(rapid.IntRange(0, int(head-from)).Draw(r, "up to"))
			touched := slices.ContainsFunc(all, func(c Commit) bool {
				return c.UpTo > from && c.After < upTo && slices.Contains(c.Feeds, name)
			})
			if touched && l.still(name, from, upTo) {
				r.Fatalf("%s is said to be still from %d to %d: %v", name, from, upTo, all)
			}
		}
		if last := len(all) - 1; lost == 0 && len(waiting) == 0 && last >= 0 && !l.still("never", begun, head) {
			r.Fatalf("%d commits told of, and %d to %d is not known", told, begun, head)
		}
	})
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestLatestIsBounded(t *testing.T) {
	l := &news{}
	l.begin(0)
	for i := range uint64(maxLatest + 1) {
		l.tell(Commit{After: i, UpTo: i + 1, Feeds: []string{fmt.Sprint(i)}})
	}
	if len(l.latest) != 0 || l.still("x", maxLatest, maxLatest+1) || !l.still("x", maxLatest+1, maxLatest+1) {
		t.Errorf("%d feeds, quiet until %d, heard %d", len(l.latest), l.quiet, l.heard)
	}
}
