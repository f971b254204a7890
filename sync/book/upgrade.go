package book

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Some operations wait for no person. One of a later version waits for the upgrade of the server: until the book is opened
// by an engine that understands it. One that did not fit a book which had been restored waits until an operator has said
// that the restore is over. Then each is judged as if it had come now, by a command of its own, in the order in which
// they came. It may be parked anew (the month is closed by now, say). One that is not allowed, or not valid, is declined
// by nobody, with the code that it would have been refused with.

// judging is the command that judges an operation which was parked for such a reason; ok is false where a person does.
func judging(reason, opID string) (cmd Command, ok bool) {
	switch reason {
	case op.ReasonVersion:
		return Command{ID: "upgrade/" + opID, Name: "parked.upgrade"}, true
	case op.ReasonRestored:
		return Command{ID: "restored/" + opID, Name: "parked.restored"}, true
	}
	return Command{}, false
}

// reconsider judges what has waited for this moment. While a restore is not confirmed there is nothing that it could be
// held against.
func (b *Book) reconsider(ctx context.Context) error {
	waiting, err := b.waiting(ctx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		_, err := b.command(ctx, w.command, func(tx *writing) (layout.Record, error) {
			return (&settling{writing: tx}).rejudge(w)
		})
		var problem *op.Problem
		if err != nil && !errors.As(err, &problem) { // a problem: it stays where it is, for a coordinator to decline
			return fmt.Errorf("judge operation %s anew: %w", w.id, err)
		}
	}
	return nil
}

// waits is a parked operation that waited for this moment.
type waits struct {
	id      string
	seq     uint64
	doc     string // where it is listed; "" where nothing could be read of it
	reason  string // for which it was parked
	command Command
}

// waiting finds those that can be judged now, and were not judged anew yet.
func (b *Book) waiting(ctx context.Context) ([]waits, error) {
	var list []waits
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		list = nil
		if held, err := r.Get(layout.HoldKey); err != nil || held != nil {
			return err
		}
		for kv, err := range r.Scan(layout.Waiting()) {
			if err != nil {
				return err
			}
			at, err := layout.DecodeParked(kv.Value)
			if err != nil {
				return err
			}
			w := waits{id: layout.Name(kv.Key), seq: at.Seq, doc: at.Doc}
			due, err := b.due(r, &w)
			if err != nil {
				return err
			}
			if due {
				list = append(list, w)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for operations that waited for this moment: %w", err)
	}
	slices.SortFunc(list, func(a, b waits) int { return cmp.Compare(a.seq, b.seq) })
	return list, nil
}

// due says whether one can be judged, and gives it its command.
func (b *Book) due(r store.Reader, w *waits) (bool, error) {
	payload, rec, err := layout.ReadPayload(r, w.seq)
	if errors.Is(err, layout.ErrErased) {
		return false, nil
	}
	if err != nil || len(rec.Outcomes) == 0 {
		return false, err
	}
	w.reason = rec.Outcomes[0].Code
	cmd, ours := judging(w.reason, w.id)
	in, problem := b.cfg.Read(payload.Raw)
	if !ours || problem != nil || in.Newer { // what cannot be read waits on
		return false, nil //nolint:nilerr // the problem is the operation's, and no failure of ours
	}
	w.command = cmd
	judged, err := r.Get([]byte(layout.CommandKey(w.command.ID)))
	return judged == nil, err
}

// rejudge judges one as if its device had just sent it.
func (s *settling) rejudge(w waits) (layout.Record, error) {
	header, err := layout.ReadHeader(s.Reader, w.seq)
	if err != nil {
		return layout.Record{}, err
	}
	payload, rec, err := layout.ReadPayload(s.Reader, w.seq)
	if err != nil {
		return layout.Record{}, err
	}
	in, err := s.book.cfg.Read(payload.Raw)
	if err != nil {
		return layout.Record{}, err
	}
	in.Op.N = header.N
	line, err := s.line(header.Person, header.Device)
	if err != nil {
		return layout.Record{}, err
	}
	t := &taking{writing: s.writing, who: Actor{Person: header.Person, Device: header.Device}, line: &line}
	_, c, decided, err := t.ask(in, rec.Clock)
	if err != nil {
		return layout.Record{}, err
	}
	origin := merge.Origin{Op: w.id, Person: header.Person, Device: header.Device, N: header.N}
	var out merge.Outcome
	if decided != nil {
		out = *decided
		out.Verdict, out.Unpark = op.Declined, []string{w.id}
	} else if out, err = s.afterwards(c, origin, func(c merge.Case, later merge.Later) merge.Outcome {
		return merge.Rejudge(c, w.seq, later)
	}); err != nil {
		return layout.Record{}, err
	}
	if out.Verdict == op.Declined {
		out.Doc = w.doc // where it was on no list, nothing changes
	}
	outcomes, err := s.withFollowers(out, w.reason)
	if err != nil {
		return layout.Record{}, err
	}
	return layout.Record{Outcomes: outcomes}, nil
}

// withFollowers adds what becomes of the operations that were parked because this one was, without which there was no
// document. To a book that was restored another phone may have given it back meanwhile.
func (s *settling) withFollowers(out merge.Outcome, reason string) ([]merge.Outcome, error) {
	outcomes := []merge.Outcome{out}
	if out.Doc == "" {
		return outcomes, nil
	}
	before, err := s.Docs.Row(out.Doc)
	if err != nil {
		return nil, err
	}
	doc := merge.Apply(before.Doc, s.Next(), out)
	same, err := s.sameDevice(before.Doc, merge.Parked{Origin: out.Origin})
	if err != nil {
		return nil, err
	}
	for _, parked := range same {
		if before.Doc.Exists() && reason != op.ReasonRestored || out.Verdict == op.Parked || parked.Op == out.Origin.Op || parked.Reason != op.ReasonFollows {
			continue
		}
		next := merge.Decline(doc, parked.Op)
		next.Code = op.CodeFollowsRefused
		if doc.Exists() {
			if next, err = s.merged(doc, parked); err != nil {
				return nil, err
			}
		}
		if next.Verdict == op.Refused || next.Verdict == op.Parked {
			break // it stays parked, to be decided by itself
		}
		outcomes = append(outcomes, next)
		doc = merge.Apply(doc, s.Next(), next)
	}
	if s.full(before, doc) {
		return nil, &op.Problem{Code: op.CodeDocumentFull}
	}
	return outcomes, nil
}
