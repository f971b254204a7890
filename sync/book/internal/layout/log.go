package layout

import (
	"context"
	"fmt"
	"iter"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/op"
)

// Log is the log of one book, where it is stored.
type Log struct {
	Store store.Store
	Space string
	Epoch uint64 // the number of the epoch that the book is in, as far as is known: it may have no entries yet
}

// A part of the log holds so much at most.
const (
	partEntries = 1000
	partBytes   = 4 << 20
)

// Part reads some of the entries after a seq; whole says that they reach end, where the log ends, or that seq, if that
// is later.
func (l Log) Part(ctx context.Context, after uint64) (records []archive.Record, end uint64, whole bool, err error) {
	err = l.Store.View(ctx, l.Space, func(r store.Reader) error {
		records, end, whole = nil, 0, false
		h, err := ReadHead(r, l.Epoch)
		if err != nil {
			return err
		}
		size := 0
		for rec, err := range Records(r, after+1) {
			if err != nil {
				return err
			}
			if len(records) == partEntries || size > partBytes {
				return nil
			}
			records = append(records, rec)
			size += len(rec.Header) + len(rec.Payload)
		}
		end, whole = max(h.Seq, after), true
		return nil
	})
	if err != nil {
		return nil, 0, false, fmt.Errorf("read entries after %d: %w", after, err)
	}
	return records, end, whole, nil
}

// All yields every entry, in parts, each of a snapshot of its own. An error is yielded once, last.
func (l Log) All(ctx context.Context) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		from := uint64(0)
		for {
			records, _, whole, err := l.Part(ctx, from)
			if err != nil {
				yield(archive.Record{}, err)
				return
			}
			for _, rec := range records {
				if !yield(rec, nil) {
					return
				}
				from = rec.Seq
			}
			if whole {
				return
			}
		}
	}
}

// Mark is a place in the log: an entry, the hash of its header, and when it was taken.
type Mark struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
	At   string `json:"at,omitempty"`
}

// End is the last entry; zero where there is none.
func (l Log) End(ctx context.Context) (Mark, error) {
	var m Mark
	err := l.Store.View(ctx, l.Space, func(r store.Reader) error {
		m = Mark{}
		h, err := ReadHead(r, 0) // not where an epoch without entries goes on from
		if err != nil || h.Seq == 0 {
			return err
		}
		text, err := r.Get(LogKey(h.Seq))
		if err != nil {
			return err
		}
		if header, err := op.DecodeHeader(text); err == nil {
			m.At = header.At
		}
		m.Seq, m.Hash = h.Seq, h.Hash
		return nil
	})
	if err != nil {
		return Mark{}, fmt.Errorf("read the end of the log: %w", err)
	}
	return m, nil
}

// ReadEpoch reads the epoch; false where there is none, which means that there is no book.
func (l Log) ReadEpoch(ctx context.Context) (e Epoch, there bool, err error) {
	var stored []byte
	err = l.Store.View(ctx, l.Space, func(r store.Reader) (err error) {
		stored, err = r.Get(EpochKey)
		return err
	})
	if err != nil {
		return Epoch{}, false, fmt.Errorf("read the epoch: %w", err)
	}
	if stored == nil {
		return Epoch{}, false, nil
	}
	e, err = DecodeEpoch(stored)
	return e, err == nil, err
}

// Records yields the log's entries from a seq on as they are stored. An error is yielded once, last.
func Records(r store.Reader, from uint64) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		for kv, err := range r.Scan(Headers(from)) {
			if err != nil {
				yield(archive.Record{}, err)
				return
			}
			rec := archive.Record{Seq: Number(kv.Key), Header: kv.Value}
			if rec.Payload, err = r.Get(PayloadKey(rec.Seq)); err != nil {
				yield(archive.Record{}, err)
				return
			}
			if !yield(rec, nil) {
				return
			}
		}
	}
}
