package book

import (
	"context"

	"passbok/sync/book/internal/look"
)

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
