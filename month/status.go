package month

import (
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Report is what Försäkringskassan says of an invoice.
type Report struct {
	Beneficiary string
	Month       care.Month
	Version     int
	Signed      *care.Statement // what was signed; nil where it is only received
	Now         time.Time
}

// Status takes in a report. Received and signed may come twice, late, and in any order: what is known already
// changes nothing. What was signed is compared with the snapshot, every field: a difference makes the invoice
// differ, and is told to the office too. A version that was replaced meanwhile is noted as signed late.
// The error is a *op.Problem with code invoice_unknown where there never was such a version.
func Status(docs book.Documents, r Report) (book.Decision, error) {
	p, err := readAlone(docs, r.Beneficiary, r.Month)
	if err != nil {
		return book.Decision{}, err
	}
	if r.Version < 1 || r.Version > p.invoice.Version {
		return book.Decision{}, op.Problemf(CodeInvoiceUnknown, "", "no version %d of it", r.Version)
	}
	if r.Version < p.invoice.Version || !p.invoice.State.Sealed() {
		return p.replaced(r)
	}
	if r.Signed == nil {
		if !p.invoice.State.May(care.Received) {
			return book.Decision{Answer: p.answer()}, nil
		}
		return p.step(care.Received, byFK, r.Now)
	}
	sent, err := Snapshot(docs, r.Beneficiary, r.Month, r.Version)
	if err != nil {
		return book.Decision{}, err
	}
	return p.signed(r, care.Compare(sent.Statement(), *r.Signed))
}

func (p *papers) signed(r Report, differences []care.Difference) (book.Decision, error) {
	state, code := care.Signed, InvoiceSigned
	if len(differences) > 0 {
		state, code = care.Differs, InvoiceDiffers
	}
	// What differs is never hidden: not by a report that came before, and not by one that comes after.
	if !p.invoice.State.May(state) && (p.invoice.State != care.Signed || state != care.Differs) {
		return book.Decision{Answer: p.answer()}, nil
	}
	p.invoice.Differences = differences
	if state == care.Signed {
		p.invoice.Late = nil // the newest holds on both sides
	}
	decision, err := p.step(state, byFK, r.Now)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(code, r.Version, r.Now)
	if err != nil {
		return book.Decision{}, err
	}
	decision.Jobs = []book.Job{tell}
	return decision, nil
}

// replaced takes in what is said of a version that holds no longer: only a signature is worth keeping.
func (p *papers) replaced(r Report) (book.Decision, error) {
	for _, known := range p.invoice.Late {
		if known.Version == r.Version {
			r.Signed = nil
		}
	}
	if r.Signed == nil {
		return book.Decision{Answer: p.answer()}, nil
	}
	p.invoice.Late = append(p.invoice.Late, late{r.Version, r.Now.UTC().Format(time.RFC3339)})
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(InvoiceDiffers, r.Version, r.Now)
	if err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Set: []book.Change{change}, Jobs: []book.Job{tell}, Answer: p.answer()}, nil
}
