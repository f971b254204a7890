package book

import (
	"context"
	"errors"
	"fmt"

	"passbok/store"
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
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		entry, ok = Entry{}, false
		text, err := r.Get(logKey(seq))
		if err != nil || text == nil {
			return err
		}
		header, err := op.DecodeHeader(text)
		if err != nil {
			return err
		}
		entry = Entry{Seq: header.Seq, Hash: op.Hash(text), At: header.At, Name: header.Name, Docs: []string{}}
		ok = true
		_, rec, err := readPayload(r, seq)
		if errors.Is(err, errErased) {
			return nil
		}
		for _, out := range rec.Outcomes {
			if out.Doc != "" {
				entry.Docs = append(entry.Docs, out.Doc)
			}
		}
		return err
	})
	if err != nil {
		return Entry{}, false, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return entry, ok, nil
}
