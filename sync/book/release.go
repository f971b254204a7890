package book

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// Released is what became of the jobs that a restore held.
type Released struct {
	Held    bool // whether one held any: else there was nothing to do
	Jobs    int  // that waited; those that were not dropped go on
	Dropped int
}

// Release ends a restore, when the phones have given back what they have. It lets the jobs go that the restore holds, and
// judges anew what phones gave back that did not fit the book then. What of the jobs was done before nobody knows but
// whoever it reached: those that were due before the restore, and of whose kind drop says so, are dropped. What was asked
// for since was never done, and goes on in any case. With drop nil all go on.
func (b *Book) Release(ctx context.Context, cmd Command, drop func(kind string) bool) (Released, error) {
	waiting, since, err := b.held(ctx)
	if err != nil || since == nil {
		return Released{}, err
	}
	done := Released{Held: true, Jobs: len(waiting)}
	for _, job := range waiting {
		if drop == nil || job.Due.After(*since) || !drop(job.Kind) {
			continue
		}
		if err := b.Finish(ctx, job.ID); err != nil {
			return done, err
		}
		done.Dropped++
	}
	body, err := op.Marshal(map[string]any{"send": drop == nil, "jobs": done.Jobs, "dropped": done.Dropped})
	if err != nil {
		return done, fmt.Errorf("release jobs: %w", err)
	}
	cmd.Name, cmd.Body = layout.Release, body
	if _, err = b.command(ctx, cmd, func(*writing) (layout.Record, error) { return layout.Record{}, nil }); err != nil {
		return done, err
	}
	return done, b.reconsider(ctx)
}

// held are the jobs that wait for Release, and when the restore was that holds them; nil where none does.
func (b *Book) held(ctx context.Context) (jobs []Job, since *time.Time, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		jobs, since = nil, nil
		stored, err := r.Get(layout.HoldKey)
		if err != nil || stored == nil {
			return err
		}
		at, err := time.Parse(time.RFC3339, string(stored))
		if err != nil {
			return err
		}
		since = &at
		for kv, err := range r.Scan(layout.Jobs()) {
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
		return nil, nil, fmt.Errorf("read jobs that are held: %w", err)
	}
	return jobs, since, nil
}
