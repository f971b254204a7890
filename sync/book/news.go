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

// news are the last commits, and of each feed the last entry that touched it, so that a feed without news costs no look into
// the store: a sync asks of forty feeds, and hardly ever of one that has any. Two commits that end at once may be told in either
// order.
type news struct {
	mu        sync.RWMutex
	commits   []commit // in the log's order
	forgotten uint64   // the entry up to which no commit is known any more

	// latest knows of the entries after quiet, up to heard and with it: heard goes on only where no commit is missing.
	latest       map[string]uint64
	quiet, heard uint64
}

// maxLatest bounds how many feeds are known; beyond it the knowing begins anew.
const maxLatest = 50_000

// begin is for a book that has just been opened, and ends with the entry head.
func (n *news) begin(head uint64) {
	n.forgotten = head
	n.renew(head)
}

// renew forgets the feeds: of what came up to an entry nothing is known.
func (n *news) renew(seq uint64) { n.latest, n.quiet, n.heard = map[string]uint64{}, seq, seq }

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
	n.hear()
}

// hear goes on as far as no commit is missing. One that is missing while very many are told of was kept, but ended with an error:
// it never will be.
func (n *news) hear() {
	later := n.from(n.heard)
	for i, c := range later {
		if c.after > n.heard {
			if len(later)-i >= patience {
				n.renew(later[len(later)-1].upTo)
			}
			break
		}
		for _, feed := range c.feeds {
			n.latest[feed] = max(n.latest[feed], c.upTo)
		}
		n.heard = max(n.heard, c.upTo)
	}
	if n.heard < n.forgotten || len(n.latest) > maxLatest {
		n.renew(max(n.heard, n.forgotten))
	}
}

// still says that no entry after `from`, up to head, has touched the feed; false also where that is not known.
func (n *news) still(feed string, from, head uint64) bool {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return from >= n.quiet && head <= n.heard && n.latest[feed] <= from
}

// from are the commits that begin at an entry or later. The caller holds mu, and keeps nothing of it.
func (n *news) from(seq uint64) []commit {
	at, _ := slices.BinarySearchFunc(n.commits, seq, func(c commit, seq uint64) int { return cmp.Compare(c.after, seq) })
	return n.commits[at:]
}

// between are the commits that lead from one entry to another, in order. whole is false where one of them is not known
// here: it is too long ago, or was not told of yet.
func (n *news) between(seq, head uint64) (found []commit, whole bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
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
	n.mu.RLock()
	defer n.mu.RUnlock()
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
