package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"passbok/internal/failpoint"
)

// Erase removes the payloads of the records that gone names, and tells how many. Each segment concerned is
// written anew beside the old one, flushed, and takes its place; so a crash leaves the one or the other, and
// erasing again finishes it. Nothing can be appended while the newest segment is written anew. A segment
// that is damaged is not touched, and is the error.
func (a *Archive) Erase(ctx context.Context, gone func(seq uint64) bool) (int, error) {
	a.erase.Lock()
	defer a.erase.Unlock()
	n := 0
	firsts, err := a.segments()
	for i := 0; i < len(firsts) && err == nil; i++ {
		var k int
		k, err = a.eraseIn(ctx, firsts[i], gone)
		n += k
	}
	if err == nil {
		err = a.flushFolder() // also where there was nothing to do: another Erase may have failed just here
	}
	if err != nil {
		return n, fmt.Errorf("erase in the archive in %s: %w", a.dir, known(err))
	}
	return n, nil
}

// eraseIn erases in one segment. Only the newest one is written to, so only for it others have to wait.
func (a *Archive) eraseIn(ctx context.Context, first uint64, gone func(uint64) bool) (int, error) {
	a.write.Lock()
	if a.firsts[len(a.firsts)-1] != first {
		a.write.Unlock()
	} else {
		defer a.write.Unlock()
		if err := a.ready(); err != nil {
			return 0, err
		}
	}
	s, newest, err := a.reader(first)
	if err != nil {
		return 0, err
	}
	defer s.close()
	which := map[uint64]bool{}
	if _, err := s.each(ctx, 0, false, func(r Record) bool {
		if r.Payload != nil && gone(r.Seq) {
			which[r.Seq] = true
		}
		return true
	}); err != nil {
		return 0, err
	}
	if !newest {
		if err := s.ended(); err != nil {
			return 0, err
		}
	}
	if len(which) == 0 {
		return 0, nil
	}
	again, _, err := a.reader(first)
	if err != nil {
		return 0, err
	}
	defer again.close()
	f, err := os.OpenFile(path(a.dir, first)+fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, fmt.Errorf("write a segment anew: %w", err)
	}
	lastAt, size, err := a.anew(ctx, f, again, s.before, which)
	if err = errors.Join(err, f.Close()); err == nil {
		err = a.step("rename")
	}
	if err != nil {
		_ = os.Remove(f.Name()) // if not, the next Open does
		return 0, err
	}
	failpoint.Pass("segment written anew")
	if !newest {
		if err := os.Rename(f.Name(), path(a.dir, first)); err != nil {
			return 0, fmt.Errorf("put a segment in its place: %w", err)
		}
		failpoint.Pass("segment in its place")
		return len(which), a.flushFolder()
	}
	a.mu.Lock() // a reader opens the old file with the old size, or the new one with the new
	if err = os.Rename(f.Name(), path(a.dir, first)); err == nil {
		a.lastAt, a.size, a.bad = lastAt, size, true
	}
	a.mu.Unlock()
	if err != nil {
		return 0, fmt.Errorf("put a segment in its place: %w", err)
	}
	failpoint.Pass("segment in its place")
	return len(which), a.mend() // what is open to be written is the old file
}

// anew writes the segment s into f, without the payloads of which, and flushes it.
func (a *Archive) anew(ctx context.Context, f *os.File, s *segment, before uint64, which map[uint64]bool) (lastAt, size int64, err error) {
	if err := a.step("write"); err != nil {
		return 0, 0, err
	}
	w := bufio.NewWriterSize(f, 256<<10) // it keeps its first error until Flush
	n, _ := w.Write(appendHead(nil, before))
	size = int64(n)
	if _, err := s.each(ctx, before, true, func(r Record) bool {
		if which[r.Seq] {
			r.Payload = nil
		}
		n, err := w.Write(appendRecord(nil, r))
		lastAt, size = size, size+int64(n)
		return err == nil
	}); err != nil {
		return 0, 0, err
	}
	_, _ = w.Write(appendMark(nil, s.last))
	if err := w.Flush(); err != nil {
		return 0, 0, fmt.Errorf("write a segment anew: %w", err)
	}
	return lastAt, size, a.flush(f)
}
