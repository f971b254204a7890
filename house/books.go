package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"passbok/eid"
	"passbok/store"
	"passbok/sync/book"
)

// bookPrefix holds one row a provider in the registry: which books there are. No names.
const bookPrefix = "book/"

// ErrNoBook says that a provider is not on this server.
var ErrNoBook = errors.New("no such provider on this server")

// books is every provider's book, open.
type books struct {
	store  store.Store
	config book.Config

	mu   sync.RWMutex
	open map[string]*book.Book
	more chan struct{} // closed, and replaced, when a book is added
}

// bookRow is what the registry says of a book.
type bookRow struct {
	V    int       `json:"v"`
	Made time.Time `json:"made"`
}

// openBooks opens every book that the registry knows.
func openBooks(ctx context.Context, st store.Store, config book.Config) (*books, error) {
	b := &books{store: st, config: config, open: map[string]*book.Book{}, more: make(chan struct{})}
	var ids []string
	err := st.View(ctx, eid.Registry, func(r store.Reader) error {
		ids = nil
		for kv, err := range r.Scan([]byte(bookPrefix), []byte("book0")) {
			if err != nil {
				return err
			}
			ids = append(ids, string(kv.Key[len(bookPrefix):]))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list books: %w", err)
	}
	for _, id := range ids {
		opened, err := book.Open(ctx, st, id, config)
		if err != nil {
			return nil, fmt.Errorf("open book %s: %w", id, err)
		}
		b.open[id] = opened
	}
	return b, nil
}

// Book gives an open book.
func (b *books) Book(id string) (*book.Book, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	found, ok := b.open[id]
	return found, ok
}

// ids gives every book's id, in order, and a channel that is closed when there is one more.
func (b *books) ids() ([]string, <-chan struct{}) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	ids := make([]string, 0, len(b.open))
	for id := range b.open {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids, b.more
}

// add opens a book that is new here, or gives the one that is open already. The row in the registry comes last: a
// book without a row is one that nobody was ever told of.
func (b *books) add(ctx context.Context, id string, now time.Time) (*book.Book, error) {
	if found, ok := b.Book(id); ok {
		return found, nil
	}
	made, err := book.Open(ctx, b.store, id, b.config)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	row, err := json.Marshal(bookRow{V: 1, Made: now.UTC()})
	if err != nil {
		return nil, fmt.Errorf("write registry row: %w", err)
	}
	err = b.store.Update(ctx, eid.Registry, func(tx store.Txn) error {
		tx.Put([]byte(bookPrefix+id), row)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("enter book %s in the registry: %w", id, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open[id] = made
	close(b.more)
	b.more = make(chan struct{})
	return made, nil
}
