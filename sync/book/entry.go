package book

import (
	"context"
	"errors"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// Entry is what an entry of the log says of itself, and which documents it changed.
type Entry struct {
	Seq  uint64   `json:"seq"`
	Hash string   `json:"hash"` // of its header, hex
	At   string   `json:"at"`   // the server's clock, RFC 3339 in UTC
	Name string   `json:"name"` // of the command; empty for an operation
	Docs []string `json:"docs"` // in the order of the change; none where its content is erased, by law
}

// Entry reads one entry. ok is false where the log has none of that number.
func (b *Book) Entry(ctx context.Context, seq uint64) (entry Entry, ok bool, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) (err error) {
		entry, ok, err = readEntry(r, seq)
		return err
	})
	if err != nil {
		return Entry{}, false, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return entry, ok, nil
}

// Last is the number of the last entry; that of the one before where there is none of this epoch yet.
func (b *Book) Last(ctx context.Context) (seq uint64, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		h, err := b.readHead(r)
		seq = h.Seq
		return err
	})
	return seq, err
}

// Entries reads the first entries after one, at most so many. Numbers have gaps where the book was restored.
func (b *Book) Entries(ctx context.Context, after uint64, most int) (entries []Entry, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		entries = nil
		_, end := store.Prefix([]byte("log/"))
		for kv, err := range r.Scan(layout.LogKey(after+1), end) {
			if err != nil || len(entries) == most {
				return err
			}
			entry, _, err := readEntry(r, layout.Number(kv.Key))
			if err != nil {
				return err
			}
			entries = append(entries, entry)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the entries after %d: %w", after, err)
	}
	return entries, nil
}

func readEntry(r store.Reader, seq uint64) (entry Entry, ok bool, err error) {
	text, err := r.Get(layout.LogKey(seq))
	if err != nil || text == nil {
		return Entry{}, false, err
	}
	header, err := op.DecodeHeader(text)
	if err != nil {
		return Entry{}, false, err
	}
	entry = Entry{Seq: header.Seq, Hash: op.Hash(text), At: header.At, Name: header.Name, Docs: []string{}}
	_, rec, err := layout.ReadPayload(r, seq)
	if errors.Is(err, layout.ErrErased) {
		return entry, true, nil
	}
	for _, out := range rec.Outcomes {
		if out.Doc != "" {
			entry.Docs = append(entry.Docs, out.Doc)
		}
	}
	return entry, true, err
}
