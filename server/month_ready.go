package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// markReady answers POST /api/v1/months/{beneficiary}/{month}/ready: the invoice is as it shall be, and the month is
// sealed.
func markReady(c *call) error { return c.give("month.ready", false, month.Ready) }

// reopen answers POST /api/v1/months/{beneficiary}/{month}/reopen: the seal is lifted, for a reason.
func reopen(c *call) error { return c.give("month.reopen", true, month.Reopen) }

// closeDays answers POST /api/v1/months/{beneficiary}/{month}/close: its days up to and with one are closed.
func closeDays(c *call) error { return c.give("month.close", false, month.Close) }

// openDays answers POST /api/v1/months/{beneficiary}/{month}/open: closed days are opened again, for a reason.
func openDays(c *call) error { return c.give("month.open", true, month.OpenDays) }

// give carries out a command about a month.
func (c *call) give(name string, wantsWhy bool, decide func(book.Documents, month.Input) (book.Decision, error)) error {
	in, cmd, err := c.input(name, wantsWhy)
	if err != nil {
		return err
	}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, in) })
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}

// input reads a command about a month: whose, what the person saw, and why. The path is part of what is kept of the
// command, so that the same id cannot mean two months.
func (c *call) input(name string, wantsWhy bool) (month.Input, book.Command, error) {
	ask, err := c.ask()
	if err != nil {
		return month.Input{}, book.Command{}, err
	}
	cmd, body, err := c.command(name, ask.Beneficiary+"@"+string(ask.Month), true, wantsWhy)
	if err != nil {
		return month.Input{}, book.Command{}, err
	}
	until := care.Date("")
	if body.Until != "" {
		if until, err = care.ParseDate(body.Until); err != nil {
			return month.Input{}, book.Command{}, err
		}
	}
	return month.Input{Ask: ask, Saw: body.Saw, Why: body.Why, Until: until, Insists: body.Insists}, cmd, nil
}
