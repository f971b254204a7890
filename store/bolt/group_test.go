package bolt

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"passbok/store"
)

func putOne(s *Store, space, key string) error {
	return s.Update(context.Background(), space, func(tx store.Txn) error {
		tx.Put([]byte(key), []byte("1"))
		return nil
	})
}

// behind starts n updates in spaces of their own while another holds the writer, and lets go when all of them wait.
func behind(t *testing.T, s *Store, n int, each func(i int, err error)) {
	t.Helper()
	var waiters sync.WaitGroup
	if err := s.Update(context.Background(), "first", func(tx store.Txn) error {
		for i := range n {
			waiters.Go(func() { each(i, putOne(s, fmt.Sprint("space", i), "a")) })
		}
		s.untilQueued(n)
		tx.Put([]byte("a"), nil)
		return nil
	}); err != nil {
		each(-1, err)
	}
	waiters.Wait()
}

func (s *Store) untilQueued(n int) {
	for queued := 0; queued < n; runtime.Gosched() {
		s.queue.mu.Lock()
		queued = len(s.queue.list)
		s.queue.mu.Unlock()
	}
}

// TestLeavingTheQueue: one that leaves its place is let go at once, is not run, and holds nobody up.
func TestLeavingTheQueue(t *testing.T) {
	s := use(t, t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	var leaving, staying sync.WaitGroup
	if err := s.Update(context.Background(), "first", func(tx store.Txn) error {
		leaving.Go(func() {
			err := s.Update(ctx, "first", func(store.Txn) error { t.Error("fn was called"); return nil })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("left: %v", err)
			}
		})
		s.untilQueued(1)
		staying.Go(func() {
			if err := putOne(s, "first", "stayed"); err != nil {
				t.Error(err)
			}
		})
		s.untilQueued(2)
		cancel()
		leaving.Wait()
		return nil
	}); err != nil {
		t.Error(err)
	}
	staying.Wait()
}

func TestThoseThatWaitShareACommit(t *testing.T) {
	s := use(t, t.TempDir())
	commits := 0
	s.finish = func(tx *bbolt.Tx) error { commits++; return tx.Commit() }
	behind(t, s, 50, func(i int, err error) {
		if err != nil {
			t.Error(i, err)
		}
	})
	if commits != 1 {
		t.Errorf("%d commits for 51 updates that waited together", commits)
	}
	if err := s.Update(context.Background(), "first", func(store.Txn) error { return nil }); err != nil || commits != 1 {
		t.Errorf("an update of nothing: %v, %d commits", err, commits)
	}
}

func TestAGroupHasAnEnd(t *testing.T) {
	s := use(t, t.TempDir())
	commits := 0
	s.finish = func(tx *bbolt.Tx) error { commits++; return tx.Commit() }
	behind(t, s, maxGroup, func(i int, err error) {
		if err != nil {
			t.Error(i, err)
		}
	})
	if commits != 2 {
		t.Errorf("%d commits for %d updates that waited together", commits, maxGroup+1)
	}
}

// TestFailedCommit: all of a group learn that their commit failed; the next goes on if the file's head
// is the old one, and none does if it may be the new one.
func TestFailedCommit(t *testing.T) {
	for _, c := range []struct {
		name         string
		fail         func(*bbolt.Tx) error
		want, after  error
		keeps        bool
		neverContain error
	}{
		{name: "before the head", fail: func(tx *bbolt.Tx) error {
			return errors.Join(tx.Rollback(), fmt.Errorf("write: %w", syscall.EIO))
		}, want: syscall.EIO, neverContain: store.ErrBroken},
		{name: "no room", fail: func(tx *bbolt.Tx) error {
			// As bbolt says it when the file cannot grow: the system's error as text.
			return errors.Join(tx.Rollback(), errors.New("file resize error: "+syscall.ENOSPC.Error()))
		}, want: store.ErrFull, neverContain: store.ErrBroken},
		{name: "flush of the head", fail: func(tx *bbolt.Tx) error {
			return errors.Join(tx.Commit(), fmt.Errorf("flush: %w", syscall.EIO))
		}, want: store.ErrBroken, after: store.ErrBroken, keeps: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			if err := putOne(s, "first", "before"); err != nil {
				t.Fatal(err)
			}
			s.finish = c.fail
			behind(t, s, 5, func(i int, err error) {
				if !errors.Is(err, c.want) || (c.neverContain != nil && errors.Is(err, c.neverContain)) {
					t.Errorf("update %d: got %v, want %v", i, err, c.want)
				}
			})
			s.finish = (*bbolt.Tx).Commit
			if err := putOne(s, "first", "after"); !errors.Is(err, c.after) {
				t.Errorf("afterwards: got %v, want %v", err, c.after)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = use(t, dir)
			if v, err := s.Versions(context.Background(), []string{"space3"}); err != nil || (v[0] == 1) != c.keeps {
				t.Errorf("opened anew: versions %v %v", v, err)
			}
			if err := putOne(s, "first", "opened anew"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOneProcessHoldsTheFile(t *testing.T) {
	dir := t.TempDir()
	use(t, dir)
	_, err := Open(context.Background(), dir+"/test.db", Options{Timeout: 1})
	if !errors.Is(err, berrors.ErrTimeout) {
		t.Errorf("opened twice: %v", err)
	}
	if _, err := Open(context.Background(), dir+"/no/such/folder", Options{}); !errors.Is(err, syscall.ENOENT) {
		t.Errorf("no folder: %v", err)
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(done, dir+"/other.db", Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
