package house

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"passbok/store"
)

// watched is the store, with an eye on what its operator must know: that the disk is full, and has room again; and that a
// flush failed, after which only a restart helps. Each is said once, when it begins.
type watched struct {
	store.Store
	log    *slog.Logger
	full   atomic.Bool
	broken atomic.Bool
}

// Update implements store.Store.
func (w *watched) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	err := w.Store.Update(ctx, space, fn)
	switch {
	case errors.Is(err, store.ErrBroken):
		if !w.broken.Swap(true) {
			w.log.Error("a write to the disk failed, and nobody can say what of it was kept: look at the disk, then restart the server; it takes and shows nothing until then", "error", err)
		}
	case errors.Is(err, store.ErrFull):
		if !w.full.Swap(true) {
			w.log.Error("the disk takes no more: nothing is taken until there is room", "error", err)
		}
	case err == nil && w.full.Load():
		if w.full.Swap(false) {
			w.log.Info("the disk has room again")
		}
	}
	return err
}

// ready says whether the store can be read, and will be written: not after a failed flush, nor while the disk is full.
func (w *watched) ready(ctx context.Context, space string) error {
	if w.broken.Load() {
		return store.ErrBroken
	}
	if w.full.Load() { // one write finds out, lest nobody sends another to a house that is not ready; it leaves nothing
		err := w.Update(ctx, space, func(tx store.Txn) error { tx.Delete([]byte("room")); return nil })
		if err != nil {
			return err
		}
	}
	return w.View(ctx, space, func(store.Reader) error { return nil })
}
