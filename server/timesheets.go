package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/care"
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
	var lines []month.SheetLine
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		lines, err = month.LookSheets(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	return c.answerSheets(lines)
}

// answerSheets answers timesheets with how far they have come in the queue.
func (c *call) answerSheets(lines []month.SheetLine) error {
	answer := timesheetsAnswer[sheetLine]{Timesheets: make([]sheetLine, 0, len(lines))}
	sent, err := c.sendings(lines...)
	if err != nil {
		return err
	}
	for i, line := range lines {
		answer.Timesheets = append(answer.Timesheets, sheetLine{line, sent[i]})
	}
	return c.answer(fiber.StatusOK, answer)
}

// allTimesheets answers GET /api/v1/timesheets/{month}: where each stands, over all customers.
func allTimesheets(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var lines []month.SheetLine
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		lines, err = c.shelf().Sheets(docs, c.who.Subject, of, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answerSheets(lines)
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
	sent, err := c.sendings(view.SheetLine)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, sheetView{view, sent[0]})
}

// sheetLine and sheetView are timesheets with how far they have come in the queue.
type sheetLine struct {
	month.SheetLine
	Sending *sending `json:"sending"`
}

type sheetView struct {
	month.SheetView
	Sending *sending `json:"sending"`
}

// sendings are how far timesheets have come in the queue, in their order.
func (c *call) sendings(lines ...month.SheetLine) ([]*sending, error) {
	sent := make([]*sending, len(lines))
	if c.server.cfg.ELT == nil {
		return sent, nil
	}
	refs := make([]string, len(lines))
	for i, line := range lines {
		refs[i] = care.SheetRef(line.Assistant.ID, line.Beneficiary.ID, line.Month, line.Version)
	}
	known, err := c.server.cfg.ELT.Of(c.ctx, c.book.ID(), refs...)
	if err != nil {
		return nil, err
	}
	stopped := c.server.cfg.ELT.Standing().Stopped != ""
	for i, ref := range refs {
		if item, there := known[ref]; there && lines[i].Route == care.RouteELT {
			sent[i] = sendingOf(item, stopped)
		}
	}
	return sent, nil
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
