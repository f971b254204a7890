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

// The outbox: work that follows from a command is written with it, and taken off when it is done. Whoever does the work
// must bear to do it twice.

// Jobs are the jobs that are due, the longest due first. What they follow from is in the archive by then, so that
// nothing leaves the house that the house could forget. After a restore there are none until Release.
func (b *Book) Jobs(ctx context.Context, until time.Time, limit int) ([]Job, error) {
	var jobs []Job
	var end uint64
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		jobs, end = nil, 0
		held, err := r.Get(layout.HoldKey)
		if err != nil || held != nil {
			return err
		}
		h, err := b.readHead(r)
		if err != nil {
			return err
		}
		end = h.Seq
		for kv, err := range r.Scan(layout.JobsUntil(until)) {
			if err != nil {
				return err
			}
			if len(jobs) >= limit {
				return nil
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
		return nil, fmt.Errorf("read jobs: %w", err)
	}
	if len(jobs) > 0 {
		if err := b.archived(ctx, end); err != nil {
			return nil, fmt.Errorf("read jobs: %w", err)
		}
	}
	return jobs, nil
}

// Finish takes a job off. One that is not there is no error.
func (b *Book) Finish(ctx context.Context, id string) error {
	err := b.store.Update(ctx, b.space, func(tx store.Txn) error {
		k, err := tx.Get(layout.JobIDKey(id))
		if err != nil || k == nil {
			return err
		}
		tx.Delete(k)
		tx.Delete(layout.JobIDKey(id))
		return nil
	})
	if err != nil {
		return fmt.Errorf("finish job %s: %w", id, err)
	}
	return nil
}

// Postpone moves a job to a later time. One that is not there is no error.
func (b *Book) Postpone(ctx context.Context, id string, due time.Time) error {
	err := b.store.Update(ctx, b.space, func(tx store.Txn) error {
		k, err := tx.Get(layout.JobIDKey(id))
		if err != nil || k == nil {
			return err
		}
		stored, err := tx.Get(k)
		if err != nil {
			return err
		}
		var job Job
		if err := json.Unmarshal(stored, &job); err != nil {
			return err
		}
		job.Due = due
		text, err := op.Marshal(job)
		if err != nil {
			return err
		}
		tx.Delete(k)
		tx.Put(layout.JobKey(due, id), text)
		tx.Put(layout.JobIDKey(id), layout.JobKey(due, id))
		return nil
	})
	if err != nil {
		return fmt.Errorf("postpone job %s: %w", id, err)
	}
	return nil
}
