package month

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Report is what Försäkringskassan says of a month's invoice.
type Report struct {
	Beneficiary string
	Month       care.Month
	care.Report
	Now time.Time
}

// Status takes in a report; what it means is care.Judge's to say. A difference makes the invoice differ, and is
// told to the office too. A signature on a version that was replaced or reopened meanwhile is noted, and told.
// The error is a *op.Problem with code invoice_unknown where there never was such a version.
func Status(docs book.Documents, r Report) (book.Decision, error) {
	p, err := readAlone(docs, r.Beneficiary, r.Month)
	if err != nil {
		return book.Decision{}, err
	}
	standing, at, err := p.judged(docs, r.Version)
	if err != nil {
		return book.Decision{}, err
	}
	switch out := care.Judge(r.Report, standing); out.Meaning {
	case care.Unknown:
		return book.Decision{}, op.Problemf(CodeInvoiceUnknown, "", "no version %d of it", r.Version)
	case care.News:
		return p.moved(out, r.Now)
	case care.Outdated:
		if out.Next.Done() { // that a version which holds no longer has arrived is nothing to keep
			return p.signedLate(at, LateSignature{r.Version, r.Now.UTC().Format(time.RFC3339), out.Differences}, r.Now)
		}
	}
	return book.Decision{Answer: p.answer()}, nil
}

// judged is how far a version has come. at is its place among those that were signed though they hold no
// longer, -1 where it is none of them.
func (p *papers) judged(docs book.Documents, version int) (standing care.Standing, at int, err error) {
	if version < 1 || version > p.invoice.Version {
		return care.Standing{}, -1, nil
	}
	sent, err := Snapshot(docs, p.beneficiary.ID, p.month, version)
	if err != nil {
		return care.Standing{}, -1, err
	}
	said := sent.Statement()
	standing = care.Standing{Sent: &said, State: care.HandedOver}
	if version == p.invoice.Version && p.invoice.State.Sealed() {
		standing.Current, standing.State, standing.Differences = true, p.invoice.State, p.invoice.Differences
		return standing, -1, nil
	}
	at = slices.IndexFunc(p.invoice.Late, func(l LateSignature) bool { return l.Version == version })
	if at >= 0 {
		standing.State, standing.Differences = care.Signed, p.invoice.Late[at].Differences
		if len(standing.Differences) > 0 {
			standing.State = care.Differs
		}
	}
	return standing, at, nil
}

// moved takes the invoice to where a report brings it, and tells people once it is signed.
func (p *papers) moved(out care.Outcome, now time.Time) (book.Decision, error) {
	p.invoice.Differences = out.Differences
	if out.Next == care.Signed {
		p.invoice.Late = nil // the newest holds on both sides
	}
	decision, err := p.step(out.Next, byFK, now)
	if err != nil || !out.Next.Done() {
		return decision, err
	}
	code := InvoiceSigned
	if out.Next == care.Differs {
		code = InvoiceDiffers
	}
	tell, err := p.notice(code, p.invoice.Version, now)
	decision.Jobs = []book.Job{tell}
	return decision, err
}

// signedLate notes the signature on a version that holds no longer, in its place among those known, or as a
// new one.
func (p *papers) signedLate(at int, l LateSignature, now time.Time) (book.Decision, error) {
	if at >= 0 {
		p.invoice.Late[at] = l
	} else {
		p.invoice.Late = append(p.invoice.Late, l)
	}
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(InvoiceDiffers, l.Version, now)
	if err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Set: []book.Change{change}, Jobs: []book.Job{tell}, Answer: p.answer()}, nil
}
