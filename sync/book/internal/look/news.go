package look

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// maxNews is how many commits are remembered for those who keep what they have computed. Whoever has fallen further
// behind looks at each thing by itself.
const maxNews = 1024

// Commit is what one transaction changed: the entries after `after` up to and with `upTo`, and the documents and feeds
// that they touched.
type Commit struct {
	After, UpTo uint64
	Documents   []string
	Feeds       []string
}

// news are the last commits, and of each feed the last entry that touched it, so that a feed without news costs no look into
// the store: a sync asks of forty feeds, and hardly ever of one that has any. Two commits that end at once may be told in either
// order.
type news struct {
	mu        sync.RWMutex
	commits   []Commit // in the log's order
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

func (n *news) tell(c Commit) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.commits) >= maxNews {
		for _, old := range n.commits[:maxNews/2] {
			n.forgotten = max(n.forgotten, old.UpTo)
		}
		n.commits = slices.Delete(n.commits, 0, maxNews/2)
	}
	at := len(n.commits) // nearly always
	for at > 0 && n.commits[at-1].After > c.After {
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
		if c.After > n.heard {
			if len(later)-i >= patience {
				n.renew(later[len(later)-1].UpTo)
			}
			break
		}
		for _, feed := range c.Feeds {
			n.latest[feed] = max(n.latest[feed], c.UpTo)
		}
		n.heard = max(n.heard, c.UpTo)
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
func (n *news) from(seq uint64) []Commit {
	at, _ := slices.BinarySearchFunc(n.commits, seq, func(c Commit, seq uint64) int { return cmp.Compare(c.After, seq) })
	return n.commits[at:]
}

// between are the commits that lead from one entry to another, in order. whole is false where one of them is not known
// here: it is too long ago, or was not told of yet.
func (n *news) between(seq, head uint64) (found []Commit, whole bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for _, c := range n.from(seq) {
		if c.UpTo > head {
			break
		}
		if c.After != seq {
			return nil, false
		}
		found, seq = append(found, c), c.UpTo
	}
	return found, seq == head
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
		if c.After != upTo {
			if len(later)-i < patience {
				break
			}
			whole = false
		}
		upTo = c.UpTo
		for _, feed := range c.Feeds {
			names[feed] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), upTo, whole
}
