package book

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// maxNews is how many commits are remembered for those who keep what they have computed. Whoever has fallen further
// behind looks at each thing by itself.
const maxNews = 1024

// commit is what one transaction changed: the entries after `after` up to and with `upTo`, and the documents and feeds
// that they touched.
type commit struct {
	after, upTo uint64
	documents   []string
	feeds       []string
}

// news are the last commits. Two that end at once may be told in either order.
type news struct {
	mu        sync.Mutex
	commits   []commit // in the log's order
	forgotten uint64   // the entry up to which nothing is known any more
}

func (n *news) tell(c commit) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.commits) >= maxNews {
		for _, old := range n.commits[:maxNews/2] {
			n.forgotten = max(n.forgotten, old.upTo)
		}
		n.commits = slices.Delete(n.commits, 0, maxNews/2)
	}
	at := len(n.commits) // nearly always
	for at > 0 && n.commits[at-1].after > c.after {
		at--
	}
	n.commits = slices.Insert(n.commits, at, c)
}

// from are the commits that begin at an entry or later. The caller holds mu, and keeps nothing of it.
func (n *news) from(seq uint64) []commit {
	at, _ := slices.BinarySearchFunc(n.commits, seq, func(c commit, seq uint64) int { return cmp.Compare(c.after, seq) })
	return n.commits[at:]
}

// between are the commits that lead from one entry to another, in order. whole is false where one of them is not known
// here: it is too long ago, or was not told of yet.
func (n *news) between(seq, head uint64) (found []commit, whole bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.from(seq) {
		if c.upTo > head {
			break
		}
		if c.after != seq {
			return nil, false
		}
		found, seq = append(found, c), c.upTo
	}
	return found, seq == head
}

// FeedsSince names the feeds that the entries after seq have touched, once each, and the entry that it knows up to: to be
// named the next time. A commit that ends at this moment, and was not told of yet, comes then. whole is false where some
// are not known, as after a start: then any feed may have been touched.
func (b *Book) FeedsSince(seq uint64) (feeds []string, upTo uint64, whole bool) {
	return b.news.since(seq)
}

// patience is how many commits are told of after one that was not, before it is taken that it never will be: its write
// was kept, but ended with an error.
const patience = 16

func (n *news) since(seq uint64) (feeds []string, upTo uint64, whole bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	whole, upTo = seq >= n.forgotten, max(seq, n.forgotten)
	later := n.from(upTo)
	names := map[string]bool{}
	for i, c := range later {
		if c.after != upTo {
			if len(later)-i < patience {
				break
			}
			whole = false
		}
		upTo = c.upTo
		for _, feed := range c.feeds {
			names[feed] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), upTo, whole
}

// touched remembers which documents and feeds a transaction has changed.
type touched struct {
	documents, feeds map[string]bool
}

func (t *touched) document(ref string, places []position) {
	if t.documents == nil {
		t.documents, t.feeds = map[string]bool{}, map[string]bool{}
	}
	t.documents[ref] = true
	for _, p := range places {
		t.feeds[p.feed] = true
	}
}

func (t *touched) commit(after, upTo uint64) commit {
	return commit{after, upTo, slices.Collect(maps.Keys(t.documents)), slices.Collect(maps.Keys(t.feeds))}
}
