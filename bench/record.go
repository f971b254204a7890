package main

import (
	"bytes"
	"context"

	"passbok/store"
)

// recorder is a store that also notes what each update of it puts.
type recorder struct {
	store.Store
	updates [][]write
}

func (r *recorder) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	var noted []write
	err := r.Store.Update(ctx, space, func(tx store.Txn) error {
		noted = nil
		return fn(&noting{tx, &noted})
	})
	if err == nil && len(noted) > 0 {
		r.updates = append(r.updates, noted)
	}
	return err
}

type noting struct {
	store.Txn
	noted *[]write
}

func (n *noting) Put(key, value []byte) {
	n.Txn.Put(key, value)
	*n.noted = append(*n.noted, write{key: bytes.Clone(key), value: bytes.Clone(value)})
}

// lasting marks the keys that only one update put.
func lasting(updates [][]write) (bytesEach int) {
	times := map[string]int{}
	total := 0
	for _, u := range updates {
		for _, w := range u {
			times[string(w.key)]++
			total += len(w.key) + len(w.value)
		}
	}
	for _, u := range updates {
		for i := range u {
			u[i].lasting = times[string(u[i].key)] == 1
		}
	}
	return total / max(1, len(updates))
}
