package server

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/fk/erak"
	"passbok/month"
	"passbok/sync/book"
)

// Erak is the connection to Försäkringskassan's e-service: see erak.Service.
type Erak interface {
	// Connected tells whether there is an E-RÄK to hand over to, in whichever way.
	Connected() bool
	// Origin is where pages may post forms to; "" where none is to, as where our server posts them.
	Origin() string
	// HandOver does our part of handing an invoice over, and says what the browser does next.
	HandOver(ctx context.Context, book string, invoice care.Invoice) (erak.Onward, error)
	Read(header func(name string) string, body []byte) (erak.Report, error)
}

// handOver answers POST /api/v1/invoices/{beneficiary}/{month}/handover: the invoice counts as sent on, and what the page does
// next comes back. Nothing is noted where E-RÄK does not take it, or is not known to have: it is sent first, outside of any
// transaction, and noted then. An invoice that was taken there and could not be noted here is not signed, and may be sent again.
func handOver(c *call) error {
	in, cmd, err := c.input("invoice.handover", false)
	if err != nil {
		return err
	}
	do := func(docs book.Documents) (book.Decision, error) { return month.HandOver(docs, in) }
	// Judged first, so that nobody sends who may not. A command that was done before is judged by its receipt: its answer was
	// lost, and what the browser does next does not last, so it is made anew.
	var decision book.Decision
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		decision, err = do(docs)
		return err
	})
	answer := decision.Answer
	if err != nil {
		receipt, done := c.book.Do(c.ctx, cmd, do)
		if done != nil {
			return done
		}
		answer = receipt.Answer
	}
	sent, err := c.handed(in, answer)
	if err != nil {
		return err
	}
	onward, err := c.server.cfg.Erak.HandOver(c.ctx, c.who.Book, sent)
	if err != nil {
		return err
	}
	if _, err := c.book.Do(c.ctx, cmd, do); err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, onward)
}

// handed is the version that a hand-over's answer names.
func (c *call) handed(in month.Input, answer json.RawMessage) (sent care.Invoice, err error) {
	var of struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(answer, &of); err != nil {
		return care.Invoice{}, fmt.Errorf("read what is handed over: %w", err)
	}
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		sent, err = month.Snapshot(docs, in.Beneficiary, in.Month, of.Version)
		return err
	})
	return sent, err
}
