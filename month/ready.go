package month

import (
	"strings"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// NotReady is why a month cannot be marked ready: what stops it.
type NotReady struct{ Findings []Finding }

// Error names the codes of what stops the month.
func (n *NotReady) Error() string {
	codes := make([]string, 0, len(n.Findings))
	for _, f := range n.Findings {
		codes = append(codes, f.Code)
	}
	return "month not ready: " + strings.Join(codes, ", ")
}

// Unwrap is the problem that a caller acts upon.
func (n *NotReady) Unwrap() error {
	return &op.Problem{Code: CodeNotReady, Detail: n.Error()}
}

// Ready marks a month's invoice ready: the rows are sealed, the snapshot kept, whoever may send it is told.
// Nothing that stops may be left, the month must be over, and there must be time in it to be paid for. What only warns stops
// nobody, but asks for a reason, and is noted with the invoice; errors are *NotReady, *Changed, *WhyAsked, or a *op.Problem with code forbidden, person_unknown, wrong_state, month_not_over or month_empty.
func Ready(docs book.Documents, in Input) (book.Decision, error) {
	p, err := in.open(docs, care.Lock)
	if err != nil {
		return book.Decision{}, err
	}
	if !p.invoice.State.May(care.Ready) {
		return book.Decision{}, wrongState(p)
	}
	if in.Now.Before(p.span.End) { // a row of tonight would only be parked
		return book.Decision{}, op.Problemf(CodeNotOver, "month", "%s", p.month)
	}
	found := p.findings()
	if err := in.unchanged(p, found); err != nil {
		return book.Decision{}, err
	}
	if stop := stops(found); len(stop) > 0 {
		return book.Decision{}, &NotReady{stop}
	}
	if p.minutes() == 0 {
		return book.Decision{}, op.Problemf(CodeEmpty, "month", "%s", p.month)
	}
	despite, err := in.despite(&p, found)
	if err != nil {
		return book.Decision{}, err
	}
	inv, err := p.snapshot(docs, p.invoice.Version+1, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	kept, hash, err := keep(inv)
	if err != nil {
		return book.Decision{}, err
	}
	fresh := invoice{Version: inv.Version, Hash: hash, Sums: &inv.Sums, Rows: inv.Rows, Why: in.Why, Despite: despite, Late: p.invoice.Late, Answers: p.invoice.Answers, Scans: p.invoice.Scans}
	fresh.At, fresh.By = map[care.State]string{}, map[care.State]string{}
	p.invoice = fresh
	decision, err := p.step(care.Ready, in.Person, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(InvoiceReady, inv.Version, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	decision.Set = append(decision.Set, kept)
	decision.Seal = []string{care.MonthSeal(p.beneficiary.ID, p.month)}
	decision.Jobs = []book.Job{tell}
	return decision, nil
}
