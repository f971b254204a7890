package book

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// enough is how many bytes one transaction may have written before it takes no further operation: what is left of the
// store's limit holds the largest operation there can be. The device sends the rest with its next request.
const enough = 600 << 10

// roomy bounds a stored document and a stored payload, below the store's limit for a value.
const roomy = 60 << 10

// taken is what a transaction made of a request's operations.
type taken struct {
	verdicts []Verdict
	last     uint64
	written  bool
	full     bool   // there was room for some only
	end      uint64 // the log's last entry
}

// taking is one request's operations inside the transaction.
type taking struct {
	*writing
	who        Actor
	dev        device
	devChanged bool
	clock      int64
}

// take judges the operations in the order of n. It may run again, and has no effect outside tx.
func (b *Book) take(tx store.Txn, who Actor, req Request, incoming []received, now time.Time) (taken, error) {
	w, err := b.write(tx, now)
	if err != nil {
		return taken{}, err
	}
	t := &taking{writing: w, who: who}
	if t.dev, err = readDevice(tx, who.Device); err != nil {
		return taken{}, err
	}
	if t.dev.Person != "" && t.dev.Person != who.Person {
		return taken{}, &op.Problem{Code: op.CodeDeviceMismatch, Field: "device", Index: -1}
	}
	if err := t.replace(req.Replaces); err != nil {
		return taken{}, err
	}
	if ms := offset(req.Now, now); max(ms, -ms) > clockTolerance.Milliseconds() {
		t.clock = ms
	}
	out := taken{verdicts: make([]Verdict, 0, len(incoming))}
	for i, in := range incoming {
		if t.size > enough {
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
		if err := t.keepDevice(offset(req.Now, now)); err != nil {
			return taken{}, err
		}
	}
	out.last = t.dev.Last
	out.written, out.end = t.size > 0, t.head.Seq
	return out, t.finish()
}

func (t *taking) keepDevice(ahead int64) error {
	t.dev.V, t.dev.Person, t.dev.Offset, t.dev.Seen = 1, t.who.Person, ahead, op.FormatTime(t.now)
	text, err := op.Marshal(t.dev)
	if err != nil {
		return fmt.Errorf("keep device %s: %w", t.who.Device, err)
	}
	t.put(deviceKey(t.who.Device), text)
	return nil
}

// one takes one operation. It is not taken, and nothing after it is, where operations before it are missing.
func (t *taking) one(in received) (Verdict, bool, error) {
	at, known, reused, err := t.find("op/"+in.Op.ID, in.Content)
	if err != nil {
		return Verdict{}, false, err
	}
	if known {
		if in.Op.N == t.dev.Last+1 { // queued again by a device that replaces the one that sent it first
			t.dev.Last, t.devChanged = in.Op.N, true
		}
		verdict, err := t.again(in.Op, at.seq)
		return verdict, true, err
	}
	switch {
	case in.Op.N <= t.dev.Last:
		return Verdict{}, false, op.Problemf(op.CodeDeviceForked, "n", "operation %d of the device is another one", in.Op.N)
	case in.Op.N > t.dev.Last+1:
		return Verdict{}, false, nil
	}
	t.dev.Last, t.devChanged = in.Op.N, true
	if reused && in.Fault == nil {
		in.Fault = &op.Problem{Code: op.CodeIDReused, Field: "id"}
	}
	before, out, err := t.judge(in)
	if err != nil {
		return Verdict{}, false, err
	}
	return t.keep(in, before, out, reused)
}

// again answers a resend with the verdict of the first time.
func (t *taking) again(o op.Op, seq uint64) (Verdict, error) {
	verdict := Verdict{ID: o.ID, N: o.N, Seq: seq, Again: true}
	head, err := readHeader(t.tx, seq)
	if err != nil {
		return Verdict{}, err
	}
	verdict.Verdict = head.Verdict
	if head.Verdict == op.Applied || head.Verdict == op.Merged {
		return verdict, nil
	}
	_, record, err := readPayload(t.tx, seq)
	if errors.Is(err, errErased) {
		return verdict, nil
	}
	if err == nil && len(record.Outcomes) > 0 {
		verdict.Code, verdict.Field = record.Outcomes[0].Code, record.Outcomes[0].Field
	}
	return verdict, err
}

// judge asks rights and merge. The row is the document before.
func (t *taking) judge(in received) (row, merge.Outcome, error) {
	o := in.Op
	origin := merge.Origin{Op: o.ID, Person: t.who.Person, Device: t.who.Device, N: o.N, Clock: t.clock}
	refused := func(code, field, detail string) (row, merge.Outcome, error) {
		return row{}, merge.Outcome{Origin: origin, Verdict: op.Refused, Code: code, Field: field, Detail: detail}, nil
	}
	if in.Fault != nil {
		return refused(in.Fault.Code, in.Fault.Field, in.Fault.Detail)
	}
	name, id, ok := op.SplitRef(o.Doc)
	kind, known := t.book.cfg.Schema[name]
	switch {
	case in.Newer && (!ok || !known || !kind.Open || len(o.Set) == 0):
		return row{}, unread(origin), nil
	case !known:
		return refused(op.CodeUnknownKind, "doc", name)
	case !kind.Open:
		return refused(op.CodeCommandsOnly, "doc", name)
	}
	before, err := t.docs.row(o.Doc)
	if err != nil {
		return row{}, merge.Outcome{}, err
	}
	if before.doc.Rev == 0 && !op.IsUUID7(id) {
		if in.Newer {
			return row{}, unread(origin), nil
		}
		return refused(op.CodeBadID, "doc", "not a UUIDv7")
	}
	c := merge.Case{
		Doc: before.doc, Op: o, Seq: t.head.Seq + 1, Kind: kind, Newer: in.Newer, Clock: t.clock,
		Writer: merge.Writer{Person: t.who.Person, Device: t.who.Device, Ancestors: t.dev.Ancestors},
	}
	if c.Refused, err = t.refusedCreation(c); err != nil {
		return row{}, merge.Outcome{}, err
	}
	stands := before.doc.Values()
	var fault interface { // what a domain's check says is at fault, beside who may
		Code() string
		Field() string
	}
	switch c.Right, err = t.book.cfg.Rights.May(t.docs, t.who, o.Doc, stands, op.Overlay(c.Expected(), o.Set)); {
	case errors.As(err, &fault) && in.Newer:
		return row{}, unread(origin), nil
	case errors.As(err, &fault):
		return before, merge.Outcome{Doc: o.Doc, Origin: origin, Verdict: op.Refused, Code: fault.Code(), Field: fault.Field()}, nil
	case err != nil:
		return row{}, merge.Outcome{}, fmt.Errorf("may %s change %s: %w", t.who.Person, o.Doc, err)
	}
	if c.Right == Never {
		if c.Moved, err = t.moved(c); err != nil {
			return row{}, merge.Outcome{}, err
		}
	}
	if in.Newer && c.Right == Never && !c.Moved {
		theirs, err := t.mayBeTheirs(c)
		if theirs || err != nil {
			return row{}, unread(origin), err
		}
	}
	out, err := t.merge(c)
	return before, out, err
}

// merge asks the merge, with the seals of this transaction.
func (t *writing) merge(c merge.Case) (merge.Outcome, error) {
	var failed error
	c.Sealed = func(name string) bool {
		closed, err := t.docs.Sealed(name)
		failed = errors.Join(failed, err)
		return closed
	}
	out := merge.Judge(c)
	return out, failed
}

// refusedCreation finds an operation of the writer's that would have made the document and was refused.
func (t *taking) refusedCreation(c merge.Case) (*merge.Origin, error) {
	if c.Doc.Exists() {
		return nil, nil
	}
	devices := []string{c.Writer.Device}
	for _, a := range c.Writer.Ancestors {
		devices = append(devices, a.Device)
	}
	for _, id := range devices {
		stored, err := t.tx.Get(refusedKey(c.Doc.Ref, id))
		if err != nil {
			return nil, fmt.Errorf("look for a refused creation of %s: %w", c.Doc.Ref, err)
		}
		var origin merge.Origin
		if stored != nil && json.Unmarshal(stored, &origin) == nil {
			return &origin, nil
		}
	}
	return nil, nil
}

// keep writes an operation's entry and all that follows from it.
func (t *taking) keep(in received, before row, out merge.Outcome, reused bool) (Verdict, bool, error) {
	rec := record{Outcomes: []merge.Outcome{out}, Clock: t.clock}
	if t.dev.Unlogged {
		rec.Line, t.dev.Unlogged = t.dev.Ancestors, false
	}
	text, err := op.Marshal(rec)
	if err == nil && out.Verdict.Accepted() && crowds(before, in, t.head.Seq+1, out, len(text)) {
		out = merge.Outcome{Doc: out.Doc, Origin: out.Origin, Verdict: op.Refused, Code: op.CodeDocumentFull}
		rec.Outcomes[0] = out
		text, err = op.Marshal(rec)
	}
	if err != nil {
		return Verdict{}, false, fmt.Errorf("write outcome of %s: %w", in.Op.ID, err)
	}
	header := op.Header{
		Person: t.who.Person, Device: t.who.Device, N: in.Op.N, Op: in.Op.ID, Doc: out.Doc, Verdict: out.Verdict,
	}
	e := entry{header: header, rec: rec, content: in.Content, reused: reused}
	if err := t.append(e, op.Payload{Salt: in.salt, Raw: in.Raw, Outcome: text}); err != nil {
		return Verdict{}, false, err
	}
	return Verdict{ID: in.Op.ID, N: in.Op.N, Seq: t.head.Seq, Verdict: out.Verdict, Code: out.Code, Field: out.Field}, true, nil
}

// crowds says whether a document or a payload would be larger than the store takes. Most are so much smaller that
// nothing need be written out to know it.
func crowds(before row, in received, seq uint64, out merge.Outcome, outcome int) bool {
	if before.size+4*len(in.Raw)+outcome < roomy/2 {
		return false
	}
	return len(merge.Apply(before.doc, seq, out).Encode()) > roomy || outcome+len(in.Raw) > roomy
}
