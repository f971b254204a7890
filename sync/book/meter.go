package book

import (
	"context"
	"time"

	"passbok/store/archive"
	"passbok/sync/op"
)

// Meter is told what the engine counts. It is called from many goroutines, outside of transactions, and must not wait.
type Meter interface {
	// Judged tells of an operation that has been committed with its verdict, and of one that was sent again. The code says
	// why it was refused or parked; there are only so many.
	Judged(book string, verdict op.Verdict, code string, again bool)
	// Ahead tells how far ahead a device's clock was at a sync; below zero, it was behind.
	Ahead(by time.Duration)
	// Digests tells of how many months what a device holds was compared with the book, and in how many it differed.
	Digests(compared, differing int)
	// Refetched tells that a device asked for all of so many months again.
	Refetched(months int)
	// Archived tells how long it took to bring so many entries to the archive's disk, or that it could not be done.
	Archived(entries int, took time.Duration, err error)
}

// judged tells the meter what became of a request's operations.
func (b *Book) judged(verdicts []Verdict) {
	if b.cfg.Meter == nil {
		return
	}
	for _, v := range verdicts {
		b.cfg.Meter.Judged(b.id, v.Verdict, v.Code, v.Again)
	}
}

// clocked tells the meter what a device's clock said, where it said anything.
func (b *Book) clocked(deviceNow string, now time.Time) {
	if b.cfg.Meter == nil {
		return
	}
	if at, err := time.Parse(time.RFC3339Nano, deviceNow); err == nil {
		b.cfg.Meter.Ahead(at.Sub(now))
	}
}

// digested tells the meter what a request's digests said, and what it asked for again. Whoever begins anew asks for
// everything, whatever else they ask for.
func (b *Book) digested(found compared, req Request, res Response) {
	if b.cfg.Meter == nil {
		return
	}
	if found.done {
		b.cfg.Meter.Digests(found.months, len(found.differ))
	}
	if months := len(refetched(req.Refetch)); months > 0 && req.Cursor != "" && !res.Reset {
		b.cfg.Meter.Refetched(months)
	}
}

// flush appends to the archive, and tells the meter.
func (b *Book) flush(ctx context.Context, records []archive.Record) error {
	if b.cfg.Meter == nil {
		return b.keeper.archive.Append(ctx, records)
	}
	began := b.cfg.Clock()
	err := b.keeper.archive.Append(ctx, records)
	b.cfg.Meter.Archived(len(records), b.cfg.Clock().Sub(began), err)
	return err
}
