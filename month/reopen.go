package month

import (
	"strings"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Reopen takes back that a month was marked ready: its rows may change again, what is parked waits for a
// coordinator, and whoever had been told is told again. It wants a reason. What was sent or signed before
// stays known by its version.
func Reopen(docs book.Documents, in Input) (book.Decision, error) {
	if strings.TrimSpace(in.Why) == "" {
		return book.Decision{}, &op.Problem{Code: op.CodeWhyMissing, Field: "why"}
	}
	p, err := in.open(docs, care.Reopen)
	if err != nil {
		return book.Decision{}, err
	}
	if !p.invoice.State.May(care.Open) {
		return book.Decision{}, wrongState(p)
	}
	if err := in.unchanged(p, p.findings()); err != nil {
		return book.Decision{}, err
	}
	gone := p.invoice.Late
	if at := p.invoice.At[p.invoice.State]; p.invoice.State.Done() { // what is signed at Försäkringskassan stays signed there
		gone = append(gone, LateSignature{p.invoice.Version, at, p.invoice.Differences})
	}
	p.invoice = invoice{
		Version: p.invoice.Version, Why: in.Why, Late: gone, Answers: p.invoice.Answers, Scans: p.invoice.Scans,
		At: map[care.State]string{}, By: map[care.State]string{},
	}
	decision, err := p.step(care.Open, in.Person, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(InvoiceReopened, p.invoice.Version, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	decision.Unseal = []string{care.MonthSeal(p.beneficiary.ID, p.month)}
	decision.Jobs = []book.Job{tell}
	return decision, nil
}
