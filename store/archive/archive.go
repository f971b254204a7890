package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"passbok/store"
	"passbok/store/internal/disk"
)

// Options tune an archive. The zero value is right for use.
type Options struct {
	// SegmentBytes is the size at which a segment is full: the next append begins a new one. 0: 64 MiB.
	SegmentBytes int64
}

// Cut is an end of a file that was taken away, because it was written but never acknowledged.
type Cut struct {
	File   string
	Offset int64
	Bytes  int64
}

// Archive is a folder of segments. It is safe for concurrent use.
type Archive struct {
	dir  string
	opt  Options
	step func(what string) error // before each thing done to the disk; a test can look there, or let it fail

	erase sync.Mutex // one Erase at a time; taken before write
	write sync.Mutex // one writer at a time; taken before mu
	hold  *os.File   // the lock
	begun string     // a segment that was being begun when that failed
	bad   bool       // an append failed, and its traces are still to be taken away
	buf   []byte

	mu     sync.Mutex // guards what follows, never for long
	f      *os.File   // the newest segment; nil where there is none
	firsts []uint64   // the segments, by the first number of each
	size   int64      // of the newest, up to the end of its last record: what is flushed
	lastAt int64      // where that record begins
	seq    uint64
	header []byte
	cuts   []Cut
	closed bool
}

// Open opens the archive in a folder, and makes the folder where there is none. It holds the folder alone
// until Close. It reads the newest segment whole, cuts from its end what a crash left there (see Cut),
// and refuses one that is damaged. Older segments are only read when somebody asks for what is in them.
func Open(ctx context.Context, dir string, opt Options) (*Archive, error) {
	if opt.SegmentBytes == 0 {
		opt.SegmentBytes = 64 << 20
	}
	a := &Archive{dir: dir, opt: opt, step: func(string) error { return nil }}
	if err := makeFolder(dir); err != nil {
		return nil, fmt.Errorf("open the archive: %w", known(err))
	}
	if err := a.lock(); err != nil {
		return nil, fmt.Errorf("open the archive: %w", known(err))
	}
	if err := a.find(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive in %s: %w", dir, known(err)), a.Close())
	}
	return a, nil
}

// find looks for the newest record, and takes away what lies behind it and was never acknowledged.
func (a *Archive) find(ctx context.Context) error {
	firsts, left, err := list(a.dir)
	if err != nil {
		return err
	}
	for _, file := range left {
		if err := os.Remove(file); err != nil {
			return fmt.Errorf("remove what was not finished: %w", err)
		}
	}
	var newest, unfinished *segment // with the last record; and, behind it, one without any
	var last Record
	torn := false
	for i := len(firsts) - 1; i >= 0 && newest == nil; i-- {
		s, err := openSegment(a.dir, firsts[i], -1)
		if err != nil {
			return err
		}
		last, torn, err = s.walk(ctx)
		s.close()
		if err == nil && unfinished != nil {
			err = s.ended() // the other was begun, once this one was flushed to its end
		}
		switch {
		case err != nil && (!torn || unfinished != nil):
			return err
		case s.count == 0:
			unfinished = s
		default:
			newest, a.firsts = s, firsts[:i+1]
		}
	}
	if u := unfinished; u != nil && u.before != 0 && u.before != last.Seq {
		return Damage{File: u.f.Name(), Seq: last.Seq, What: follows(u.before)}
	}
	if err := linked(ctx, a.dir, a.firsts); err != nil {
		return err
	}
	if newest != nil {
		a.seq, a.header, a.lastAt, a.size = last.Seq, last.Header, newest.lastAt, newest.lastEnd
		if err := a.settle(newest, torn); err != nil {
			return err
		}
	}
	if unfinished == nil {
		return nil
	}
	if err := os.Remove(unfinished.f.Name()); err != nil {
		return fmt.Errorf("remove a segment without a record: %w", err)
	}
	a.tell(Cut{File: unfinished.f.Name(), Bytes: unfinished.end})
	return disk.FlushFolder(a.dir)
}

// linked holds each segment's head against the mark that the segment before ends with: so that one that is missing is
// found without reading them all.
func linked(ctx context.Context, dir string, firsts []uint64) error {
	last := uint64(0)
	for i, first := range firsts {
		s, err := openSegment(dir, first, -1)
		if err != nil {
			return err
		}
		if err = s.start(last, true); err == nil && i < len(firsts)-1 {
			last, err = s.lastMark(ctx)
		}
		s.close()
		if err != nil {
			return err
		}
	}
	return nil
}

// settle makes of the segment that was read the one to append to.
func (a *Archive) settle(s *segment, torn bool) (err error) {
	if a.f, err = os.OpenFile(s.f.Name(), os.O_RDWR, 0); err != nil {
		return fmt.Errorf("open the newest segment: %w", err)
	}
	if torn {
		if err := a.f.Truncate(s.at); err != nil {
			return fmt.Errorf("cut a torn end: %w", err)
		}
		a.tell(Cut{File: s.f.Name(), Offset: s.at, Bytes: s.end - s.at})
	}
	if !torn && s.marked {
		return nil
	}
	// What was read may be in the system's memory only.
	if err := a.f.Sync(); err != nil {
		return fmt.Errorf("flush the newest segment: %w", err)
	}
	a.mark()
	return nil
}

// tell remembers a cut, once a place.
func (a *Archive) tell(c Cut) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c.Bytes == 0 {
		return
	}
	for i, old := range a.cuts {
		if old.File == c.File && old.Offset == c.Offset {
			a.cuts[i].Bytes = max(old.Bytes, c.Bytes)
			return
		}
	}
	a.cuts = append(a.cuts, c)
}

// Cut tells what Open, or mending after a failed append, had to cut from the end, so that it can be said.
// A place that was cut again and again, as when the disk is full, is told once, with the most that it was.
func (a *Archive) Cut() []Cut {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.cuts)
}

// Last tells the newest record; 0 and nil where there is none.
func (a *Archive) Last() (seq uint64, header []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.seq, bytes.Clone(a.header)
}

// Close lets an append or erasing end, and frees the folder. Closing twice is no error.
func (a *Archive) Close() error {
	a.erase.Lock()
	defer a.erase.Unlock()
	a.write.Lock()
	defer a.write.Unlock()
	a.mu.Lock()
	was := a.closed
	a.closed = true
	a.mu.Unlock()
	if was {
		return nil
	}
	if a.bad {
		_ = a.mend() // where this fails, Open does it
	}
	var err error
	if a.f != nil {
		err = errors.Join(a.f.Sync(), a.f.Close()) // the flush is for the last mark
	}
	if err := errors.Join(err, a.hold.Close()); err != nil {
		return fmt.Errorf("close the archive: %w", err)
	}
	return nil
}

// known says a failure of the system in the store's words, where they have one for it.
func known(err error) error {
	if disk.Full(err) {
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}

func makeFolder(dir string) error {
	dir = filepath.Clean(dir)
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := makeFolder(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	return disk.FlushFolder(filepath.Dir(dir))
}
