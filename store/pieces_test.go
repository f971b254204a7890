package store_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"passbok/store"
	"passbok/store/bolt"
)

// What is kept in pieces comes back as it was, its neighbours' are not among it, and wiping takes all of it and no more.
func TestPieces(t *testing.T) {
	ctx := t.Context()
	st, err := bolt.Open(ctx, t.TempDir()+"/store", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	const space, at, beside = "pieces", "long/a/", "long/b/"
	other := []byte("a neighbour's")
	read := func(rt *rapid.T, prefix string, want []byte) {
		var got []byte
		err := st.View(ctx, space, func(r store.Reader) (err error) {
			got, err = store.GetPieces(r, prefix)
			return err
		})
		if err != nil || !bytes.Equal(got, want) {
			rt.Fatalf("%s: %d bytes came back of %d: %v", prefix, len(got), len(want), err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		around := rapid.SampledFrom([]int{0, 1, 60 << 10, 120 << 10, 600 << 10}).Draw(rt, "around")
		value := make([]byte, max(0, around+rapid.IntRange(-1, 1).Draw(rt, "off")))
		for i := range value {
			value[i] = byte(i >> 10)
		}
		err := st.Update(ctx, space, func(tx store.Txn) error {
			store.PutPieces(tx, at, value)
			store.PutPieces(tx, beside, other)
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		read(rt, at, value)
		read(rt, beside, other)
		if err := st.Update(ctx, space, func(tx store.Txn) error { return store.Wipe(tx, at) }); err != nil {
			rt.Fatal(err)
		}
		read(rt, at, nil)
		read(rt, beside, other)
	})
}

// The keys are a format: what an earlier version has kept is read by this one.
func TestPiecesAreKeptAsTheyWere(t *testing.T) {
	ctx := t.Context()
	st, err := bolt.Open(ctx, t.TempDir()+"/store", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Update(ctx, "pieces", func(tx store.Txn) error {
		store.PutPieces(tx, "long/", make([]byte, 60<<10+1))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := st.View(ctx, "pieces", func(r store.Reader) error {
		for key, size := range map[string]int{"long/00": 60 << 10, "long/01": 1} {
			if value, err := r.Get([]byte(key)); err != nil || len(value) != size {
				t.Errorf("%s: %d bytes, %v", key, len(value), err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
