package server

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/fk/erak"
	"passbok/month"
	"passbok/sync/book"
)

type statusAnswer struct {
	State care.State `json:"state"`
	// Code and Message are there where what was signed is not what was sent.
	Code    string    `json:"code,omitempty"`
	Message *sentence `json:"message,omitempty"`
}

// erakStatus answers POST /api/v1/erak/status: what Försäkringskassan reports on an invoice, known by its signature. The
// same report again changes nothing, and gets the first answer.
func erakStatus(c *call) error {
	body := append([]byte(nil), c.Body()...)
	report, err := c.server.cfg.Erak.Read(func(name string) string { return c.Get(name) }, body)
	if err != nil {
		return err
	}
	b, ok := c.server.cfg.Books.Book(report.Reference.Book)
	if !ok {
		return problem(codeInvoiceUnknown).because(fmt.Errorf("no book %s", report.Reference.Book))
	}
	receipt, err := TakeReport(c.ctx, b, report, body, c.server.cfg.Clock())
	if err != nil {
		return err
	}
	var answer statusAnswer
	if err := json.Unmarshal(receipt.Answer, &answer); err != nil {
		return fmt.Errorf("read where the invoice stands: %w", err)
	}
	if answer.State == care.Differs {
		said := sentences()[codeDiffers]
		answer.Code, answer.Message = codeDiffers, &said
	}
	return c.answer(fiber.StatusOK, answer)
}

// TakeReport brings what Försäkringskassan says of an invoice into its book, be it sent or asked for; the receipt's answer says
// where the invoice stands. The same report again changes nothing, and gets the first receipt.
func TakeReport(ctx context.Context, b *book.Book, report erak.Report, body []byte, now time.Time) (book.Receipt, error) {
	in := month.Report{Beneficiary: report.Reference.Beneficiary, Month: report.Reference.Month, Report: report.Said(), Now: now}
	// The whole report is kept, as evidence: in the payload, which the law can have erased.
	cmd := book.Command{ID: "erak:" + report.ID, Name: "invoice." + string(report.Status), Person: "fk", Body: body}
	return b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return month.Status(docs, in) })
}
