package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passbok/store"
	"passbok/sync/book"
	"passbok/sync/sim/domain"
)

// Opener opens the store that keeps a file. The engine, and so the simulator of it, knows only the narrow waist; which
// store is meant, its tests say.
type Opener func(ctx context.Context, path string) (store.Store, error)

// errCrashed is what a request hears of a server that has died under it: nothing.
var errCrashed = errors.New("the server died")

// server is the real book on a real store, and a process that can die.
type server struct {
	open  Opener
	path  string
	clock func() time.Time
	dice  io.Reader

	store store.Store
	flaky *flaky
	book  *book.Book

	generation int    // of the data: one more for every backup that was restored
	backup     []byte // the newest copy
}

const bookID = "b"

func newServer(ctx context.Context, open Opener, dir string, clock func() time.Time, dice io.Reader) (*server, error) {
	s := &server{open: open, path: filepath.Join(dir, "book.db"), clock: clock, dice: dice}
	return s, s.start(ctx)
}

// start opens file and book.
func (s *server) start(ctx context.Context) error {
	st, err := s.open(ctx, s.path)
	if err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	s.store, s.flaky = st, &flaky{Store: st}
	cfg := book.Config{Schema: domain.Schema(), Rights: domain.Rights{}, Clock: s.clock, Rand: s.dice}
	if s.book, err = book.Open(ctx, s.flaky, bookID, cfg); err != nil {
		return errors.Join(fmt.Errorf("start the server: %w", err), st.Close())
	}
	return nil
}

func (s *server) stop() error { return s.store.Close() }

// restart is a server that has died, and is started again.
func (s *server) restart(ctx context.Context) error {
	if err := s.stop(); err != nil {
		return err
	}
	return s.start(ctx)
}

// copyAway makes the backup that restore brings back.
func (s *server) copyAway(ctx context.Context) error {
	var out bytes.Buffer
	if err := s.store.Backup(ctx, &out); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	s.backup = out.Bytes()
	return nil
}

// restore loses the database, and brings the newest backup back, as a new epoch.
func (s *server) restore(ctx context.Context) error {
	if err := s.stop(); err != nil {
		return err
	}
	if err := os.WriteFile(s.path, s.backup, 0o600); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	st, err := s.open(ctx, s.path)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := nextEpoch(ctx, st, s.generation+1); err != nil {
		return errors.Join(err, st.Close())
	}
	if err := st.Close(); err != nil {
		return err
	}
	s.generation++
	return s.start(ctx)
}

// flaky is the store of a process that dies when it is told to.
type flaky struct {
	store.Store
	crash Net           // CrashBefore, CrashAfter: the next commit is the last
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
