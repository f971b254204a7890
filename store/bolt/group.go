package bolt

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"passbok/internal/failpoint"
	"passbok/store"
)

// A group is committed when nobody waits any more, or when it has this many updates or staged bytes:
// then the first of it has waited long enough. There is no timer: a lone writer waits for nobody.
const (
	maxGroup = 1024
	maxBytes = 16 << 20
)

// write is the writer: the one goroutine that changes the file, group after group, until the store
// is closed and the last update is answered.
func (s *Store) write() {
	defer close(s.ended)
	var broken error
	for range s.queue.wake {
		u, open := s.queue.next()
		for ; u != nil; u, open = s.queue.next() {
			if broken != nil {
				u.answer(broken)
			} else if err := s.group(u); errors.Is(err, store.ErrBroken) {
				broken = err
			}
		}
		if !open {
			return
		}
	}
}

// group runs u, and the updates that wait meanwhile, one after the other in one transaction; commits
// it; and answers them all with its fate, which it returns. One whose fn fails has staged in vain and
// leaves its neighbours alone. Yet it too is answered after the commit, and with the commit's error if
// there is one: it may have failed for what a neighbour had written, which then never was.
func (s *Store) group(u *update) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		err = fmt.Errorf("begin a group: %w", known(err))
		u.answer(err)
		return err
	}
	var ran []*update
	size := 0
	for u != nil && err == nil {
		if u.called(tx) {
			ran = append(ran, u)
			if u.failed == nil {
				size += u.staged.Size()
				err = merge(tx, u)
			}
		}
		u = nil
		if len(ran) < maxGroup && size < maxBytes && err == nil {
			u, _ = s.queue.next()
		}
	}
	flushes := s.meter != nil && size > 0 && err == nil
	if flushes {
		s.meter.Flushing(len(ran))
	}
	err = s.commit(tx, size > 0, err)
	if flushes {
		s.meter.Flushed(err)
	}
	for _, u := range ran {
		if err == nil {
			u.done <- u.failed
		} else {
			u.done <- err
		}
	}
	return err
}

// filled is how full a page is left that is divided. Keys of one prefix mostly come in order (numbers, ids that begin with the
// time), so what is behind the dividing place will hardly get more: half full pages would be twice as many to write and to map.
const filled = 0.9

// merge brings what u has staged into its space, and raises the space's version if that is anything.
// Within the limits it cannot fail; if it does, the whole group is given up.
func merge(tx *bbolt.Tx, u *update) error {
	writes := u.staged.Writes()
	if len(writes) == 0 {
		return nil
	}
	b, err := tx.CreateBucketIfNotExists([]byte(u.space))
	if err != nil {
		return fmt.Errorf("make space %s: %w", u.space, err)
	}
	b.FillPercent = filled
	for _, w := range writes {
		if w.Gone {
			err = b.Delete(w.Key)
		} else {
			err = b.Put(w.Key, w.Value)
		}
		if err != nil {
			return fmt.Errorf("write %.64q in %s: %w", w.Key, u.space, err)
		}
	}
	if _, err := b.NextSequence(); err != nil {
		return fmt.Errorf("raise the version of %s: %w", u.space, err)
	}
	return nil
}

// commit brings tx to the disk; or gives it up, where err says that it has failed already or there is
// nothing to write. The error is the first of these.
func (s *Store) commit(tx *bbolt.Tx, changed bool, err error) error {
	if err != nil || !changed {
		if undone := tx.Rollback(); err == nil {
			err = undone
		}
		return err
	}
	id := tx.ID()
	failpoint.Pass("before the commit")
	s.flushed.begin()
	err = s.fate(id, s.finish(tx))
	s.flushed.end(id, err)
	if err == nil {
		failpoint.Pass("after the commit")
	}
	return err
}

// fate is what became of transaction id, whose commit ended with err: nil, an error with nothing changed, or ErrBroken.
func (s *Store) fate(id int, err error) error {
	if err == nil {
		return nil
	}
	// bbolt has rolled back. As long as the file's head is the old one, nothing has happened. But when
	// the new head is in the file and only its flush failed, nobody knows what the disk holds, and what
	// comes after would stand on it.
	err = fmt.Errorf("commit a group: %w", known(err))
	after, viewErr := s.db.Begin(false) // of the head as it is in the file, flushed or not
	if viewErr != nil {
		return fmt.Errorf("%w: %w: %w", store.ErrBroken, err, viewErr)
	}
	head := after.ID()
	if undone := after.Rollback(); undone != nil || head >= id {
		return fmt.Errorf("%w: %w", store.ErrBroken, err)
	}
	return err
}
