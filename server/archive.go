package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/month"
	"passbok/month/paper"
	"passbok/month/pdf"
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
// customer's alone.
func monthArchive(c *call) error {
	if c.server.cfg.RecordKey == nil {
		return problem(codeNotFound)
	}
	of, err := c.month()
	if err != nil {
		return err
	}
	a := archive{c: c, ask: month.Ask{Person: c.who.Subject, Month: of, Now: c.server.cfg.Clock()}}
	manifest := record.Manifest{Made: a.ask.Now.UTC(), Book: c.book.ID(), Month: string(of)}
	var customers []month.Party
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		if manifest.Provider, err = month.ProviderName(docs); err != nil {
			return err
		}
		board, err := c.shelf().Board(docs, a.ask.Person, of, a.ask.Now)
		for _, one := range board.Customers {
			customers = append(customers, one.Beneficiary)
		}
		return err
	})
	if err != nil {
		return err
	}
	if only := c.Query("beneficiary"); only != "" {
		customers = slices.DeleteFunc(customers, func(one month.Party) bool { return one.ID != only })
		if len(customers) == 0 {
			return problem(codePersonUnknown).at("beneficiary")
		}
		manifest.Beneficiary = record.Person{ID: only, Name: customers[0].Name}
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
	var file bytes.Buffer
	if err := record.Write(&file, manifest, a.contents, c.server.cfg.RecordKey); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="passbok-%s.zip"`, of))
	return c.send(file.Bytes())
}

// archive is what is gathered of a month. Its files name people by their ids; the lists say who they are.
type archive struct {
	c        *call
	ask      month.Ask
	contents []record.Content
	files    [][]table.Cell // what each file is of
	rows     [][]table.Cell
}

func (a *archive) add(name string, content []byte, customer, assistant, what, state string) {
	a.contents = append(a.contents, record.Content{Name: name, Bytes: content})
	a.files = append(a.files, []table.Cell{table.Of(name), table.Of(customer), table.Of(assistant), table.Of(what), table.Of(state)})
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
	a.add(name, raw, customer, assistant, what, state)
	return nil
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
		a.add(fmt.Sprintf("%s-v%d.pdf", base, snapshot.Version), drawn, customer, who, "Tidsredovisning", state)
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
	a.add(base+".xml", laid.Document, customer, who, "Det som undertecknas och skickas", "")
	all, err := from.All(a.c.ctx, a.c.book.ID(), ref)
	if err != nil {
		return err
	}
	for _, one := range all {
		name := fmt.Sprintf("%s-%s-%s", base, one.Role, strings.Map(plainLetter, one.Order))
		a.add(name+".sig.xml", one.Signature, customer, who, "Underskrift: "+string(one.Role), string(one.State))
		a.add(name+".ocsp", one.OCSP, customer, who, "OCSP-svar: "+string(one.Role), string(one.State))
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
		a.add(fmt.Sprintf("%srakning-v%d.pdf", folder, inv.Version), drawn, customer, "", "Räkning", string(view.Invoice.State))
	}
	return a.scans(view.Invoice.Scans, customer, "")
}

// scans gathers pictures; one that is gone is named by its document, and is not in the file.
func (a *archive) scans(scans []care.Scan, customer, who string) error {
	for _, scan := range scans {
		content, err := a.c.server.cfg.Scans.Get(a.c.book.ID(), scan.Hash)
		if isGone(err) {
			continue
		}
		if err != nil {
			return err
		}
		name := "bilder/" + scan.Hash + "." + scanEnding(scan.Media)
		if slices.ContainsFunc(a.contents, func(one record.Content) bool { return one.Name == name }) {
			continue
		}
		a.add(name, content, customer, who, "Skannad bild", "")
	}
	return nil
}

func (a *archive) drawn(kept month.Kept, write func(paper.Seal) (paper.Paper, error)) ([]byte, error) {
	seal, err := a.c.seal(kept)
	if err != nil {
		return nil, err
	}
	p, err := write(seal)
	if err != nil {
		return nil, err
	}
	var drawn bytes.Buffer
	if err := pdf.Write(&drawn, p); err != nil {
		return nil, err
	}
	return drawn.Bytes(), nil
}

func rowCells(customer string, row month.Row) []table.Cell {
	end, minutes := "", table.Cell{}
	if row.End != "" {
		end = row.End
		if !row.Void {
			minutes = table.Count(row.Minutes)
		}
	}
	state := ""
	if row.Void {
		state = "borttagen"
	}
	return []table.Cell{table.Of(customer), table.Of(row.Name), table.Of(string(row.Kind)), table.Of(row.Start), table.Of(end), minutes, table.Of(row.Note), table.Of(state), table.Of(row.ID)}
}

// lists writes what the files are, and every row, as CSV: for people.
func (a *archive) lists() error {
	text := func(titles ...string) (columns []table.Column) {
		for _, title := range titles {
			columns = append(columns, table.Column{Title: title, Kind: table.Text})
		}
		return columns
	}
	rows := text("Kund", "Assistent", "Sort av tid", "Från", "Till", "Minuter i månaden", "Anteckning", "Läge", "Rad")
	rows[3].Kind, rows[4].Kind, rows[5].Kind = table.Moment, table.Moment, table.Number
	var lists []record.Content
	for _, list := range []table.Table{
		{Name: "innehall", Columns: text("Fil", "Kund", "Assistent", "Vad", "Läge"), Rows: a.files},
		{Name: "tider", Columns: rows, Rows: a.rows},
	} {
		var written bytes.Buffer
		if err := list.CSV(&written); err != nil {
			return err
		}
		lists = append(lists, record.Content{Name: list.Name + ".csv", Bytes: written.Bytes()})
	}
	a.contents = append(lists, a.contents...)
	return nil
}
