package server

import (
	"encoding/json"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// invoiceScansPath is where pictures of an invoice's paper are given, and below it each is found.
const invoiceScansPath = "/api/v1/invoices/:beneficiary/:month/scans"

// The paths below are of /api/v1/invoices/{beneficiary}/{month}/paper.

// paperAsk answers POST …/ask: the invoice is to be signed by hand.
func paperAsk(c *call) error { return c.onPaper("invoice.paper_ask", month.PaperAsk) }

// paperWithdraw answers POST …/withdraw: it goes no longer on paper.
func paperWithdraw(c *call) error { return c.onPaper("invoice.paper_withdraw", month.PaperWithdraw) }

// paperPrinted answers POST …/printed: the office has printed it.
func paperPrinted(c *call) error { return c.onPaper("invoice.paper_printed", month.PaperPrint) }

// paperSigned answers POST …/signed: it is signed by hand. It may name pictures of it.
func paperSigned(c *call) error { return c.onPaper("invoice.paper_signed", month.PaperSign) }

// paperSent answers POST …/sent: it was posted or handed in. It may name pictures of it.
func paperSent(c *call) error { return c.onPaper("invoice.paper_sent", month.PaperSend) }

// paperScanned answers POST …/scanned: more pictures of a paper that is signed by hand, beside those there are, also once it is sent.
func paperScanned(c *call) error { return c.onPaper("invoice.paper_scanned", month.PaperScanned) }

// paperCommand is the body of a command on an invoice's paper; each takes its own of it.
type paperCommand struct {
	command
	Print  bool     `json:"print"`
	Signer string   `json:"signer"`
	Proxy  string   `json:"proxy"`
	How    string   `json:"how"`
	Scans  []string `json:"scans"`
}

// onPaper carries out a command on an invoice's paper. The pictures are on the disk before the book hears of them.
func (c *call) onPaper(name string, decide func(book.Documents, month.PaperInput) (book.Decision, error)) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	var body paperCommand
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	cmd, err := c.commandOf(&body.command, name, ask.Beneficiary+"@"+string(ask.Month), body.Scans, true, false)
	if err != nil {
		return err
	}
	if cmd.Body, err = json.Marshal(map[string]any{"command": cmd.Body, "print": body.Print, "signer": body.Signer, "proxy": body.Proxy, "how": body.How}); err != nil {
		return fmt.Errorf("write command: %w", err)
	}
	in := month.PaperInput{Input: month.Input{Ask: ask, Saw: body.Saw}, Print: body.Print, Signer: body.Signer, Proxy: body.Proxy, How: body.How}
	if in.Scans, err = c.scans(body.Scans); err != nil {
		return err
	}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, in) })
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}

// keepInvoiceScan answers POST …/scans: as keepScan does, of an invoice's paper.
func keepInvoiceScan(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	if err := c.book.View(c.ctx, func(docs book.Documents) error { return month.MayKeepPaperScan(docs, ask) }); err != nil {
		return err
	}
	return c.putScan()
}

// invoiceScan answers GET …/scans/{hash}: a picture that the invoice names. It is given as a file, and not as a page.
func invoiceScan(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	var scan care.Scan
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		scan, err = month.PaperScan(docs, ask, c.Params("hash"))
		return err
	})
	if err != nil {
		return err
	}
	return c.sendScan(scan, "rakning-"+string(ask.Month))
}

// putScan keeps the body of a request, and says by what name.
func (c *call) putScan() error {
	content := c.Body()
	if len(content) > care.ScanBytes {
		return problem(codeScanTooLarge)
	}
	media, ok := care.MediaOf(content)
	if !ok {
		return problem(codeScanFormat)
	}
	hash, err := c.server.cfg.Scans.Put(c.book.ID(), content)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusCreated, scanAnswer{hash, media, len(content)})
}

// sendScan gives a scan as a file; the first part of its name says of what.
func (c *call) sendScan(scan care.Scan, of string) error {
	content, err := c.server.cfg.Scans.Get(c.book.ID(), scan.Hash)
	if isGone(err) {
		return problem(codeScanGone).because(err)
	}
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, scan.Media)
	c.Set(fiber.HeaderContentSecurityPolicy, scanPolicy)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s-v%d-%s.%s"`, of, scan.Version, scan.Hash[:8], scanEnding(scan.Media)))
	return c.send(content)
}

// scanEnding is how the name of a file of a format ends.
func scanEnding(media string) string {
	return map[string]string{care.MediaPDF: "pdf", care.MediaJPEG: "jpg", care.MediaPNG: "png"}[media]
}
