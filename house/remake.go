package house

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"passbok/fk/queue"
	"passbok/internal/failpoint"
	"passbok/post"
	"passbok/store"
	"passbok/store/blob"
	"passbok/store/bolt"
	"passbok/store/file"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/merge"
)

// ErrRunning says that a server runs on the data folder, and must be stopped first.
var ErrRunning = errors.New("the server is running, and nothing was changed; stop it first, since this puts another database in its place")

// Remake says where a database is made anew, and from what.
type Remake struct {
	Data     string
	Archive  string // empty: there is none
	From     string // file that a restore takes; empty: nothing but the archive
	Clock    func() time.Time
	Rand     io.Reader
	Log      *slog.Logger
	Progress func(Progress)
}

// RestoredBook is what a restore made of one book.
type RestoredBook struct {
	Book string `json:"book"`
	book.Restored
	LackedScans
}

// RebuiltBook is what a rebuild made of one book.
type RebuiltBook struct {
	Book string `json:"book"`
	remake.Made
	LackedScans
}

// Restore puts a copy of the database in place, with all that the archive has beyond it. The database that was there is
// kept beside, under the name that is given back; "" where there was none. Errors: ErrRunning, and what hinders the copy
// from being read, in which case nothing has changed.
func Restore(ctx context.Context, r Remake) (books []RestoredBook, aside string, err error) {
	scans := blob.Open(filepath.Join(r.Data, scansFolder), r.Clock)
	aside, err = r.swap(ctx, r.From, false, func(m remaking) error {
		if r.From != "" && r.From != Database(r.Data) { // beside what is there: each is known by what it holds
			if _, err := scans.Take(r.From); err != nil {
				return fmt.Errorf("put back the scans of %s: %w. Nothing was changed but that scans may have been added", r.From, err)
			}
		}
		for _, id := range m.books {
			epoch := m.epochs[id]
			cfg := bookConfig(r.Clock, r.Rand, m.kept)
			done, err := remake.Restore(ctx, m.to, id, cfg, remake.How{From: m.from, Epoch: epoch, Progress: r.progress(id)})
			if errors.Is(err, remake.ErrNothing) {
				continue // a provider that was about to be added: its book begins when it is opened
			}
			if err != nil {
				return archiveHelp(err)
			}
			m.epochs[id] = done.Epoch
			lacked, err := lackedScans(ctx, scans, id, m.everything(id))
			if err != nil {
				return err
			}
			books = append(books, RestoredBook{Book: id, Restored: done, LackedScans: lacked})
		}
		if err := errors.Join(queue.Hold(ctx, m.to), post.Hold(ctx, m.to)); err != nil {
			return err
		}
		return m.keepEpochs(r.Data) // before the swap: a number that was never used does no harm
	})
	return books, aside, err
}

// Rebuild makes documents, feeds and every index of the database anew from its own log. The old one is kept beside, save
// where erase is set: then it is removed, since it holds what was erased.
func Rebuild(ctx context.Context, r Remake, erase bool) (books []RebuiltBook, aside string, err error) {
	aside, err = r.swap(ctx, Database(r.Data), erase, func(m remaking) error {
		for _, id := range m.books {
			cfg := bookConfig(r.Clock, r.Rand, m.kept)
			done, err := remake.Rebuild(ctx, m.to, id, cfg, remake.How{From: m.from, Progress: r.progress(id)})
			if errors.Is(err, remake.ErrNothing) {
				continue
			}
			if err != nil {
				return fmt.Errorf("%w. If the log is not whole, `passbok restore --from-archive` makes the database from the archive", err)
			}
			lacked, err := lackedScans(ctx, blob.Open(filepath.Join(r.Data, scansFolder), r.Clock), id, m.everything(id))
			if err != nil {
				return err
			}
			books = append(books, RebuiltBook{Book: id, Made: done, LackedScans: lacked})
		}
		return nil
	})
	return books, aside, err
}

func (r Remake) progress(id string) func(done, of uint64) {
	return counting(r.Progress, id, entriesDone)
}

// remaking is a new database as it is made.
type remaking struct {
	from   store.Store // nil: there is none
	to     store.Store
	kept   *archives
	books  []string
	epochs map[string]uint64
}

// everything goes through the documents of a book of the new database.
func (m remaking) everything(id string) everything {
	return func(ctx context.Context, kind string, fn func(merge.Document) error) error {
		return book.Everything(ctx, m.to, id, kind, fn)
	}
}

// epochsFile remembers the highest epoch of each book beside the database, which a restore replaces by an older one.
const epochsFile = "epochs.json"

func (m remaking) keepEpochs(data string) error {
	if err := file.Write(filepath.Join(data, epochsFile), m.epochs); err != nil {
		return fmt.Errorf("remember epochs: %w", err)
	}
	failpoint.Pass("epochs kept")
	return nil
}

