package server

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Over how many months a report goes: where nobody says so, and at the most.
const (
	reportMonths     = 6
	reportMonthsMost = 24
)

// reports answers GET /api/v1/office/reports?until=2026-10&months=6: how the months have gone, over all customers.
func reports(c *call) error {
	last, err := care.ParseMonth(c.Query("until"))
	if err != nil {
		return problem(codeMonth).at("until").because(err)
	}
	months := reportMonths
	if asked := c.Query("months"); asked != "" {
		if months, err = strconv.Atoi(asked); err != nil || months < 1 || months > reportMonthsMost {
			return problem(care.BadCount).at("months")
		}
	}
	var answer month.Review
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer, err = c.shelf().Review(docs, c.who.Subject, last, months, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}
