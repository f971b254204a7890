package proof

import (
	"bytes"
	"context"
	"fmt"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book/internal/layout"
)

// archived holds the archive against the log, record by record: neither may have what the other lacks, as far as the log
// was when it was proven.
func (p *prover) archived(ctx context.Context) error {
	records, err := p.book.Archived(ctx, p.report.Head)
	if err != nil {
		return err
	}
	var batch []archive.Record
	next := uint64(0) // the log's entry that is to come next
	compare := func() error {
		err := p.book.Store.View(ctx, p.book.Space, func(r store.Reader) error { return p.pair(r, batch, &next) })
		batch = batch[:0]
		return err
	}
	for rec, err := range records {
		if err != nil {
			p.fault(Fault{What: "the archive cannot be read further: " + err.Error() + ". If nothing else is wrong, move its folder away: it is written anew from the database when that is opened next"})
			break
		}
		if rec.Seq > p.report.Head {
			break // taken since
		}
		p.report.Archived++
		if batch = append(batch, rec); len(batch) < step {
			continue
		}
		if err := compare(); err != nil {
			return err
		}
	}
	if err := compare(); err != nil {
		return err
	}
	if p.report.Archived < p.report.Entries {
		p.fault(Fault{What: fmt.Sprintf("the archive has %d of %d entries", p.report.Archived, p.report.Entries)})
	}
	return nil
}

// pair compares records with the log's entries of the same seqs.
func (p *prover) pair(r store.Reader, batch []archive.Record, next *uint64) error {
	i := 0
	for kv, err := range r.Scan(layout.Headers(*next)) {
		if err != nil || i == len(batch) {
			return err
		}
		rec := batch[i]
		seq := layout.Number(kv.Key)
		if rec.Seq != seq {
			p.fault(Fault{Seq: rec.Seq, What: fmt.Sprintf("the archive has entry %d where the log has %d", rec.Seq, seq)})
			return nil
		}
		payload, err := r.Get(layout.PayloadKey(seq))
		if err != nil {
			return err
		}
		switch {
		case !bytes.Equal(rec.Header, kv.Value):
			p.fault(Fault{Seq: seq, What: "is another one in the archive"})
		case payload == nil && rec.Payload != nil:
			p.fault(Fault{Seq: seq, What: "was erased, and the archive still holds its payload; run the erasure again"})
		case !bytes.Equal(rec.Payload, payload):
			p.fault(Fault{Seq: seq, What: "its payload is another one in the archive"})
		}
		*next = seq + 1
		i++
	}
	return nil
}