// swap opens the source, lets make fill a new database, and puts that in place. The folder is held all the while: a server
// that began meanwhile would write to a file that nobody finds again.
func (r Remake) swap(ctx context.Context, source string, erase bool, make func(remaking) error) (aside string, err error) {
	if op, running := Dial(ctx, r.Data); running {
		return "", errors.Join(ErrRunning, op.Close())
	}
	release, err := hold(ctx, r.Data)
	if errors.Is(err, ErrHeld) {
		return "", fmt.Errorf("%w (%w)", ErrRunning, err)
	}
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	if err := tidy(r.Data); err != nil {
		return "", err
	}
	target := filepath.Join(r.Data, fresh)
	if err := r.fill(ctx, source, target, make); err != nil {
		if failed := os.Remove(target); failed != nil && !errors.Is(failed, os.ErrNotExist) {
			err = errors.Join(err, fmt.Errorf("remove what was made so far: %w", failed))
		}
		return "", err
	}
	failpoint.Pass("new database whole")
	return r.place(target, erase)
}

// fill makes the new database at target.
func (r Remake) fill(ctx context.Context, source, target string, make func(remaking) error) (err error) {
	m := remaking{kept: newArchives(r.Archive, r.Log), epochs: map[string]uint64{}}
	if _, err := file.Read(filepath.Join(r.Data, epochsFile), &m.epochs); err != nil {
		return fmt.Errorf("%w. It remembers how often each book was restored; if it is lost, move it away: the database and the archive say so too", err)
	}
	to, err := bolt.Open(ctx, target, bolt.Options{})
	if err != nil {
		return fmt.Errorf("make the new database: %w", err)
	}
	m.to = to
	defer func() { err = errors.Join(err, to.Close(), m.kept.close()) }()
	if source != "" {
		defer readable(source, &err)()
		from, err := bolt.Open(ctx, source, bolt.Options{ReadOnly: true})
		if err != nil {
			return fmt.Errorf("%w. Nothing was changed", err)
		}
		m.from = from
		defer func() { _ = from.Close() }() // it was only read
		if err := copyBesides(ctx, from, to); err != nil {
			return err
		}
	}
	if err := m.enterAll(ctx, r.Clock()); err != nil {
		return err
	}
	return make(m)
}

// readable turns what reading a damaged database ends in, where its pages lead nowhere, into an error.
func readable(source string, err *error) (after func()) {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if found := recover(); found != nil {
			*err = errors.Join(fmt.Errorf("%s is damaged, and cannot be read (%v). Nothing was changed", source, found), *err)
		}
	}
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
		if err := enterBook(ctx, m.to, id, now, nil); err != nil {
			return err
		}
		known = append(known, id)
	}
	if len(known) == 0 {
		return remake.ErrNothing
	}
	m.books = known
	return nil
}

// place puts the new database where the old one is. There is no moment at which none is there: the old one is given a
// second name first. It is kept by it; save where erase is set, since then it holds what was erased, and is removed.
func (r Remake) place(target string, erase bool) (aside string, err error) {
	path := Database(r.Data)
	if Is(r.Data) {
		if aside, err = r.setAside(path, erase); err != nil {
			return "", err
		}
	}
	if err := os.Rename(target, path); err != nil {
		return "", errors.Join(fmt.Errorf("put the new database in place: %w", err), tidy(r.Data))
	}
	failpoint.Pass("new database in place")
	if err := file.Flush(r.Data); err != nil {
		return aside, err
	}
	if !erase || aside == "" {
		return aside, nil
	}
	if err := os.Remove(filepath.Join(r.Data, aside)); err != nil {
		return "", fmt.Errorf("remove the old database, which holds what was erased: %w", err)
	}
	failpoint.Pass("old database removed")
	return "", file.Flush(r.Data)
}

// setAside gives the database a second name, which is on the disk when it returns.
func (r Remake) setAside(path string, erase bool) (aside string, err error) {
	aside = replaced + r.Clock().UTC().Format("20060102T150405Z")
	if erase {
		aside = replacing
	}
	name := aside
	for n := 2; ; n++ { // two within a second are two
		err := os.Link(path, filepath.Join(r.Data, name))
		if errors.Is(err, os.ErrExist) {
			name = fmt.Sprintf("%s-%d", aside, n)
			continue
		}
		if err != nil {
			return "", fmt.Errorf("keep the old database beside: %w", err)
		}
		break
	}
	failpoint.Pass("old database kept beside")
	return name, file.Flush(r.Data)
}

// copySpace copies a space as it is.
func copySpace(ctx context.Context, from, to store.Store, space string) error {
	const rows = 500
	var batch []store.KV
	put := func() error {
		err := to.Update(ctx, space, func(tx store.Txn) error {
			for _, kv := range batch {
				tx.Put(kv.Key, kv.Value)
			}
			return nil
		})
		batch = batch[:0]
		return err
	}
	size := 0
	for kv, err := range store.Pages(ctx, from, space, nil, nil, rows) {
		if err == nil {
			batch = append(batch, kv)
			if size += len(kv.Key) + len(kv.Value); size > store.MaxUpdate/2 {
				size, err = 0, put()
			}
		}
		if err != nil {
			return err
		}
	}
	return put()
}
