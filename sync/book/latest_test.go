package book

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A feed that is said to be still has had no entry, whatever the order in which commits were told of, and though some never were.
func TestStillIsStill(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		feed := rapid.Custom(func(r *rapid.T) string { return fmt.Sprint("f", rapid.IntRange(0, 4).Draw(r, "feed")) })
		l := &latest{}
		begun := uint64(rapid.IntRange(0, 3).Draw(r, "before"))
		l.begin(begun)
		head, all, waiting := begun, []commit{}, []commit{}
		told, lost := 0, 0
		for range rapid.IntRange(1, 5*patience).Draw(r, "commits") {
			c := commit{after: head, upTo: head + uint64(rapid.IntRange(0, 3).Draw(r, "entries")), feeds: rapid.SliceOfN(feed, 0, 3).Draw(r, "feeds")}
			if c.upTo == c.after {
				c.feeds = nil // a device's row alone
			}
			head, all = c.upTo, append(all, c)
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
			touched := slices.ContainsFunc(all, func(c commit) bool {
				return c.upTo > from && c.after < upTo && slices.Contains(c.feeds, name)
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
	l := &latest{}
	l.begin(0)
	for i := range uint64(maxLatest + 1) {
		l.tell(commit{after: i, upTo: i + 1, feeds: []string{fmt.Sprint(i)}})
	}
	if len(l.feeds) != 0 || l.still("x", maxLatest, maxLatest+1) || !l.still("x", maxLatest+1, maxLatest+1) {
		t.Errorf("%d feeds, since %d, heard %d", len(l.feeds), l.since, l.heard)
	}
}
