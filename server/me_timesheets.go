package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// myTimesheets answers GET /api/v1/me/timesheets/{month}: the caller's own, at everybody they work for.
func myTimesheets(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var answer timesheetsAnswer[month.SheetView]
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Timesheets, err = month.MySheets(docs, c.who.Subject, of, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// mySheetReady answers POST /api/v1/me/timesheets/{beneficiary}/{month}/ready: the caller says that their month is whole.
func mySheetReady(c *call) error { return c.onMySheet("sheet.ready", month.SheetReady) }

// mySheetReopen answers POST /api/v1/me/timesheets/{beneficiary}/{month}/reopen: and takes that back.
func mySheetReopen(c *call) error { return c.onMySheet("sheet.reopen", month.SheetReopen) }

func (c *call) onMySheet(name string, decide decideSheet) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	return c.giveSheet(month.SheetAsk{Ask: ask, Assistant: c.who.Subject}, name, false, decide)
}
