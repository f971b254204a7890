package book

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"

	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// entry is one step of the book, just judged or read back from a log: who did what, and what came of it. Whatever else
// the book keeps follows from its entries, by follow alone, so that a log read again gives the same book.
type entry struct {
	header  op.Header
	rec     record
	content [sha256.Size]byte // of the operation or command, to tell a resend from another one's id
	reused  bool              // its id was used before, with other content
	why     string            // of a command
}

// record is what a payload holds as its outcome: of an operation, or of a command with all that it did.
type record struct {
	Outcomes []merge.Outcome  `json:"outcomes,omitempty"`
	Seal     []string         `json:"seal,omitempty"`
	Unseal   []string         `json:"unseal,omitempty"`
	Jobs     []Job            `json:"jobs,omitempty"`
	Erased   spans            `json:"erased,omitempty"` // entries whose payloads go by this one
	Answer   json.RawMessage  `json:"answer,omitempty"`
	Clock    int64            `json:"clock,omitempty"`
	Line     []merge.Ancestor `json:"line,omitempty"` // devices that the writer's took over from, with the first entry that it is in
}

// encode is what op.Marshal makes of a record.
func (r record) encode() ([]byte, error) {
	if len(r.Outcomes) != 1 || r.Seal != nil || r.Unseal != nil || r.Jobs != nil || r.Erased != nil || r.Answer != nil || r.Line != nil {
		return op.Marshal(r)
	}
	out, err := r.Outcomes[0].AppendJSON(append(make([]byte, 0, 768), `{"outcomes":[`...))
	if err != nil {
		return nil, err
	}
	out = append(out, ']')
	if r.Clock != 0 {
		out = strconv.AppendInt(append(out, `,"clock":`...), r.Clock, 10)
	}
	return append(out, '}'), nil
}

// readPlain reads a record of operations as encode writes most; false where encoding/json must be asked.
func (r *record) readPlain(raw []byte) bool {
	return op.Members(raw, func(name, value []byte) bool {
		return string(name) == "outcomes" && op.Items(value, func(one []byte) bool {
			var out merge.Outcome
			ok := out.ReadPlain(one)
			r.Outcomes = append(r.Outcomes, out)
			return ok
		})
	})
}

// follow writes what follows from an entry, which is the log's last: indexes, documents, feeds, seals, jobs.
func (w *writing) follow(e entry) error {
	if e.header.Name != "" {
		return w.followCommand(e)
	}
	index := "op/" + e.header.Op
	if e.reused {
		index = otherKey(index, e.content)
	}
	w.put([]byte(index), place{seq: e.header.Seq, content: e.content}.encode())
	for _, out := range e.rec.Outcomes {
		if err := w.followOperation(e.header, out); err != nil {
			return err
		}
	}
	return nil
}

// followOperation writes what is looked up later: the document, and whose operation waits or was refused.
func (w *writing) followOperation(header op.Header, out merge.Outcome) error {
	if (out.Verdict == op.Refused || out.Verdict == op.Parked) && !fault.On(fault.ForgetsFromMine) {
		w.put(mineKey(header.Person, header.Seq), nil)
	}
	if out.Verdict == op.Parked {
		if err := w.parked(header.Op, parkedAt{Seq: header.Seq, Doc: out.Doc}); err != nil {
			return err
		}
	}
	if out.Doc == "" {
		return nil
	}
	before, err := w.docs.row(out.Doc)
	if err != nil {
		return err
	}
	if out.Verdict == op.Refused {
		if before.doc.Rev > 0 || out.Code == op.CodeFollowsRefused {
			return nil
		}
		text, err := op.Marshal(out.Origin)
		w.put(refusedKey(out.Doc, header.Device), text)
		return err
	}
	return w.document(before, header.Seq, merge.Apply(before.doc, header.Seq, out))
}

// followCommand writes all that a command did.
func (w *writing) followCommand(e entry) error {
	seq := e.header.Seq
	w.put([]byte("cmd/"+e.header.Op), place{seq: seq, content: e.content}.encode())
	for _, out := range e.rec.Outcomes {
		var err error
		switch {
		case out.Park != nil: // anew, for another reason
			err = w.parked(out.Park.Op, parkedAt{Seq: out.Park.Seq, Doc: out.Doc})
		case len(out.Unpark) > 0:
			err = w.settled(e, out)
		}
		if err != nil {
			return err
		}
		if out.Doc == "" {
			continue // an operation that no document could be read from
		}
		before, err := w.docs.row(out.Doc)
		if err != nil {
			return err
		}
		if err := w.document(before, seq, merge.Apply(before.doc, seq, out)); err != nil {
			return err
		}
	}
	for _, name := range e.rec.Seal {
		w.put(sealKey(name), number(seq))
	}
	for _, name := range e.rec.Unseal {
		w.delete(sealKey(name))
	}
	for _, job := range e.rec.Jobs {
		if err := w.enqueue(job); err != nil {
			return err
		}
	}
	if e.header.Name == releaseCommand {
		w.delete(holdKey)
	}
	return nil
}

// parked notes where a parked operation is.
func (w *writing) parked(opID string, at parkedAt) error {
	text, err := op.Marshal(at)
	if err != nil {
		return fmt.Errorf("park %s: %w", opID, err)
	}
	w.put(key("parked/", opID), text)
	return nil
}

// settled notes what became of a parked operation, for its author and for whoever asks again.
func (w *writing) settled(e entry, out merge.Outcome) error {
	text, err := op.Marshal(Settled{
		Verdict: out.Verdict, Seq: e.header.Seq, Person: e.header.Person, Why: e.why, At: e.header.At,
		Code: out.Code, Field: out.Field,
	})
	if err != nil {
		return fmt.Errorf("settle %s: %w", out.Origin.Op, err)
	}
	w.delete(key("parked/", out.Origin.Op))
	w.put(key("settled/", out.Origin.Op), text)
	return nil
}
