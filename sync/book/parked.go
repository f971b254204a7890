package book

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/merge"
)

// ParkedOp is an operation that waits for a decision.
type ParkedOp struct {
	ID     string
	Seq    uint64
	Person string         // who said it
	At     string         // when it came, RFC 3339
	Doc    merge.Document // as it stands; without fields where the operation would make it, without a ref where it could not be read
	Parked merge.Parked   // empty where it could not be read: it waits for a newer version of the server
}

// ParkedOps are all operations that wait for a decision, on whatever kind of document, in the order they came, and how many
// there are; at most limit of them, the oldest.
func (b *Book) ParkedOps(ctx context.Context, limit int) (ops []ParkedOp, all int, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		ops, all = nil, 0
		for kv, err := range r.Scan(layout.Waiting()) {
			if err != nil {
				return err
			}
			at, err := layout.DecodeParked(kv.Value)
			if err != nil {
				return err
			}
			ops = append(ops, ParkedOp{ID: layout.Name(kv.Key), Seq: at.Seq, Doc: merge.Document{Ref: at.Doc}})
		}
		all = len(ops)
		slices.SortFunc(ops, func(a, b ParkedOp) int { return cmp.Compare(a.Seq, b.Seq) })
		ops = ops[:min(len(ops), limit)]
		docs := b.memory.At(r)
		for i := range ops {
			if err := ops[i].read(r, docs); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list what is parked: %w", err)
	}
	return ops, all, nil
}

// read finds what an operation says, and the document that it is about.
func (p *ParkedOp) read(r store.Reader, docs *look.Look) error {
	header, err := layout.ReadHeader(r, p.Seq)
	if err != nil {
		return err
	}
	p.Person, p.At = header.Person, header.At
	if p.Doc.Ref == "" {
		return nil
	}
	found, err := docs.Row(p.Doc.Ref)
	if err != nil {
		return err
	}
	p.Doc = found.Doc
	for _, parked := range found.Doc.Parked {
		if parked.Op == p.ID {
			p.Parked, p.Person = parked, parked.Person
		}
	}
	return nil
}
