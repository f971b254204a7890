package queue

import (
	"context"
	"fmt"
	"strings"

	"passbok/fk/elt"
	"passbok/store"
)

// Hold stops everything that is in the line of a database that was restored from a copy: nobody knows what was sent since. It waits
// until Release, or a person, lets it go.
func Hold(ctx context.Context, st store.Store) error {
	for kv, err := range store.Pages(ctx, st, Space, []byte(openPlace), []byte("open0"), 200) {
		if err != nil {
			return fmt.Errorf("hold the queue of ELT: %w", err)
		}
		row, err := held(kv.Value)
		if err != nil {
			return err
		}
		err = st.Update(ctx, Space, func(tx store.Txn) error {
			tx.Put(kv.Key, row)
			return nil
		})
		if err != nil {
			return fmt.Errorf("hold the queue of ELT: %w", err)
		}
	}
	return nil
}

// held is a row of the line that waits for a person.
func held(row []byte) ([]byte, error) {
	item, err := readItem(row)
	if err != nil {
		return nil, err
	}
	if item.State == elt.EntryWaiting {
		item.State, item.Why, item.Begun, item.Uncertain = elt.EntryHeld, CodeRestored, false, true
	}
	return item.row()
}

// Release lets everything of a book go on that a restore holds; where it is not to be sent, a person still decides of each. It says
// how many there are.
func (q *Queue) Release(ctx context.Context, book string, send bool) (n int, err error) {
	restored := func(i Item) bool { return i.Provider == book && i.State == elt.EntryHeld && i.Why == CodeRestored }
	for _, item := range q.line(restored) {
		n++
		if !send {
			continue
		}
		if err := q.Again(ctx, item.Sheet()); err != nil {
			return n, fmt.Errorf("let %s go on: %w", item.ID, err)
		}
	}
	return n, nil
}

// Forget removes all that is kept of a version: the law wants it gone. It says whether there was anything.
func (q *Queue) Forget(ctx context.Context, s Sheet) (known bool, err error) {
	q.changing.Lock()
	defer q.changing.Unlock()
	err = q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		known = false
		for _, place := range []string{openPlace, donePlace} {
			row, err := tx.Get(s.key(place))
			if err != nil {
				return err
			}
			known = known || row != nil
			tx.Delete(s.key(place))
		}
		for n := 0; ; n++ {
			part, err := tx.Get(s.part(n))
			if err != nil || part == nil {
				return err
			}
			tx.Delete(s.part(n))
		}
	})
	if err != nil {
		return false, fmt.Errorf("forget a timesheet that was sent: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.open, s)
	delete(q.untold, s)
	return known, nil
}

// Verify proves that what was sent of a book is still what was put: each document by its digest, and by the id that it bears. wrong
// says what does not hold, by ids alone.
func (q *Queue) Verify(ctx context.Context, book string, progress func(done, of uint64)) (sheets int, wrong []string, err error) {
	for _, place := range []string{openPlace, donePlace} {
		from, to := store.Prefix([]byte(place + book + "/"))
		for kv, err := range store.Pages(ctx, q.cfg.Store, Space, from, to, 500) {
			if err != nil {
				return sheets, wrong, fmt.Errorf("prove what was sent over ELT: %w", err)
			}
			progress(uint64(sheets), 0)
			sheets++
			s := sheetIn(kv.Key, place)
			item, err := readItem(kv.Value)
			if err != nil {
				wrong = append(wrong, fmt.Sprintf("sent %s: its row cannot be read", s.Ref))
				continue
			}
			message, err := q.message(ctx, item)
			switch {
			case err != nil:
				wrong = append(wrong, fmt.Sprintf("sent %s: its bytes are not those that were put", s.Ref))
			case !says(message.Document, item.ID):
				wrong = append(wrong, fmt.Sprintf("sent %s: its document bears another id", s.Ref))
			case item.State == elt.EntryReceived && item.Receipt.TxID == "":
				wrong = append(wrong, fmt.Sprintf("sent %s: it was received, and has no receipt", s.Ref))
			}
		}
	}
	return sheets, wrong, nil
}

// says tells whether a document bears an id.
func says(document []byte, id string) bool {
	hidden, err := elt.Hidden(document)
	return err == nil && strings.HasPrefix(hidden, id+",")
}
