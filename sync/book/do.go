package book

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"passbok/store"
	"passbok/sync/book/internal/follow"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Do carries out a command: decide looks at the documents and answers what is to be done, in the transaction that does
// it. The same ID again does nothing and gives the first receipt; with other content it is refused as id_reused. decide
// may run more than once, and has no effects of its own; its error is returned, and then nothing was done.
func (b *Book) Do(ctx context.Context, cmd Command, decide func(Documents) (Decision, error)) (Receipt, error) {
	return b.command(ctx, cmd, func(w *writing) (layout.Record, error) {
		decision, err := decide(w.Docs)
		if err != nil {
			return layout.Record{}, err
		}
		rec := layout.Record{Seal: decision.Seal, Unseal: decision.Unseal, Jobs: decision.Jobs, Answer: decision.Answer}
		for _, change := range decision.Set {
			out, err := w.change(cmd, change)
			if err != nil {
				return layout.Record{}, err
			}
			if len(out.Set) > 0 {
				rec.Outcomes = append(rec.Outcomes, out)
			}
		}
		return rec, nil
	})
}

// command runs work once per command, and writes its entry and what follows from it.
func (b *Book) command(ctx context.Context, cmd Command, work func(*writing) (layout.Record, error)) (Receipt, error) {
	if cmd.ID == "" || len(cmd.ID) > 200 || cmd.Name == "" {
		return Receipt{}, op.Problemf(op.CodeMalformed, "id", "a command needs an id and a name")
	}
	raw, err := op.Marshal(cmd)
	if err != nil {
		return Receipt{}, fmt.Errorf("command %s: %w", cmd.Name, err)
	}
	var salt [op.SaltSize]byte
	if _, err := io.ReadFull(b.cfg.Rand, salt[:]); err != nil {
		return Receipt{}, fmt.Errorf("command %s: draw a salt: %w", cmd.Name, err)
	}
	if err := b.Accepts(ctx); err != nil {
		return Receipt{}, fmt.Errorf("command %s: %w", cmd.Name, err)
	}
	now, content := b.cfg.Clock(), cmd.Content()
	var receipt Receipt
	var end uint64
	var done look.Commit
	err = b.store.Update(ctx, b.space, func(tx store.Txn) error {
		receipt = Receipt{}
		w, err := b.write(tx, now)
		if err != nil {
			return err
		}
		at, known, reused, err := layout.Find(w.Reader, layout.CommandKey(cmd.ID), content, func(kept [sha256.Size]byte) bool { return kept == content })
		switch {
		case err != nil:
			return err
		case known:
			end = w.End().Seq
			receipt, err = receiptOf(tx, at.Seq)
			return err
		case reused:
			return &op.Problem{Code: op.CodeIDReused, Field: "id"}
		}
		rec, err := work(w)
		if err != nil {
			return err
		}
		if err := w.commanded(cmd, op.Payload{Salt: salt, Raw: raw}, rec, content); err != nil {
			return err
		}
		receipt, end = Receipt{Seq: w.End().Seq, Hash: w.End().Hash, Answer: rec.Answer}, w.End().Seq
		done = w.Commit()
		return w.Finish()
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("command %s: %w", cmd.Name, err)
	}
	if !receipt.Again {
		b.announce(done)
	}
	if err := b.archived(ctx, end); err != nil {
		return Receipt{}, fmt.Errorf("command %s: %w", cmd.Name, err)
	}
	return receipt, nil
}

// Content is what makes a command the same when it is sent again: all but the session's device, which changes when a
// person signs in anew.
func (cmd Command) Content() [sha256.Size]byte {
	cmd.Device = ""
	text, err := op.Marshal(cmd)
	if err != nil { // Body was no JSON: the first Marshal has said so
		return [sha256.Size]byte{}
	}
	return sha256.Sum256(text)
}

// receiptOf is the receipt of a command that was carried out before.
func receiptOf(r store.Reader, seq uint64) (Receipt, error) {
	text, err := r.Get(layout.LogKey(seq))
	if err != nil {
		return Receipt{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	receipt := Receipt{Seq: seq, Hash: op.Hash(text), Again: true}
	if _, rec, err := layout.ReadPayload(r, seq); err == nil { // where it was erased, so was the answer
		receipt.Answer = rec.Answer
	}
	return receipt, nil
}

// change makes the outcome of a command's change to one document. What stands already is not set anew.
func (w *writing) change(cmd Command, change Change) (merge.Outcome, error) {
	name, id, ok := op.SplitRef(change.Doc)
	kind, known := w.book.cfg.Schema[name]
	if !ok || !known {
		return merge.Outcome{}, op.Problemf(op.CodeUnknownKind, "doc", "%q", change.Doc)
	}
	before, err := w.Docs.Row(change.Doc)
	if err != nil {
		return merge.Outcome{}, err
	}
	out := merge.Outcome{
		Doc: change.Doc, Verdict: op.Commanded, Set: op.Fields{},
		Origin: merge.Origin{Op: cmd.ID, Person: cmd.Person, Device: cmd.Device, Why: cmd.Why},
	}
	for field, value := range change.Set {
		canonical, err := op.Canonical(value)
		if err != nil {
			return merge.Outcome{}, fmt.Errorf("set %s of %s: %w", field, change.Doc, err)
		}
		if !op.Equal(field, before.Doc.Fields.Value(field), canonical) {
			out.Set[field] = canonical
		}
	}
	if problem := kind.CheckShape(out.Set); problem != nil {
		return merge.Outcome{}, fmt.Errorf("set %s: %w", change.Doc, problem)
	}
	if problem := kind.CheckWhole(id, op.Overlay(before.Doc.Values(), out.Set)); problem != nil {
		return merge.Outcome{}, fmt.Errorf("set %s: %w", change.Doc, problem)
	}
	return out, nil
}

// commanded writes a command's entry, and all that it did.
func (w *writing) commanded(cmd Command, payload op.Payload, rec layout.Record, content [sha256.Size]byte) error {
	var err error
	if payload.Outcome, err = op.Marshal(rec); err != nil {
		return fmt.Errorf("write outcome of command %s: %w", cmd.Name, err)
	}
	if len(payload.Raw)+len(payload.Outcome) > roomy {
		return op.Problemf(op.CodeTooLarge, "", "the command does more than one entry holds")
	}
	header := op.Header{Person: cmd.Person, Device: cmd.Device, Op: cmd.ID, Name: cmd.Name, Verdict: op.Commanded}
	if len(rec.Outcomes) == 1 {
		header.Doc = rec.Outcomes[0].Doc
	}
	return w.Append(follow.Entry{Header: header, Record: rec, Content: content, Why: cmd.Why}, payload)
}
