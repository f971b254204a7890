package server

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"passbok/care"
	"passbok/month"
	"passbok/month/form"
	"passbok/month/paper"
	"passbok/month/pdf"
	"passbok/sync/book"
)

// What a pack may hold: it is made in memory, and within the time of a request. A copy of Försäkringskassan's own form takes many times
// what a paper of ours does (docs/print.md).
const (
	packCustomers = 40
	packPapers    = 400
	packForms     = 40
)

// packPDF answers GET /api/v1/packs/{month}?beneficiary=a,b: all papers of a month that are to be printed, of the customers that are
// named, in one PDF. A customer's invoice comes first, and then their timesheets, in the order of names. Each has the pages that it
// has alone. Like printing one it notes nothing: that a paper is printed a person says. A provider has one made at a time.
func packPDF(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	customers, err := c.packed()
	if err != nil {
		return err
	}
	done, err := c.server.oneMore("pack/"+c.book.ID(), 1)
	if err != nil {
		return problem(codePackUnderWay).because(err)
	}
	defer done()
	outs, err := c.printouts(of, customers)
	if err != nil {
		return err
	}
	bound, err := c.bound(outs)
	if err != nil {
		return err
	}
	return c.document(asPDF, fmt.Sprintf("papper-%s", of), bound)
}

// packed are the customers whose papers are asked for, each once, in the order in which they are named.
func (c *call) packed() ([]string, error) {
	var customers []string
	for _, id := range strings.Split(c.Query("beneficiary"), ",") {
		if !isPerson(id) {
			return nil, problem(codeUUID).at("beneficiary")
		}
		if !slices.Contains(customers, id) {
			customers = append(customers, id)
		}
		if len(customers) > packCustomers {
			return nil, tooLarge()
		}
	}
	return customers, nil
}

func tooLarge() error {
	p := problem(codePackTooLarge)
	p.Detail = map[string]any{"customers": packCustomers, "papers": packPapers, "forms": packForms}
	return p
}

// fits says whether a pack may have so many papers, of which so many copies of forms.
func fits(papers, forms int) bool { return papers <= packPapers && forms <= packForms }

// printouts are the papers of a pack. Where a customer has none there is no pack: whoever chose them would miss them in it.
func (c *call) printouts(of care.Month, customers []string) ([]printout, error) {
	var outs []printout
	empty := []month.Party{}
	for _, id := range customers {
		var pack month.Pack
		err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
			pack, err = month.PrintPack(docs, month.Ask{Person: c.who.Subject, Beneficiary: id, Month: of, Now: c.server.cfg.Clock()})
			return err
		})
		if err != nil {
			return nil, err
		}
		if pack.Papers() == 0 {
			empty = append(empty, pack.Beneficiary)
		}
		if pack.Invoice != nil {
			outs = append(outs, c.invoicePrintout(pack.Invoice.Invoice, pack.Invoice.Kept))
		}
		for _, one := range pack.Sheets {
			outs = append(outs, c.sheetPrintout(one.Sheet, one.Kept))
		}
		if !fits(len(outs), c.formsOf(outs)) {
			return nil, tooLarge()
		}
	}
	if len(empty) > 0 {
		p := problem(codePackEmpty)
		p.Detail = map[string]any{"customers": empty}
		return nil, p
	}
	return outs, nil
}

// formsOf is how many copies of Försäkringskassan's forms papers take.
func (c *call) formsOf(outs []printout) (copies int) {
	if c.Query("basis") != "" {
		return 0
	}
	for _, out := range outs {
		copies += out.copies
	}
	return copies
}

// bound is a pack as one PDF: papers of ours that follow one another are drawn together, and what is filled stands between them.
func (c *call) bound(outs []printout) ([]byte, error) {
	var parts [][]byte
	var run []paper.Paper
	draw := func() error {
		if len(run) == 0 {
			return nil
		}
		var drawn bytes.Buffer
		if err := pdf.Write(&drawn, run...); err != nil {
			return err
		}
		parts, run = append(parts, drawn.Bytes()), nil
		return nil
	}
	for _, out := range outs {
		if err := c.ctx.Err(); err != nil {
			return nil, fmt.Errorf("make a pack: %w", err)
		}
		if filled := c.filled(out); filled != nil {
			if err := draw(); err != nil {
				return nil, err
			}
			parts = append(parts, filled)
			continue
		}
		p, err := c.composed(out)
		if err != nil {
			return nil, err
		}
		run = append(run, p)
	}
	if err := draw(); err != nil {
		return nil, err
	}
	var whole bytes.Buffer
	if err := form.Join(&whole, parts...); err != nil {
		return nil, err
	}
	return whole.Bytes(), nil
}
