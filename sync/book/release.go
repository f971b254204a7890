package book

import (
	"context"
	"encoding/json"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

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
	cmd.Name, cmd.Body = layout.Release, body
	if _, err = b.command(ctx, cmd, func(*writing) (layout.Record, error) { return layout.Record{}, nil }); err != nil {
		return 0, true, err
	}
	return len(waiting), true, b.reconsider(ctx)
}

// held are the jobs that wait for Release, if a restore holds any.
func (b *Book) held(ctx context.Context) (jobs []Job, held bool, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		jobs, held = nil, false
		since, err := r.Get(layout.HoldKey)
		if err != nil || since == nil {
			return err
		}
		held = true
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
		return nil, false, fmt.Errorf("read jobs that are held: %w", err)
	}
	return jobs, held, nil
}
