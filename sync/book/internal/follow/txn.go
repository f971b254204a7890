package follow

import (
	"maps"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/op"
)

// enough is how many bytes a transaction may have written before it takes nothing further: what is left of the store's
// limit holds the largest entry there can be.
const enough = 600 << 10

// Txn is a transaction on a book: what is read in it, the log's end, and how much was written.
type Txn struct {
	store.Reader
	Docs *look.Look
	Now  time.Time // when its entries are taken

	tx      store.Txn
	schema  op.Schema
	head    layout.Head
	from    uint64 // the log's last entry before
	news    bool   // entries were written
	size    int
	touched touched
	named   map[string]bool // feeds whose names are kept
}

// Begin begins a transaction on a book whose log ends with head.
func Begin(tx store.Txn, head layout.Head, memory *look.Memory, schema op.Schema, now time.Time) Txn {
	return Txn{Reader: tx, Docs: memory.Within(tx), Now: now, tx: tx, schema: schema, head: head, from: head.Seq}
}

// End is the log's last entry, by now.
func (w *Txn) End() layout.Head { return w.head }

// Next is the seq of the entry that is appended next.
func (w *Txn) Next() uint64 { return w.head.Seq + 1 }

// Wrote says whether anything was written.
func (w *Txn) Wrote() bool { return w.size > 0 }

// Filled says that the transaction is to take nothing further: the rest is for another one.
func (w *Txn) Filled() bool { return w.size > enough }

// Commit is what the transaction has changed, to be told once it is kept.
func (w *Txn) Commit() look.Commit { return w.touched.commit(w.from, w.head.Seq) }

// Put writes a row that no entry tells of.
func (w *Txn) Put(k, value []byte) {
	w.size += len(k) + len(value)
	w.tx.Put(k, value)
}

func (w *Txn) delete(k []byte) {
	w.size += len(k)
	w.tx.Delete(k)
}

// Finish writes the new end of the log. Nothing may be written after it.
func (w *Txn) Finish() error {
	if !w.news {
		return nil
	}
	stored, err := w.head.Encode()
	if err != nil {
		return err
	}
	w.Put(layout.HeadKey, stored)
	return nil
}

// Append writes a new entry at the end of the log, and all that follows from it. Of its header only what it is about
// need be filled in.
func (w *Txn) Append(e Entry, payload op.Payload) error {
	stored := payload.Encode()
	e.Header.Seq, e.Header.Prev = w.head.Seq+1, w.head.Hash
	e.Header.At, e.Header.Payload = op.FormatTime(w.Now), op.Hash(stored)
	text, err := e.Header.Encode()
	if err != nil {
		return err
	}
	w.Log(e.Header.Seq, text, stored)
	return w.Follow(e)
}

// Log puts an entry as it is stored at the end of the log; payload is nil where it was erased.
func (w *Txn) Log(seq uint64, header, payload []byte) {
	w.Put(layout.LogKey(seq), header)
	if payload != nil {
		w.Put(layout.PayloadKey(seq), payload)
	}
	w.head = layout.Head{Seq: seq, Hash: op.Hash(header)}
	w.news = true
}

// touched remembers which documents and feeds a transaction has changed.
type touched struct {
	documents, feeds map[string]bool
}

func (t *touched) document(ref string, places []layout.Position) {
	if t.documents == nil {
		t.documents, t.feeds = map[string]bool{}, map[string]bool{}
	}
	t.documents[ref] = true
	for _, p := range places {
		t.feeds[p.Feed] = true
	}
}

func (t *touched) commit(after, upTo uint64) look.Commit {
	return look.Commit{
		After: after, UpTo: upTo,
		Documents: slices.Collect(maps.Keys(t.documents)), Feeds: slices.Collect(maps.Keys(t.feeds)),
	}
}
