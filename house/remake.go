package house

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"passbok/eid"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/store/file"
	"passbok/sync/book"
)

// ErrRunning says that a server runs on the data folder, and must be stopped first.
var ErrRunning = errors.New("the server is running; stop it first, since this puts another database in its place")

// Remake says where a database is made anew, and from what.
type Remake struct {
	Data     string
	Archive  string // empty: there is none
	From     string // file that a restore takes; empty: nothing but the archive
	Clock    func() time.Time
	Rand     io.Reader
	Log      *slog.Logger
	Progress func(book string, done, of uint64)
}

// RestoredBook is what a restore made of one book.
type RestoredBook struct {
	Book string `json:"book"`
	book.Restored
}

// RebuiltBook is what a rebuild made of one book.
type RebuiltBook struct {
	Book string `json:"book"`
	book.Remade
}

// Restore puts a copy of the database in place, with all that the archive has beyond it. The database that was there is
// kept beside, under the name that is given back; "" where there was none. Errors: ErrRunning, and what hinders the copy
// from being read, in which case nothing has changed.
func Restore(ctx context.Context, r Remake) (books []RestoredBook, aside string, err error) {
	aside, err = r.swap(ctx, r.From, func(m remaking) error {
		for _, id := range m.books {
			epoch := m.epochs[id]
			cfg := bookConfig(r.Clock, r.Rand, m.kept)
			done, err := book.Restore(ctx, m.to, id, cfg, book.Remaking{From: m.from, Epoch: epoch, Progress: r.progress(id)})
			if err != nil {
				return archiveHelp(err)
			}
			m.epochs[id] = done.Epoch
			books = append(books, RestoredBook{Book: id, Restored: done})
		}
		return m.keepEpochs(r.Data) // before the swap: a number that was never used does no harm
	})
	return books, aside, err
}

// Rebuild makes documents, feeds and every index of the database anew from its own log. The old one is kept beside, save
// where erase is set: then it is removed, since it holds what was erased.
func Rebuild(ctx context.Context, r Remake, erase bool) (books []RebuiltBook, aside string, err error) {
	aside, err = r.swap(ctx, filepath.Join(r.Data, database), func(m remaking) error {
		for _, id := range m.books {
			cfg := bookConfig(r.Clock, r.Rand, m.kept)
			done, err := book.Rebuild(ctx, m.to, id, cfg, book.Remaking{From: m.from, Progress: r.progress(id)})
			if err != nil {
				return fmt.Errorf("%w. If the log is not whole, `passbok restore --from-archive` makes the database from the archive", err)
			}
			books = append(books, RebuiltBook{Book: id, Remade: done})
		}
		return nil
	})
	if err == nil && erase {
		if err = os.Remove(filepath.Join(r.Data, aside)); err != nil {
			err = fmt.Errorf("remove the old database, which holds what was erased: %w", err)
		}
		aside = ""
	}
	return books, aside, err
}

func (r Remake) progress(id string) func(done, of uint64) {
	if r.Progress == nil {
		return nil
	}
	return func(done, of uint64) { r.Progress(id, done, of) }
}

// remaking is a new database as it is made.
type remaking struct {
	from   store.Store // nil: there is none
	to     store.Store
	kept   *archives
	books  []string
	epochs map[string]uint64
}

// epochsFile remembers the highest epoch of each book beside the database, which a restore replaces by an older one.
const epochsFile = "epochs.json"

func (m remaking) keepEpochs(data string) error {
	if err := file.Write(filepath.Join(data, epochsFile), m.epochs); err != nil {
		return fmt.Errorf("remember epochs: %w", err)
	}
	return nil
}

// fresh is what a database is called until it is whole.
const fresh = database + ".new"

