package book

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/store/archive"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// erasing looks for what an erasure takes.
type erasing struct {
	Erasing
	out   Erased
	ended map[string]uint64 // documents that earlier erasures ended, whoever's, and with which entry
	named layout.Spans      // entries that earlier erasures about the person name
	seqs  []uint64          // of the entries that go
	docs  map[string]bool   // documents that go, or went with an erasure that was not finished
	rows  map[string]int    // of each that goes, how many entries changed it
	// Operations that could not be read, and waited without a document. What became of them is told later in the log.
	unread map[string]op.Header
}

// erasable goes through the log: once for what was erased before, and once for what goes now.
func (b *Book) erasable(ctx context.Context, what Erasing) (Erased, error) {
	e := erasing{Erasing: what, ended: map[string]uint64{}, docs: map[string]bool{}, rows: map[string]int{}, unread: map[string]op.Header{}}
	e.out = Erased{Shared: []Shared{}, Refs: map[string]bool{}}
	maps.Copy(e.docs, what.Docs)
	maps.Copy(e.out.Refs, what.Docs)
	for _, look := range []func(archive.Record, op.Header) error{e.before, e.now} {
		for rec, err := range b.log().All(ctx) {
			if err != nil {
				return Erased{}, err
			}
			header, err := op.DecodeHeader(rec.Header)
			if err == nil {
				err = look(rec, header)
			}
			if err != nil {
				return Erased{}, fmt.Errorf("entry %d: %w", rec.Seq, err)
			}
		}
	}
	for _, header := range e.unread { // nobody has made anything of them
		e.own(header)
	}
	slices.Sort(e.seqs)
	for _, seq := range e.seqs {
		e.out.runs = e.out.runs.Add(seq)
	}
	e.out.Documents, e.out.Entries = len(e.docs), uint64(len(e.seqs))
	e.parts()
	return e.out, nil
}

// before reads what earlier erasures say.
func (e *erasing) before(rec archive.Record, header op.Header) error {
	if header.Name != layout.Erase || rec.Payload == nil {
		return nil
	}
	payload, said, err := layout.ReadRecord(rec.Payload)
	if err != nil {
		return err
	}
	for _, ref := range said.Gone {
		e.ended[ref] = rec.Seq
	}
	var cmd Command
	var about erasure
	known := json.Unmarshal(payload.Raw, &cmd) == nil && json.Unmarshal(cmd.Body, &about) == nil
	if !known || about.Person != e.Person {
		return nil
	}
	e.out.Earlier++
	e.named = e.named.With(said.Erased)
	for _, ref := range said.Gone {
		e.out.Refs[ref] = true
	}
	return nil
}

// now judges one entry.
func (e *erasing) now(rec archive.Record, header op.Header) error {
	if rec.Payload == nil {
		if e.named.Contain(rec.Seq) || e.gone(header.Doc, rec.Seq) || header.Verdict == op.Refused && e.theirs(header) && e.old(header) {
			e.out.Already++
		}
		return nil
	}
	if header.Name != "" && (header.Doc == "" || len(e.unread) > 0) {
		return e.command(rec, header)
	}
	switch {
	case header.Doc != "" && e.gone(header.Doc, rec.Seq):
		e.takes(rec.Seq, header.Doc)
	case header.Verdict == op.Refused:
		e.own(header)
	case header.Verdict == op.Parked && header.Doc == "":
		e.unread[header.Op] = header
	}
	return nil
}

// gone says whether what an entry says of a document is said of nothing any more.
func (e *erasing) gone(ref string, seq uint64) bool { return e.Docs[ref] || seq < e.ended[ref] }

// takes notes an entry whose payload goes, and what it was about.
func (e *erasing) takes(seq uint64, refs ...string) {
	e.seqs = append(e.seqs, seq)
	for _, ref := range refs {
		if e.out.Refs[ref] {
			e.docs[ref] = true
			e.rows[ref]++
		}
	}
}

// theirs says whether an operation that was made nothing of is one of those that are asked for.
func (e *erasing) theirs(header op.Header) bool {
	kind, _, _ := op.SplitRef(header.Doc)
	return e.Person != "" && header.Person == e.Person || e.Kind != "" && kind == e.Kind
}

// old says whether it came so long ago that nobody need know of it.
func (e *erasing) old(header op.Header) bool {
	at, err := time.Parse(time.RFC3339, header.At)
	return err == nil && at.Before(e.Before)
}

// own judges an operation that was made nothing of.
func (e *erasing) own(header op.Header) {
	switch {
	case !e.theirs(header):
	case e.old(header):
		e.takes(header.Seq)
	case header.Person == e.Person:
		e.out.Refused++
	}
}

// command judges an entry that may be about several documents.
func (e *erasing) command(rec archive.Record, header op.Header) error {
	_, said, err := layout.ReadRecord(rec.Payload)
	if err != nil {
		return err
	}
	about, kept := map[string]bool{}, map[string]bool{}
	for _, out := range said.Outcomes {
		gone := e.gone(out.Doc, rec.Seq)
		switch {
		case out.Doc == "":
		case gone:
			about[out.Doc] = true
		default:
			kept[out.Doc] = true
		}
		asked, unread := e.unread[out.Origin.Op]
		if !unread || len(out.Unpark) == 0 {
			continue
		}
		delete(e.unread, out.Origin.Op)
		switch { // it goes with what it has become
		case gone:
			e.takes(asked.Seq)
		case out.Doc == "" && out.Park == nil:
			e.own(asked)
		}
	}
	refs := op.SortedNames(about)
	if len(refs) > 0 && len(kept) == 0 {
		e.takes(rec.Seq, refs...)
		return nil
	}
	refs = slices.DeleteFunc(refs, func(ref string) bool { return !e.out.Refs[ref] })
	if len(refs) > 0 {
		for _, ref := range refs {
			e.rows[ref]++
		}
		e.out.Shared = append(e.out.Shared, Shared{Seq: rec.Seq, At: header.At, Name: header.Name, Gone: refs, Kept: len(kept)})
	}
	return nil
}

// parts divides the documents into what one entry can name, and one transaction take away.
func (e *erasing) parts() {
	rows, size := 0, 0
	for _, ref := range op.SortedNames(e.Docs) {
		last := len(e.out.ends) - 1
		if last < 0 || rows+e.rows[ref] > endsRows || size+len(ref) > endsBytes {
			e.out.ends, last, rows, size = append(e.out.ends, nil), last+1, 0, 0
		}
		e.out.ends[last] = append(e.out.ends[last], ref)
		rows, size = rows+e.rows[ref], size+len(ref)
	}
}
