package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"passbok/store"
)

func testOrder(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "b", "1", "\xff", "2", "a", "3", "a\x00", "4", "a/", "5", "\x00", "6", "aa", "7", "\xff\xff", "")
	put(t, s, "registry", "b", "other")
	same(t, "ascending by bytes", all(t, s, space), "\x00=6", "a=3", "a\x00=4", "a/=5", "aa=7", "b=1", "\xff=2", "\xff\xff=")
	same(t, "another space", all(t, s, "registry"), "b=other")
	same(t, "a space never written", all(t, s, "book:2"))
	err := s.View(context.Background(), space, func(r store.Reader) error {
		same(t, "Get", []string{present(r, "a"), present(r, "\xff\xff"), present(r, "c")}, `"3" <nil>`, `"" <nil>`, "absent <nil>")
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	nay := errors.New("no")
	is(t, "View gives fn's error", s.View(context.Background(), space, func(store.Reader) error { return nay }), nay)
}

func testBounds(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1", "b", "2", "b\x00", "3", "c", "4", "\xff", "5")
	from, to := store.Prefix([]byte("b"))
	for _, c := range []struct {
		from, to []byte
		want     []string
	}{
		{nil, nil, []string{"a=1", "b=2", "b\x00=3", "c=4", "\xff=5"}},
		{[]byte("b"), []byte("c"), []string{"b=2", "b\x00=3"}},
		{[]byte("aa"), []byte("bb"), []string{"b=2", "b\x00=3"}},
		{[]byte("b\x00"), nil, []string{"b\x00=3", "c=4", "\xff=5"}},
		{[]byte{}, []byte("b"), []string{"a=1"}},
		{[]byte("c"), []byte("c"), nil},
		{[]byte("c"), []byte("b"), nil},
		{nil, []byte{}, nil},
		{[]byte("\xff\x00"), nil, nil},
		{from, to, []string{"b=2", "b\x00=3"}},
	} {
		for name, read := range map[string]func(func(store.Reader) error) error{
			"view": func(fn func(store.Reader) error) error { return s.View(context.Background(), space, fn) },
			"update": func(fn func(store.Reader) error) error {
				return s.Update(context.Background(), space, func(tx store.Txn) error { return fn(tx) })
			},
		} {
			if err := read(func(r store.Reader) error {
				got, err := scan(r, c.from, c.to)
				same(t, fmt.Sprintf("%s [%q, %q)", name, c.from, c.to), got, c.want...)
				return err
			}); err != nil {
				t.Error(err)
			}
		}
	}
}

func testCopies(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	key, value := []byte("key"), []byte("value")
	var kept store.KV
	if err := s.Update(context.Background(), space, func(tx store.Txn) error {
		tx.Put(key, value)
		key[0], value[0] = 'X', 'X'
		staged, err := tx.Get([]byte("key"))
		if len(staged) > 0 {
			staged[0] = 'Y'
		}
		for kv, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			kv.Key[0], kv.Value[0] = 'Z', 'Z'
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.View(context.Background(), space, func(r store.Reader) error {
		got, err := r.Get([]byte("key"))
		if len(got) > 0 {
			got[0] = 'Y'
		}
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			kv.Value[0], kept = 'Z', kv
			_ = append(kv.Key, "!!!"...) // must not run into the value
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	same(t, "the store's own", all(t, s, space), "key=value")
	put(t, s, space, "key", "later")
	same(t, "the caller's own", []string{string(kept.Key), string(kept.Value)}, "key", "Zalue")
}

func testScanStops(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1", "c", "3")
	err := s.Update(context.Background(), space, func(tx store.Txn) error {
		tx.Put([]byte("b"), nil)
		for _, stop := range []string{"a", "b", "c"} {
			var last string
			for kv, err := range tx.Scan(nil, nil) {
				if err != nil {
					return err
				}
				if last = string(kv.Key); last == stop {
					break
				}
			}
			same(t, "last seen", []string{last}, stop)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func testPages(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	var pairs, want []string
	for i := range 25 {
		pairs = append(pairs, fmt.Sprintf("k%02d", i), "v")
		want = append(want, fmt.Sprintf("k%02d=v", i))
	}
	put(t, s, space, pairs...)
	put(t, s, space, "j", "before", "l", "after")
	from, to := store.Prefix([]byte("k"))
	for _, size := range []int{1, 4, 5, 25, 26, 100} {
		var got []string
		for kv, err := range store.Pages(context.Background(), s, space, from, to, size) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(kv.Key)+"="+string(kv.Value))
			put(t, s, space, "k/"+string(kv.Key), "behind") // no snapshot is open, and what lies behind is not seen
		}
		same(t, fmt.Sprintf("pages of %d", size), got[max(0, len(got)-25):], want...)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	for _, last = range store.Pages(ctx, s, space, from, to, 2) {
		cancel()
	}
	is(t, "a walk whose context ends", last, context.Canceled)
}

func testSnapshot(t *testing.T, impl Implementation) {
	s := fresh(t, impl)
	put(t, s, space, "a", "1", "b", "1")
	err := s.View(context.Background(), space, func(r store.Reader) error {
		put(t, s, space, "a", "2", "b", "2", "c", "2")
		got, err := scan(r, nil, nil)
		same(t, "the snapshot", got, "a=1", "b=1")
		return err
	})
	if err != nil {
		t.Error(err)
	}
	same(t, "what is now", all(t, s, space), "a=2", "b=2", "c=2")
}
