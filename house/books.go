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
	"passbok/month/paper"
	"passbok/store"
	"passbok/store/archive"
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
	// Setup are the ids of what a book begins with that was begun by the link to the first provider: where the process ends before
	// somebody has come in, the next link makes the same one whole.
	Setup *beginning `json:"setup,omitempty"`
}

// beginning are the ids of the first rows of a book, and of the command that writes them.
type beginning struct {
	Person     string `json:"person"`
	Membership string `json:"membership"`
	Command    string `json:"command"`
}

// listBooks are the ids of the books that the registry knows.
func listBooks(ctx context.Context, st store.Store) ([]string, error) {
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
	return ids, nil
}

// begunBook is how a book began, where that was by the link to the first provider; nil where it was not.
func begunBook(ctx context.Context, st store.Store, id string) (*beginning, error) {
	var row bookRow
	err := st.View(ctx, eid.Registry, func(r store.Reader) error {
		text, err := r.Get([]byte(bookPrefix + id))
		if err != nil || text == nil {
			return err
		}
		return json.Unmarshal(text, &row)
	})
	if err != nil {
		return nil, fmt.Errorf("read how book %s began: %w", id, err)
	}
	return row.Setup, nil
}

// openBooks opens books.
func openBooks(ctx context.Context, st store.Store, ids []string, config book.Config) (*books, error) {
	b := &books{store: st, config: config, open: map[string]*book.Book{}, more: make(chan struct{})}
	for _, id := range ids {
		opened, err := book.Open(ctx, st, id, config)
		if err != nil {
			return nil, archiveHelp(err)
		}
		b.open[id] = opened
	}
	return b, nil
}

// archiveHelp says what to do where a database and its archive do not fit.
func archiveHelp(err error) error {
	var damage archive.Damage
	switch {
	case errors.As(err, &damage):
		return fmt.Errorf("%w. Nothing was changed. `passbok archive renew` proves the database, puts this archive aside, and writes it anew; it refuses if that could lose anything", err)
	case errors.Is(err, errArchiveFolder):
		return fmt.Errorf("%w. Its folder must be there, and whoever Passbok runs as must be able to write to it; look whether its disk is mounted, and not read-only", err)
	case errors.Is(err, book.ErrArchiveAhead):
		return fmt.Errorf("%w. The database is an older copy: run `passbok restore` to bring back what the archive has", err)
	case errors.Is(err, book.ErrArchiveOther):
		return fmt.Errorf("%w. Give this database another folder with --archive, or put back the database that belongs to this one", err)
	case errors.Is(err, book.ErrArchive):
		return fmt.Errorf("%w. The archive folder must be there, and take more; look at its disk", err)
	}
	return err
}

// accept says whether every book takes new entries.
func (b *books) accept(ctx context.Context) error {
	ids, _ := b.ids()
	for _, id := range ids {
		if found, ok := b.Book(id); ok {
			if err := found.Accepts(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// Book gives an open book.
func (b *books) Book(id string) (*book.Book, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	found, ok := b.open[id]
	return found, ok
}

// Tagged gives the open books whose ids end alike, in order of their ids: those that a paper's reference may mean.
func (b *books) Tagged(tag string) (found []*book.Book) {
	ids, _ := b.ids()
	for _, id := range ids {
		if one, ok := b.Book(id); ok && paper.Tag(id) == tag {
			found = append(found, one)
		}
	}
	return found
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
// book without a row is one that nobody was ever told of. The row keeps how it begins, where that is not nil.
func (b *books) add(ctx context.Context, id string, now time.Time, begins *beginning) (*book.Book, error) {
	if found, ok := b.Book(id); ok {
		return found, nil
	}
	made, err := book.Open(ctx, b.store, id, b.config)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	if err := enterBook(ctx, b.store, id, now, begins); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open[id] = made
	close(b.more)
	b.more = make(chan struct{})
	return made, nil
}

// enterBook writes a book's row in the registry.
func enterBook(ctx context.Context, st store.Store, id string, now time.Time, begins *beginning) error {
	row, err := json.Marshal(bookRow{V: 1, Made: now.UTC(), Setup: begins})
	if err != nil {
		return fmt.Errorf("write registry row: %w", err)
	}
	err = st.Update(ctx, eid.Registry, func(tx store.Txn) error {
		tx.Put([]byte(bookPrefix+id), row)
		return nil
	})
	if err != nil {
		return fmt.Errorf("enter book %s in the registry: %w", id, err)
	}
	return nil
}
