package book

import (
	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// roomy bounds a stored document and a stored payload, below the store's limit for a value.
const roomy = 60 << 10

// crowds says whether a document or a payload would be larger than the store takes. Most are so much smaller that
// nothing need be written out to know it.
func (t *taking) crowds(before layout.Row, in received, out merge.Outcome, outcome int) bool {
	if before.Takes()+4*len(in.Raw)+outcome < roomy/2 {
		return false
	}
	return t.full(before, merge.Apply(before.Doc, t.Next(), out)) || outcome+len(in.Raw) > roomy
}

// full says whether a document has no room, with its places in all feeds that it is or was in.
func (w *writing) full(before layout.Row, next merge.Document) bool {
	size := len(next.Encode())
	if size > roomy {
		return true
	}
	name, _, _ := op.SplitRef(next.Ref)
	feeds, _ := layout.FeedsOf(w.book.cfg.Schema[name], next)
	for _, p := range before.Places {
		feeds[p.Feed] = true
	}
	for feed := range feeds {
		size += layout.PlaceSize(feed)
	}
	return size > store.MaxValue
}
