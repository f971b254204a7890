package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// myMonths answers GET /api/v1/me/months/{month}: what an assistant's phone cannot work out from its own rows.
func myMonths(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var answer struct {
		Months []month.OwnMonth `json:"months"`
	}
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Months, err = month.MyMonths(docs, c.who.Subject, of, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}
