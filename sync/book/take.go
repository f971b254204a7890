package book

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/follow"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// taken is what a transaction made of a request's operations.
type taken struct {
	verdicts []Verdict
	last     uint64
	written  bool
	full     bool   // there was room for some only
	end      uint64 // the log's last entry
	done     look.Commit
}

// taking is one request's operations inside the transaction.
type taking struct {
	*writing
	who        Actor
	dev        layout.Device
	devChanged bool
	clock      int64 // milliseconds that the device is ahead at this request
	partial    bool  // a restore has not been confirmed yet
	line       *merge.Writer
}

// take judges the operations in the order of n. It may run again, and has no effect outside tx.
func (b *Book) take(tx store.Txn, who Actor, req Request, incoming []received, now time.Time) (taken, error) {
	w, err := b.write(tx, now)
	if err != nil {
		return taken{}, err
	}
	t := &taking{writing: w, who: who}
	if t.dev, err = layout.ReadDevice(tx, who.Device); err != nil {
		return taken{}, err
	}
	if t.dev.Person != "" && t.dev.Person != who.Person {
		return taken{}, &op.Problem{Code: op.CodeDeviceMismatch, Field: "device", Index: -1}
	}
	if err := t.replace(req.Replaces); err != nil {
		return taken{}, err
	}
	since, err := tx.Get(layout.HoldKey)
	if err != nil {
		return taken{}, err
	}
	t.clock, t.partial = offset(req.Now, now), since != nil
	out := taken{verdicts: make([]Verdict, 0, len(incoming))}
	for i, in := range incoming {
		if t.Filled() { // the device sends the rest with its next request
			out.full = true
			break
		}
		verdict, took, err := t.one(in)
		var problem *op.Problem
		if errors.As(err, &problem) {
			problem.Index = i
		}
		if err != nil {
			return taken{}, err
		}
		if !took {
			break
		}
		out.verdicts = append(out.verdicts, verdict)
	}
	if t.devChanged {
		if err := t.keepDevice(); err != nil {
			return taken{}, err
		}
	}
	out.last = t.dev.Last
	out.written, out.end, out.done = t.Wrote(), t.End().Seq, t.Commit()
	return out, t.Finish()
}

func (t *taking) keepDevice() error {
	t.dev.V, t.dev.Person, t.dev.Offset, t.dev.Seen = 1, t.who.Person, t.clock, op.FormatTime(t.Now)
	text, err := op.Marshal(t.dev)
	if err != nil {
		return fmt.Errorf("keep device %s: %w", t.who.Device, err)
	}
	t.Put(layout.DeviceKey(t.who.Device), text)
	return nil
}

// one takes one operation. It is not taken, and nothing after it is, where operations before it are missing.
func (t *taking) one(in received) (Verdict, bool, error) {
	at, known, reused, err := layout.Find(t.Reader, layout.OpKey(in.Op.ID), in.Content, in.Same)
	if err != nil {
		return Verdict{}, false, err
	}
	if known && fault.On(fault.DedupeAfterApply) {
		t.twice(in)
	}
	if known && !fault.On(fault.DedupeByBatch) {
		return t.again(in.Op, at.Seq)
	}
	switch {
	case in.Op.N <= t.dev.Last:
		return Verdict{}, false, op.Problemf(op.CodeDeviceForked, "n", "operation %d of the device is another one", in.Op.N)
	case in.Op.N > t.dev.Last+1 && !fault.On(fault.CounterGap):
		return Verdict{}, false, nil
	}
	t.dev.Last, t.devChanged = in.Op.N, true
	if reused && in.Fault == nil {
		in.Fault = &op.Problem{Code: op.CodeIDReused, Field: "id"}
	}
	if in.clock, err = t.mark(in.Op); err != nil {
		return Verdict{}, false, err
	}
	before, out, err := t.judge(in)
	if err != nil {
		return Verdict{}, false, err
	}
	return t.keep(in, before, out, reused)
}

// twice is fault.DedupeAfterApply: what came before has its effect again, and the answer of the first time.
func (t *taking) twice(in received) {
	if before, out, err := t.judge(in); err == nil {
		_, _, _ = t.keep(in, before, out, true)
	}
}

// judge asks rights and merge. The row is the document before.
func (t *taking) judge(in received) (layout.Row, merge.Outcome, error) {
	before, c, decided, err := t.ask(in.Reading, in.clock)
	if err != nil || decided != nil {
		return before, deref(decided), err
	}
	out, err := t.merge(c, merge.Judge)
	return before, out, err
}

func deref(out *merge.Outcome) merge.Outcome {
	if out == nil {
		return merge.Outcome{}
	}
	return *out
}

