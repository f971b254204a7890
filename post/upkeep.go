package post

import (
	"context"
	"fmt"

	"passbok/store"
)

// heldKeys are those of messages that a restore holds, by book.
func heldKeys(book string) string { return "held/" + book + "/" }

func (r row) heldKey() []byte { return []byte(heldKeys(r.Book) + r.hash()) }

// Hold stops every provider's messages that wait in a database that was restored from a copy: they may have gone out since. They wait until
// Release, or until their time is over.
func Hold(ctx context.Context, st store.Store) error {
	from, to := store.Prefix([]byte("due/"))
	for kv, err := range store.Pages(ctx, st, Space, from, to, 200) {
		if err == nil {
			err = st.Update(ctx, Space, func(tx store.Txn) error {
				kept, found, err := get(tx, hashIn(kv.Key))
				if err != nil || !found || kept.State != Waiting || kept.Book == "" {
					return err
				}
				tx.Delete(kv.Key)
				tx.Put(kept.heldKey(), nil)
				return nil
			})
		}
		if err != nil {
			return fmt.Errorf("hold the queue of messages: %w", err)
		}
	}
	return nil
}

// Release lets all of a book's messages go on that a restore holds; those that are not to be sent are given up. It says how many there are.
func (q *Queue) Release(ctx context.Context, book string, send bool) (n int, err error) {
	now := q.cfg.Clock().UTC()
	from, to := store.Prefix([]byte(heldKeys(book)))
	for kv, err := range store.Pages(ctx, q.cfg.Store, Space, from, to, 200) {
		if err == nil {
			err = q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
				tx.Delete(kv.Key)
				kept, found, err := get(tx, hashIn(kv.Key))
				if err != nil || !found {
					return err
				}
				if kept.Due = now; !send {
					kept.Until = now
				}
				tx.Put(kept.dueKey(), nil)
				return kept.put(tx)
			})
		}
		if err != nil {
			return n, fmt.Errorf("let messages go on: %w", err)
		}
		n++
	}
	for _, l := range q.lines {
		l.wakeUp()
	}
	return n, nil
}
