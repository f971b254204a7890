package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"passbok/internal/failpoint"
	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book/internal/layout"
	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// Archive keeps a book's entries a second time, apart from the store, so that a lost database is no lost book. What it
// is given is in order of seq; store/archive is one.
type Archive interface {
	// Last is the newest record; 0 and nil where there is none.
	Last() (seq uint64, header []byte)
	// Append adds records; they are on the disk when it returns.
	Append(ctx context.Context, records []archive.Record) error
	// Records yields them from seq on. An error is yielded once, last.
	Records(ctx context.Context, from uint64) iter.Seq2[archive.Record, error]
	// Erase takes the payloads away that gone names, and tells how many there were.
	Erase(ctx context.Context, gone func(seq uint64) bool) (int, error)
}

// What can be wrong between a book and its archive; compare with errors.Is.
var (
	// ErrArchive: entries are in the book and could not be written to the archive. They are not acknowledged; sent again,
	// they are answered as soon as the archive takes them.
	ErrArchive = errors.New("the archive takes no more")
	// ErrArchiveAhead: the archive has entries that the book lacks: the database is older. Restore it.
	ErrArchiveAhead = errors.New("the archive is ahead of the database")
	// ErrArchiveOther: the archive is of another history.
	ErrArchiveOther = errors.New("the archive is not of this book's history")
)

// keeper brings a book's entries to its archive: after the commit, before the answer.
//
// After the commit, since an archive that were first could have what the database never got: its Update can fail, and its
// number is then given to another entry, while the archive only grows. So the archive follows; the opening brings it up to
// the log (meet); and one that is ahead means that the database is an older one. That holds after a power cut too, since a
// View shows nothing that is not flushed: whoever copies for all may read entries of commits whose own callers wait still.
//
// Before the answer, since what was acknowledged must outlive a lost database. What is shown before that (a pull does not
// wait for the archive) can be lost only with the database itself, and a book that is rebuilt has an epoch of its own.
//
// Whoever waits first copies what there is for all who wait, so that a group of commits shares one flush.
type keeper struct {
	archive Archive
	mu      sync.Mutex
	kept    uint64        // the archive has all entries through this one
	wanted  uint64        // and somebody has waited for this one
	failed  error         // how the last copying ended
	busy    chan struct{} // closed when the copying under way has ended; nil where there is none
}

// archived returns once the archive has every entry through seq. Without an archive it has nothing to do.
func (b *Book) archived(ctx context.Context, seq uint64) error {
	k := b.keeper
	if k == nil || fault.On(fault.ArchiveAfterAnswer) {
		return nil
	}
	for {
		k.mu.Lock()
		k.wanted = max(k.wanted, seq)
		busy, copies := k.busy, false
		switch {
		case k.kept >= seq:
			k.mu.Unlock()
			return nil
		case busy == nil:
			busy, copies = make(chan struct{}), true
			k.busy = busy
		}
		from := k.kept
		k.mu.Unlock()
		if copies {
			failpoint.Pass("between commit and archive")
			// Those who wait must not suffer because the one who copies has left.
			kept, err := b.copyTail(context.WithoutCancel(ctx), from)
			k.mu.Lock()
			k.kept, k.failed, k.busy = kept, err, nil
			k.mu.Unlock()
			close(busy)
		} else {
			select {
			case <-busy:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := k.failure(seq); err != nil {
			return fmt.Errorf("%w: %w", ErrArchive, err)
		}
	}
}

// failure is why the last copying did not reach seq, if it failed.
func (k *keeper) failure(seq uint64) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept >= seq {
		return nil
	}
	return k.failed
}

// Accepts says whether new entries would reach the archive, as far as is known: after a failure what waits is tried
// first, so that nothing is committed for as long as nothing could be acknowledged. Error: ErrArchive.
func (b *Book) Accepts(ctx context.Context) error {
	k := b.keeper
	if k == nil {
		return nil
	}
	k.mu.Lock()
	failed, wanted := k.failed, k.wanted
	k.mu.Unlock()
	if failed == nil {
		return nil
	}
	return b.archived(ctx, wanted)
}

// copyTail copies the entries after from to the archive, to the end of the log, and tells through which it has them.
func (b *Book) copyTail(ctx context.Context, from uint64) (uint64, error) {
	for {
		records, end, whole, err := b.log().Part(ctx, from)
		if err != nil {
			return from, err
		}
		if len(records) > 0 {
			if err := b.flush(ctx, records); err != nil {
				return from, fmt.Errorf("archive entries after %d: %w", from, err)
			}
			from = records[len(records)-1].Seq
		}
		if whole {
			return end, nil
		}
	}
}

// meet brings the archive up to the log at the opening.
func (b *Book) meet(ctx context.Context) error {
	seq, header := b.keeper.archive.Last()
	end, err := b.log().End(ctx)
	if err != nil {
		return err
	}
	if seq > end.Seq {
		return b.ahead(ctx, seq, end)
	}
	var stored []byte
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		stored, err = r.Get(layout.LogKey(seq))
		return err
	})
	if err != nil {
		return err
	}
	if seq > 0 && !bytes.Equal(stored, header) {
		return fmt.Errorf("%w: entry %d is another one", ErrArchiveOther, seq)
	}
	b.keeper.kept, err = b.copyTail(ctx, seq)
	return err
}

// ahead is what an archive is that goes further than the log: the same history longer, or another one.
func (b *Book) ahead(ctx context.Context, seq uint64, end layout.Mark) error {
	for rec, err := range b.keeper.archive.Records(ctx, end.Seq) {
		if err != nil {
			return err
		}
		if end.Seq > 0 && (rec.Seq != end.Seq || op.Hash(rec.Header) != end.Hash) {
			return fmt.Errorf("%w: entry %d is another one", ErrArchiveOther, end.Seq)
		}
		break
	}
	return fmt.Errorf("%w: it ends with entry %d, the database with %d", ErrArchiveAhead, seq, end.Seq)
}
