package bolt

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"passbok/store"
)

// flushed tells which transactions are on the disk. bbolt shows a commit to whoever begins to read as soon as its head is
// written, before it is flushed. What was read then could leave the house (a phone has it, an archive has flushed it), and
// after a power cut the database would not have it, and would give its numbers to something else.
type flushed struct {
	through atomic.Int64 // this transaction, and all before it

	mu     sync.Mutex
	under  chan struct{} // closed when the commit under way, or else the last one, has ended
	broken error         // the flush of one failed that can be seen: no other comes after it
}

// begin says that a commit begins. There is one at a time.
func (f *flushed) begin() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.under = make(chan struct{})
}

// end says how the commit of transaction id went.
func (f *flushed) end(id int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case err == nil:
		f.through.Store(int64(id))
	case errors.Is(err, store.ErrBroken):
		f.broken = err
	}
	close(f.under)
}

// wait returns when transaction id, which a reader has seen, is on the disk. Where nothing is being committed, as nearly
// always, it costs one look. It waits for nothing but a flush, which waits for no reader: so a snapshot is held
// meanwhile, and goes on with what it has seen.
func (f *flushed) wait(ctx context.Context, id int) error {
	for f.through.Load() < int64(id) {
		f.mu.Lock()
		under, broken := f.under, f.broken
		f.mu.Unlock()
		if broken != nil {
			return broken
		}
		select {
		case <-under:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// snapshot begins to read. All that it shows is on the disk: every reader begins here. Rolling it back is the caller's.
func (s *Store) snapshot(ctx context.Context) (*bbolt.Tx, error) {
	tx, err := s.db.Begin(false)
	if err != nil {
		return nil, known(err)
	}
	if err := s.flushed.wait(ctx, tx.ID()); err != nil {
		_ = tx.Rollback() // of a reading transaction: cannot fail but by being over
		return nil, err
	}
	return tx, nil
}

// read calls fn with a snapshot of the whole file.
func (s *Store) read(ctx context.Context, fn func(*bbolt.Tx) error) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return fn(tx)
}

// settle flushes what is in the file at the opening, and takes its newest transaction for kept: a process that was ended
// in the middle of a commit leaves one that can be read and was perhaps never flushed.
func (s *Store) settle(readOnly bool) error {
	if !readOnly { // else nobody writes, and nothing follows from what is read
		if err := s.db.Sync(); err != nil {
			return err
		}
	}
	return s.db.View(func(tx *bbolt.Tx) error {
		s.flushed.through.Store(int64(tx.ID()))
		return nil
	})
}
