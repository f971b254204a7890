package store

import (
	"context"
	"fmt"
	"iter"
)

// Pages walks through [from, to) of a space in Views of at most size pairs each, so that no snapshot
// stays open while the caller works. What is committed behind the walk is not seen, what is committed
// before it is. An error is yielded once, last.
func Pages(ctx context.Context, s Store, space string, from, to []byte, size int) iter.Seq2[KV, error] {
	return func(yield func(KV, error) bool) {
		page := make([]KV, 0, size)
		for {
			page = page[:0]
			err := s.View(ctx, space, func(r Reader) error {
				for kv, err := range r.Scan(from, to) {
					if err != nil {
						return err
					}
					if page = append(page, kv); len(page) == size {
						return nil
					}
				}
				return nil
			})
			if err != nil {
				yield(KV{}, fmt.Errorf("read a page of %s: %w", space, err))
				return
			}
			for _, kv := range page {
				if !yield(kv, nil) {
					return
				}
			}
			if len(page) < size {
				return
			}
			last := page[len(page)-1].Key
			from = append(append(make([]byte, 0, len(last)+1), last...), 0) // the least key after last
		}
	}
}
