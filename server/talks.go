package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// talks answers GET /api/v1/office/talks: what was said about rows, days and months, and waits for the office.
func talks(c *call) error {
	var answer month.OpenTalks
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer, err = c.shelf().Talks(docs, c.who.Subject, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}