// swap opens the source, lets make fill a new database, and puts that in place.
func (r Remake) swap(ctx context.Context, source string, make func(remaking) error) (aside string, err error) {
	if op, running := Dial(ctx, r.Data); running {
		return "", errors.Join(ErrRunning, op.Close())
	}
	if err := os.MkdirAll(r.Data, 0o700); err != nil {
		return "", fmt.Errorf("make data folder: %w", err)
	}
	target := filepath.Join(r.Data, fresh)
	if err := os.Remove(target); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("remove what an interrupted run left: %w", err)
	}
	if err := r.fill(ctx, source, target, make); err != nil {
		return "", errors.Join(err, os.Remove(target))
	}
	return r.place(target)
}

// fill makes the new database at target.
func (r Remake) fill(ctx context.Context, source, target string, make func(remaking) error) (err error) {
	m := remaking{kept: newArchives(r.Archive, r.Log), epochs: map[string]uint64{}}
	if _, err := file.Read(filepath.Join(r.Data, epochsFile), &m.epochs); err != nil {
		return fmt.Errorf("read epochs: %w", err)
	}
	to, err := bolt.Open(ctx, target, bolt.Options{})
	if err != nil {
		return fmt.Errorf("make the new database: %w", err)
	}
	m.to = to
	defer func() { err = errors.Join(err, to.Close(), m.kept.close()) }()
	if source != "" {
		from, err := bolt.Open(ctx, source, bolt.Options{ReadOnly: true})
		if err != nil {
			return fmt.Errorf("open %s: %w", source, err)
		}
		m.from = from
		defer func() { _ = from.Close() }() // it was only read
		if err := copyRegistry(ctx, from, to); err != nil {
			return err
		}
	}
	if err := m.enterAll(ctx, r.Clock()); err != nil {
		return err
	}
	return make(m)
}

// enterAll finds the books: those of the registry, and those that only the archive knows, which are entered.
func (m *remaking) enterAll(ctx context.Context, now time.Time) error {
	known, err := listBooks(ctx, m.to)
	if err != nil {
		return err
	}
	archived, err := m.kept.known()
	if err != nil {
		return err
	}
	for _, id := range archived {
		if slices.Contains(known, id) {
			continue
		}
		if err := enterBook(ctx, m.to, id, now); err != nil {
			return err
		}
		known = append(known, id)
	}
	if len(known) == 0 {
		return book.ErrNothing
	}
	m.books = known
	return nil
}

// place puts the new database where the old one is, which is kept beside. There is no moment at which none is there.
func (r Remake) place(target string) (aside string, err error) {
	path := filepath.Join(r.Data, database)
	if Is(r.Data) {
		aside = database + ".before-" + r.Clock().UTC().Format("20060102T150405Z")
		if err := os.Link(path, filepath.Join(r.Data, aside)); err != nil {
			return "", fmt.Errorf("keep the old database beside: %w", err)
		}
	}
	if err := os.Rename(target, path); err != nil {
		return aside, fmt.Errorf("put the new database in place: %w", err)
	}
	dir, err := os.Open(r.Data)
	if err != nil {
		return aside, fmt.Errorf("flush the data folder: %w", err)
	}
	return aside, errors.Join(dir.Sync(), dir.Close())
}

// copyRegistry copies what is in no book: sessions, devices, keys, subscriptions, the queue of notices.
func copyRegistry(ctx context.Context, from, to store.Store) error {
	const rows = 500
	var batch []store.KV
	put := func() error {
		err := to.Update(ctx, eid.Registry, func(tx store.Txn) error {
			for _, kv := range batch {
				tx.Put(kv.Key, kv.Value)
			}
			return nil
		})
		batch = batch[:0]
		return err
	}
	size := 0
	for kv, err := range store.Pages(ctx, from, eid.Registry, nil, nil, rows) {
		if err == nil {
			batch = append(batch, kv)
			if size += len(kv.Key) + len(kv.Value); size > store.MaxUpdate/2 {
				size, err = 0, put()
			}
		}
		if err != nil {
			return fmt.Errorf("copy the registry: %w", err)
		}
	}
	if err := put(); err != nil {
		return fmt.Errorf("copy the registry: %w", err)
	}
	return nil
}
