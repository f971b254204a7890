package book

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Judge says whether somebody may bring it about that the document ref, that was before, becomes after; nil where they may.
type Judge func(docs look.Documents, ref string, before, after op.Fields) error

// Settle decides about a parked operation: it is applied, by the rules of the merge, or declined, with a why. What
// follows a parked creation shares its fate. The receipt's answer is {"verdict": applied | merged | conflict |
// superseded | declined}. may, where it is not nil, is asked in the transaction whether whoever applies it may bring about what comes
// of it; an error of it is returned, and then nothing was done. Problems: not_parked, parked_earlier (another of the same device on
// the same document comes first), why_missing, or what hinders it (still_sealed: reopen the month first).
func (b *Book) Settle(ctx context.Context, cmd Command, opID string, apply bool, may Judge) (Receipt, error) {
	body, err := op.Marshal(struct {
		Op    string          `json:"op"`
		Apply bool            `json:"apply"`
		Body  json.RawMessage `json:"body,omitempty"`
	}{opID, apply, cmd.Body})
	if err != nil {
		return Receipt{}, fmt.Errorf("settle %s: %w", opID, err)
	}
	cmd.Body = body
	if !apply && strings.TrimSpace(cmd.Why) == "" {
		return Receipt{}, &op.Problem{Code: op.CodeWhyMissing, Field: "why"}
	}
	return b.command(ctx, cmd, func(w *writing) (layout.Record, error) {
		s := settling{writing: w, may: may}
		outcomes, err := s.decide(opID, apply)
		if err != nil {
			return layout.Record{}, err
		}
		answer, err := op.Marshal(map[string]op.Verdict{"verdict": outcomes[0].Verdict})
		return layout.Record{Outcomes: outcomes, Answer: answer}, err
	})
}

// settling is one decision inside the transaction.
type settling struct {
	*writing
	lines map[string]merge.Writer // by device
	may   Judge
}

func (s *settling) decide(opID string, apply bool) ([]merge.Outcome, error) {
	stored, err := s.Get(layout.ParkedKey(opID))
	if err != nil {
		return nil, fmt.Errorf("find parked operation %s: %w", opID, err)
	}
	var at layout.Parked
	if stored == nil || json.Unmarshal(stored, &at) != nil {
		return nil, &op.Problem{Code: op.CodeNotParked, Field: "op"}
	}
	if at.Doc == "" { // it could not be read: it waits for the upgrade, or is declined
		if apply {
			return nil, &op.Problem{Code: op.ReasonVersion, Field: "op"}
		}
		return []merge.Outcome{{Verdict: op.Declined, Unpark: []string{opID}, Origin: merge.Origin{Op: opID}}}, nil
	}
	before, err := s.Docs.Row(at.Doc)
	if err != nil {
		return nil, err
	}
	turn := slices.IndexFunc(before.Doc.Parked, func(p merge.Parked) bool { return p.Op == opID })
	if turn < 0 {
		return nil, &op.Problem{Code: op.CodeNotParked, Field: "op"}
	}
	mine := before.Doc.Parked[turn]
	same, err := s.sameDevice(before.Doc, mine)
	if err != nil {
		return nil, err
	}
	if !apply {
		return s.decline(before.Doc, mine, same), nil
	}
	if same[0].Op != opID {
		return nil, op.Problemf(op.CodeParkedEarlier, "op", "%s comes first", same[0].Op)
	}
	return s.apply(before, same)
}

// sameDevice are the document's parked operations of one device (and those it replaced), in the order of n.
func (s *settling) sameDevice(doc merge.Document, mine merge.Parked) ([]merge.Parked, error) {
	var same []merge.Parked
	for _, parked := range doc.Parked {
		line, err := s.oneLine(parked.Origin, mine.Origin)
		if err == nil && !line {
			line, err = s.oneLine(mine.Origin, parked.Origin)
		}
		if err != nil {
			return nil, err
		}
		if line {
			same = append(same, parked)
		}
	}
	slices.SortStableFunc(same, func(a, b merge.Parked) int {
		if a.Device == b.Device {
			return cmp.Compare(a.N, b.N)
		}
		return cmp.Compare(a.Seq, b.Seq) // a replaced device's came first
	})
	return same, nil
}

// decline takes the operation off; where it would have made the document, what followed it goes with it.
func (s *settling) decline(doc merge.Document, mine merge.Parked, same []merge.Parked) []merge.Outcome {
	outcomes := []merge.Outcome{merge.Decline(doc, mine.Op)}
	if doc.Exists() || mine.Reason == op.ReasonFollows {
		return outcomes
	}
	for _, parked := range same {
		if parked.Op != mine.Op && parked.Reason == op.ReasonFollows {
			outcomes = append(outcomes, merge.Decline(doc, parked.Op))
		}
	}
	return outcomes
}

