package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"passbok/store"
)

func testCancelled(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := s.Versions(ctx, []string{space})
	is(t, "Versions", err, context.Canceled)
	is(t, "View", s.View(ctx, space, func(store.Reader) error { t.Error("fn was called"); return nil }), context.Canceled)
	is(t, "Update", s.Update(ctx, space, func(store.Txn) error { t.Error("fn was called"); return nil }), context.Canceled)
}

func testCancelledScan(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	var pairs []string
	for i := range 2000 {
		pairs = append(pairs, fmt.Sprintf("%04d", i), "")
	}
	put(t, s, space, pairs...)
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	is(t, "an update that reads on", s.Update(ctx, space, func(tx store.Txn) error {
		tx.Put([]byte("x"), nil)
		for _, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			cancel()
			seen++
		}
		return nil
	}), context.Canceled)
	if seen == 2000 {
		t.Error("the scan went on to its end")
	}
	same(t, "nothing was written", all(t, s, space)[2000:])
}

// testCancelledWaiting: whoever leaves while another update runs is let go at once, and its fn never runs.
func testCancelledWaiting(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	ctx, cancel := context.WithCancel(context.Background())
	var leaving sync.WaitGroup
	err := s.Update(context.Background(), space, func(tx store.Txn) error {
		leaving.Go(func() {
			is(t, "the one that left", s.Update(ctx, space, func(store.Txn) error { t.Error("fn was called"); return nil }), context.Canceled)
		})
		cancel()
		leaving.Wait()
		tx.Put([]byte("a"), []byte("1"))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	// Once begun, a commit is not abandoned.
	late, end := context.WithCancel(context.Background())
	if err := s.Update(late, space, func(tx store.Txn) error {
		tx.Put([]byte("b"), []byte("2"))
		end()
		return nil
	}); err != nil {
		t.Errorf("cancelled after it had begun: %v", err)
	}
	same(t, "after", all(t, s, space), "a=1", "b=2")
}

func testReopen(t *testing.T, impl Implementation) {
	place := t.TempDir()
	s := impl.Open(t, place)
	put(t, s, space, "a", "1", "b", "2")
	put(t, s, "registry", "c", "3")
	if err := s.Update(context.Background(), space, func(tx store.Txn) error { tx.Delete([]byte("b")); return nil }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = impl.Open(t, place)
		same(t, "book", all(t, s, space), "a=1")
		same(t, "registry", all(t, s, "registry"), "c=3")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// testBackup: a backup taken while updates go on holds none of them in part.
func testBackup(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "0", "b", "0")
	put(t, s, "registry", "r", "1")
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 1; ; i++ {
			select {
			case <-stop:
				return
			default:
				put(t, s, space, "a", fmt.Sprint(i), "b", fmt.Sprint(i), fmt.Sprintf("k%d", i), "")
			}
		}
	})
	for range 5 {
		var copied bytes.Buffer
		if err := s.Backup(context.Background(), &copied); err != nil {
			t.Fatal(err)
		}
		place := t.TempDir()
		impl.Restore(t, copied.Bytes(), place)
		r := impl.Open(t, place)
		got := all(t, r, space)
		var n int
		if _, err := fmt.Sscanf(got[0], "a=%d", &n); err != nil {
			t.Fatalf("%q: %v", got[0], err)
		}
		if len(got) != n+2 || got[1] != fmt.Sprintf("b=%d", n) {
			t.Errorf("%s, %s and %d keys in one backup", got[0], got[1], len(got))
		}
		same(t, "the other space", all(t, r, "registry"), "r=1")
		put(t, r, space, "written", "after the restore")
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	writer.Wait()
}

func testBackupCancelled(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	is(t, "Backup", s.Backup(ctx, &bytes.Buffer{}), context.Canceled)
	is(t, "the writer's own error", s.Backup(context.Background(), broken{}), errBroken)
}

var errBroken = errors.New("the tape tore")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func testClosed(t *testing.T, impl Implementation) {
	s := impl.Open(t, t.TempDir())
	put(t, s, space, "a", "1")
	for range 2 {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	_, err := s.Versions(context.Background(), []string{space})
	is(t, "Versions", err, store.ErrClosed)
	is(t, "View", s.View(context.Background(), space, func(store.Reader) error { t.Error("fn was called"); return nil }), store.ErrClosed)
	is(t, "Update", s.Update(context.Background(), space, func(store.Txn) error { t.Error("fn was called"); return nil }), store.ErrClosed)
	is(t, "Backup", s.Backup(context.Background(), &bytes.Buffer{}), store.ErrClosed)
}

// testAfter: a reader that outlives its View or Update gives an error and no memory of others.
func testAfter(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1")
	var viewed store.Reader
	var updated store.Txn
	_ = s.View(context.Background(), space, func(r store.Reader) error { viewed = r; return nil })
	_ = s.Update(context.Background(), space, func(tx store.Txn) error { updated = tx; return nil })
	for _, r := range []store.Reader{viewed, updated} {
		_, err := r.Get([]byte("a"))
		is(t, "Get", err, store.ErrClosed)
		_, err = scan(r, nil, nil)
		is(t, "Scan", err, store.ErrClosed)
	}
	updated.Put([]byte("b"), nil)
	updated.Delete([]byte("a"))
	same(t, "after", all(t, s, space), "a=1")
}

// testCloseBusy: each update that Close meets either holds or is refused, and is on the disk if it holds.
func testCloseBusy(t *testing.T, impl Implementation) {
	place := t.TempDir()
	s := impl.Open(t, place)
	put(t, s, space, "a", "")
	var mu sync.Mutex
	want := []string{"a="}
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("k%d/%04d", w, i)
				err := s.Update(context.Background(), space, func(tx store.Txn) error { tx.Put([]byte(key), nil); return nil })
				if err != nil {
					is(t, key, err, store.ErrClosed)
					return
				}
				mu.Lock()
				want = append(want, key+"=")
				enough := len(want) == 200
				mu.Unlock()
				if enough {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	workers.Wait()
	s = impl.Open(t, place)
	got := map[string]bool{}
	for _, line := range all(t, s, space) {
		got[line] = true
	}
	for _, line := range want {
		if !got[line] {
			t.Errorf("%s was acknowledged and is lost", line)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
