package server

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/month"
	"passbok/month/paper"
	"passbok/month/record"
	"passbok/out/table"
	"passbok/sync/book"
)

// Evidence is what was signed with BankID: see signed.Signatures.
type Evidence interface {
	Paper(ctx context.Context, book, sheet string) (p signed.Paper, ok bool, err error)
	All(ctx context.Context, book, sheet string) ([]signed.Evidence, error)
}

// monthArchive answers GET /api/v1/archive/{month}: a month of all customers as one file that can be proved. ?beneficiary= is one
// customer's alone. While two answers stand about a row there is none. One is made at a time, on the disk.
func monthArchive(c *call) error {
	if c.server.cfg.RecordKey == nil {
		return problem(codeNotFound)
	}
	of, err := c.month()
	if err != nil {
		return err
	}
	a := archive{c: c, named: map[string]bool{}, ask: month.Ask{Person: c.who.Subject, Month: of, Now: c.server.cfg.Clock()}}
	manifest := record.Manifest{Made: a.ask.Now.UTC(), Book: c.book.ID(), Month: string(of)}
	var customers []month.Party
	var disputed []month.SheetLine
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		if manifest.Provider, err = month.ProviderName(docs); err != nil {
			return err
		}
		board, err := c.shelf().Board(docs, a.ask.Person, of, a.ask.Now)
		for _, one := range board.Customers {
			customers = append(customers, one.Beneficiary)
		}
		if err == nil {
			disputed, err = c.disputed(docs, of)
		}
		return err
	})
	if err != nil {
		return err
	}
	only := c.Query("beneficiary")
	if only != "" {
		customers = slices.DeleteFunc(customers, func(one month.Party) bool { return one.ID != only })
		if len(customers) == 0 {
			return problem(codePersonUnknown).at("beneficiary")
		}
		manifest.Beneficiary = record.Person{ID: only, Name: customers[0].Name}
	}
	if p := c.disputedIn(disputed, only); p != nil {
		return p
	}
	return c.spooled("archive/"+c.book.ID(), "passbok-"+string(of)+".zip", func(w io.Writer) (err error) {
		if a.out, err = record.NewWriter(w, manifest, c.server.cfg.RecordKey); err != nil {
			return err
		}
		for _, one := range customers {
			if err := c.ctx.Err(); err != nil {
				return fmt.Errorf("make an archive: %w", err)
			}
			if err := a.customer(one); err != nil {
				return err
			}
		}
		if err := a.lists(); err != nil {
			return err
		}
		return a.out.Close()
	})
}

// disputed are the timesheets of a month about a row of which two answers stand: nothing goes out over that.
func (c *call) disputed(docs book.Documents, of care.Month) ([]month.SheetLine, error) {
	lines, err := c.shelf().Sheets(docs, c.who.Subject, of, c.server.cfg.Clock())
	return slices.DeleteFunc(slices.Clone(lines), func(line month.SheetLine) bool { return !line.Disputed }), err
}

// disputedIn says of which customers, or of the one, what is disputed is; nil where it is nobody's.
func (c *call) disputedIn(lines []month.SheetLine, only string) error {
	customers := []month.Party{}
	for _, line := range lines {
		if (only == "" || line.Beneficiary.ID == only) && !slices.Contains(customers, line.Beneficiary) {
			customers = append(customers, line.Beneficiary)
		}
	}
	if len(customers) == 0 {
		return nil
	}
	p := problem(codeArchiveDisputed)
	p.Detail = map[string]any{"customers": customers}
	return p
}

// archive writes what there is of a month, file by file, and keeps what the lists say of it. Its files name people by their ids; the
// lists say who they are.
type archive struct {
	c     *call
	ask   month.Ask
	out   *record.Writer
	named map[string]bool // the files that are in it
	files [][]table.Cell  // what each file is of
	rows  [][]table.Cell
}

func (a *archive) add(name string, content []byte, customer, assistant, what, state string) error {
	a.named[name] = true
	a.files = append(a.files, []table.Cell{table.Of(name), table.Of(customer), table.Of(assistant), table.Of(what), table.Of(state)})
	return a.out.Add(name, content)
}