// hindered is what a coordinator hears, who is the one that parked operations wait for.
func hindered(out merge.Outcome) *op.Problem {
	code := out.Code
	if code == op.ReasonSealed {
		code = op.CodeStillSealed
	}
	return &op.Problem{Code: code, Field: out.Field, Detail: out.Detail}
}

// apply merges the first of the operations, and, where it made the document, those that followed it.
func (s *settling) apply(before layout.Row, same []merge.Parked) ([]merge.Outcome, error) {
	var outcomes []merge.Outcome
	doc := before.Doc
	creation := !doc.Exists()
	for i, parked := range same {
		if i > 0 && (!creation || parked.Reason != op.ReasonFollows) {
			break
		}
		out, err := s.merged(doc, parked)
		if err != nil {
			return nil, err
		}
		if out.Verdict == op.Refused || out.Verdict == op.Parked {
			if i == 0 {
				return nil, hindered(out)
			}
			break // it stays parked, to be decided by itself
		}
		outcomes = append(outcomes, out)
		doc = merge.Apply(doc, s.Next(), out)
		if s.full(before, doc) {
			return nil, &op.Problem{Code: op.CodeDocumentFull}
		}
	}
	if s.may != nil {
		if err := s.may(s.Docs, doc.Ref, before.Doc.Values(), doc.Values()); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

func (s *settling) merged(doc merge.Document, parked merge.Parked) (merge.Outcome, error) {
	payload, _, err := layout.ReadPayload(s.Reader, parked.Seq)
	if err != nil {
		return merge.Outcome{}, err
	}
	in, err := s.book.cfg.Read(payload.Raw)
	if err != nil || in.Fault != nil {
		return merge.Outcome{}, fmt.Errorf("read parked operation %s again: %w", parked.Op, cmp.Or(err, error(in.Fault)))
	}
	if in.Newer {
		return merge.Outcome{}, &op.Problem{Code: op.ReasonVersion, Field: "op"}
	}
	line, err := s.line(parked.Person, parked.Device)
	if err != nil {
		return merge.Outcome{}, err
	}
	name, _, _ := op.SplitRef(doc.Ref)
	c := merge.Case{
		Doc: doc, Op: in.Op, Seq: s.Next(), Kind: s.book.cfg.Schema[name], Clock: parked.Clock,
		Writer: line,
	}
	c.Op.N = parked.N // as it was queued when it was taken
	return s.afterwards(c, parked.Origin, merge.Settle)
}

// afterwards asks the merge about an operation that was parked, telling it what the same device has done since.
func (s *settling) afterwards(c merge.Case, parked merge.Origin, judge func(merge.Case, merge.Later) merge.Outcome) (merge.Outcome, error) {
	var failed error
	out, err := s.merge(c, func(c merge.Case) merge.Outcome {
		return judge(c, func(origin merge.Origin, field string) bool {
			if origin.Op == parked.Op || origin.Device == parked.Device && origin.N <= parked.N {
				return false
			}
			line, err := s.oneLine(origin, parked)
			failed = cmp.Or(failed, err)
			if !line || err != nil {
				return false
			}
			spoke, err := s.spoke(origin.Op, field)
			failed = cmp.Or(failed, err)
			return spoke
		})
	})
	return out, cmp.Or(failed, err)
}

// spoke says whether an operation itself set a field. Where that was erased, it is taken to have.
func (s *settling) spoke(id, field string) (bool, error) {
	stored, err := s.Get([]byte(layout.OpKey(id)))
	at, found := layout.DecodePlace(stored)
	if err != nil || !found {
		return false, err
	}
	payload, _, err := layout.ReadPayload(s.Reader, at.Seq)
	if errors.Is(err, layout.ErrErased) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	in, err := s.book.cfg.Read(payload.Raw)
	_, says := in.Op.Set[field]
	return says, err
}

// oneLine says whether an origin is of the same device as another, or of one to which that counts as its own.
func (s *settling) oneLine(origin, of merge.Origin) (bool, error) {
	if origin.N == 0 || of.N == 0 {
		return false, nil
	}
	if origin.Device == of.Device {
		return true, nil
	}
	line, err := s.line(origin.Person, origin.Device)
	return err == nil && line.Wrote(of, origin.N), err
}

// line is who a device's operations come from.
func (s *settling) line(person, device string) (merge.Writer, error) {
	if line, known := s.lines[device]; known {
		return line, nil
	}
	dev, err := layout.ReadDevice(s.Reader, device)
	if err != nil {
		return merge.Writer{}, err
	}
	line, err := lineOf(s.Reader, person, device, dev)
	if err == nil {
		if s.lines == nil {
			s.lines = map[string]merge.Writer{}
		}
		s.lines[device] = line
	}
	return line, err
}
