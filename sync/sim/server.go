package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/sim/domain"
)

// Opener opens the store that keeps a file. The engine, and so the simulator of it, knows only the narrow waist; which
// store is meant, its tests say.
type Opener func(ctx context.Context, path string) (store.Store, error)

// server is the real book on a real store, and a process that can die.
type server struct {
	open  Opener
	dir   string
	clock func() time.Time
	dice  io.Reader

	store   store.Store
	flaky   *flaky
	archive *archive.Archive
	book    *book.Book

	generation int    // of the database: one more for every one that was restored
	files      int    // one more for every one that was made anew, for whatever reason
	epoch      uint64 // the newest that a restore has begun
	backup     []byte // the newest copy
}

const bookID = "b"

func newServer(ctx context.Context, open Opener, dir string, clock func() time.Time, dice io.Reader) (*server, error) {
	s := &server{open: open, dir: dir, clock: clock, dice: dice}
	return s, s.start(ctx)
}

// file is the database; each that is made anew is another one.
func (s *server) file() string { return filepath.Join(s.dir, fmt.Sprintf("book-%d.db", s.files)) }

func (s *server) config() book.Config {
	return book.Config{
		Schema: domain.Schema(), Rights: domain.Rights{Now: s.clock}, Clock: s.clock, Rand: s.dice, Page: 4,
		Archive: func(string) (book.Archive, error) { return flakyArchive{s.archive, s.flaky}, nil },
	}
}

// start opens file, archive and book.
func (s *server) start(ctx context.Context) error {
	st, err := s.open(ctx, s.file())
	if err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	s.store, s.flaky = st, &flaky{Store: st}
	if s.archive, err = archive.Open(ctx, s.folder(), archive.Options{SegmentBytes: 20_000}); err != nil {
		return errors.Join(fmt.Errorf("start the server: %w", err), st.Close())
	}
	if s.book, err = book.Open(ctx, s.flaky, bookID, s.config()); err != nil {
		return errors.Join(fmt.Errorf("start the server: %w", err), s.stop())
	}
	return nil
}

func (s *server) folder() string { return filepath.Join(s.dir, "archive") }

func (s *server) stop() error { return errors.Join(s.archive.Close(), s.store.Close()) }

// restart is a server that has died, and is started again.
func (s *server) restart(ctx context.Context) error {
	if err := s.stop(); err != nil {
		return err
	}
	return s.start(ctx)
}

// copyAway makes the backup that restore brings back.
func (s *server) copyAway(ctx context.Context) error {
	out := bytes.NewBuffer(s.backup[:0])
	if err := s.store.Backup(ctx, out); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	s.backup = out.Bytes()
	return nil
}

// loss is what goes with the database.
type loss int

const (
	onlyDatabase loss = iota // the newest backup and the archive are there
	backupToo                // only the archive is there
	archiveToo               // only the newest backup is there
)

// restore loses the database, and makes it anew from what is left.
func (s *server) restore(ctx context.Context, lost loss) (done book.Restored, err error) {
	if err := s.stop(); err != nil {
		return done, err
	}
	if lost == archiveToo {
		if err := os.RemoveAll(s.folder()); err != nil {
			return done, fmt.Errorf("lose the archive: %w", err)
		}
	}
	how := remake.How{Epoch: s.epoch}
	if lost != backupToo {
		path := filepath.Join(s.dir, "backup.db")
		if err := os.WriteFile(path, s.backup, 0o600); err != nil {
			return done, fmt.Errorf("bring the backup: %w", err)
		}
		from, err := s.open(ctx, path)
		if err != nil {
			return done, fmt.Errorf("open the backup: %w", err)
		}
		defer func() { err = errors.Join(err, from.Close()) }()
		how.From = from
	}
	if err := os.Remove(s.file()); err != nil {
		return done, fmt.Errorf("lose the database: %w", err)
	}
	s.generation, s.files = s.generation+1, s.files+1
	to, err := s.open(ctx, s.file())
	if err != nil {
		return done, fmt.Errorf("open a new database: %w", err)
	}
	s.flaky = &flaky{Store: to}
	if s.archive, err = archive.Open(ctx, s.folder(), archive.Options{}); err == nil {
		done, err = remake.Restore(ctx, to, bookID, s.config(), how)
	}
	if err = errors.Join(err, s.archive.Close(), to.Close()); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	s.epoch = done.Epoch
	return done, s.start(ctx)
}

// erase takes a document away: from the database, which is made anew without it, and from the archive. It answers the entry that says so.
func (s *server) erase(ctx context.Context, id, ref string) (seq uint64, err error) {
	if _, err = s.book.Erase(ctx, book.Command{ID: id}, book.Erasing{Docs: map[string]bool{ref: true}}, false); err != nil {
		return 0, err
	}
	if seq, err = s.book.Last(ctx); err != nil {
		return 0, err
	}
	old := s.file()
	s.files++
	to, err := s.open(ctx, s.file())
	if err != nil {
		return 0, fmt.Errorf("open a new database: %w", err)
	}
	_, err = remake.Rebuild(ctx, to, bookID, s.config(), remake.How{From: s.store})
	if err = errors.Join(err, to.Close(), s.stop(), os.Remove(old)); err != nil {
		return 0, fmt.Errorf("make the book anew: %w", err)
	}
	if err := s.start(ctx); err != nil {
		return 0, err
	}
	if _, err := s.book.EraseArchive(ctx, nil); err != nil {
		return 0, err
	}
	return seq, nil
}
