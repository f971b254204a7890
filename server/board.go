package server

import (
	"maps"
	"slices"

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
	if err := c.onItsWay(answer.Customers); err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// onItsWay says on lines of the board how timesheets stand in the queue, and whose signatures are not kept here.
func (c *call) onItsWay(lines []month.Customer) error {
	underway := map[string]care.SheetState{}
	for _, customer := range lines {
		maps.Copy(underway, customer.Underway())
	}
	if c.server.cfg.ELT == nil || len(underway) == 0 {
		return nil
	}
	items, err := c.server.cfg.ELT.Of(c.ctx, c.book.ID(), slices.Collect(maps.Keys(underway))...)
	if err != nil {
		return err
	}
	queued := make(map[string]month.Queued, len(items))
	for ref, item := range items {
		if s := sendingOf(item, false); s != nil {
			queued[ref] = month.Queued(s.State)
			delete(underway, ref) // the queue has what it needs
		}
	}
	lost, err := c.lost(underway)
	if err != nil {
		return err
	}
	for i, customer := range lines {
		lines[i] = customer.OnItsWay(queued, lost)
	}
	return nil
}

// shelf keeps what months of the caller's book are made of.
func (c *call) shelf() *month.Shelf {
	shelf, _ := c.server.shelves.LoadOrStore(c.book.ID(), new(month.Shelf))
	return shelf.(*month.Shelf)
}
