package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// ready makes sure that what is written next can be found again.
func (a *Archive) ready() error {
	there, err := inPlace(a.hold, 0)
	if err == nil && there && a.f != nil {
		there, err = inPlace(a.f, a.size)
	}
	if err != nil {
		return err
	}
	a.bad = a.bad || !there
	if a.bad {
		return a.mend()
	}
	return nil
}

// mend brings the folder back to what was acknowledged. After a flush that failed, nobody knows what of
// the last write the disk has, whatever the system's memory shows: so all of it is cut, and the cut
// flushed, and the next append writes anew. Where the folder is another one than it was (a disk that was
// away and is back), it must hold what was acknowledged.
func (a *Archive) mend() error {
	if _, err := os.Stat(a.dir); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("the folder %s is gone: is its disk mounted? Bring it back; the next append then goes on: %w", a.dir, err)
	}
	there, err := inPlace(a.hold, 0)
	if err != nil {
		return err
	}
	if !there {
		before := a.hold
		if err := a.lock(); err != nil {
			return err
		}
		_ = before.Close() // of a file that is no more
	}
	if a.begun != "" {
		if err := a.giveUp(); err != nil {
			return err
		}
	}
	if a.f != nil {
		if err := a.reopen(); err != nil {
			return err
		}
	}
	if err := a.flushFolder(); err != nil {
		return err
	}
	a.bad = false
	if a.f != nil {
		a.mark()
	}
	return nil
}

// giveUp takes away a segment whose beginning failed.
func (a *Archive) giveUp() error {
	info, err := os.Stat(a.begun)
	if errors.Is(err, os.ErrNotExist) {
		a.begun = ""
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at a segment that was not finished: %w", err)
	}
	if err := os.Remove(a.begun); err != nil {
		return fmt.Errorf("remove a segment that was not finished: %w", err)
	}
	a.tell(Cut{File: a.begun, Bytes: info.Size()})
	a.begun = ""
	return nil
}

// reopen opens the newest segment anew and cuts it to what was acknowledged.
func (a *Archive) reopen() error {
	f, err := os.OpenFile(a.f.Name(), os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("the folder %s has not the files that it had: bring them back; the next append then goes on: %w", a.dir, err)
	}
	if err != nil {
		return fmt.Errorf("open the newest segment: %w", err)
	}
	if err := a.cut(f); err != nil {
		return errors.Join(err, f.Close())
	}
	_ = a.f.Close() // nothing more is wanted of it
	a.mu.Lock()
	a.f = f
	a.mu.Unlock()
	return nil
}

// cut leaves in f what was acknowledged, and the mark for it where that is all that follows.
func (a *Archive) cut(f *os.File) error {
	last := make([]byte, a.size-a.lastAt)
	if _, err := f.ReadAt(last, a.lastAt); err != nil {
		return fmt.Errorf("read the last record again: %w", err)
	}
	r, _, wrong := decode(last)
	if size(last) != int64(len(last)) || wrong != "" || r.Seq != a.seq || !bytes.Equal(r.Header, a.header) {
		return fmt.Errorf("%s no more has record %d at byte %d: bring back the folder as it was", f.Name(), a.seq, a.lastAt)
	}
	behind := make([]byte, markSize+1)
	n, err := f.ReadAt(behind, a.size)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read what is behind the last record: %w", err)
	}
	if bytes.Equal(behind[:n], appendMark(nil, a.seq)) {
		return a.flush(f)
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("look at the newest segment: %w", err)
	}
	if marked := make([]byte, markSize); info.Size() == a.size+markSize {
		if _, err := f.ReadAt(marked, a.size); err == nil && bytes.Equal(marked, appendMark(nil, a.seq)) {
			return a.flush(f) // nothing to cut; somebody may be reading up to here
		}
	}
	if err := f.Truncate(a.size); err != nil {
		return fmt.Errorf("cut what was not acknowledged: %w", err)
	}
	if err := a.flush(f); err != nil {
		return err
	}
	a.tell(Cut{File: f.Name(), Offset: a.size, Bytes: info.Size() - a.size})
	return nil
}
