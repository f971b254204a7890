package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// Restored is what a restore found, and what it could give back.
type Restored struct {
	V       int    `json:"v"`
	At      string `json:"at"`
	Epoch   uint64 `json:"epoch"`
	Backup  Mark   `json:"backup"`  // where the database that was put back ended; zero: there was none
	Archive uint64 `json:"archive"` // entries that the archive gave beyond it
	Erased  uint64 `json:"erased"`  // payloads that stayed behind, as an erasure says
	Head    Mark   `json:"head"`    // where the book goes on from
}

// maxEpoch keeps sequence numbers below 2⁵³, which is as far as a JavaScript number counts.
const maxEpoch = 1<<(53-epochShift) - 1

// Restore makes a book anew in an empty store from a copy of its database, and from what its archive has beyond that. Then
// it begins a new epoch: sequence numbers go on where none has ever been, phones offer what the server lacks, and jobs are
// held until Release. Where there is no archive, cfg.Archive is nil.
func Restore(ctx context.Context, to store.Store, id string, cfg Config, how Remaking) (Restored, error) {
	done, err := restore(ctx, to, id, cfg, how)
	if err != nil {
		return Restored{}, fmt.Errorf("restore book %s: %w", id, err)
	}
	return done, nil
}

func restore(ctx context.Context, to store.Store, id string, cfg Config, how Remaking) (Restored, error) {
	var old *Book
	var beyond Archive
	var err error
	if how.From != nil {
		old, err = reopen(ctx, how.From, id, cfg)
		if err != nil && !errors.Is(err, ErrNothing) {
			return Restored{}, err
		}
	}
	if cfg.Archive != nil {
		if beyond, err = cfg.Archive(id); err != nil {
			return Restored{}, fmt.Errorf("open its archive: %w", err)
		}
	}
	made, err := remake(ctx, old, beyond, to, id, cfg, how.Progress)
	if err != nil {
		return Restored{}, err
	}
	now := cfg.Clock()
	next, err := newEpoch(nextEpoch(now, how.Epoch, made.Head.Seq>>epochShift, old), cfg.Rand)
	switch {
	case err != nil:
		return Restored{}, err
	case next.Number > maxEpoch:
		return Restored{}, fmt.Errorf("epoch %d is beyond what phones can count", next.Number)
	case old != nil: // so that cursors of before can be read: they say how far devices had come
		next.Key = old.epoch.Key
	}
	done := Restored{
		V: 1, At: op.FormatTime(now), Epoch: next.Number,
		Backup: made.end, Archive: made.given, Erased: made.Erased, Head: made.Head,
	}
	report, err := op.Marshal(done)
	if err != nil {
		return Restored{}, err
	}
	return done, made.into.begins(ctx, next, []store.KV{{Key: restoredKey, Value: report}, {Key: holdKey, Value: []byte(done.At)}})
}

// nextEpoch is above every epoch that is known of. Two restores from one old copy, on machines that know nothing of each
// other, are told apart by the week.
func nextEpoch(now time.Time, told, logged uint64, old *Book) uint64 {
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

// Release ends a restore, when the phones have given back what they have. It lets the jobs go that the restore holds, or
// drops them: what of it was done before nobody knows but whoever it reached. And it judges anew what phones gave back
// that did not fit the book then. It tells how many jobs there were, and whether any were held.
func (b *Book) Release(ctx context.Context, cmd Command, send bool) (jobs int, held bool, err error) {
	waiting, held, err := b.held(ctx)
	if err != nil || !held {
		return 0, held, err
	}
	if !send {
		for _, job := range waiting {
			if err := b.Finish(ctx, job.ID); err != nil {
				return 0, true, err
			}
		}
	}
	body, err := op.Marshal(map[string]any{"send": send, "jobs": len(waiting)})
	if err != nil {
		return 0, true, fmt.Errorf("release jobs: %w", err)
	}
	cmd.Name, cmd.Body = releaseCommand, body
	if _, err = b.command(ctx, cmd, func(*writing) (record, error) { return record{}, nil }); err != nil {
		return 0, true, err
	}
	return len(waiting), true, b.reconsider(ctx)
}

// releaseCommand is the name of the entry by which jobs are held no longer.
const releaseCommand = "release"

// held are the jobs that wait for Release, if a restore holds any.
func (b *Book) held(ctx context.Context) (jobs []Job, held bool, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		jobs, held = nil, false
		since, err := r.Get(holdKey)
		if err != nil || since == nil {
			return err
		}
		held = true
		for kv, err := range r.Scan([]byte("job/"), []byte("job0")) {
			if err != nil {
				return err
			}
			var job Job
			if err := json.Unmarshal(kv.Value, &job); err != nil {
				return fmt.Errorf("read a job: %w", err)
			}
			jobs = append(jobs, job)
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("read jobs that are held: %w", err)
	}
	return jobs, held, nil
}
