package remake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book"
	"passbok/sync/book/internal/follow"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/op"
)

// errReplay: entries that are read back do not make a book.
var errReplay = errors.New("the entries are not one unbroken history")

// replaying reads entries back into an empty space. Documents, feeds and every index follow from them as they did the
// first time (package follow); nothing is judged or merged anew.
type replaying struct {
	into   space
	source iter.Seq2[archive.Record, error] // can be gone through more than once
	erased layout.Spans                     // entries that an erasure names: their payloads stay behind
	bare   layout.Bare                      // what entries without a payload were about
	lost   map[string]bool                  // documents of which a part is missing that no erasure names: they are made no more
	total  uint64
	beyond uint64 // of them the archive's
	// Jobs of entries through logEnd are not enqueued: the old database knew which of them were done.
	logEnd uint64
	// Nor those that were due before: nobody waits for them any more.
	jobsSince time.Time
	progress  func(done, of uint64)
	done      uint64
	memory    look.Memory // of nothing that was: nobody has looked yet
}

// survey goes through the entries once, to learn what was erased from them, and what is missing beside.
func (p *replaying) survey() error {
	p.bare = layout.Bare{}
	for rec, err := range p.source {
		if err != nil {
			return err
		}
		p.total++
		if rec.Seq > p.logEnd {
			p.beyond++
		}
		header, err := op.DecodeHeader(rec.Header)
		if err != nil {
			return fmt.Errorf("%w: entry %d: %w", errReplay, rec.Seq, err)
		}
		if rec.Payload == nil {
			p.bare.Add(header)
		} else if header.Name == layout.Erase {
			_, said, err := layout.ReadRecord(rec.Payload)
			if err != nil {
				return fmt.Errorf("entry %d: %w", rec.Seq, err)
			}
			p.erased = p.erased.With(said.Erased)
		}
	}
	p.lost = p.bare.Lost(p.erased)
	return nil
}

// A transaction takes so many entries back, or so many bytes of them.
const (
	replayEntries = 500
	replayBytes   = 256 << 10
)

// run takes the entries back.
func (p *replaying) run(ctx context.Context) error {
	var batch []archive.Record
	size := 0
	flush := func() error {
		for len(batch) > 0 {
			took, err := p.some(ctx, batch)
			if err != nil {
				return err
			}
			batch, p.done = batch[took:], p.done+uint64(took)
			if p.progress != nil {
				p.progress(p.done, p.total)
			}
		}
		size = 0
		return nil
	}
	for rec, err := range p.source {
		if err != nil {
			return err
		}
		if p.erased.Contain(rec.Seq) {
			rec.Payload = nil
		}
		batch = append(batch, rec)
		if size += len(rec.Header) + len(rec.Payload); len(batch) < replayEntries && size < replayBytes {
			continue
		}
		if err := flush(); err != nil {
			return err
		}
	}
	return flush()
}

// some takes back as many entries as one transaction holds, and tells how many.
func (p *replaying) some(ctx context.Context, batch []archive.Record) (took int, err error) {
	err = p.into.Store.Update(ctx, p.into.Space, func(tx store.Txn) error {
		took = 0
		end, err := layout.ReadHead(tx, 0)
		if err != nil {
			return err
		}
		w := follow.Begin(tx, end, &p.memory, p.into.cfg.Schema, time.Time{})
		devices := map[string]layout.Device{}
		for _, rec := range batch {
			if w.Filled() {
				break
			}
			if err := p.one(&w, rec, devices); err != nil {
				return fmt.Errorf("take entry %d back: %w", rec.Seq, err)
			}
			took++
		}
		for _, id := range op.SortedNames(devices) {
			text, err := op.Marshal(devices[id])
			if err != nil {
				return fmt.Errorf("keep device %s: %w", id, err)
			}
			w.Put(layout.DeviceKey(id), text)
		}
		return w.Finish()
	})
	return took, err
}

// one takes an entry back, if it follows from the one before it and is what was hashed.
func (p *replaying) one(w *follow.Txn, rec archive.Record, devices map[string]layout.Device) error {
	header, err := op.DecodeHeader(rec.Header)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", errReplay, err)
	case header.Seq != rec.Seq || header.Prev != w.End().Hash:
		return fmt.Errorf("%w: it does not follow from entry %d", errReplay, w.End().Seq)
	case rec.Payload != nil && op.Hash(rec.Payload) != header.Payload:
		return fmt.Errorf("%w: its payload is not the one that was taken", errReplay)
	}
	w.Log(rec.Seq, rec.Header, rec.Payload)
	if rec.Payload == nil {
		p.bare.Add(header)
		if err := w.Bare(header); err != nil {
			return err
		}
		return p.counted(w, follow.Entry{Header: header}, devices)
	}
	e, err := p.read(w, header, rec.Payload)
	if err != nil {
		return err
	}
	if err := w.Follow(e); err != nil {
		return err
	}
	return p.counted(w, e, devices)
}

// read makes of a stored entry what it was when it was judged.
func (p *replaying) read(w *follow.Txn, header op.Header, stored []byte) (follow.Entry, error) {
	payload, rec, err := layout.ReadRecord(stored)
	if err != nil {
		return follow.Entry{}, err
	}
	e := follow.Entry{Header: header, Record: rec}
	e.Record.Outcomes = nil
	for _, out := range rec.Outcomes {
		if !p.lost[out.Doc] {
			e.Record.Outcomes = append(e.Record.Outcomes, out)
		}
	}
	e.Record.Jobs = nil
	for _, job := range rec.Jobs {
		if header.Seq > p.logEnd && !job.Due.Before(p.jobsSince) {
			e.Record.Jobs = append(e.Record.Jobs, job)
		}
	}
	if header.Name == layout.Erase {
		e.Record.Gone = rec.Ends(p.bare)
	}
	if header.Name != "" {
		var cmd book.Command
		if err := json.Unmarshal(payload.Raw, &cmd); err != nil {
			return follow.Entry{}, fmt.Errorf("read the command: %w", err)
		}
		e.Content, e.Why = cmd.Content(), cmd.Why
		return e, nil
	}
	in, err := p.into.cfg.Read(payload.Raw)
	if err != nil {
		return follow.Entry{}, fmt.Errorf("read the operation: %w", err)
	}
	used, err := w.Get([]byte(layout.OpKey(header.Op)))
	if err != nil {
		return follow.Entry{}, fmt.Errorf("look up operation %s: %w", header.Op, err)
	}
	e.Content, e.Reused = in.Content, used != nil // an id has a second entry only where it came with other content
	return e, nil
}

// counted notes how far a device had come, and whom it took over from.
func (p *replaying) counted(w *follow.Txn, e follow.Entry, devices map[string]layout.Device) error {
	if e.Header.Name != "" || e.Header.Device == "" {
		return nil
	}
	dev, known := devices[e.Header.Device]
	if !known {
		var err error
		if dev, err = layout.ReadDevice(w.Reader, e.Header.Device); err != nil {
			return err
		}
	}
	dev.V, dev.Person, dev.Last, dev.Seen = 1, e.Header.Person, max(dev.Last, e.Header.N), max(dev.Seen, e.Header.At)
	if len(e.Record.Line) > 0 {
		dev.Ancestors = e.Record.Line
	}
	devices[e.Header.Device] = dev
	return nil
}
