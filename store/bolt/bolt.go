// Package bolt keeps a store.Store in one bbolt file: one machine, one process, no server beside it.
//
// A space is a top-level bucket, and its version is the bucket's sequence, which costs no page of its
// own. bbolt has one writer and flushes once a transaction, so updates are grouped (group.go): those
// that wait, of all spaces, become one transaction and share its flush. This is the only package
// that imports bbolt.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"passbok/store"
	"passbok/store/internal/disk"
)

// Options tune a store. The zero value is right for use.
type Options struct {
	// Timeout is how long to wait for another process that holds the file; 0 means one second.
	Timeout time.Duration

	// AddressSpace is how many bytes of addresses to set aside for the file; 0 means 64 GiB. It costs
	// no memory. Where the file outgrows it, a writer waits for open readers.
	AddressSpace int

	// ReadOnly opens a file that is there, to be read only: it is not changed, and others may read it too.
	ReadOnly bool

	// Meter, if not nil, is told of each group that goes to the disk.
	Meter Meter

	// Checked verifies the whole file within every commit, and panics when it is not sound. For tests.
	Checked bool
}

// ErrTorn says that a file is not all of a database: it was cut off, or not copied to its end.
var ErrTorn = errors.New("the file is not whole")

// Store is one bbolt file. It is safe for concurrent use.
type Store struct {
	db      *bbolt.DB
	queue   queue
	flushed flushed
	meter   Meter
	finish  func(*bbolt.Tx) error // (*bbolt.Tx).Commit; a test can let it fail
	ended   chan struct{}         // closed when the writer has answered its last update
}

var _ store.Store = (*Store)(nil)

// Open opens or makes the file at path (in a folder that exists) and holds it alone until Close. ctx
// governs the opening only. After a crash it has to do nothing but flush the file, and read it through
// once, to learn which pages are free.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if opt.Timeout == 0 {
		opt.Timeout = time.Second
	}
	if opt.AddressSpace == 0 {
		opt.AddressSpace = 64 << 30
	}
	before, statErr := os.Stat(path)
	if there := statErr == nil && before.Size() > 0; there || opt.ReadOnly {
		if err := whole(path, opt); err != nil {
			return nil, err
		}
	}
	db, err := openFile(path, opt, opt.ReadOnly)
	if err != nil {
		return nil, err
	}
	if errors.Is(statErr, fs.ErrNotExist) && !opt.ReadOnly {
		// bbolt has flushed the file, but not the folder's entry for it.
		if err := disk.FlushFolder(filepath.Dir(path)); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	db.StrictMode = opt.Checked
	s := &Store{db: db, meter: opt.Meter, finish: (*bbolt.Tx).Commit, ended: make(chan struct{})}
	if err := s.settle(opt.ReadOnly); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, known(err)), db.Close())
	}
	s.queue.wake = make(chan struct{}, 1)
	go s.write()
	return s, nil
}

// openFile opens the file with bbolt.
func openFile(path string, opt Options, readOnly bool) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         opt.Timeout,
		FreelistType:    bbolt.FreelistMapType,
		NoFreelistSync:  true, // a page of free pages less per commit, for one reading at the opening
		InitialMmapSize: opt.AddressSpace,
		ReadOnly:        readOnly,
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("open %s: another process holds it: %w", path, err)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, fmt.Errorf("open %s: it is no database, or its head is damaged: %w", path, err)
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", path, known(err))
	}
	return db, nil
}

// whole looks whether a file has all the pages that it says it has. bbolt does not, and reading a page that is not there
// ends the process.
func whole(path string, opt Options) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if info.Size() == 0 { // bbolt would write into it
		return fmt.Errorf("open %s: %w: it is empty", path, ErrTorn)
	}
	db, err := openFile(path, opt, true)
	if err != nil {
		return err
	}
	var pages int64
	err = db.View(func(tx *bbolt.Tx) error { pages = tx.Size(); return nil })
	if err := errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("open %s: %w", path, known(err))
	}
	if info.Size() < pages {
		return fmt.Errorf("open %s: %w: it has %d bytes of %d", path, ErrTorn, info.Size(), pages)
	}
	return nil
}

// Close answers the updates that wait, lets open views end, and closes the file.
func (s *Store) Close() error {
	s.queue.close()
	<-s.ended
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}

// Check reads the whole file and reports the first thing in it that is not sound. It holds a snapshot
// open while it does.
func (s *Store) Check(ctx context.Context) error {
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		var first error
		for err := range tx.Check() { // to the end: the checker writes into the channel until then
			if first == nil {
				first = err
			}
		}
		return first
	})
	if err != nil {
		return fmt.Errorf("check the store: %w", known(err))
	}
	return ctx.Err()
}
