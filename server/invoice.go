package server

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// invoice answers GET /api/v1/invoices/{beneficiary}/{month}. That whoever may send it has looked at it is noted, once
// a version.
func invoice(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	view, err := lookInvoice(c.ctx, c.book, ask)
	if err != nil {
		return err
	}
	if view.MayHandOver && view.State.May(care.Opened) {
		if err := c.noteOpened(ask, view.Version); err != nil {
			return err
		}
		if view, err = lookInvoice(c.ctx, c.book, ask); err != nil {
			return err
		}
	}
	return c.answer(fiber.StatusOK, view)
}

func lookInvoice(ctx context.Context, b *book.Book, ask month.Ask) (view month.InvoiceView, err error) {
	err = b.View(ctx, func(docs book.Documents) (err error) {
		view, err = month.LookInvoice(docs, ask)
		return err
	})
	return view, err
}

// noteOpened is a command whose id says what it notes, so that it is done once however often, and by however many at
// once, the invoice is looked at.
func (c *call) noteOpened(ask month.Ask, version int) error {
	_, err := c.book.Do(c.ctx, book.Command{
		ID:   fmt.Sprintf("opened:%s@%s.%d", ask.Beneficiary, ask.Month, version),
		Name: "invoice.opened", Person: c.who.Subject, Device: c.who.Device,
	}, func(docs book.Documents) (book.Decision, error) { return month.Opened(docs, ask) })
	var p *op.Problem
	if errors.As(err, &p) && p.Code == op.CodeIDReused {
		return nil // the other guardian was first
	}
	return err
}
