package server

import (
	"errors"

	"passbok/care"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/sync/book"
)

// sheetSend answers POST /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/send: the version that both have signed goes
// into the queue. The answer is the timesheet as it stands.
func sheetSend(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	if !c.connected() {
		return problem(queue.CodeNotConnected)
	}
	if err := c.sheetFits(ask); err != nil {
		return err
	}
	if err := c.moveSheet(ask, "sheet.send", month.SheetSend); err != nil {
		return err
	}
	return timesheet(c)
}

// sheetSendAgain answers POST …/send-again: a person has looked into one that is held or uncertain.
func sheetSendAgain(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	if !c.connected() {
		return problem(queue.CodeNotConnected)
	}
	var line month.SheetView
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		line, err = month.LookSheet(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	s := queue.Sheet{Book: c.book.ID(), Ref: care.SheetRef(ask.Assistant, ask.Beneficiary, ask.Month, line.Version)}
	err = c.server.cfg.ELT.Again(c.ctx, s)
	var refused *queue.Refusal
	if errors.As(err, &refused) && refused.Code() == queue.CodeUnknown && line.State == care.SheetSent {
		if err := c.server.cfg.ELT.Signed(c.ctx, s.Book, s.Ref); err != nil {
			return err
		}
		err = c.moveSheet(ask, "sheet.send_again", month.SheetSendAgain) // the queue has forgotten it, as after a restore
	}
	if err != nil {
		return err
	}
	return timesheet(c)
}

// moveSheet carries out a command about a timesheet whose answer is the timesheet.
func (c *call) moveSheet(ask month.SheetAsk, name string, decide decideSheet) error {
	cmd, body, err := c.command(name, aboutSheet(ask), true, false)
	if err != nil {
		return err
	}
	in := month.SheetInput{SheetAsk: ask, ID: cmd.ID, Saw: body.Saw}
	_, err = c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, in) })
	return err
}

func (c *call) connected() bool {
	return c.server.cfg.ELT != nil && c.server.cfg.ELT.Standing().Connected
}

// sheetFits says what keeps the version at hand from being sent, before anything is done.
func (c *call) sheetFits(ask month.SheetAsk) error {
	var frozen care.Timesheet
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		view, err := month.LookSheet(docs, ask)
		if err != nil || view.State != care.SheetApproved && view.State != care.SheetRejected { // the command says what is wrong with that
			return err
		}
		frozen, err = month.Sheet(docs, ask.Assistant, ask.Beneficiary, ask.Month, view.Version)
		return err
	})
	if err != nil || frozen.Version == 0 {
		return err
	}
	if err := c.server.cfg.ELT.Fits(c.ctx, frozen); err != nil {
		return err
	}
	return c.server.cfg.ELT.Signed(c.ctx, c.book.ID(), care.SheetRef(frozen.Assistant.ID, frozen.Beneficiary.ID, frozen.Month, frozen.Version))
}
