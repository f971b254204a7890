package book

import (
	"context"

	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
)

// EraseInterrupted writes down of an erasure only which documents it ends.
func (b *Book) EraseInterrupted(ctx context.Context, cmd Command, refs ...string) error {
	cmd.Name, cmd.Body = layout.Erase, []byte(`{"person":"anna"}`)
	_, err := b.command(ctx, cmd, func(*writing) (layout.Record, error) { return layout.Record{Gone: refs}, nil })
	return err
}

// EraseUnnamed writes down an erasure as it was written before an erasure named the documents that it ends.
func (b *Book) EraseUnnamed(ctx context.Context, cmd Command, seqs ...uint64) error {
	var rec layout.Record
	for _, seq := range seqs {
		rec.Erased = rec.Erased.Add(seq)
	}
	cmd.Name, cmd.Body = layout.Erase, []byte(`{"person":"anna"}`)
	_, err := b.command(ctx, cmd, func(*writing) (layout.Record, error) { return rec, nil })
	return err
}

// SmallPages makes pages of so many documents, so that a test needs no thousands to meet their ends.
func (b *Book) SmallPages(docs int) { b.cfg.Page = docs }

// ForgetNews lets the book forget what its last commits have changed, as it does after very many.
func (b *Book) ForgetNews(ctx context.Context) error {
	last, err := b.Last(ctx)
	for range 2000 {
		b.memory.Tell(look.Commit{After: last, UpTo: last})
	}
	return err
}
