package month

import (
	"cmp"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// Pack are the papers of a customer's month that hold now: each is what is printed when it is asked for alone.
type Pack struct {
	Beneficiary Party
	Invoice     *InvoiceInPack // nil where it is not marked ready
	Sheets      []SheetInPack  // in order of the assistants' names; those that nobody has said to be whole are not among them
}

// InvoiceInPack is a pack's invoice.
type InvoiceInPack struct {
	Invoice care.Invoice
	Kept    Kept
}

// SheetInPack is one of a pack's timesheets.
type SheetInPack struct {
	Sheet care.Timesheet
	Kept  Kept
}

// Papers is how many there are.
func (p Pack) Papers() int {
	if p.Invoice == nil {
		return len(p.Sheets)
	}
	return len(p.Sheets) + 1
}

// PrintPack gives all papers of a month to be printed, to whoever may see them all. Errors are *op.Problem with code forbidden or
// person_unknown; a month without a paper is no error.
func PrintPack(docs book.Documents, ask Ask) (Pack, error) {
	for _, act := range []care.Act{care.See, care.SeeSheet} {
		if err := allowed(docs, ask.Person, act, ask.Beneficiary, ask.Now); err != nil {
			return Pack{}, err
		}
	}
	p, err := readAlone(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return Pack{}, err
	}
	pack := Pack{Beneficiary: p.beneficiary}
	if p.invoice.State.Sealed() {
		invoice, kept, err := PrintInvoice(docs, ask, 0)
		if err != nil {
			return Pack{}, err
		}
		pack.Invoice = &InvoiceInPack{invoice, kept}
	}
	var ready []Party
	for _, assistant := range p.sheetHolders() {
		if state := p.held[assistant].State; state == "" || state == care.SheetOpen {
			continue
		}
		name, err := p.name(docs, assistant)
		if err != nil {
			return Pack{}, err
		}
		ready = append(ready, Party{assistant, name})
	}
	slices.SortFunc(ready, func(a, b Party) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	for _, one := range ready {
		sheet, kept, err := PrintTimesheet(docs, ask, one.ID, 0)
		if err != nil {
			return Pack{}, err
		}
		pack.Sheets = append(pack.Sheets, SheetInPack{sheet, kept})
	}
	return pack, nil
}
