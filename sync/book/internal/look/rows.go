package look

import (
	"fmt"
	"sync"

	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
)

// Rows keeps what is read of each document of a feed, so that a feed of hundreds of documents of which one has changed is
// read at the price of one: as for a client, only what the feed has brought since is looked at. Its zero value is empty and
// ready; it is safe for concurrent use, and belongs to one book. What is read must follow from the document alone, and
// nobody may change it, nor the slice.
type Rows[T any] struct {
	mu    sync.Mutex
	feeds map[string]readFeed[T]
	size  int
}

// readFeed is a feed as of an entry. It is never changed: a newer one takes its place.
type readFeed[T any] struct {
	head uint64
	refs []string // of the documents, in the order of their last change
	read []T      // what was read of each
}

// maxRows bounds how many documents are kept; beyond it the keeping begins anew.
const maxRows = 400_000

// Feed gives what is read of a feed's documents, in the order of their last change. The ref is a copy of its own: what was
// read may keep it without keeping the whole document.
func (k *Rows[T]) Feed(docs Documents, feed string, read func(ref string, doc merge.Document) T) ([]T, error) {
	d, ok := docs.(*Look)
	if !ok || !d.keeps { // what a transaction has written may never come to be
		var all []T
		for doc, err := range docs.Feed(feed) {
			if err != nil {
				return nil, err
			}
			all = append(all, read(doc.Ref, doc))
		}
		return all, nil
	}
	d.traced.feed(feed)
	head, err := d.head()
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	before, there := k.feeds[feed]
	k.mu.Unlock()
	if there && before.head == head {
		return before.read, nil
	}
	if before.head > head { // an older snapshot than others have seen: it gets its own
		before = readFeed[T]{}
	}
	now, err := since(d, feed, before, read)
	if err != nil {
		return nil, err
	}
	now.head = head
	k.keep(feed, now)
	return now.read, nil
}

// since is a feed as it is now, read from what it has brought since it was read before.
func since[T any](d *Look, feed string, before readFeed[T], read func(ref string, doc merge.Document) T) (now readFeed[T], err error) {
	moved := map[string]bool{}
	var fresh readFeed[T]
	for kv, err := range d.r.Scan(layout.FeedAfter(feed, before.head)) {
		if err != nil {
			return now, fmt.Errorf("read feed %s: %w", feed, err)
		}
		seq, ref := layout.FeedRow(feed, kv.Key)
		if before.refs != nil {
			moved[ref] = true
		}
		if layout.IsGone(kv.Value) {
			continue
		}
		doc, err := d.at(ref, seq)
		if err != nil {
			return now, err
		}
		fresh.refs, fresh.read = append(fresh.refs, ref), append(fresh.read, read(ref, doc))
	}
	if before.refs == nil {
		return fresh, nil
	}
	if len(moved) == 0 {
		return before, nil
	}
	now.refs = make([]string, 0, len(before.refs)+len(fresh.refs))
	now.read = make([]T, 0, len(before.refs)+len(fresh.refs))
	for i, ref := range before.refs {
		if !moved[ref] {
			now.refs, now.read = append(now.refs, ref), append(now.read, before.read[i])
		}
	}
	now.refs, now.read = append(now.refs, fresh.refs...), append(now.read, fresh.read...)
	return now, nil
}

// keep puts the feed there, unless a newer one is.
func (k *Rows[T]) keep(feed string, now readFeed[T]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.feeds[feed]
	if before.head > now.head {
		return
	}
	if k.size += len(now.refs) - len(before.refs); k.feeds == nil || k.size > maxRows {
		k.feeds, k.size = map[string]readFeed[T]{}, len(now.refs)
	}
	k.feeds[feed] = now
}
