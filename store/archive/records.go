package archive

import (
	"context"
	"fmt"
	"iter"
	"slices"
)

// Records yields the records from a number on, in order. It reads the segment which that number is in from
// its beginning, and none before it. Appending and erasing go on meanwhile: what is appended after
// the walk has come to the newest segment is not seen. An error is yielded once, last; it is Damage where
// a record is not as it was written.
func (a *Archive) Records(ctx context.Context, from uint64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		stopped := false
		err := a.records(ctx, from, func(r Record) bool {
			stopped = !yield(r, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(Record{}, fmt.Errorf("read the archive: %w", err))
		}
	}
}

func (a *Archive) records(ctx context.Context, from uint64, yield func(Record) bool) error {
	firsts, err := a.segments()
	if err != nil {
		return err
	}
	at, exact := slices.BinarySearch(firsts, from)
	if !exact && at > 0 {
		at-- // the segment that from is in, or after
	}
	before, known := uint64(0), at == 0
	for at < len(firsts) {
		s, newest, err := a.reader(firsts[at])
		if err != nil {
			return err
		}
		more, err := s.each(ctx, before, known, func(r Record) bool { return r.Seq < from || yield(r) })
		s.close()
		if err != nil || !more || newest {
			return err
		}
		if err := s.ended(); err != nil {
			return err
		}
		before, known = s.last, true
		if at++; at == len(firsts) { // begun meanwhile
			if firsts, err = a.segments(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *Archive) segments() ([]uint64, error) {
	if err := a.open(); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.firsts), nil
}

// reader opens a segment to be read: the newest as far as it was acknowledged, and it is said that it is.
func (a *Archive) reader(first uint64) (s *segment, newest bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	end := int64(-1)
	if newest = first == a.firsts[len(a.firsts)-1]; newest {
		end = a.size
	}
	s, err = openSegment(a.dir, first, end)
	return s, newest, err
}
