package month

import (
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Answers are what whoever may send an invoice has said to the questions that its form asks each month.
type Answers struct {
	Said map[string]bool `json:"said"` // by care.Questions: yes or no; what is not there nobody has answered
	By   string          `json:"by"`   // whoever answered last
	At   string          `json:"at"`   // RFC 3339, UTC
}

// Answer notes what the beneficiary, or whoever acts for them, says to the recurring questions of the form. It changes nothing
// that was marked ready: where they say otherwise than the invoice does, the office sees it, opens the invoice, and is
// suggested what they said. So the answers stay when an invoice is reopened. Answers that are given later take the place of
// earlier ones to the same questions. Errors are *Changed, or *op.Problem with code forbidden, invoice_unknown,
// wrong_state or question_unknown.
func Answer(docs book.Documents, in Input, said map[string]bool) (book.Decision, error) {
	p, err := in.open(docs, care.HandOver)
	if err != nil {
		return book.Decision{}, err
	}
	switch {
	case p.invoice.Version == 0:
		return book.Decision{}, op.Problemf(CodeInvoiceUnknown, "", "it was never marked ready")
	case !p.invoice.State.Sealed() || p.invoice.State.Done():
		return book.Decision{}, wrongState(p)
	}
	for question := range said {
		if !slices.Contains(care.Questions(), question) {
			return book.Decision{}, op.Problemf(CodeQuestionUnknown, "answers", "%s", question)
		}
	}
	if err := in.sameInvoice(p); err != nil {
		return book.Decision{}, err
	}
	all := map[string]bool{}
	if p.invoice.Answers != nil {
		maps.Copy(all, p.invoice.Answers.Said)
	}
	maps.Copy(all, said)
	p.invoice.Answers = &Answers{all, in.Person, in.Now.UTC().Format(time.RFC3339)}
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	if err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Set: []book.Change{change}, Answer: p.answer()}, nil
}

// suggest are answers as a declaration says them. That somebody was at school does not say where, nor that they were in hospital
// when: so a yes to those suggests nothing.
func (a *Answers) suggest(suggested care.Fields) {
	if a == nil {
		return
	}
	for question, yes := range a.Said {
		switch {
		case question == care.AskedOutsideEEA || question == care.AskedAllUsed:
			suggested[question] = care.Value(yes)
		case question == care.AskedActivities && !yes:
			suggested[question] = care.Value([]string{})
		}
	}
}
