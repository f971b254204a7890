package server

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
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
	if err := c.doSheet(ask, "sheet.send", month.SheetSend); err != nil {
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
		err = c.doSheet(ask, "sheet.send_again", month.SheetSendAgain) // the queue has forgotten it, as after a restore
	}
	if err != nil {
		return err
	}
	return timesheet(c)
}

// doSheet carries out a command about a timesheet whose answer is the timesheet.
func (c *call) doSheet(ask month.SheetAsk, name string, decide decideSheet) error {
	cmd, body, err := c.command(name, ask.Assistant+"."+ask.Beneficiary+"@"+string(ask.Month), true, false)
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
	return c.sendable(frozen)
}

// sendable says what keeps a version from being sent.
func (c *call) sendable(t care.Timesheet) error {
	if err := c.server.cfg.ELT.Fits(c.ctx, t); err != nil {
		return err
	}
	return c.server.cfg.ELT.Signed(c.ctx, c.book.ID(), care.SheetRef(t.Assistant.ID, t.Beneficiary.ID, t.Month, t.Version))
}

// sendSheets answers POST /api/v1/timesheets/{month}/send: all of the month that both have signed go into the queue. Each
// beneficiary's are a command of their own, whose id follows from the request's: what was interrupted is finished by the same
// request again.
func sendSheets(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	if !c.connected() {
		return problem(queue.CodeNotConnected)
	}
	cmd, _, err := c.command("sheets.send", string(of), false, false)
	if err != nil {
		return err
	}
	var beneficiaries []string
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		beneficiaries, err = month.WithSheets(docs, of)
		return err
	})
	if err != nil {
		return err
	}
	answer := month.SheetsSent{Left: []month.Unsent{}}
	for _, beneficiary := range beneficiaries {
		one := cmd
		one.ID = uuid.NewSHA1(uuid.MustParse(cmd.ID), []byte(beneficiary)).String()
		ask := month.Ask{Person: c.who.Subject, Beneficiary: beneficiary, Month: of, Now: c.server.cfg.Clock()}
		sent, err := c.sendSheetsOf(one, ask)
		if err != nil {
			return err
		}
		answer.Queued += sent.Queued
		answer.Left = append(answer.Left, sent.Left...)
	}
	return c.answer(fiber.StatusOK, answer)
}

// sendSheetsOf sends a beneficiary's. What is looked into at length is looked into before the command.
func (c *call) sendSheetsOf(cmd book.Command, ask month.Ask) (sent month.SheetsSent, err error) {
	var ready []care.Timesheet
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		ready = nil
		_, err := month.SheetsSend(docs, ask, func(t care.Timesheet) string {
			ready = append(ready, t)
			return queue.CodeWaiting // nothing is done in a look
		})
		return err
	})
	if err != nil {
		return sent, err
	}
	found := map[string]string{}
	for _, t := range ready {
		if found[t.ID], err = c.fits(t); err != nil {
			return sent, err
		}
	}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.SheetsSend(docs, ask, func(t care.Timesheet) string {
			code, seen := found[t.ID]
			if !seen {
				return op.CodeChanged
			}
			return code
		})
	})
	if err != nil {
		return sent, err
	}
	if err := json.Unmarshal(receipt.Answer, &sent); err != nil {
		return sent, fmt.Errorf("read what was sent: %w", err)
	}
	return sent, nil
}

// fits is sendable as a code.
func (c *call) fits(t care.Timesheet) (string, error) {
	err := c.sendable(t)
	var problems elt.Problems
	var refused *queue.Refusal
	switch {
	case err == nil:
		return "", nil
	case errors.As(err, &problems):
		return problems[0].Code, nil
	case errors.As(err, &refused):
		return refused.Code(), nil
	}
	return "", err
}
