package proof

import (
	"bytes"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// waits folds what an entry closes and opens, and what it parks and settles.
func (p *prover) waits(header op.Header, rec layout.Record) {
	for _, out := range rec.Outcomes {
		switch {
		case header.Name == "" && out.Verdict == op.Parked:
			p.parked[header.Op] = layout.Parked{Seq: header.Seq, Doc: out.Doc}
		case header.Name == "":
		case out.Park != nil: // anew, for another reason
			p.parked[out.Park.Op] = layout.Parked{Seq: out.Park.Seq, Doc: out.Doc}
		case len(out.Unpark) > 0:
			delete(p.parked, out.Origin.Op)
		}
	}
	for _, name := range rec.Seal {
		p.seals[name] = header.Seq
	}
	for _, name := range rec.Unseal {
		delete(p.seals, name)
	}
}

// compareSeals holds the stored seals against the fold.
func (p *prover) compareSeals(r store.Reader) error {
	stored := map[string]bool{}
	for kv, err := range r.Scan(layout.Seals()) {
		if err != nil {
			return err
		}
		name := layout.Name(kv.Key)
		stored[name] = true
		if seq, closed := p.seals[name]; !closed {
			p.fault(Fault{What: fmt.Sprintf("the seal %s is here, and the log says that nothing is closed by it", name)})
		} else if !bytes.Equal(kv.Value, layout.Encode(seq)) {
			p.fault(Fault{Seq: seq, What: fmt.Sprintf("the seal %s is not of the entry that closed it", name)})
		}
	}
	for _, name := range op.SortedNames(p.seals) {
		if !stored[name] {
			p.fault(Fault{Seq: p.seals[name], What: fmt.Sprintf("the seal %s, which the entry closed, is missing: what it locks can be changed", name)})
		}
	}
	return nil
}

// compareParked holds what waits for a decision against the fold.
func (p *prover) compareParked(r store.Reader, lost map[string]bool) error {
	stored := map[string]bool{}
	for kv, err := range r.Scan(layout.Waiting()) {
		if err != nil {
			return err
		}
		id := layout.Name(kv.Key)
		stored[id] = true
		at, err := layout.DecodeParked(kv.Value)
		if waits, folded := p.parked[id]; err != nil || !folded || at != waits {
			p.fault(Fault{Seq: at.Seq, Doc: at.Doc, What: fmt.Sprintf("operation %s is not parked as the log says", id)})
		}
	}
	for _, id := range op.SortedNames(p.parked) {
		if at := p.parked[id]; !stored[id] && !lost[at.Doc] {
			p.fault(Fault{Seq: at.Seq, Doc: at.Doc, What: fmt.Sprintf("operation %s is parked, and missing among those that wait for a decision", id)})
		}
	}
	return nil
}
