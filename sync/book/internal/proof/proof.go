package proof

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"passbok/store"
	"passbok/store/archive"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// step is how many entries are read in one snapshot.
const step = 2000

// maxFaults is how many faults a report names; one is enough to know, and a broken chain breaks everywhere.
const maxFaults = 100

// Book is what is to be proven.
type Book struct {
	layout.Log
	Schema op.Schema
	// Archived, if not nil, waits until the archive has every entry through head, or takes no more, and gives all its records.
	// An error in reading them is yielded once, last.
	Archived func(ctx context.Context, head uint64) (iter.Seq2[archive.Record, error], error)
}

// Report is what was found.
type Report struct {
	Entries   uint64  `json:"entries"`
	Documents uint64  `json:"documents"`
	Erased    uint64  `json:"erased"`   // entries whose payload is gone by law
	Head      uint64  `json:"head"`     // seq of the last entry
	Hash      string  `json:"hash"`     // of its header
	Archived  uint64  `json:"archived"` // records of the archive that were compared
	Faults    []Fault `json:"faults"`
}

// Fault is one thing that is not as it must be.
type Fault struct {
	Seq  uint64 `json:"seq,omitempty"`
	Doc  string `json:"doc,omitempty"`
	What string `json:"what"`
}

// Verify proves that the log is whole (each entry's hash is in the next, each payload is the one that was hashed, or an
// erasure names it), that every document is the fold of the log's outcomes, byte for byte, that the seals and what is parked are
// those that the log says, and that the archive says the same. progress, if not nil, is told now and then how many entries have been read. The error is the store's; what is wrong
// with the book is in the report.
func Verify(ctx context.Context, b Book, progress func(done, of uint64)) (Report, error) {
	p := prover{
		book: b, docs: map[string]merge.Document{}, missing: layout.Bare{}, ended: map[string]uint64{}, seals: map[string]uint64{},
		parked: map[string]layout.Parked{}, next: 1, progress: progress,
	}
	p.report.Faults = []Fault{}
	for done := false; !done; {
		err := b.Store.View(ctx, b.Space, func(r store.Reader) error {
			var err error
			done, err = p.step(r)
			return err
		})
		if err != nil {
			return Report{}, err
		}
	}
	p.erasures()
	if b.Archived != nil {
		if err := p.archived(ctx); err != nil {
			return Report{}, fmt.Errorf("compare with the archive: %w", err)
		}
	}
	return p.report, nil
}

// prover folds the log anew.
type prover struct {
	book     Book
	docs     map[string]merge.Document
	bare     layout.Spans             // entries without a payload
	missing  layout.Bare              // what those were about
	named    layout.Spans             // entries whose payloads an erasure names
	ended    map[string]uint64        // documents that an erasure ended, and with which entry
	seals    map[string]uint64        // that are closed, and by which entry
	parked   map[string]layout.Parked // operations that wait
	next     uint64
	report   Report
	progress func(done, of uint64)
}

func (p *prover) fault(f Fault) {
	if len(p.report.Faults) < maxFaults {
		p.report.Faults = append(p.report.Faults, f)
	}
}

// step reads some entries. When they reach the end of the log, the documents of that same snapshot are compared.
func (p *prover) step(r store.Reader) (done bool, err error) {
	end, err := layout.ReadHead(r, p.book.Epoch)
	if err != nil {
		return false, err
	}
	count := 0
	for kv, err := range r.Scan(layout.Headers(p.next)) {
		if err != nil {
			return false, err
		}
		if err := p.entry(r, layout.Number(kv.Key), kv.Value); err != nil {
			return false, err
		}
		if count++; count == step {
			p.tell(end.Seq)
			return false, nil
		}
	}
	p.tell(end.Seq)
	begins := p.book.Epoch << layout.EpochShift // of an epoch without entries the head is where it begins
	if p.report.Head != 0 && (p.report.Hash != end.Hash || p.report.Head != end.Seq && end.Seq != begins) {
		p.fault(Fault{Seq: end.Seq, What: "the log does not end where its head says"})
	}
	return true, p.compare(r)
}

func (p *prover) tell(of uint64) {
	if p.progress != nil {
		p.progress(p.next-1, of)
	}
}