// customer gathers one customer's month: its rows, the timesheets with their signatures and receipts, and the invoice.
func (a *archive) customer(of month.Party) error {
	ask := a.ask
	ask.Beneficiary = of.ID
	var view month.View
	var sheets []month.SheetView
	err := a.c.book.View(a.c.ctx, func(docs book.Documents) (err error) {
		if view, err = a.c.shelf().Look(docs, ask); err != nil {
			return err
		}
		lines, err := month.LookSheets(docs, ask)
		if err != nil {
			return err
		}
		for _, line := range lines {
			sheet, err := month.LookSheet(docs, month.SheetAsk{Ask: ask, Assistant: line.Assistant.ID})
			if err != nil {
				return err
			}
			sheets = append(sheets, sheet)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, row := range view.Rows {
		a.rows = append(a.rows, rowCells(of.Name, row))
	}
	folder := of.ID + "/"
	if err := a.json(folder+"manad.json", view, of.Name, "", "Månaden", string(view.Invoice.State)); err != nil {
		return err
	}
	for _, sheet := range sheets {
		if err := a.sheet(folder, ask, of.Name, sheet); err != nil {
			return err
		}
	}
	return a.invoice(folder, ask, of.Name, view)
}

func (a *archive) json(name string, of any, customer, assistant, what, state string) error {
	raw, err := json.MarshalIndent(of, "", " ")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return a.add(name, raw, customer, assistant, what, state)
}

// sheet gathers an assistant's timesheet: how it stands with receipts, the version that holds as a paper, and of every version what
// was signed and sent, with the signatures and their OCSP answers.
func (a *archive) sheet(folder string, ask month.Ask, customer string, sheet month.SheetView) error {
	base, who, state := folder+"tidsredovisning-"+sheet.Assistant.ID, sheet.Assistant.Name, string(sheet.State)
	if err := a.json(base+".json", sheet, customer, who, "Läge, versioner och kvitton", state); err != nil {
		return err
	}
	if sheet.State != care.SheetOpen {
		var snapshot care.Timesheet
		var kept month.Kept
		err := a.c.book.View(a.c.ctx, func(docs book.Documents) (err error) {
			snapshot, kept, err = month.PrintTimesheet(docs, ask, sheet.Assistant.ID, 0)
			return err
		})
		if err != nil {
			return err
		}
		drawn, err := a.drawn(kept, func(seal paper.Seal) (paper.Paper, error) { return paper.Timesheet(snapshot, seal) })
		if err != nil {
			return err
		}
		if err := a.add(fmt.Sprintf("%s-v%d.pdf", base, snapshot.Version), drawn, customer, who, "Tidsredovisning", state); err != nil {
			return err
		}
	}
	for _, version := range sheet.Versions {
		if err := a.evidence(fmt.Sprintf("%s-v%d", base, version.Version), care.SheetRef(sheet.Assistant.ID, ask.Beneficiary, ask.Month, version.Version), customer, who); err != nil {
			return err
		}
	}
	return a.scans(sheet.Scans, customer, who)
}

func (a *archive) evidence(base, ref, customer, who string) error {
	from := a.c.server.cfg.Evidence
	if from == nil {
		return nil
	}
	laid, ok, err := from.Paper(a.c.ctx, a.c.book.ID(), ref)
	if err != nil || !ok {
		return err
	}
	if err := a.add(base+".xml", laid.Document, customer, who, "Det som undertecknas och skickas", ""); err != nil {
		return err
	}
	all, err := from.All(a.c.ctx, a.c.book.ID(), ref)
	if err != nil {
		return err
	}
	for _, one := range all {
		name := fmt.Sprintf("%s-%s-%s", base, one.Role, strings.Map(plainLetter, one.Order))
		if err := a.add(name+".sig.xml", one.Signature, customer, who, "Underskrift: "+string(one.Role), string(one.State)); err != nil {
			return err
		}
		if err := a.add(name+".ocsp", one.OCSP, customer, who, "OCSP-svar: "+string(one.Role), string(one.State)); err != nil {
			return err
		}
	}
	return nil
}

func plainLetter(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
		return r
	}
	return -1
}

// invoice gathers the invoice that holds as a paper, and the pictures of what was signed by hand.
func (a *archive) invoice(folder string, ask month.Ask, customer string, view month.View) error {
	if view.Invoice.State.Sealed() {
		var inv care.Invoice
		var kept month.Kept
		err := a.c.book.View(a.c.ctx, func(docs book.Documents) (err error) {
			inv, kept, err = month.PrintInvoice(docs, ask, 0)
			return err
		})
		if err != nil {
			return err
		}
		drawn, err := a.drawn(kept, func(seal paper.Seal) (paper.Paper, error) { return paper.Invoice(inv, seal) })
		if err != nil {
			return err
		}
		if err := a.add(fmt.Sprintf("%srakning-v%d.pdf", folder, inv.Version), drawn, customer, "", "Räkning", string(view.Invoice.State)); err != nil {
			return err
		}
	}
	return a.scans(view.Invoice.Scans, customer, "")
}

// scans gathers pictures; one that is gone is named by its document, and is not in the file.
func (a *archive) scans(scans []care.Scan, customer, who string) error {
	for _, scan := range scans {
		name := "bilder/" + scan.Hash + "." + scanEnding(scan.Media)
		if a.named[name] {
			continue
		}
		content, err := a.c.server.cfg.Scans.Get(a.c.book.ID(), scan.Hash)
		if isGone(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := a.add(name, content, customer, who, "Skannad bild", ""); err != nil {
			return err
		}
	}
	return nil
}
