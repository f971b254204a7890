package book

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// row is a document as stored: the fold, and its places in feeds.
type row struct {
	doc    merge.Document
	places []position
	size   int // of the document as stored
}

// position is a document's one row in a feed.
type position struct {
	feed string
	seq  uint64
	gone bool // it was there, and has left
}

// placeSize is how much a place in a feed takes of the row, at most.
func placeSize(feed string) int { return 1 + 8 + binary.MaxVarintLen16 + len(feed) }

func placesSize(places []position) (size int) {
	for _, p := range places {
		size += placeSize(p.feed)
	}
	return size
}

// encode writes the row, and notes the size of the document in it.
func (r *row) encode() []byte {
	doc := r.doc.Encode()
	r.size = len(doc)
	out := make([]byte, 0, len(doc)+64*len(r.places)+4)
	out = binary.AppendUvarint(out, uint64(len(doc)))
	out = append(out, doc...)
	for _, p := range r.places {
		flag := byte(1)
		if p.gone {
			flag = 0
		}
		out = append(out, flag)
		out = binary.BigEndian.AppendUint64(out, p.seq)
		out = binary.AppendUvarint(out, uint64(len(p.feed)))
		out = append(out, p.feed...)
	}
	return out
}

var errRow = errors.New("decode document: its row is not as it was written")

func splitRow(stored []byte) (doc, places []byte, err error) {
	size, n := binary.Uvarint(stored)
	if n <= 0 || size > uint64(len(stored)-n) {
		return nil, nil, errRow
	}
	return stored[n : n+int(size)], stored[n+int(size):], nil
}

func decodeRow(stored []byte) (row, error) {
	doc, rest, err := splitRow(stored)
	if err != nil {
		return row{}, err
	}
	out := row{size: len(doc)}
	if out.doc, err = merge.Decode(doc); err != nil {
		return row{}, err
	}
	for len(rest) > 0 {
		if len(rest) < 10 {
			return row{}, errRow
		}
		p := position{gone: rest[0] == 0, seq: binary.BigEndian.Uint64(rest[1:])}
		size, n := binary.Uvarint(rest[9:])
		if n <= 0 || size > uint64(len(rest)-9-n) {
			return row{}, errRow
		}
		rest = rest[9+n:]
		p.feed = string(rest[:size])
		rest = rest[size:]
		out.places = append(out.places, p)
	}
	return out, nil
}

// heldBy finds the document's place in one of the feeds; held is false where it is in none.
func (r row) heldBy(feeds map[string]bool) (place position, held bool) {
	for _, p := range r.places {
		if !p.gone && feeds[p.feed] {
			return p, true
		}
	}
	return position{}, false
}

// documents reads a book's documents in one snapshot or transaction, each decoded once.
type documents struct {
	book   *Book
	r      store.Reader
	read   map[string]row
	keeps  bool    // r is a snapshot: what is decoded is kept for others
	traced *trace  // what was read, where somebody wants to know
	last   *uint64 // the snapshot's last entry, once asked for
}

// newDocuments reads in a snapshot, snapshot being true, or in a running transaction.
func newDocuments(b *Book, r store.Reader, snapshot bool) *documents {
	return &documents{book: b, r: r, read: map[string]row{}, keeps: snapshot}
}

// at finds the document that a feed's row names, as entry seq left it.
func (d *documents) at(ref string, seq uint64) (merge.Document, error) {
	if doc, kept := d.book.docs.at(ref, seq); kept {
		return doc, nil
	}
	if !d.keeps {
		found, err := d.row(ref)
		return found.doc, err
	}
	stored, err := d.r.Get(docKey(ref)) // not by row: a look at all feeds would remember all documents
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	own, _, err := splitRow(stored)
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	doc, err := merge.Decode(own)
	if err != nil {
		return merge.Document{}, fmt.Errorf("read %s: %w", ref, err)
	}
	if doc.Rev == seq {
		d.book.docs.keep(doc, len(own))
	}
	return doc, nil
}

// row finds a document's row; one that is not there is empty, with its ref.
func (d *documents) row(ref string) (row, error) {
	if known, read := d.read[ref]; read {
		return known, nil
	}
	stored, err := d.r.Get(docKey(ref))
	if err != nil {
		return row{}, fmt.Errorf("read %s: %w", ref, err)
	}
	found := row{doc: merge.Document{Ref: ref}}
	if stored != nil {
		if found, err = decodeRow(stored); err != nil {
			return row{}, fmt.Errorf("read %s: %w", ref, err)
		}
	}
	d.read[ref] = found
	return found, nil
}

// Get implements Documents.
func (d *documents) Get(ref string) (merge.Document, bool, error) {
	found, err := d.row(ref)
	if err != nil {
		return merge.Document{}, false, err
	}
	d.traced.document(ref, found.doc.Rev)
	return found.doc, found.doc.Rev > 0, nil
}

// Feed implements Documents.
func (d *documents) Feed(name string) iter.Seq2[merge.Document, error] {
	d.traced.feed(name)
	return func(yield func(merge.Document, error) bool) {
		for kv, err := range d.r.Scan(feedFrom(name, 0), feedTo(name)) {
			if err != nil {
				yield(merge.Document{}, fmt.Errorf("read feed %s: %w", name, err))
				return
			}
			if isGone(kv.Value) {
				continue
			}
			seq, ref := feedRow(name, kv.Key)
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
func (d *documents) Sealed(name string) (bool, error) {
	d.traced.uncertain()
	stored, err := d.r.Get(sealKey(name))
	if err != nil {
		return false, fmt.Errorf("read seal %s: %w", name, err)
	}
	return stored != nil, nil
}

// A feed row's value: '+' and the month of the document, or '-' where it has left.
func liveRow(month string) []byte { return append([]byte{'+'}, month...) }
func isGone(value []byte) bool    { return bytes.HasPrefix(value, []byte{'-'}) }
func monthOf(value []byte) string { return string(value[min(1, len(value)):]) }
func goneRow() []byte             { return []byte{'-'} }

// feedsOf are the feeds that a document belongs to, and its month: by what stands, and by what a candidate or a parked
// operation would make of it, so that an open question is seen wherever its answer matters.
func feedsOf(kind op.Kind, doc merge.Document) (feeds map[string]bool, month string) {
	feeds = map[string]bool{}
	id, values := doc.ID(), doc.Values()
	add := func(fields op.Fields) {
		for _, feed := range kind.FeedsOf(id, fields) {
			feeds[feed] = true
		}
		month = max(month, kind.MonthOf(id, fields))
	}
	add(values)
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			add(op.Overlay(values, candidate.Set))
		}
	}
	for _, parked := range doc.Parked {
		add(op.Overlay(values, parked.Set))
	}
	return feeds, month
}
