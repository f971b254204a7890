package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// board answers GET /api/v1/board?month=2026-10: every customer's month at once.
func board(c *call) error {
	of, err := care.ParseMonth(c.Query("month"))
	if err != nil {
		return problem(codeMonth).at("month").because(err)
	}
	var answer month.Board
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer, err = c.shelf().Board(docs, c.who.Subject, of, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// shelf keeps what is computed of the book's months.
func (c *call) shelf() *month.Shelf {
	shelf, _ := c.server.shelves.LoadOrStore(c.book.ID(), new(month.Shelf))
	return shelf.(*month.Shelf)
}
