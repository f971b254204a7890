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

// news are the last commits, as they were told of. Two that end at once may be told in either order.
type news struct {
	mu      sync.Mutex
	commits []commit
}

func (n *news) tell(c commit) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.commits) >= maxNews {
		n.commits = slices.Delete(n.commits, 0, maxNews/2)
	}
	n.commits = append(n.commits, c)
}

// between are the commits that lead from one entry to another, in order. whole is false where one of them is not known
// here: it is too long ago, or was not told of yet.
func (n *news) between(seq, head uint64) (found []commit, whole bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.commits {
		if c.upTo > seq && c.upTo <= head {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b commit) int { return cmp.Compare(a.after, b.after) })
	for _, c := range found {
		if c.after != seq {
			return nil, false
		}
		seq = c.upTo
	}
	return found, seq == head
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
