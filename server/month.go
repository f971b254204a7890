package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// ask reads whose month the path is about, for the caller, now.
func (c *call) ask() (month.Ask, error) {
	person, err := c.person("beneficiary")
	if err != nil {
		return month.Ask{}, err
	}
	of, err := c.month()
	if err != nil {
		return month.Ask{}, err
	}
	return month.Ask{Person: c.who.Subject, Beneficiary: person, Month: of, Now: c.server.cfg.Clock()}, nil
}

// monthView answers GET /api/v1/months/{beneficiary}/{month}.
func monthView(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	var view month.View
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		view, err = c.shelf().Look(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	if view.Line != nil { // it says what the board says
		line := []month.Customer{*view.Line}
		if err := c.onItsWay(line); err != nil {
			return err
		}
		view.Line = &line[0]
	}
	return c.answer(fiber.StatusOK, view)
}
