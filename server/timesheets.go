package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

type timesheetsAnswer[T any] struct {
	Timesheets []T `json:"timesheets"`
}

// timesheets answers GET /api/v1/months/{beneficiary}/{month}/timesheets: where each stands.
func timesheets(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	var answer timesheetsAnswer[month.SheetLine]
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Timesheets, err = month.LookSheets(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// allTimesheets answers GET /api/v1/timesheets/{month}: where each stands, over all customers.
func allTimesheets(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var answer timesheetsAnswer[month.SheetLine]
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Timesheets, err = c.shelf().Sheets(docs, c.who.Subject, of, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// timesheet answers GET /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}.
func timesheet(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	var view month.SheetView
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		view, err = month.LookSheet(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, view)
}

// sheetAsk reads whose timesheet the path is about.
func (c *call) sheetAsk() (month.SheetAsk, error) {
	ask, err := c.ask()
	if err != nil {
		return month.SheetAsk{}, err
	}
	assistant, err := c.person("assistant")
	return month.SheetAsk{Ask: ask, Assistant: assistant}, err
}