// ask gathers what the merge must know of an operation: the document before, and what right its writer has to it. Where
// that decides already there is an outcome instead.
func (t *taking) ask(in op.Reading, clock int64) (before layout.Row, c merge.Case, decided *merge.Outcome, err error) {
	o := in.Op
	origin := merge.Origin{Op: o.ID, Person: t.who.Person, Device: t.who.Device, N: o.N, Clock: clock}
	refused := func(code, field, detail string) (layout.Row, merge.Case, *merge.Outcome, error) {
		return layout.Row{}, merge.Case{}, &merge.Outcome{Origin: origin, Verdict: op.Refused, Code: code, Field: field, Detail: detail}, nil
	}
	waits := func() (layout.Row, merge.Case, *merge.Outcome, error) {
		return layout.Row{}, merge.Case{}, unread(origin), nil
	}
	if in.Fault != nil {
		return refused(in.Fault.Code, in.Fault.Field, in.Fault.Detail)
	}
	name, id, ok := op.SplitRef(o.Doc)
	kind, known := t.book.cfg.Schema[name]
	switch {
	case in.Newer && (!ok || !known || !kind.Open || len(o.Set) == 0):
		return waits()
	case !known:
		return refused(op.CodeUnknownKind, "doc", name)
	case !kind.Open:
		return refused(op.CodeCommandsOnly, "doc", name)
	}
	if before, err = t.Docs.Row(o.Doc); err != nil {
		return layout.Row{}, merge.Case{}, nil, err
	}
	if before.Doc.Rev == 0 && !kind.Keyed && !op.IsUUID7(id) {
		if in.Newer {
			return waits()
		}
		return refused(op.CodeBadID, "doc", "not a UUIDv7")
	}
	c = merge.Case{
		Doc: before.Doc, Op: o, Seq: t.Next(), Kind: kind, Newer: in.Newer, Partial: t.partial, Clock: clock,
	}
	if c.Writer, err = t.writer(); err != nil {
		return layout.Row{}, merge.Case{}, nil, err
	}
	if !kind.Keyed { // there is no other name under which it could be made, and Check holds it whole
		if c.Refused, err = t.refusedCreation(c); err != nil {
			return layout.Row{}, merge.Case{}, nil, err
		}
	}
	stands := before.Doc.Values()
	var fault interface { // what a domain's check says is at fault, beside who may
		Code() string
		Field() string
	}
	switch c.Right, err = t.book.cfg.Rights.May(t.Docs, t.who, o.Doc, stands, op.Overlay(c.Expected(), o.Set)); {
	case errors.As(err, &fault) && in.Newer:
		return waits()
	case errors.As(err, &fault):
		return before, c, &merge.Outcome{Doc: o.Doc, Origin: origin, Verdict: op.Refused, Code: fault.Code(), Field: fault.Field()}, nil
	case err != nil:
		return layout.Row{}, merge.Case{}, nil, fmt.Errorf("may %s change %s: %w", t.who.Person, o.Doc, err)
	}
	if c.Right == Never {
		if c.Moved, err = t.moved(c); err != nil {
			return layout.Row{}, merge.Case{}, nil, err
		}
	}
	if in.Newer && c.Right == Never && !c.Moved {
		theirs, err := t.mayBeTheirs(c)
		if theirs || err != nil {
			return layout.Row{}, merge.Case{}, unread(origin), err
		}
	}
	return before, c, nil, nil
}

// merge asks the merge, with the seals of this transaction.
func (w *writing) merge(c merge.Case, judge func(merge.Case) merge.Outcome) (merge.Outcome, error) {
	var failed error
	c.Sealed = func(name string) bool {
		closed, err := w.Docs.Sealed(name)
		failed = cmp.Or(failed, err)
		return closed
	}
	out := judge(c)
	return out, failed
}

// keep writes an operation's entry and all that follows from it.
func (t *taking) keep(in received, before layout.Row, out merge.Outcome, reused bool) (Verdict, bool, error) {
	rec := layout.Record{Outcomes: []merge.Outcome{out}, Clock: in.clock}
	if t.dev.Unlogged {
		rec.Line, t.dev.Unlogged = t.dev.Ancestors, false
	}
	text, err := rec.Encode()
	if err == nil && out.Verdict.Accepted() && t.crowds(before, in, out, len(text)) {
		out = merge.Outcome{Doc: out.Doc, Origin: out.Origin, Verdict: op.Refused, Code: op.CodeDocumentFull}
		rec.Outcomes[0] = out
		text, err = rec.Encode()
	}
	if err != nil {
		return Verdict{}, false, fmt.Errorf("write outcome of %s: %w", in.Op.ID, err)
	}
	header := op.Header{
		Person: t.who.Person, Device: t.who.Device, N: in.Op.N, Op: in.Op.ID, Doc: out.Doc, Verdict: out.Verdict,
	}
	e := follow.Entry{Header: header, Record: rec, Content: in.Content, Reused: reused}
	if err := t.Append(e, op.Payload{Salt: in.salt, Raw: in.Raw, Outcome: text}); err != nil {
		return Verdict{}, false, err
	}
	return Verdict{ID: in.Op.ID, N: in.Op.N, Seq: t.End().Seq, Verdict: out.Verdict, Code: out.Code, Field: out.Field}, true, nil
}
