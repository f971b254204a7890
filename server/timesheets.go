package server

import (
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/queue"
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
	all, err := c.onTheWay(lines...)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, timesheetsAnswer[sheetLine]{Timesheets: all})
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
	here, err := c.onTheWay(view.SheetLine)
	if err != nil {
		return err
	}
	view.SheetLine = here[0].SheetLine
	return c.answer(fiber.StatusOK, sheetView{view, here[0].Sending})
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

// onTheWay are timesheets with how far they have come in the queue, in their order. Where a signature is not kept here that must go along,
// as after a restore from the archive alone, what happens next is that they are signed anew: the book alone cannot know.
func (c *call) onTheWay(lines ...month.SheetLine) ([]sheetLine, error) {
	sent, err := c.sendings(lines...)
	if err != nil {
		return nil, err
	}
	all, underway := make([]sheetLine, len(lines)), map[string]care.SheetState{}
	for i, line := range lines {
		all[i] = sheetLine{line, sent[i]}
		if line.Route == care.RouteELT && sent[i] == nil {
			underway[refOf(line)] = line.State
		}
	}
	lost, err := c.lost(underway)
	if err != nil {
		return nil, err
	}
	for i, line := range lines {
		if lost[refOf(line)] {
			words := problem(queue.CodeNoSignatures).Message
			all[i].Next = month.Next{Code: nextSignAnew, Who: "office", Message: month.Words{SV: words.SV, EN: words.EN}}
		}
	}
	return all, nil
}

// lost are the versions whose signatures are not kept here, of those that stand so and that the queue does not have.
func (c *call) lost(underway map[string]care.SheetState) (map[string]bool, error) {
	lost, needs := map[string]bool{}, map[string][]signed.Role{}
	for ref, state := range underway {
		switch state {
		case care.SheetSigned:
			needs[ref] = []signed.Role{signed.Assistant}
		case care.SheetApproved:
			needs[ref] = []signed.Role{signed.Assistant, signed.Provider}
		}
	}
	if c.server.cfg.ELT == nil || len(needs) == 0 {
		return lost, nil
	}
	kept, err := c.server.cfg.ELT.Kept(c.ctx, c.book.ID(), slices.Collect(maps.Keys(needs))...)
	if err != nil {
		return nil, err
	}
	for ref, roles := range needs {
		for _, role := range roles {
			lost[ref] = lost[ref] || !slices.Contains(kept[ref], role)
		}
	}
	return lost, nil
}

// nextSignAnew is what happens next to a timesheet whose signatures are not kept here.
const nextSignAnew = "sign_anew"

func refOf(line month.SheetLine) string {
	return care.SheetRef(line.Assistant.ID, line.Beneficiary.ID, line.Month, line.Version)
}

// sendings are how far timesheets have come in the queue, in their order.
func (c *call) sendings(lines ...month.SheetLine) ([]*sending, error) {
	sent := make([]*sending, len(lines))
	if c.server.cfg.ELT == nil {
		return sent, nil
	}
	refs := make([]string, len(lines))
	for i, line := range lines {
		refs[i] = refOf(line)
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
