package look

import (
	"fmt"
	"iter"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
)

// Look reads a book's documents in one snapshot or transaction, each decoded once.
type Look struct {
	memory *Memory
	r      store.Reader
	read   map[string]layout.Row
	keeps  bool    // r is a snapshot: what is decoded is kept for others
	traced *trace  // what was read, where somebody wants to know
	last   *uint64 // the snapshot's last entry, once asked for
}

// at finds the document that a feed's row names, as entry seq left it.
func (d *Look) at(ref string, seq uint64) (merge.Document, error) {
	if doc, kept := d.memory.docs.at(ref, seq); kept {
		return doc, nil
	}
	if !d.keeps {
		found, err := d.Row(ref)
		return found.Doc, err
	}
	stored, err := d.r.Get(layout.DocKey(ref)) // not by row: a look at all feeds would remember all documents
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	own, err := layout.DocIn(stored)
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	doc, err := merge.Decode(own)
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	if doc.Rev == seq {
		d.memory.docs.keep(doc, len(own))
	}
	return doc, nil
}

// Row finds a document's row; one that is not there is empty, with its ref.
func (d *Look) Row(ref string) (layout.Row, error) {
	if known, read := d.read[ref]; read {
		return known, nil
	}
	found, err := layout.ReadRow(d.r, ref)
	if err != nil {
		return layout.Row{}, err
	}
	d.read[ref] = found
	return found, nil
}

// Became says what the transaction has made of a document.
func (d *Look) Became(now layout.Row) { d.read[now.Doc.Ref] = now }

// Get implements Documents.
func (d *Look) Get(ref string) (merge.Document, bool, error) {
	found, err := d.Row(ref)
	if err != nil {
		return merge.Document{}, false, err
	}
	d.traced.document(ref, found.Doc.Rev)
	return found.Doc, found.Doc.Rev > 0, nil
}

// Feed implements Documents.
func (d *Look) Feed(name string) iter.Seq2[merge.Document, error] {
	d.traced.feed(name)
	return func(yield func(merge.Document, error) bool) {
		for kv, err := range d.r.Scan(layout.FeedAfter(name, 0)) {
			if err != nil {
				yield(merge.Document{}, fmt.Errorf("read feed %s: %w", name, err))
				return
			}
			if layout.IsGone(kv.Value) {
				continue
			}
			seq, ref := layout.FeedRow(name, kv.Key)
			doc, err := d.at(ref, seq)
			if err != nil || !yield(doc, nil) {
				if err != nil {
					yield(merge.Document{}, err)
				}
				return
			}
		}
	}
}

// Sealed implements Documents.
func (d *Look) Sealed(name string) (bool, error) {
	d.traced.uncertain()
	stored, err := d.r.Get(layout.SealKey(name))
	if err != nil {
		return false, fmt.Errorf("read seal %s: %w", name, err)
	}
	return stored != nil, nil
}

// head is the last entry of the snapshot.
func (d *Look) head() (uint64, error) {
	if d.last == nil {
		h, err := layout.ReadHead(d.r, d.memory.epoch)
		if err != nil {
			return 0, err
		}
		d.last = &h.Seq
	}
	return *d.last, nil
}
