package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// InvoiceView is a month's invoice for whoever may see it: what was marked ready, and where it stands. The
// number is masked.
type InvoiceView struct {
	Beneficiary  Party                    `json:"beneficiary"`
	Month        care.Month               `json:"month"`
	Deadline     care.Date                `json:"deadline"`
	State        care.State               `json:"state"`
	Version      int                      `json:"version"`
	Hash         string                   `json:"hash"` // of the snapshot: what to name as saw when it is handed over
	Personnummer string                   `json:"personnummer"`
	Provider     care.InvoiceParty        `json:"provider"`
	Sums         care.Sums                `json:"sums"`
	Counted      care.Fraction            `json:"counted"`
	Granted      *int                     `json:"granted"`
	Days         []care.InvoiceDay        `json:"days"`
	Assistants   []care.InvoiceShare      `json:"assistants"`
	Standing     Standing                 `json:"invoice"`
	Declaration  *care.InvoiceDeclaration `json:"declaration"` // numbers masked; null on an invoice from before it was asked for
	MayHandOver  bool                     `json:"mayHandOver"` // the asker, now
	Lacks        []Lack                   `json:"lacks"`       // what is missing, for an asker who may hand it over
	Risk         int                      `json:"risk"`        // öre of it, each minute once
	Found        []Lack                   `json:"found"`       // what else they should know of; it is not missing
	Before       *InvoiceBefore           `json:"before"`      // null where nobody worked in the month before
	Sheets       []InvoiceSheet           `json:"sheets"`      // of the assistants, as they stand now
	MayPaper     bool                     `json:"mayPaper"`    // it may go on paper: the asker may say so, or is the office
	Signers      []Party                  `json:"signers"`     // who may sign it
	Held         []Flag                   `json:"held"`        // what holds it: it is handed over once that is settled, or by whoever insists
}

// LookInvoice shows a month's invoice as it was marked ready. Errors are *op.Problem with code forbidden, or
// invoice_unknown while there is none: it was never marked ready, or was reopened.
func LookInvoice(docs book.Documents, ask Ask) (InvoiceView, error) {
	if err := allowed(docs, ask.Person, care.See, ask.Beneficiary, ask.Now); err != nil {
		return InvoiceView{}, err
	}
	p, err := readAlone(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return InvoiceView{}, err
	}
	if !p.invoice.State.Sealed() {
		return InvoiceView{}, op.Problemf(CodeInvoiceUnknown, "", "it is not marked ready")
	}
	inv, err := Snapshot(docs, ask.Beneficiary, ask.Month, p.invoice.Version)
	if err != nil {
		return InvoiceView{}, err
	}
	standing, err := p.standing(docs)
	if err != nil {
		return InvoiceView{}, err
	}
	may, err := care.MayDo(Records(docs), ask.Person, care.HandOver, ask.Beneficiary, ask.Now)
	if err != nil {
		return InvoiceView{}, err
	}
	var declared *care.InvoiceDeclaration
	if inv.Declaration != nil {
		masked := inv.Declaration.Masked()
		declared = &masked
	}
	view := InvoiceView{
		Beneficiary: p.beneficiary, Month: p.month, Deadline: p.month.Deadline(),
		State: p.invoice.State, Version: inv.Version, Hash: p.invoice.Hash, Personnummer: inv.Beneficiary.Personnummer.Masked(),
		Provider: inv.Provider, Sums: inv.Sums, Counted: inv.Sums.Counted(), Granted: granted(p.decisions, p.month),
		Days: inv.Days, Assistants: inv.Assistants, Standing: standing, Declaration: declared,
		MayHandOver: may && p.mayGo() && p.granter() != care.GranterMunicipality && !p.invoice.Paper.did(care.PaperSigned), Lacks: []Lack{},
		Found: []Lack{}, Sheets: p.sheetsTold(), Held: []Flag{},
	}
	if view.Signers, err = p.signers(docs, ask.Now); err != nil {
		return InvoiceView{}, err
	}
	office, err := care.MayDo(Records(docs), ask.Person, care.PaperInvoice, ask.Beneficiary, ask.Now)
	if err != nil {
		return InvoiceView{}, err
	}
	if p.isHeld() {
		view.Held = p.shownFlags(p.holding())
	}
	view.MayPaper = (may || office) && p.mayPaper()
	if view.Before, err = p.monthBefore(docs); err != nil {
		return InvoiceView{}, err
	}
	if view.MayHandOver {
		view.Lacks, view.Risk = p.lacks(ask.Now)
		view.Found = p.told()
	}
	return view, nil
}

// InvoiceLine is one invoice in a list.
type InvoiceLine struct {
	Beneficiary Party      `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Deadline    care.Date  `json:"deadline"`
	Standing    Standing   `json:"invoice"`
}

// Invoices lists what a person may see of invoices that have been marked ready at some time: their own and
// those of whom they represent, or everybody's for the office. Newest month first, then by name.
func Invoices(docs book.Documents, person string, now time.Time) ([]InvoiceLine, error) {
	beneficiaries, err := seen(docs, person, now)
	if err != nil {
		return nil, err
	}
	lines := []InvoiceLine{}
	for _, id := range beneficiaries {
		p := papers{names: map[string]string{}}
		name, err := p.name(docs, id)
		if err != nil {
			return nil, err
		}
		p.beneficiary = Party{id, name}
		for doc, err := range docs.Feed(care.InvoiceIndex(id)) {
			if err != nil {
				return nil, fmt.Errorf("read invoices of %s: %w", id, err)
			}
			p.month = care.Month(doc.Text("month"))
			if p.invoice, err = invoiceOf(docs, id, p.month); err != nil {
				return nil, err
			}
			standing, err := p.standing(docs)
			if err != nil {
				return nil, err
			}
			lines = append(lines, InvoiceLine{p.beneficiary, p.month, p.month.Deadline(), standing})
		}
	}
	slices.SortFunc(lines, func(a, b InvoiceLine) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return lines, nil
}

// seen are the beneficiaries whose months a person may see, in order of their ids.
func seen(docs book.Documents, person string, now time.Time) ([]string, error) {
	all := map[string]bool{person: true}
	for doc, err := range docs.Feed(care.RoleIndex(care.RoleBeneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read beneficiaries: %w", err)
		}
		all[doc.Text("person")] = true
	}
	var may []string
	for id := range all {
		ok, err := care.MayDo(Records(docs), person, care.See, id, now)
		if err != nil {
			return nil, err
		}
		if ok {
			may = append(may, id)
		}
	}
	slices.Sort(may)
	return may, nil
}
