package house

import (
	"context"
	"errors"

	"passbok/sync/book"
)

// since is how far a book's commits have been looked at, by one who looks after each.
type since struct {
	seq     uint64
	started bool
}

// touched is what there is to look at: the feeds that commits have touched, and the entry after which they came; or, at a start and where too
// much has happened, all.
type touched struct {
	feeds []string
	after uint64
	all   bool
}

// lookSince has look see what commits have touched since it saw all last. What it could not do it does again. After a restore it sees nothing until
// jobs go out again: phones may bring back what the book has forgotten.
func lookSince(ctx context.Context, b *book.Book, s *since, look func(touched) error) error {
	feeds, upTo, whole := b.FeedsSince(s.seq)
	if s.started && whole && upTo == s.seq {
		return nil
	}
	seen := touched{feeds: feeds, after: s.seq}
	if !s.started || !whole {
		restored, ok, err := b.RestoreReport(ctx)
		if err != nil || ok && restored.Held {
			return err
		}
		seen = touched{all: true}
	}
	if err := look(seen); err != nil {
		return err
	}
	s.seq, s.started = upTo, true
	return nil
}

// inEach does something in each of some months; what goes wrong in one holds up no other.
func inEach(months []sheetMonth, do func(sheetMonth) error) (wrong error) {
	for _, of := range months {
		wrong = errors.Join(wrong, do(of))
	}
	return wrong
}
