package server

import (
	"bytes"
	"fmt"
	"log/slog"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/month/page"
	"passbok/month/paper"
	"passbok/month/pdf"
	"passbok/sync/book"
)

// medium is how a paper is given.
type medium struct {
	media, ext string
	write      func(*bytes.Buffer, paper.Paper) error
}

var (
	asPDF  = medium{"application/pdf", "pdf", func(w *bytes.Buffer, p paper.Paper) error { return pdf.Write(w, p) }}
	asPage = medium{"text/html; charset=utf-8", "html", func(w *bytes.Buffer, p paper.Paper) error { return page.Write(w, p) }}
)

// invoicePDF answers GET /api/v1/invoices/{beneficiary}/{month}/pdf.
func invoicePDF(c *call) error { return c.printInvoice(asPDF) }

// invoicePage answers GET /api/v1/invoices/{beneficiary}/{month}/page: the same, to be read by anybody.
func invoicePage(c *call) error { return c.printInvoice(asPage) }

// timesheetPDF answers GET /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/pdf.
func timesheetPDF(c *call) error { return c.printTimesheet(asPDF) }

// timesheetPage answers GET /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/page.
func timesheetPage(c *call) error { return c.printTimesheet(asPage) }

// printStyle answers GET /api/v1/print.css: how a page looks. It holds nothing of anybody.
func printStyle(c *call) error {
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
	return c.send(page.Style())
}

func (c *call) printInvoice(as medium) error {
	ask, version, err := c.askVersion()
	if err != nil {
		return err
	}
	var inv care.Invoice
	var kept month.Kept
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		inv, kept, err = month.PrintInvoice(docs, ask, version)
		return err
	})
	if err != nil {
		return err
	}
	return c.print(as, c.invoicePrintout(inv, kept))
}

func (c *call) invoicePrintout(inv care.Invoice, kept month.Kept) printout {
	return printout{
		name: fmt.Sprintf("rakning-%s-v%d", inv.Month, inv.Version), kept: kept,
		paper: func(seal paper.Seal) (paper.Paper, error) { return paper.Invoice(inv, seal) },
		fill:  func() ([]byte, error) { return c.server.cfg.Forms.Invoice(inv) }, copies: c.server.cfg.Forms.InvoiceCopies(inv),
	}
}

func (c *call) printTimesheet(as medium) error {
	ask, version, err := c.askVersion()
	if err != nil {
		return err
	}
	assistant, err := c.person("assistant")
	if err != nil {
		return err
	}
	var sheet care.Timesheet
	var kept month.Kept
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		sheet, kept, err = month.PrintTimesheet(docs, ask, assistant, version)
		return err
	})
	if err != nil {
		return err
	}
	return c.print(as, c.sheetPrintout(sheet, kept))
}

func (c *call) sheetPrintout(sheet care.Timesheet, kept month.Kept) printout {
	return printout{
		name: fmt.Sprintf("tidsredovisning-%s-v%d", sheet.Month, sheet.Version), kept: kept,
		paper:  func(seal paper.Seal) (paper.Paper, error) { return paper.Timesheet(sheet, seal) },
		copies: c.server.cfg.Forms.TimesheetCopies(sheet),
		fill: func() ([]byte, error) {
			if access(c.roles)&readers == 0 { // the assistant's own copy has a number masked, and is no form to send
				return nil, nil
			}
			return c.server.cfg.Forms.Timesheet(sheet)
		},
	}
}

// askVersion reads whose month, and ?version=N: 0 where it is not said, for the one that holds.
func (c *call) askVersion() (month.Ask, int, error) {
	ask, err := c.ask()
	if err != nil {
		return ask, 0, err
	}
	text := c.Query("version")
	if text == "" {
		return ask, 0, nil
	}
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 || strconv.Itoa(version) != text {
		return ask, 0, problem(codeNotFound).at("version")
	}
	return ask, version, nil
}

// seal is by what the paper can be checked.
func (c *call) seal(kept month.Kept) (paper.Seal, error) {
	entry, there, err := c.book.Entry(c.ctx, kept.Entry)
	if err == nil && !there {
		err = fmt.Errorf("seal a paper: the log has no entry %d", kept.Entry)
	}
	if err != nil {
		return paper.Seal{}, err
	}
	return kept.Seal(c.book.ID(), entry, c.server.origin)
}

// printout is what is printed: a snapshot, as a paper of ours, or on Försäkringskassan's own form.
type printout struct {
	name  string // of the file; it names nobody: it ends up among a machine's downloads
	kept  month.Kept
	paper func(paper.Seal) (paper.Paper, error)
	fill  func() ([]byte, error) // nil where there is no form to be filled
	// copies is how many copies of the form it takes, at most.
	copies int
}

// print sends a paper: where a PDF is asked for, on Försäkringskassan's own form if that can be.
func (c *call) print(as medium, out printout) error {
	if as.ext == asPDF.ext {
		if filled := c.filled(out); filled != nil {
			return c.document(as, out.name+"-blankett", filled)
		}
	}
	p, err := c.composed(out)
	if err != nil {
		return err
	}
	var drawn bytes.Buffer
	if err := as.write(&drawn, p); err != nil {
		return err
	}
	return c.document(as, out.name, drawn.Bytes())
}

// filled is Försäkringskassan's own form, filled; nil where it is the basis to copy from that is printed: no such form is installed,
// it could not be filled, another version holds, or it is asked for by ?basis=1.
func (c *call) filled(out printout) []byte {
	if out.kept.Replaced || c.Query("basis") != "" {
		return nil
	}
	filled, err := out.fill()
	if err != nil { // what it says may hold a name
		c.server.cfg.Log.Error("a form could not be filled, and the basis to copy from was printed; see `passbok form check`", slog.String("id", c.server.requestID(c.Ctx)))
		return nil
	}
	return filled
}

// composed is the paper of ours.
func (c *call) composed(out printout) (paper.Paper, error) {
	seal, err := c.seal(out.kept)
	if err != nil {
		return paper.Paper{}, err
	}
	return out.paper(seal)
}

func (c *call) document(as medium, name string, content []byte) error {
	c.Set(fiber.HeaderContentType, as.media)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`inline; filename="%s.%s"`, name, as.ext))
	return c.send(content)
}

func (c *call) send(body []byte) error {
	if err := c.Send(body); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}
