package book

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// writing is a transaction on the book: the log's end, the documents, and how much was written.
type writing struct {
	book    *Book
	tx      store.Txn
	docs    *documents
	head    head
	now     time.Time
	size    int
	news    bool   // entries were written
	from    uint64 // the log's last entry before
	touched touched
	named   map[string]bool // feeds whose names are kept
}

func (b *Book) write(tx store.Txn, now time.Time) (*writing, error) {
	h, err := b.readHead(tx)
	if err != nil {
		return nil, err
	}
	return &writing{book: b, tx: tx, docs: newDocuments(b, tx, false), head: h, now: now, from: h.Seq}, nil
}

func (w *writing) put(k, value []byte) {
	w.size += len(k) + len(value)
	w.tx.Put(k, value)
}

func (w *writing) delete(k []byte) {
	w.size += len(k)
	w.tx.Delete(k)
}

// finish writes the new end of the log.
func (w *writing) finish() error {
	if !w.news {
		return nil
	}
	hash, err := hex.DecodeString(w.head.Hash)
	if err != nil {
		return fmt.Errorf("write the head of the log: %w", err)
	}
	w.put(headKey, append(append(number(w.head.Seq), 1), hash...))
	return nil
}

// append writes a new entry at the end of the log, and all that follows from it. Of its header only what it is about
// need be filled in.
func (w *writing) append(e entry, payload op.Payload) error {
	stored := payload.Encode()
	e.header.Seq, e.header.Prev = w.head.Seq+1, w.head.Hash
	e.header.At, e.header.Payload = op.FormatTime(w.now), op.Hash(stored)
	text, err := e.header.Encode()
	if err != nil {
		return err
	}
	w.log(e.header.Seq, text, stored)
	return w.follow(e)
}

// log puts an entry as it is stored at the end of the log; payload is nil where it was erased.
func (w *writing) log(seq uint64, header, payload []byte) {
	w.put(logKey(seq), header)
	if payload != nil {
		w.put(payloadKey(seq), payload)
	}
	w.head = head{Seq: seq, Hash: op.Hash(header)}
	w.news = true
}

// document writes a document as it is after entry seq, and moves it in its feeds.
func (w *writing) document(before row, seq uint64, doc merge.Document) error {
	next := row{doc: doc}
	name, _, _ := op.SplitRef(next.doc.Ref)
	feeds, month := feedsOf(w.book.cfg.Schema[name], next.doc)
	live := liveRow(month)
	var fresh []string
	for feed := range feeds {
		fresh = append(fresh, feed)
	}
	slices.Sort(fresh)
	for _, p := range before.places {
		at, stays := slices.BinarySearch(fresh, p.feed)
		if !stays && p.gone {
			next.places = append(next.places, p)
			continue
		}
		w.delete(feedKey(p.feed, p.seq, next.doc.Ref))
		if stays {
			w.put(feedKey(p.feed, seq, next.doc.Ref), live)
			fresh = slices.Delete(fresh, at, at+1)
		} else {
			w.put(feedKey(p.feed, seq, next.doc.Ref), goneRow())
		}
		next.places = append(next.places, position{feed: p.feed, seq: seq, gone: !stays})
	}
	for _, feed := range fresh {
		if err := w.nameFeed(feed); err != nil {
			return err
		}
		w.put(feedKey(feed, seq, next.doc.Ref), live)
		next.places = append(next.places, position{feed: feed, seq: seq})
	}
	w.conflicts(before.doc, next.doc)
	w.put(docKey(next.doc.Ref), next.encode())
	w.put(histKey(next.doc.Ref, seq), nil)
	w.docs.read[next.doc.Ref] = next
	w.touched.document(next.doc.Ref, next.places)
	return nil
}

// conflicts keeps the index of those that are open, the longest open first.
func (w *writing) conflicts(before, after merge.Document) {
	for _, c := range before.Conflicts {
		if !opened(after, c) {
			w.delete(openKey(c.Opened, before.Ref, c.Unit))
		}
	}
	for _, c := range after.Conflicts {
		if !opened(before, c) {
			w.put(openKey(c.Opened, after.Ref, c.Unit), nil)
		}
	}
}

// opened says whether a document has this very conflict, and not a later one about the same.
func opened(doc merge.Document, conflict merge.Conflict) bool {
	return slices.ContainsFunc(doc.Conflicts, func(c merge.Conflict) bool {
		return c.Unit == conflict.Unit && c.Opened == conflict.Opened
	})
}

// nameFeed remembers a feed's name by its hash.
func (w *writing) nameFeed(feed string) error {
	if w.named[feed] {
		return nil
	}
	if w.named == nil {
		w.named = map[string]bool{}
	}
	w.named[feed] = true
	k := nameKey(hashFeed(feed))
	known, err := w.tx.Get(k)
	if err != nil {
		return fmt.Errorf("name feed %s: %w", feed, err)
	}
	if known == nil {
		w.put(k, []byte(feed))
	}
	return nil
}

// otherKey is where an entry is found whose id was used before with other content.
func otherKey(index string, content [32]byte) string {
	return index + "/" + hex.EncodeToString(content[:8])
}

// find looks for an id: known with this content, or reused with another. same says whether what was kept is this.
func (w *writing) find(index string, content [32]byte, same func(kept [32]byte) bool) (at place, known, reused bool, err error) {
	for _, k := range []string{index, otherKey(index, content)} {
		stored, err := w.tx.Get([]byte(k))
		if err != nil {
			return place{}, false, false, fmt.Errorf("look up %s: %w", index, err)
		}
		if stored == nil {
			return place{}, false, reused, nil
		}
		at, ok := decodePlace(stored)
		if !ok {
			return place{}, false, false, fmt.Errorf("look up %s: not as it was written", index)
		}
		if same(at.content) {
			return at, true, false, nil
		}
		reused = true
	}
	return place{}, false, true, nil
}

func readHeader(r store.Reader, seq uint64) (op.Header, error) {
	text, err := r.Get(logKey(seq))
	if err != nil {
		return op.Header{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	header, err := op.DecodeHeader(text)
	if err != nil {
		return op.Header{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return header, nil
}

// errErased: the payload is gone, as the law may ask; the entry's header stays.
var errErased = errors.New("the payload was erased")

func readPayload(r store.Reader, seq uint64) (op.Payload, record, error) {
	stored, err := r.Get(payloadKey(seq))
	if err != nil {
		return op.Payload{}, record{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	if stored == nil {
		return op.Payload{}, record{}, fmt.Errorf("read entry %d: %w", seq, errErased)
	}
	payload, rec, err := readRecord(stored)
	if err != nil {
		return op.Payload{}, record{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return payload, rec, nil
}

// readRecord reads a stored payload, and the outcome in it.
func readRecord(stored []byte) (op.Payload, record, error) {
	payload, err := op.DecodePayload(stored)
	if err != nil {
		return op.Payload{}, record{}, err
	}
	var rec record
	if !rec.readPlain(payload.Outcome) {
		rec = record{}
		if err := json.Unmarshal(payload.Outcome, &rec); err != nil {
			return op.Payload{}, record{}, fmt.Errorf("read the outcome: %w", err)
		}
	}
	return payload, rec, nil
}
