package month

import (
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Notified notes that the notice of a version was handed to a push service. A version that has been replaced,
// or has come further, is left as it is.
func Notified(docs book.Documents, beneficiary string, m care.Month, version int, now time.Time) (book.Decision, error) {
	p, err := readAlone(docs, beneficiary, m)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.Version != version || !p.invoice.State.May(care.Notified) {
		return book.Decision{Answer: p.answer()}, nil
	}
	return p.step(care.Notified, byPassbok, now)
}

// Opened notes that somebody who may send the invoice has looked at it. Anybody else's look, and a second
// one, changes nothing.
func Opened(docs book.Documents, ask Ask) (book.Decision, error) {
	may, err := care.MayDo(Records(docs), ask.Person, care.HandOver, ask.Beneficiary, ask.Now)
	if err != nil {
		return book.Decision{}, err
	}
	p, err := readAlone(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return book.Decision{}, err
	}
	if !may || !p.invoice.State.May(care.Opened) {
		return book.Decision{Answer: p.answer()}, nil
	}
	return p.step(care.Opened, ask.Person, ask.Now)
}

// HandOver notes that the beneficiary, or a representative whose task covers it, sends the invoice on to
// Försäkringskassan's service, and what was missing then. As long as it is not signed there it may be sent again: who closed
// the page, or lost the network, goes on where they were. One that has been received stays so. While somebody says that
// something is wrong it is not handed over, but by one who insists: that is noted with it. Errors are
// *Changed, or *op.Problem with code forbidden, invoice_unknown, wrong_state, paper_only or invoice_held.
func HandOver(docs book.Documents, in Input) (book.Decision, error) {
	p, err := in.open(docs, care.HandOver)
	if err != nil {
		return book.Decision{}, err
	}
	switch {
	case p.invoice.Version == 0:
		return book.Decision{}, op.Problemf(CodeInvoiceUnknown, "", "it was never marked ready")
	case !p.mayGo():
		return book.Decision{}, wrongState(p)
	case p.granter() == care.GranterMunicipality:
		return book.Decision{}, op.Problemf(CodePaperOnly, "", "the decision is a municipality's")
	}
	if err := in.sameInvoice(p); err != nil {
		return book.Decision{}, err
	}
	if p.invoice.Paper.did(care.PaperSigned) { // it would be signed twice
		return book.Decision{}, wrongState(p)
	}
	noted, err := p.insist(in.Insists)
	if err != nil {
		return book.Decision{}, err
	}
	p.invoice.Paper = nil
	if p.invoice.State == care.Received {
		return p.stay(noted)
	}
	lacks, _ := p.lacks(in.Now)
	p.invoice.Lacking = lacking(lacks)
	return p.step(care.HandedOver, in.Person, in.Now)
}

// stay leaves a received invoice where it is, and writes it only where something is noted with it.
func (p *papers) stay(noted bool) (book.Decision, error) {
	if !noted {
		return book.Decision{Answer: p.answer()}, nil
	}
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	return book.Decision{Set: []book.Change{change}, Answer: p.answer()}, err
}

// mayGo tells whether whoever sends the invoice may go to Försäkringskassan's service with it.
func (p *papers) mayGo() bool {
	return p.invoice.State.May(care.HandedOver) || p.invoice.State == care.Received
}
