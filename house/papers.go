package house

import (
	"context"
	"fmt"

	"passbok/month"
	"passbok/month/paper"
)

// CheckPaper says whether a printed paper is what was sealed, in which entry of which book, and what sums it must show.
func (h *House) CheckPaper(ctx context.Context, order PaperOrder) (CheckedPaper, error) {
	ref, err := paper.ParseReference(order.Reference)
	if err != nil {
		return CheckedPaper{}, err
	}
	hash, err := paper.ParseHash(order.Hash)
	if err != nil {
		return CheckedPaper{}, err
	}
	for _, b := range h.books.Tagged(ref.Book) {
		sealed, by, ok, err := month.CheckPaper(ctx, b, ref.Entry, hash)
		if err != nil {
			return CheckedPaper{}, fmt.Errorf("check a paper against book %s: %w", b.ID(), err)
		}
		if ok {
			return CheckedPaper{Matches: true, Book: b.ID(), Entry: &by, Sealed: &sealed}, nil
		}
	}
	return CheckedPaper{}, nil
}
