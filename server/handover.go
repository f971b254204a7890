package server

import (
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
	// Origin is where pages may post forms to; "" where there is no connection.
	Origin() string
	Form(book string, invoice care.Invoice) (erak.Form, error)
	Read(header func(name string) string, body []byte) (erak.Report, error)
}

// handOver answers POST /api/v1/invoices/{beneficiary}/{month}/handover: the invoice counts as sent on, and the form
// that the page is to post comes back. Nothing is noted where no form can be made.
func handOver(c *call) error {
	in, cmd, err := c.input("invoice.handover", false)
	if err != nil {
		return err
	}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		decision, err := month.HandOver(docs, in)
		if err != nil {
			return book.Decision{}, err
		}
		_, err = c.form(docs, in, decision.Answer)
		return decision, err
	})
	if err != nil {
		return err
	}
	// Made anew also where the command had been done before: the first answer was lost, and forms do not last.
	var form erak.Form
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		form, err = c.form(docs, in, receipt.Answer)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, form)
}

// form makes the form of the version that a hand-over's answer names.
func (c *call) form(docs book.Documents, in month.Input, answer json.RawMessage) (erak.Form, error) {
	var handed struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(answer, &handed); err != nil {
		return erak.Form{}, fmt.Errorf("read what was handed over: %w", err)
	}
	sent, err := month.Snapshot(docs, in.Beneficiary, in.Month, handed.Version)
	if err != nil {
		return erak.Form{}, err
	}
	return c.server.cfg.Erak.Form(c.who.Book, sent)
}
