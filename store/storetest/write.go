package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"passbok/store"
)

func testOverlay(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1", "b", "2", "d", "4")
	err := s.Update(context.Background(), space, func(tx store.Txn) error {
		tx.Put([]byte("c"), []byte("3"))
		tx.Put([]byte("a"), []byte("one"))
		tx.Delete([]byte("b"))
		tx.Delete([]byte("never was"))
		tx.Put([]byte("e"), nil)
		tx.Put([]byte("f"), []byte("6"))
		tx.Delete([]byte("f"))
		tx.Delete([]byte("d"))
		tx.Put([]byte("d"), []byte("four"))
		same(t, "Get", []string{present(tx, "a"), present(tx, "b"), present(tx, "c"), present(tx, "d"), present(tx, "e"), present(tx, "f")},
			`"one" <nil>`, "absent <nil>", `"3" <nil>`, `"four" <nil>`, `"" <nil>`, "absent <nil>")
		got, err := scan(tx, nil, nil)
		same(t, "Scan", got, "a=one", "c=3", "d=four", "e=")
		part, err2 := scan(tx, []byte("b"), []byte("d"))
		same(t, "Scan of a part", part, "c=3")
		same(t, "nobody else sees it", all(t, s, space), "a=1", "b=2", "d=4")
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Error(err)
	}
	same(t, "after", all(t, s, space), "a=one", "c=3", "d=four", "e=")
}

func testOverlayUnderScan(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1", "b", "2", "c", "3")
	err := s.Update(context.Background(), space, func(tx store.Txn) error {
		for _, k := range []string{"bb", "bd", "bf", "bh", "bj"} {
			tx.Put([]byte(k), []byte("x"))
		}
		var got []string
		for kv, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			got = append(got, string(kv.Key))
			tx.Delete(kv.Key)
			tx.Put(append([]byte("z"), kv.Key...), kv.Value)
		}
		same(t, "seen", got, "a", "b", "bb", "bd", "bf", "bh", "bj", "c")
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	same(t, "after", all(t, s, space), "za=1", "zb=2", "zbb=x", "zbd=x", "zbf=x", "zbh=x", "zbj=x", "zc=3")
}

func testFailure(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1")
	nay := errors.New("no")
	for _, sp := range []string{space, "book:new"} {
		is(t, sp, s.Update(context.Background(), sp, func(tx store.Txn) error {
			tx.Put([]byte("a"), []byte("2"))
			tx.Put([]byte("b"), []byte("2"))
			return fmt.Errorf("wrapped: %w", nay)
		}), nay)
	}
	same(t, "nothing changed", all(t, s, space), "a=1")
	same(t, "nothing came to be", all(t, s, "book:new"))
}

func testPanic(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	func() {
		defer func() {
			if got := recover(); got != "oh" {
				t.Errorf("the caller's panic: got %v", got)
			}
		}()
		_ = s.Update(context.Background(), space, func(tx store.Txn) error {
			tx.Put([]byte("a"), []byte("1"))
			panic("oh")
		})
	}()
	put(t, s, space, "b", "2")
	same(t, "after", all(t, s, space), "b=2")
}

// testGoexit: what t.Fatal does in an fn must end that test, and not the store.
func testGoexit(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	var gone sync.WaitGroup
	gone.Go(func() {
		_ = s.Update(context.Background(), space, func(tx store.Txn) error {
			tx.Put([]byte("a"), []byte("1"))
			runtime.Goexit()
			return nil
		})
	})
	gone.Wait()
	put(t, s, space, "b", "2")
	same(t, "after", all(t, s, space), "b=2")
}

// testNeighbours: updates that fail, panic or have left share groups with those that hold.
func testNeighbours(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	nay := errors.New("no")
	left, cancel := context.WithCancel(context.Background())
	cancel()
	var all64 sync.WaitGroup
	for i := range 64 {
		all64.Go(func() {
			ctx := context.Background()
			if i%4 == 3 {
				ctx = left
			}
			defer func() { _ = recover() }()
			err := s.Update(ctx, space, func(tx store.Txn) error {
				tx.Put(fmt.Appendf(nil, "%02d", i), []byte("mine"))
				tx.Put([]byte("last"), fmt.Appendf(nil, "%02d", i))
				switch i % 4 {
				case 1:
					return nay
				case 2:
					panic("oh")
				}
				return nil
			})
			is(t, fmt.Sprint(i), err, [...]error{nil, nay, nil, context.Canceled}[i%4])
		})
	}
	all64.Wait()
	got := all(t, s, space)
	if len(got) != 17 {
		t.Fatalf("got %d keys, want the 16 of those that held and the last: %q", len(got), got)
	}
	for i, line := range got[:16] {
		same(t, "holds", []string{line}, fmt.Sprintf("%02d=mine", 4*i))
	}
	if last := strings.TrimPrefix(got[16], "last="); !strings.Contains(strings.Join(got[:16], " "), last+"=mine") {
		t.Errorf("the last is %s, of an update that did not hold", last)
	}
}

// testSerial: read, add one, write, from many goroutines, in several spaces: not one is lost.
func testSerial(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	spaces := []string{"a", "b", "c"}
	var workers sync.WaitGroup
	for w := range 12 {
		sp := spaces[w%3]
		workers.Go(func() {
			for range 25 {
				if err := s.Update(context.Background(), sp, func(tx store.Txn) error {
					v, err := tx.Get([]byte("count"))
					tx.Put([]byte("count"), append(v, '|'))
					tx.Put(fmt.Appendf(nil, "at %03d", len(v)), nil)
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	for _, sp := range spaces {
		got := all(t, s, sp)
		if len(got) != 101 || got[100] != "count="+strings.Repeat("|", 100) {
			t.Errorf("space %s: %d keys, want 101; the last is %q", sp, len(got), got[len(got)-1])
		}
	}
}

func testVersions(t *testing.T, impl Implementation) {
	place := t.TempDir()
	s := impl.Open(t, place)
	versions := func() [2]uint64 {
		v, err := s.Versions(context.Background(), []string{space, "registry"})
		if err != nil || len(v) != 2 {
			t.Fatalf("versions: %v %v", v, err)
		}
		return [2]uint64(v)
	}
	if got := versions(); got != [2]uint64{} {
		t.Errorf("versions of nothing: %v", got)
	}
	put(t, s, space, "a", "1")
	first := versions()
	if first[0] == 0 || first[1] != 0 {
		t.Errorf("after one update: %v", first)
	}
	_ = s.Update(context.Background(), space, func(tx store.Txn) error {
		tx.Put([]byte("a"), []byte("2"))
		return errors.New("no")
	})
	_ = s.Update(context.Background(), space, func(store.Txn) error { return nil })
	if got := versions(); got != first {
		t.Errorf("nothing changed, but %v became %v", first, got)
	}
	if err := s.Update(context.Background(), space, func(tx store.Txn) error { tx.Delete([]byte("a")); return nil }); err != nil {
		t.Fatal(err)
	}
	second := versions()
	if second[0] <= first[0] {
		t.Errorf("a deletion: %v became %v", first, second)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = impl.Open(t, place)
	if got := versions(); got != second {
		t.Errorf("opened anew: %v became %v", second, got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func testLimits(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1")
	update := func(fn func(store.Txn)) error {
		return s.Update(context.Background(), space, func(tx store.Txn) error { fn(tx); return nil })
	}
	value := func(n int) []byte { return bytes.Repeat([]byte("v"), n) }
	for _, c := range []struct {
		name string
		fn   func(store.Txn)
		want error
	}{
		{"longest key", func(tx store.Txn) { tx.Put(value(store.MaxKey), []byte("x")); tx.Delete(value(store.MaxKey)) }, nil},
		{"key too long", func(tx store.Txn) { tx.Put(value(store.MaxKey+1), []byte("x")) }, store.ErrLimit},
		{"deleted key too long", func(tx store.Txn) { tx.Delete(value(store.MaxKey + 1)) }, store.ErrLimit},
		{"empty key", func(tx store.Txn) { tx.Put(nil, []byte("x")) }, store.ErrLimit},
		{"largest value", func(tx store.Txn) { tx.Put([]byte("b"), value(store.MaxValue)); tx.Delete([]byte("b")) }, nil},
		{"value too large", func(tx store.Txn) { tx.Put([]byte("b"), value(store.MaxValue+1)) }, store.ErrLimit},
		{"put, too large, then put again", func(tx store.Txn) { tx.Put([]byte("b"), value(store.MaxValue+1)); tx.Put([]byte("b"), nil) }, store.ErrLimit},
		{"largest update", func(tx store.Txn) { fill(tx, store.MaxUpdate) }, nil},
		{"update too large", func(tx store.Txn) { fill(tx, store.MaxUpdate+1) }, store.ErrLimit},
		{"only what is left counts", func(tx store.Txn) {
			for range 100 {
				tx.Put([]byte("a"), value(store.MaxValue))
			}
			tx.Put([]byte("a"), []byte("1"))
		}, nil},
	} {
		before := len(all(t, s, space))
		is(t, c.name, update(c.fn), c.want)
		if after := len(all(t, s, space)); c.want != nil && after != before {
			t.Errorf("%s: %d keys became %d", c.name, before, after)
		}
	}
	nothing := func(store.Txn) error { return nil }
	put(t, s, strings.Repeat("s", store.MaxSpace), "a", "1")
	for _, name := range []string{"", strings.Repeat("s", store.MaxSpace+1)} {
		is(t, "update of a space", s.Update(context.Background(), name, nothing), store.ErrLimit)
		is(t, "view of a space", s.View(context.Background(), name, func(store.Reader) error { return nil }), store.ErrLimit)
	}
}

// fill stages exactly n bytes: keys of three, and as large values as may be.
func fill(tx store.Txn, n int) {
	for i := 0; n > 0; i++ {
		size := min(n-3, store.MaxValue)
		if rest := n - 3 - size; rest > 0 && rest < 4 {
			size -= 4
		}
		tx.Put(fmt.Appendf(nil, "f%02d", i), make([]byte, size))
		n -= 3 + size
	}
}
