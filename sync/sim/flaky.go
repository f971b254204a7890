package sim

import (
	"context"
	"errors"

	"passbok/store"
	"passbok/store/archive"
)

// errCrashed is what a request hears of a server that has died under it: nothing.
var errCrashed = errors.New("the server died")

// flaky is the store of a process that dies when it is told to.
type flaky struct {
	store.Store
	crash Net           // at which moment of the next commit it dies
	hold  chan struct{} // the next update waits for it, so that others join its group
}

// Update implements store.Store.
func (f *flaky) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	hold := f.hold
	f.hold = nil
	err := f.Store.Update(ctx, space, func(tx store.Txn) error {
		if hold != nil {
			<-hold
		}
		if err := fn(tx); err != nil {
			return err
		}
		if f.crash == CrashBefore {
			return errCrashed
		}
		return nil
	})
	if err == nil && f.crash == CrashAfter {
		return errCrashed
	}
	return err
}

// flakyArchive is the archive of that process.
type flakyArchive struct {
	*archive.Archive
	process *flaky
}

// Append implements book.Archive.
func (a flakyArchive) Append(ctx context.Context, records []archive.Record) error {
	if a.process.crash == CrashBetween {
		return errCrashed
	}
	return a.Archive.Append(ctx, records)
}
