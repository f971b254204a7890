package book

import (
	"cmp"
	"slices"
	"sync"
)

// latest knows of each feed the last entry that touched it, so that a feed without news costs no look into the store: a sync
// asks of forty feeds, and hardly ever of one that has any. It knows of the entries after since, up to heard and with it; what
// it does not know is looked up. Commits that end at once may be told in any order: heard goes on only where none is missing.
type latest struct {
	mu           sync.RWMutex
	since, heard uint64
	feeds        map[string]uint64
	early        []commit // told before one that comes before them; in the log's order
}

// maxLatest bounds how many feeds are known; beyond it the knowing begins anew.
const maxLatest = 50_000

func (l *latest) begin(head uint64) {
	l.since, l.heard, l.feeds, l.early = head, head, map[string]uint64{}, nil
}

func (l *latest) tell(c commit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.feeds == nil {
		l.feeds = map[string]uint64{}
	}
	at, _ := slices.BinarySearchFunc(l.early, c.after, func(c commit, after uint64) int { return cmp.Compare(c.after, after) })
	l.early = slices.Insert(l.early, at, c)
	for len(l.early) > 0 && l.early[0].after <= l.heard {
		next := l.early[0]
		l.early = slices.Delete(l.early, 0, 1)
		for _, feed := range next.feeds {
			l.feeds[feed] = max(l.feeds[feed], next.upTo)
		}
		l.heard = max(l.heard, next.upTo)
	}
	switch {
	case len(l.early) > patience: // one was kept, but ended with an error
		l.begin(l.early[len(l.early)-1].upTo)
	case len(l.feeds) > maxLatest:
		l.since, l.feeds = l.heard, map[string]uint64{}
	}
}

// still says that no entry after `from`, up to head, has touched the feed; false also where that is not known.
func (l *latest) still(feed string, from, head uint64) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return from >= l.since && head <= l.heard && l.feeds[feed] <= from
}
