package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passbok/sync/book"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
	"passbok/sync/sim/domain"
	"passbok/sync/sim/phone"
)

// lock seals a month that the office looks at, or its days, or opens them again.
func (w *world) lock(s *slot, step Step) {
	if !isOffice(s.place) {
		return
	}
	beneficiary, month := monthOf(step.Pick)
	feed := beneficiary + "@" + month
	seals, set := []string{feed}, op.Fields{"state": domain.Val("locked")}
	switch step.Do {
	case Sign:
		seals = []string{domain.Assistants()[step.Row%3] + "/" + feed}
	case Reopen:
		seals = append(seals, "anna/"+feed, "bea/"+feed, "cleo/"+feed)
		set["state"] = domain.Val("open")
	case Close:
		seals = daySeals(feed, []int{24, 25, 28, 31}[step.Row%4])
		set = op.Fields{"closed": domain.Val(seals[len(seals)-1])}
	case Unclose:
		seals, set = daySeals(feed, 31), op.Fields{"closed": domain.Val("")}
	}
	opens := step.Do == Reopen || step.Do == Unclose
	saw, err := json.Marshal(rowsOf(s.phone, feed))
	if err != nil {
		w.broken = err
		return
	}
	cmd := book.Command{ID: w.id(w.Now()), Name: string(step.Do), Person: s.person, Device: s.phone.Device, Body: saw}
	decide := func(docs book.Documents) (book.Decision, error) {
		if opens {
			return book.Decision{Unseal: seals, Set: []book.Change{{Doc: "month/" + feed, Set: set}}}, nil
		}
		return sealing(docs, feed, seals, set, saw)
	}
	receipt, ok := w.do(s, cmd, step.Net, func() (book.Receipt, error) { return w.server.book.Do(w.ctx, cmd, decide) })
	w.call("month/"+feed, "the month "+feed)
	w.tell("%s: %s %s, %s", s.name, step.Do, strings.Join(seals, ", "), done(receipt, ok))
	if !ok {
		return
	}
	if opens {
		w.check.Reopened(seals, receipt.Seq)
		return
	}
	docs, _ := w.audit()
	w.check.Sealed(seals, receipt.Seq, docs)
}

// daySeals are the seals of a month's days through one: of those days on which there are rows.
func daySeals(feed string, through int) (seals []string) {
	for _, day := range []int{1, 2, 3, 24, 25, 26, 28, 29, 30, 31} {
		if day <= through {
			seals = append(seals, fmt.Sprintf("%s-%02d", feed, day))
		}
	}
	return seals
}

func done(receipt book.Receipt, ok bool) string {
	if !ok {
		return "which is not done"
	}
	return fmt.Sprintf("done at %d", receipt.Seq)
}

// rowsOf are the rows of a month as a phone shows them, by what they are at: it is what the person saw.
func rowsOf(p *phone.Phone, feed string) map[string]uint64 {
	rows := map[string]uint64{}
	for ref, doc := range p.Docs {
		kind, id, _ := strings.Cut(ref, "/")
		if kind == "shift" && slices.Contains(domain.FeedsOf(kind, id, doc.Fields), feed) {
			rows[ref] = doc.Rev
		}
	}
	return rows
}

var (
	errChanged  = &op.Problem{Code: op.CodeChanged, Field: "saw"}
	errNotReady = &op.Problem{Code: "month_not_ready"}
)

// sealing decides by the documents whether a month, or some days of it, may be locked: it is what the person saw, and nothing in it is open.
func sealing(docs book.Documents, feed string, seals []string, set op.Fields, saw json.RawMessage) (book.Decision, error) {
	rows := map[string]uint64{}
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return book.Decision{}, err
		}
		kind, id, _ := strings.Cut(doc.Ref, "/")
		if kind != "shift" {
			continue
		}
		if touched(doc, seals) && len(doc.Conflicts)+len(doc.Parked) > 0 && !fault.On(fault.SealsOverOpen) {
			return book.Decision{}, errNotReady
		}
		if slices.Contains(domain.FeedsOf(kind, id, doc.Values()), feed) {
			rows[doc.Ref] = doc.Rev
		}
	}
	var seen map[string]uint64
	if err := json.Unmarshal(saw, &seen); err != nil {
		return book.Decision{}, err
	}
	if !maps.Equal(seen, rows) {
		return book.Decision{}, errChanged
	}
	return book.Decision{
		Seal: seals, Set: []book.Change{{Doc: "month/" + feed, Set: set}},
		Answer: json.RawMessage(`{"locked":true}`),
	}, nil
}

// touched says whether a document is under one of some seals, or would be by what is open on it.
func touched(doc merge.Document, seals []string) bool {
	sets := []op.Fields{nil}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			sets = append(sets, candidate.Set)
		}
	}
	for _, parked := range doc.Parked {
		sets = append(sets, parked.Set)
	}
	kind, _, _ := strings.Cut(doc.Ref, "/")
	return slices.ContainsFunc(sets, func(set op.Fields) bool {
		return slices.ContainsFunc(domain.SealsOf(kind, op.Overlay(doc.Values(), set)), func(seal string) bool { return slices.Contains(seals, seal) })
	})
}

// settle decides about a parked operation that the office looks at.
func (w *world) settle(s *slot, step Step) {
	if !isOffice(s.place) {
		return
	}
	var waiting []string
	for _, ref := range slices.Sorted(maps.Keys(s.phone.Docs)) {
		for _, parked := range s.phone.Docs[ref].Parked {
			waiting = append(waiting, parked.Op)
		}
	}
	if len(waiting) == 0 {
		return
	}
	id, apply := w.byName(waiting)[step.Pick/3%len(waiting)], step.Pick%3 > 0
	cmd := book.Command{ID: w.id(w.Now()), Name: "settle", Person: s.person, Device: s.phone.Device}
	if !apply {
		cmd.Why = "that was not so"
	}
	receipt, ok := w.do(s, cmd, step.Net, func() (book.Receipt, error) { return w.server.book.Settle(w.ctx, cmd, id, apply, nil) })
	verb := map[bool]string{true: "applies", false: "declines"}[apply]
	w.tell("%s %s %s, %s %s", s.name, verb, id, done(receipt, ok), receipt.Answer)
}

// do gives a command, and gives it again where no answer came: with the same id it is done once.
func (w *world) do(s *slot, cmd book.Command, net Net, give func() (book.Receipt, error)) (book.Receipt, bool) {
	switch net {
	case Dropped, Late:
		return book.Receipt{}, false
	case CrashBefore, CrashAfter, CrashBetween:
		w.server.flaky.crash = net
		_, _ = give()
		w.restart()
	case Unanswered, Twice:
		if receipt, err := give(); err == nil && net == Twice {
			w.check.Commanded(cmd.ID, receipt)
		}
	}
	receipt, err := give()
	w.record("command", []any{cmd.ID, receipt, fmt.Sprint(err)})
	var problem *op.Problem
	if errors.As(err, &problem) {
		w.mean("%s: %s is %s", s.name, cmd.Name, problem.Code)
		return receipt, false
	}
	if err != nil {
		w.broken = fmt.Errorf("%s of %s: %w", cmd.Name, s.name, err)
		return receipt, false
	}
	w.mean("%s: %s is done at %d: %s", s.name, cmd.Name, receipt.Seq, receipt.Answer)
	w.check.Commanded(cmd.ID, receipt)
	return receipt, true
}
