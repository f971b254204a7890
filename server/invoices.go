package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

type invoicesAnswer struct {
	Invoices []month.InvoiceLine `json:"invoices"`
}

// invoices answers GET /api/v1/invoices: those that the caller may see, newest first.
func invoices(c *call) error {
	var answer invoicesAnswer
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Invoices, err = month.Invoices(docs, c.who.Subject, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}
