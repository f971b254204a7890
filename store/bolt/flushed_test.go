package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"

	"go.etcd.io/bbolt"

	"passbok/store"
)

// readers are all ways to read the file.
var readers = map[string]func(context.Context, *Store) error{
	"View": func(ctx context.Context, s *Store) error {
		return s.View(ctx, "space", func(r store.Reader) error { _, err := r.Get([]byte("new")); return err })
	},
	"Versions": func(ctx context.Context, s *Store) error { _, err := s.Versions(ctx, []string{"space"}); return err },
	"Backup":   func(ctx context.Context, s *Store) error { return s.Backup(ctx, io.Discard) },
	"Check":    func(ctx context.Context, s *Store) error { return s.Check(ctx) },
}

func shows(t *testing.T, s *Store, key string) (there bool) {
	t.Helper()
	if err := s.View(context.Background(), "space", func(r store.Reader) error {
		v, err := r.Get([]byte(key))
		there = v != nil
		return err
	}); err != nil {
		t.Error(err)
	}
	return there
}

// TestReadersWaitForTheFlush: while a commit's head can be read and is not flushed, nobody is shown it; a snapshot of
// before goes on; and when the flush has ended, those that waited see the commit, or learn that the store is broken.
func TestReadersWaitForTheFlush(t *testing.T) {
	for _, c := range []struct {
		name    string
		flushed error
		want    error
	}{
		{name: "kept"},
		{name: "failed", flushed: fmt.Errorf("flush: %w", syscall.EIO), want: store.ErrBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := use(t, t.TempDir())
				if err := putOne(s, "space", "old"); err != nil {
					t.Fatal(err)
				}
				flush := make(chan struct{})
				s.finish = func(tx *bbolt.Tx) error {
					err := tx.Commit()
					<-flush // the disk takes its time
					return errors.Join(err, c.flushed)
				}
				var all sync.WaitGroup
				var over atomic.Int64
				if err := s.View(t.Context(), "space", func(r store.Reader) error {
					all.Go(func() {
						if err := putOne(s, "space", "new"); !errors.Is(err, c.want) {
							t.Errorf("the update: got %v, want %v", err, c.want)
						}
						over.Add(1)
					})
					synctest.Wait()
					v, err := r.Get([]byte("new"))
					if v != nil {
						t.Error("a snapshot of before the commit shows it")
					}
					return err
				}); err != nil {
					t.Fatal(err)
				}
				for name, read := range readers {
					all.Go(func() {
						if err := read(t.Context(), s); !errors.Is(err, c.want) {
							t.Errorf("%s: got %v, want %v", name, err, c.want)
						}
						over.Add(1)
					})
				}
				impatient, leave := context.WithCancel(t.Context())
				all.Go(func() {
					if err := readers["View"](impatient, s); !errors.Is(err, context.Canceled) {
						t.Errorf("one that left: %v", err)
					}
				})
				synctest.Wait()
				if n := over.Load(); n != 0 {
					t.Errorf("%d of them did not wait for the flush", n)
				}
				leave()
				synctest.Wait()
				close(flush)
				all.Wait()
				for name, read := range readers {
					if err := read(t.Context(), s); !errors.Is(err, c.want) {
						t.Errorf("%s afterwards: got %v, want %v", name, err, c.want)
					}
				}
				if c.want == nil && !shows(t, s, "new") {
					t.Error("what was kept is not shown")
				}
			})
		})
	}
}

// TestReadersGoOnAfterACommitThatNobodySaw: one that failed before its head was written breaks nothing, and its number is
// given to the next.
func TestReadersGoOnAfterACommitThatNobodySaw(t *testing.T) {
	s := use(t, t.TempDir())
	if err := putOne(s, "space", "old"); err != nil {
		t.Fatal(err)
	}
	s.finish = func(tx *bbolt.Tx) error { return errors.Join(tx.Rollback(), syscall.EIO) }
	if err := putOne(s, "space", "lost"); !errors.Is(err, syscall.EIO) {
		t.Error(err)
	}
	if !shows(t, s, "old") || shows(t, s, "lost") {
		t.Error("it does not show what was there before")
	}
	s.finish = (*bbolt.Tx).Commit
	if err := putOne(s, "space", "new"); err != nil || !shows(t, s, "new") {
		t.Error("the next is not shown", err)
	}
}

// TestAViewInsideAnUpdate: nothing is being committed while fn runs, so that it may read elsewhere.
func TestAViewInsideAnUpdate(t *testing.T) {
	s := use(t, t.TempDir())
	for range 3 {
		if err := s.Update(t.Context(), "space", func(tx store.Txn) error {
			tx.Put([]byte("new"), nil)
			return readers["View"](t.Context(), s)
		}); err != nil {
			t.Error(err)
		}
	}
}

// TestNobodySeesWhatIsNotFlushed is the same with the disk as it is: views that begin while commits go on.
func TestNobodySeesWhatIsNotFlushed(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), Options{AddressSpace: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := putOne(s, "space", "first"); err != nil {
		t.Fatal(err)
	}
	var returned atomic.Int64 // the last transaction whose Commit has
	s.finish = func(tx *bbolt.Tx) error {
		id := tx.ID()
		err := tx.Commit()
		returned.Store(int64(id))
		return err
	}
	if err := putOne(s, "space", "second"); err != nil {
		t.Fatal(err)
	}
	stop, seen, early := make(chan struct{}), 0, 0
	var looking sync.WaitGroup
	looking.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := s.View(context.Background(), "space", func(r store.Reader) error {
				if seen++; int64(r.(*reader).bucket.Tx().ID()) > returned.Load() {
					early++
				}
				return nil
			}); err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 100 {
		if err := putOne(s, "space", fmt.Sprint(i)); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	looking.Wait()
	if seen == 0 || early > 0 {
		t.Errorf("%d of %d views showed what was not flushed", early, seen)
	}
}