// entry checks one entry against the one before it, and folds it.
func (p *prover) entry(r store.Reader, seq uint64, text []byte) error {
	header, err := op.DecodeHeader(text)
	switch {
	case err != nil:
		p.fault(Fault{Seq: seq, What: err.Error()})
	case header.Seq != seq:
		p.fault(Fault{Seq: seq, What: fmt.Sprintf("says that it is entry %d", header.Seq)})
	case header.Prev != p.report.Hash:
		p.fault(Fault{Seq: seq, What: "does not follow from the entry before it"})
	case seq != p.report.Head+1 && seq != (seq>>layout.EpochShift<<layout.EpochShift)+1:
		p.fault(Fault{Seq: seq, What: fmt.Sprintf("entries after %d are missing", p.report.Head)})
	}
	p.report.Entries++
	p.report.Head, p.report.Hash, p.next = seq, op.Hash(text), seq+1
	stored, err := r.Get(layout.PayloadKey(seq))
	if err != nil {
		return err
	}
	if stored == nil {
		p.report.Erased++
		p.bare = p.bare.Add(seq)
		p.missing.Add(header)
		return nil
	}
	if op.Hash(stored) != header.Payload {
		p.fault(Fault{Seq: seq, Doc: header.Doc, What: "its payload is not the one that was taken"})
		return nil
	}
	_, rec, err := layout.ReadRecord(stored)
	if err != nil { // it is what was hashed, so this is of a version that is not known here
		p.fault(Fault{Seq: seq, Doc: header.Doc, What: err.Error()})
		return nil //nolint:nilerr // the fault is the book's, and told
	}
	for _, out := range rec.Outcomes {
		if out.Doc != "" {
			p.docs[out.Doc] = merge.Apply(p.docs[out.Doc], seq, out)
		}
	}
	p.waits(header, rec)
	if header.Name == layout.Erase {
		p.erase(seq, rec)
	}
	return nil
}

// erase folds an erasure: what the entries before it say of documents that it ends is said of nothing any more.
func (p *prover) erase(seq uint64, said layout.Record) {
	p.named = p.named.With(said.Erased)
	for _, ref := range said.Ends(p.missing) {
		delete(p.docs, ref)
		p.ended[ref] = seq
	}
	maps.DeleteFunc(p.parked, func(_ string, at layout.Parked) bool { return p.ended[at.Doc] == seq })
}

// compare holds the stored documents, and their places in feeds, against the fold; and the seals, and what is parked.
func (p *prover) compare(r store.Reader) error {
	lost := p.missing.Lost(p.named)
	for kv, err := range r.Scan(layout.Docs("")) {
		if err != nil {
			return err
		}
		ref := layout.Name(kv.Key)
		p.report.Documents++
		folded := p.docs[ref]
		switch {
		case lost[ref]:
			p.fault(Fault{Doc: ref, What: "is here, though entries of it have no content any more"})
			continue
		case folded.Rev == 0 && p.ended[ref] > 0:
			p.fault(Fault{Doc: ref, What: "is here, though an erasure ended it; make the book anew (rebuild)"})
			continue
		}
		doc, err := layout.DocIn(kv.Value)
		if err != nil || !bytes.Equal(doc, folded.Encode()) {
			p.fault(Fault{Doc: ref, What: "is not the fold of the log"})
			continue
		}
		if err := p.places(r, kv.Value); err != nil {
			return err
		}
	}
	for _, ref := range op.SortedNames(p.docs) {
		if p.docs[ref].Rev == 0 || lost[ref] {
			continue
		}
		if stored, err := r.Get(layout.DocKey(ref)); err != nil {
			return err
		} else if stored == nil {
			p.fault(Fault{Doc: ref, What: "is in the log, and missing among the documents"})
		}
	}
	if err := p.compareSeals(r); err != nil {
		return err
	}
	return p.compareParked(r, lost)
}

// erasures holds the entries that have no payload against those that an erasure names.
func (p *prover) erasures() {
	for _, run := range p.bare {
		for seq := run.From; seq <= run.To; seq++ {
			if !p.named.Contain(seq) {
				p.fault(Fault{Seq: seq, What: "its payload is missing, and no erasure names it"})
			}
		}
	}
	if left := p.named.Count() - min(p.named.Count(), p.bare.Count()); left > 0 {
		p.fault(Fault{What: fmt.Sprintf("an erasure is not finished: %d payloads that it names are still here; run it again", left)})
	}
}

// places checks that a document is in the feeds that it belongs to.
func (p *prover) places(r store.Reader, stored []byte) error {
	found, err := layout.DecodeRow(stored)
	if err != nil {
		return err
	}
	name, _, _ := op.SplitRef(found.Doc.Ref)
	feeds, month := layout.FeedsOf(p.book.Schema[name], found.Doc)
	live := 0
	for _, at := range found.Places {
		want := layout.Gone()
		if !at.Gone {
			live++
			want = layout.Live(month)
		}
		value, err := r.Get(layout.FeedKey(at.Feed, at.Seq, found.Doc.Ref))
		if err != nil {
			return err
		}
		if feeds[at.Feed] == at.Gone || !slices.Equal(value, want) {
			p.fault(Fault{Doc: found.Doc.Ref, What: "its row in the feed " + at.Feed + " is not as it must be"})
		}
	}
	if live != len(feeds) {
		p.fault(Fault{Doc: found.Doc.Ref, What: "is missing in a feed"})
	}
	return nil
}
