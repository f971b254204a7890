package book

import (
	"time"

	"passbok/store"
	"passbok/sync/book/internal/follow"
)

// writing is a transaction of the engine: it judges, and what comes of it is written with all that follows from it.
type writing struct {
	follow.Txn
	book *Book
}

func (b *Book) write(tx store.Txn, now time.Time) (*writing, error) {
	h, err := b.readHead(tx)
	if err != nil {
		return nil, err
	}
	return &writing{Txn: follow.Begin(tx, h, &b.memory, b.cfg.Schema, now), book: b}, nil
}
