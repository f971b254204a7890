// Package store is the narrow waist of the house: everything that must survive is kept through the
// five methods of [Store], as ordered keys and values in spaces. It knows no domain, and nothing
// above it knows what lies below.
//
// A space is the unit of atomicity, of order and of placement: an update sees and changes one
// space, and no transaction spans two. Spaces come into being with their first write; one that was
// never written reads as empty.
//
// Implementations are twins in form: store/bolt for one machine. The suite in store/storetest runs
// on every one of them and skips nothing. This package imports the standard library only.
package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
)

// Store keeps ordered key/value spaces. It is safe for concurrent use.
//
// A context that is done before the work has begun stops it; once fn of an Update has begun, only
// what fn itself reads may still fail for the context's sake, and a commit is never abandoned half-way.
type Store interface {
	// View calls fn with one snapshot of the space: nothing that is committed meanwhile is seen, and
	// nothing that a power cut could still undo. To see an Update, it may wait for its flush.
	// fn must be short, since an open snapshot keeps old pages alive; to walk through much, use Pages.
	// The error is fn's own, or the reason why fn was not called.
	View(ctx context.Context, space string, fn func(Reader) error) error

	// Update calls fn, and if fn returns nil, commits what it put and deleted, whole or not at all.
	// Updates of a space happen one after the other; each sees what the one before it left. When
	// Update returns nil, the change is on the disk. When fn fails, nothing is changed and Update
	// returns fn's error; when fn panics, the caller panics and nothing is changed.
	//
	// fn may run more than once for one commit: it has no effects outside its Txn, and takes time,
	// ids and randomness from outside. It must not call Update.
	Update(ctx context.Context, space string, fn func(Txn) error) error

	// Versions tells how far each space has come, in the order asked: 0 for one never written, and
	// more than before after every Update that changed something. It rises with no failed Update
	// and with none that staged no write. It never falls, nor at a restart.
	Versions(ctx context.Context, spaces []string) ([]uint64, error)

	// Backup writes one consistent copy of all spaces, in the implementation's own format,
	// while reading and writing go on.
	Backup(ctx context.Context, w io.Writer) error

	// Close finishes the updates that were asked for, and frees the store. What comes after it
	// gets ErrClosed. Closing twice is no error.
	Close() error
}

// Reader reads one space, within the View or Update that gave it, from that one goroutine.
type Reader interface {
	// Get returns the value of key: nil when it is absent, not nil (but maybe empty) when it is
	// there. The value is the caller's own copy.
	Get(key []byte) ([]byte, error)

	// Scan yields the pairs of from <= key < to in ascending order of bytes; to nil means to the
	// end. The pairs are the caller's own copies. What is put or deleted while a scan goes on is
	// not seen by it. An error is yielded once, last, with an empty KV.
	Scan(from, to []byte) iter.Seq2[KV, error]
}

// Txn is what an Update may do. It reads what it has itself written.
type Txn interface {
	Reader

	// Put sets key to value (nil counts as empty). Both are copied. A key or value over its limit
	// makes the Update fail with ErrLimit.
	Put(key, value []byte)

	// Delete removes key; to remove what is absent is no error.
	Delete(key []byte)
}

// KV is one pair.
type KV struct{ Key, Value []byte }

// What every implementation holds to, in bytes. Beyond a limit an Update fails with ErrLimit.
const (
	MaxSpace  = 256        // the name of a space, which is never empty
	MaxKey    = 512        // a key, which is never empty
	MaxValue  = 64 << 10   // a value, which may be empty
	MaxUpdate = 1024 << 10 // keys and values that one Update leaves to be written, deleted keys too
)

// What a caller can act on; compare with errors.Is.
var (
	// ErrLimit: a space's name, a key, a value or a whole update is too large, or a name or key is
	// empty. Nothing was written.
	ErrLimit = errors.New("store: over a limit")

	// ErrFull: the disk takes no more (full, over quota, or read-only). Nothing was written; the
	// same update may be tried again when there is room.
	ErrFull = errors.New("store: the disk takes no more")

	// ErrBroken: a flush failed in such a way that nobody can say whether the last updates were
	// kept. No update is taken, and nothing is shown, until the store has been opened anew.
	ErrBroken = errors.New("store: a flush failed, open the store anew")

	// ErrClosed: the store was closed before the work began, or a Reader was used after its time.
	ErrClosed = errors.New("store: closed")
)

// Prefix returns the bounds of the scan over all keys that begin with p.
func Prefix(p []byte) (from, to []byte) {
	end := bytes.Clone(p)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return p, end[:i+1]
		}
	}
	return p, nil // only 0xff: nothing sorts after it that lacks the prefix
}
