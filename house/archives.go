package house

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"passbok/gauge"
	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book"
)

// ErrArchiveUnknown says that there is an archive of a book that the database does not know: the database is not the one
// that the archive was written beside.
var ErrArchiveUnknown = errors.New("the archive has a provider that the database does not know: if the database was lost, run `passbok restore --from-archive`; if it is another one, give it another folder with --archive")

// archives are the folders in which books are kept a second time: one a book, named for it. The empty folder is none.
type archives struct {
	dir string
	log *slog.Logger

	mu      sync.Mutex
	open    map[string]*keptBook
	failing map[string]bool // books whose entries were not taken when last they were given
}

// keptBook is one book's archive, with an eye on what its operator must know.
type keptBook struct {
	*archive.Archive
	id    string
	all   *archives
	taken atomic.Int64 // entries
}

func newArchives(dir string, log *slog.Logger) *archives {
	return &archives{dir: dir, log: log, open: map[string]*keptBook{}, failing: map[string]bool{}}
}

// of is a book's archive, for the engine.
func (a *archives) of(id string) (book.Archive, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if found, ok := a.open[id]; ok {
		return found, nil
	}
	opened, err := archive.Open(context.Background(), filepath.Join(a.dir, id), archive.Options{})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errArchiveFolder, err)
	}
	for _, cut := range opened.Cut() {
		a.log.Warn("the archive ended in the middle of an entry, as after a power cut: that part was cut off, and comes from the database", "book", id, "file", cut.File, "offset", cut.Offset, "bytes", cut.Bytes)
	}
	a.open[id] = &keptBook{Archive: opened, id: id, all: a}
	return a.open[id], nil
}

// errArchiveFolder: an archive cannot be opened.
var errArchiveFolder = errors.New("the archive cannot be opened")

// Append implements book.Archive.
func (k *keptBook) Append(ctx context.Context, records []archive.Record) error {
	err := k.Archive.Append(ctx, records)
	if err == nil {
		k.taken.Add(int64(len(records)))
	}
	k.all.watch(k.id, err)
	return err
}

// stats is how much a book's archive holds, and whether it takes more; nil where it has none.
func (a *archives) stats(id string) (*gauge.Archive, error) {
	a.mu.Lock()
	kept, failing := a.open[id], a.failing[id]
	a.mu.Unlock()
	if kept == nil {
		return nil, nil
	}
	holds, err := kept.Stats()
	return &gauge.Archive{Stats: holds, Failing: failing}, err
}

// watch says once that the archive takes no more, and once that it is well again, however many books there are.
func (a *archives) watch(id string, err error) {
	if errors.Is(err, context.Canceled) || errors.Is(err, store.ErrClosed) {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	was := len(a.failing) > 0
	if delete(a.failing, id); err != nil {
		a.failing[id] = true
	}
	switch is := len(a.failing) > 0; {
	case is && !was:
		a.log.Error("the archive takes no more: nothing new is taken until its folder is there and can be written; look at its disk. The server goes on by itself then, and need not be restarted", "folder", a.dir, "error", err)
	case was && !is:
		a.log.Info("the archive takes entries again, and has all that it lacked", "folder", a.dir)
	}
}

// healed says which books' archives lacked entries when they were opened, and have them now.
func (a *archives) healed() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, kept := range a.open {
		if n := kept.taken.Load(); n > 0 {
			a.log.Warn("the archive lacked entries of the database, and has them now; if it is on another disk, look whether that is the one that is mounted", "book", id, "entries", n, "folder", a.dir)
		}
	}
}

// engine is what the engine is given: nothing where there is no folder.
func (a *archives) engine() func(id string) (book.Archive, error) {
	if a.dir == "" {
		return nil
	}
	return a.of
}

// known are the books that have anything in the archive. A folder without an entry is what a provider leaves that was
// about to be added: nobody was ever told of it.
func (a *archives) known() ([]string, error) {
	if a.dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look into the archive folder: %w", err)
	}
	var ids []string
	for _, entry := range entries {
		if !entry.IsDir() || wasArchive(entry.Name()) {
			continue
		}
		has, err := archive.Has(filepath.Join(a.dir, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("look into the archive folder: %w", err)
		}
		if has {
			ids = append(ids, entry.Name())
		}
	}
	return ids, nil
}

// strangers says whether there are archives of books other than these.
func (a *archives) strangers(books []string) error {
	ids, err := a.known()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.Contains(books, id) {
			return fmt.Errorf("%s in %s: %w", id, a.dir, ErrArchiveUnknown)
		}
	}
	return nil
}

// close closes all of them.
func (a *archives) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var err error
	for id, opened := range a.open {
		if failed := opened.Close(); failed != nil {
			err = errors.Join(err, fmt.Errorf("close archive of %s: %w", id, failed))
		}
		delete(a.open, id)
	}
	return err
}
