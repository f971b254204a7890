// Package overlay holds what one update has put and deleted, laid over what it reads, until it is
// known that the update holds. So an update that fails leaves no trace in the engine below, and
// spoils nothing for those that share its commit.
package overlay

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	"passbok/store"
)

// Overlay is one update's staged writes, in ascending order of keys. The zero value is empty.
// It is used by one goroutine at a time.
type Overlay struct {
	writes []*Write // pointers, since one that comes between others moves all that are behind it
	size   int
	err    error   // the first limit that was broken
	room   []byte  // what keys and values are copied into, so that not each needs memory of its own
	spare  []Write // likewise
}

// Pieces of memory for what is staged: the first holds a small update, later ones more. What is large gets its own.
const (
	leastPiece  = 3 << 10
	mostPiece   = 32 << 10
	pieceWrites = 12
)

// Write is one staged change of one key.
type Write struct {
	Key, Value []byte
	Gone       bool // deleted; Value is nil
}

// Put stages key = value; both are copied.
func (o *Overlay) Put(key, value []byte) {
	if len(value) > store.MaxValue {
		o.fail(fmt.Errorf("value of %d bytes for key %.64q: %w", len(value), key, store.ErrLimit))
		return
	}
	o.stage(key, value, false)
}

// Delete stages the removal of key, which is copied.
func (o *Overlay) Delete(key []byte) { o.stage(key, nil, true) }

func (o *Overlay) stage(key, value []byte, gone bool) {
	if len(key) == 0 || len(key) > store.MaxKey {
		o.fail(fmt.Errorf("key of %d bytes, %.64q: %w", len(key), key, store.ErrLimit))
		return
	}
	w := o.write()
	w.Key, w.Gone = o.copied(key), gone
	if !gone {
		w.Value = o.copied(value)
	}
	o.size += len(key) + len(value)
	i, found := o.find(key)
	if found {
		o.size -= len(o.writes[i].Key) + len(o.writes[i].Value)
		o.writes[i] = w
		return
	}
	o.writes = slices.Insert(o.writes, i, w)
}

func (o *Overlay) write() *Write {
	if len(o.spare) == 0 {
		o.spare = make([]Write, pieceWrites)
	}
	w := &o.spare[0]
	o.spare = o.spare[1:]
	return w
}

// copied copies text; what is empty becomes not nil.
func (o *Overlay) copied(text []byte) []byte {
	if len(text) > leastPiece/2 {
		return clone(text)
	}
	if cap(o.room)-len(o.room) < len(text) || o.room == nil {
		o.room = make([]byte, 0, min(max(leastPiece, 2*cap(o.room)), mostPiece))
	}
	from := len(o.room)
	o.room = append(o.room, text...)
	return o.room[from:len(o.room):len(o.room)]
}

func (o *Overlay) fail(err error) {
	if o.err == nil {
		o.err = err
	}
}

func (o *Overlay) find(key []byte) (int, bool) {
	// Keys often come in order: look at the end first.
	if n := len(o.writes); n == 0 || bytes.Compare(o.writes[n-1].Key, key) < 0 {
		return n, false
	}
	return slices.BinarySearchFunc(o.writes, key, func(w *Write, k []byte) int { return bytes.Compare(w.Key, k) })
}

// Get tells what is staged for key; ok is false when nothing is. The write is not to be changed.
func (o *Overlay) Get(key []byte) (w Write, ok bool) {
	if i, found := o.find(key); found {
		return *o.writes[i], true
	}
	return Write{}, false
}

// Writes gives all that is staged, ascending. Not to be changed.
func (o *Overlay) Writes() []*Write { return o.writes }

// Size is how many bytes of keys and values are staged.
func (o *Overlay) Size() int { return o.size }

// Err tells whether the update may be committed: nil, or the limit (store.ErrLimit) that it breaks.
func (o *Overlay) Err() error {
	if o.err == nil && o.size > store.MaxUpdate {
		return fmt.Errorf("update of %d bytes: %w", o.size, store.ErrLimit)
	}
	return o.err
}

// Over lays what is staged in [from, to) now over the pairs of below, which are those of [from, to)
// in ascending order. What is staged later is not seen.
func (o *Overlay) Over(from, to []byte, below iter.Seq2[store.KV, error]) iter.Seq2[store.KV, error] {
	staged := o.between(from, to)
	if len(staged) == 0 {
		return below
	}
	return func(yield func(store.KV, error) bool) {
		rest := staged
		// upTo yields the staged pairs before key (all, where key is nil), and says whether key itself is staged.
		upTo := func(key []byte) (covered, more bool) {
			for len(rest) > 0 {
				c := -1
				if key != nil {
					c = bytes.Compare(rest[0].Key, key)
				}
				if c > 0 {
					return false, true
				}
				w := rest[0]
				rest = rest[1:]
				if !w.Gone && !yield(store.KV{Key: bytes.Clone(w.Key), Value: clone(w.Value)}, nil) {
					return false, false
				}
				if c == 0 {
					return true, true
				}
			}
			return false, true
		}
		for kv, err := range below {
			if err != nil {
				yield(store.KV{}, err)
				return
			}
			covered, more := upTo(kv.Key)
			if !more || (!covered && !yield(kv, nil)) {
				return
			}
		}
		upTo(nil)
	}
}

// between copies the writes of [from, to): the slice moves under later writes, its elements do not.
func (o *Overlay) between(from, to []byte) []*Write {
	lo, _ := o.find(from)
	hi := len(o.writes)
	if to != nil {
		hi, _ = o.find(to)
	}
	if lo >= hi {
		return nil
	}
	return slices.Clone(o.writes[lo:hi])
}

// clone copies a value that is there: empty stays empty and never becomes nil.
func clone(value []byte) []byte { return append(make([]byte, 0, len(value)), value...) }
