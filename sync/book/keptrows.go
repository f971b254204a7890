package book

import (
	"fmt"
	"sync"

	"passbok/sync/merge"
)

// Rows keeps what is read of each document of a feed, so that a feed of hundreds of documents of which one has changed is
// read at the price of one. Its zero value is empty and ready; it is safe for concurrent use, and belongs to one book. What
// is read must follow from the document alone, and nobody may change it.
type Rows[T any] struct {
	mu    sync.Mutex
	feeds map[string]map[string]readRow[T]
	size  int
}

// readRow is what was read of a document as entry seq had left it.
type readRow[T any] struct {
	seq   uint64
	value T
}

// maxRows bounds how many documents are kept; beyond it the keeping begins anew.
const maxRows = 400_000

// Feed gives what is read of a feed's documents, in the order of their last change.
func (k *Rows[T]) Feed(docs Documents, feed string, read func(merge.Document) T) ([]T, error) {
	d, ok := docs.(*documents)
	if !ok || !d.keeps { // what a transaction has written may never come to be
		var all []T
		for doc, err := range docs.Feed(feed) {
			if err != nil {
				return nil, err
			}
			all = append(all, read(doc))
		}
		return all, nil
	}
	d.traced.feed(feed)
	k.mu.Lock()
	before := k.feeds[feed]
	k.mu.Unlock()
	all, now := make([]T, 0, len(before)), make(map[string]readRow[T], len(before))
	for kv, err := range d.r.Scan(feedFrom(feed, 0), feedTo(feed)) {
		if err != nil {
			return nil, fmt.Errorf("read feed %s: %w", feed, err)
		}
		if isGone(kv.Value) {
			continue
		}
		seq, ref := feedRow(feed, kv.Key)
		row, known := before[ref]
		if !known || row.seq != seq {
			doc, err := d.at(ref, seq)
			if err != nil {
				return nil, err
			}
			row = readRow[T]{seq, read(doc)}
		}
		all, now[ref] = append(all, row.value), row
	}
	k.keep(feed, now)
	return all, nil
}

func (k *Rows[T]) keep(feed string, rows map[string]readRow[T]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.size += len(rows) - len(k.feeds[feed]); k.feeds == nil || k.size > maxRows {
		k.feeds, k.size = map[string]map[string]readRow[T]{}, len(rows)
	}
	k.feeds[feed] = rows
}
