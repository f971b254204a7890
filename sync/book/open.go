package book

import (
	"context"
	"errors"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// Open opens a book, which begins with its first opening. What its archive lacks is copied there. Errors:
// ErrArchiveAhead, ErrArchiveOther, ErrArchive.
func Open(ctx context.Context, st store.Store, id string, cfg Config) (*Book, error) {
	if id == "" || cfg.Schema == nil || cfg.Rights == nil || cfg.Clock == nil || cfg.Rand == nil {
		return nil, errors.New("open book: an id, a schema, rights, a clock and randomness are needed")
	}
	b := &Book{id: id, space: layout.Space(id), store: st, cfg: cfg, changed: make(chan struct{})}
	fresh, err := layout.NewEpoch(0, cfg.Rand)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	var begun bool
	if b.epoch, begun, err = b.log().ReadEpoch(ctx); err == nil && !begun {
		b.epoch, err = b.begin(ctx, fresh)
	}
	if err == nil && cfg.Archive != nil {
		err = b.openArchive(ctx)
	}
	if err == nil {
		err = st.View(ctx, b.space, func(r store.Reader) error {
			h, err := b.readHead(r)
			b.memory.Begin(b.epoch.Number, h.Seq)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	if err := b.reconsider(ctx); err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	return b, nil
}

// log is the book's log, where it is stored.
func (b *Book) log() layout.Log {
	return layout.Log{Store: b.store, Space: b.space, Epoch: b.epoch.Number}
}

func (b *Book) openArchive(ctx context.Context) error {
	opened, err := b.cfg.Archive(b.id)
	if err != nil {
		return fmt.Errorf("open its archive: %w", err)
	}
	b.keeper = &keeper{archive: opened}
	return b.meet(ctx)
}

// begin writes the first epoch, unless someone else just did.
func (b *Book) begin(ctx context.Context, fresh layout.Epoch) (layout.Epoch, error) {
	var stored []byte
	err := b.store.Update(ctx, b.space, func(tx store.Txn) error {
		var err error
		if stored, err = tx.Get(layout.EpochKey); err != nil || stored != nil {
			return err
		}
		if stored, err = op.Marshal(fresh); err != nil {
			return err
		}
		tx.Put(layout.EpochKey, stored)
		return nil
	})
	if err != nil {
		return layout.Epoch{}, err
	}
	return layout.DecodeEpoch(stored)
}

// readHead reads the end of the log; in a new epoch, what it goes on from.
func (b *Book) readHead(r store.Reader) (layout.Head, error) {
	return layout.ReadHead(r, b.epoch.Number)
}
