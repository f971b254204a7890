package remake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// How says from what a book is made anew in another store.
type How struct {
	// From is the store that has the book now, or had it when it was copied; nil: there is nothing but the archive.
	From store.Store
	// Epoch is the highest number of an epoch that anybody knows of, beside the database and the archive.
	Epoch uint64
	// Progress, if not nil, is told now and then how many entries have been taken back.
	Progress func(done, of uint64)
}

// Made is what a book was made anew from.
type Made struct {
	Entries uint64    `json:"entries"`
	Erased  uint64    `json:"erased"` // payloads that stayed behind, as an erasure says
	Head    book.Mark `json:"head"`
}

// Rebuild makes a book anew in an empty store from its own log: documents, feeds and every index are folded anew, and
// what an erasure names stays behind. Nothing is lost by it, so sequence numbers go on; devices pull their documents
// anew. A log that is not whole is an error: then the archive helps (Restore).
func Rebuild(ctx context.Context, to store.Store, id string, cfg book.Config, how How) (Made, error) {
	old, err := find(ctx, how.From, id)
	if err != nil {
		return Made{}, fmt.Errorf("rebuild book %s: %w", id, err)
	}
	next := old.epoch
	if next.Name, err = layout.EpochName(next.Number, cfg.Rand); err != nil {
		return Made{}, fmt.Errorf("rebuild book %s: %w", id, err)
	}
	made, err := remake(ctx, old, nil, to, id, cfg, how.Progress)
	if err == nil {
		err = made.into.takeOver(ctx, old, []string{layout.DeviceRows, string(layout.HoldKey), string(layout.RestoredKey), string(layout.WitnessKey)})
	}
	if err == nil {
		err = made.into.begins(ctx, next, nil)
	}
	if err != nil {
		return Made{}, fmt.Errorf("rebuild book %s: %w", id, err)
	}
	return made.Made, nil
}

// stored is a book where it was.
type stored struct {
	layout.Log
	epoch layout.Epoch
}

// find finds a book in a store in which it is not open. Error: ErrNothing.
func find(ctx context.Context, st store.Store, id string) (*stored, error) {
	old := &stored{Log: layout.Log{Store: st, Space: layout.Space(id)}}
	var there bool
	var err error
	if old.epoch, there, err = old.ReadEpoch(ctx); err == nil && !there {
		err = ErrNothing
	}
	if err != nil {
		return nil, err
	}
	old.Epoch = old.epoch.Number
	return old, nil
}

// space is where a book is made anew. It is in no epoch before it begins.
type space struct {
	layout.Log
	cfg book.Config
}

// remaking is a book as it is made anew.
type remaking struct {
	Made
	into  space
	end   book.Mark // where the old one ended
	given uint64    // entries that the archive gave beyond it
}

// remake folds the entries of old, and those that the archive has beyond them, into the space of a new store. Either may
// be nil.
func remake(ctx context.Context, old *stored, beyond book.Archive, to store.Store, id string, cfg book.Config, progress func(done, of uint64)) (remaking, error) {
	made := remaking{into: space{Log: layout.Log{Store: to, Space: layout.Space(id)}, cfg: cfg}}
	if at, err := made.into.End(ctx); err != nil || at.Seq > 0 {
		return remaking{}, errors.Join(err, errors.New("the store to make it in is not empty"))
	}
	p := replaying{into: made.into, progress: progress}
	if old == nil {
		p.jobsSince = cfg.Clock().AddDate(0, 0, -jobDays)
	} else {
		var err error
		if made.end, err = old.End(ctx); err != nil {
			return remaking{}, err
		}
		p.logEnd = made.end.Seq
	}
	p.source = entries(ctx, old, made.end, beyond)
	if err := p.survey(); err != nil {
		return remaking{}, err
	}
	if p.total == 0 {
		return remaking{}, ErrNothing
	}
	if old != nil { // first, since what the entries say goes on from it
		if err := made.into.takeOver(ctx, old, []string{layout.DeviceRows, layout.TurnRows, layout.JobRows, layout.JobIDRows}); err != nil {
			return remaking{}, err
		}
	}
	if err := p.run(ctx); err != nil {
		return remaking{}, err
	}
	made.Made = Made{Entries: p.total, Erased: p.erased.Count()}
	made.given = p.beyond
	var err error
	made.Head, err = made.into.End(ctx)
	return made, err
}

// ErrNothing says that there is neither a log nor an archive to make a book from.
var ErrNothing = errors.New("there are no entries to make the book from")

// jobDays is how old a job may be that is taken back from an archive alone.
const jobDays = 30

// entries yields a book's entries, to the end that its head names, and then those that an archive has beyond them. The two
// must be of one history.
func entries(ctx context.Context, old *stored, end book.Mark, beyond book.Archive) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		if old != nil {
			var last archive.Record
			for rec, err := range old.All(ctx) {
				if !yield(rec, err) || err != nil {
					return
				}
				last = rec
			}
			if end.Seq > 0 && (last.Seq != end.Seq || op.Hash(last.Header) != end.Hash) {
				yield(archive.Record{}, fmt.Errorf("%w: the log ends with entry %d, and its head says %d", errReplay, last.Seq, end.Seq))
				return
			}
		}
		if beyond == nil {
			return
		}
		for rec, err := range beyond.Records(ctx, end.Seq) {
			if err == nil && end.Seq > 0 && rec.Seq == end.Seq {
				if op.Hash(rec.Header) == end.Hash {
					continue
				}
				err = fmt.Errorf("%w: entry %d is another one", book.ErrArchiveOther, rec.Seq)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// takeOver copies what the log does not tell: rows whose keys begin with one of the prefixes.
func (b space) takeOver(ctx context.Context, old *stored, prefixes []string) error {
	for _, prefix := range prefixes {
		from, to := store.Prefix([]byte(prefix))
		var batch []store.KV
		size := 0
		put := func() error {
			err := b.Store.Update(ctx, b.Space, func(tx store.Txn) error {
				for _, kv := range batch {
					tx.Put(kv.Key, kv.Value)
				}
				return nil
			})
			batch, size = batch[:0], 0
			return err
		}
		for kv, err := range store.Pages(ctx, old.Store, old.Space, from, to, replayEntries) {
			if err == nil {
				batch = append(batch, store.KV{Key: bytes.Clone(kv.Key), Value: kv.Value})
				if size += len(kv.Key) + len(kv.Value); size > replayBytes {
					err = put()
				}
			}
			if err != nil {
				return fmt.Errorf("take over %s: %w", prefix, err)
			}
		}
		if err := put(); err != nil {
			return fmt.Errorf("take over %s: %w", prefix, err)
		}
	}
	return nil
}

// begins writes the epoch, by which it is a book, and rows that go with it.
func (b space) begins(ctx context.Context, next layout.Epoch, rows []store.KV) error {
	text, err := op.Marshal(next)
	if err != nil {
		return fmt.Errorf("write the epoch: %w", err)
	}
	err = b.Store.Update(ctx, b.Space, func(tx store.Txn) error {
		tx.Put(layout.EpochKey, text)
		for _, row := range rows {
			tx.Put(row.Key, row.Value)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write the epoch: %w", err)
	}
	return nil
}
