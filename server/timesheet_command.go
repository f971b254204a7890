package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// The paths below are of /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}.

// sheetReady answers POST …/ready: the office says for an assistant that their month is whole.
func sheetReady(c *call) error { return c.onSheet("sheet.ready", false, month.SheetReady) }

// sheetReopen answers POST …/reopen: the timesheet is taken back, for a reason.
func sheetReopen(c *call) error { return c.onSheet("sheet.reopen", true, month.SheetReopen) }

// sheetPrinted answers POST …/printed: it goes on paper.
func sheetPrinted(c *call) error { return c.onSheet("sheet.printed", false, month.SheetPrinted) }

// sheetHandSigned answers POST …/signed-by-hand: both have signed the paper. It may name scans of it.
func sheetHandSigned(c *call) error {
	return c.onScannedSheet("sheet.hand_signed", month.SheetHandSigned)
}

// sheetComplete answers POST …/complete: the paper is with Försäkringskassan. It may name scans of it.
func sheetComplete(c *call) error { return c.onScannedSheet("sheet.complete", month.SheetComplete) }

// sheetScanned answers POST …/scanned: more pictures of a paper that is signed by hand, beside those there are.
func sheetScanned(c *call) error { return c.onScannedSheet("sheet.scanned", month.SheetScanned) }

type decideSheet = func(book.Documents, month.SheetInput) (book.Decision, error)

// onSheet carries out the office's command about a timesheet.
func (c *call) onSheet(name string, wantsWhy bool, decide decideSheet) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	return c.giveSheet(ask, name, wantsWhy, decide)
}

// giveSheet carries out a command about a timesheet. Whose it is is part of what is kept of the command, so that the same
// id cannot mean two.
func (c *call) giveSheet(ask month.SheetAsk, name string, wantsWhy bool, decide decideSheet) error {
	cmd, body, err := c.command(name, aboutSheet(ask), true, wantsWhy)
	if err != nil {
		return err
	}
	return c.doSheet(cmd, month.SheetInput{SheetAsk: ask, ID: cmd.ID, Saw: body.Saw, Why: body.Why}, decide)
}

func (c *call) doSheet(cmd book.Command, in month.SheetInput, decide decideSheet) error {
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, in) })
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}

func aboutSheet(ask month.SheetAsk) string {
	return ask.Assistant + "." + ask.Beneficiary + "@" + string(ask.Month)
}
