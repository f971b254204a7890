package remake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/book"
	"passbok/sync/book/internal/layout"
	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// maxEpoch keeps sequence numbers below 2⁵³, which is as far as a JavaScript number counts.
const maxEpoch = 1<<(53-layout.EpochShift) - 1

// Restore makes a book anew in an empty store from a copy of its database, and from what its archive has beyond that. Then
// it begins a new epoch: sequence numbers go on where none has ever been, phones offer what the server lacks, and jobs are
// held until Release. Where there is no archive, cfg.Archive is nil.
func Restore(ctx context.Context, to store.Store, id string, cfg book.Config, how How) (book.Restored, error) {
	done, err := restore(ctx, to, id, cfg, how)
	if err != nil {
		return book.Restored{}, fmt.Errorf("restore book %s: %w", id, err)
	}
	return done, nil
}

func restore(ctx context.Context, to store.Store, id string, cfg book.Config, how How) (book.Restored, error) {
	var old *stored
	var beyond book.Archive
	var err error
	if how.From != nil {
		old, err = find(ctx, how.From, id)
		if err != nil && !errors.Is(err, ErrNothing) {
			return book.Restored{}, err
		}
	}
	if cfg.Archive != nil {
		if beyond, err = cfg.Archive(id); err != nil {
			return book.Restored{}, fmt.Errorf("open its archive: %w", err)
		}
	}
	made, err := remake(ctx, old, beyond, to, id, cfg, how.Progress)
	if err != nil {
		return book.Restored{}, err
	}
	now := cfg.Clock()
	next, err := layout.NewEpoch(nextEpoch(now, how.Epoch, made.Head.Seq>>layout.EpochShift, old), cfg.Rand)
	switch {
	case err != nil:
		return book.Restored{}, err
	case next.Number > maxEpoch:
		return book.Restored{}, fmt.Errorf("epoch %d is beyond what phones can count", next.Number)
	case old != nil: // so that cursors of before can be read: they say how far devices had come
		next.Key = old.epoch.Key
	}
	done := book.Restored{
		V: 1, At: op.FormatTime(now), Epoch: next.Number,
		Backup: made.end, Archive: made.given, Erased: made.Erased, Head: made.Head,
	}
	report, err := op.Marshal(done)
	if err != nil {
		return book.Restored{}, err
	}
	return done, made.into.begins(ctx, next, []store.KV{{Key: layout.RestoredKey, Value: report}, {Key: layout.HoldKey, Value: []byte(done.At)}})
}

// nextEpoch is above every epoch that is known of. Two restores from one old copy, on machines that know nothing of each
// other, are told apart by the week.
func nextEpoch(now time.Time, told, logged uint64, old *stored) uint64 {
	if fault.On(fault.SeqsRepeat) {
		return logged
	}
	last := max(told, logged, weeks(now))
	if old != nil {
		last = max(last, old.epoch.Number)
	}
	return last + 1
}

// weeks since the first one in which there was such a book.
func weeks(now time.Time) uint64 {
	return uint64(max(0, now.Sub(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC))/(7*24*time.Hour)))
}
