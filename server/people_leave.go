package server

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/session"
	"passbok/leaving"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// leaveBody is the body of the two requests about an end. Without saw nothing is written.
type leaveBody struct {
	ID    string   `json:"id"`
	Roles []string `json:"roles"`
	Last  string   `json:"last"`
	Saw   string   `json:"saw"`
}

// leavingAnswer is what follows from an end, and what stands beside it that no document tells.
type leavingAnswer struct {
	month.Leaving
	// Sheets are the person's timesheets of the last months that are not signed, or not with Försäkringskassan.
	Sheets []sheetLine `json:"sheets"`
	// Devices are how many devices they are signed in on, and Sends until when those may still send what they hold, where no role
	// is left.
	Devices int       `json:"devices"`
	Sends   time.Time `json:"sends"`
	// Links are those that end with it.
	Links leavingLinks `json:"links"`
}

// previewEnd answers POST /api/v1/people/{person}/leave/preview: all that follows from it that somebody's work ends. Nothing is written.
func previewEnd(c *call) error {
	ask, _, err := c.leaveAsk()
	if err != nil {
		return err
	}
	var answer leavingAnswer
	var left []month.SheetLine
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		if answer.Leaving, err = month.Leave(docs, ask); err != nil {
			return err
		}
		left, err = c.unfinished(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	if answer.Sheets, err = c.onTheWay(left...); err != nil {
		return err
	}
	if answer.Links, err = c.linksBy(ask); err != nil {
		return err
	}
	present, err := c.server.cfg.Sessions.In(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	answer.Devices = len(present[ask.Person].Devices)
	answer.Sends = ask.Last.Next().Start().Add(session.Left)
	return c.answer(fiber.StatusOK, answer)
}

// endWork answers POST /api/v1/people/{person}/leave: the end, as it was looked at. When it answers 200, all of it is done; asked again, it
// does what is not.
func endWork(c *call) error {
	ask, body, err := c.leaveAsk()
	if err != nil {
		return err
	}
	if body.Saw == "" {
		return problem(codeMissing).at("saw")
	}
	order := struct {
		About string    `json:"about"`
		Roles []string  `json:"roles"`
		Last  care.Date `json:"last"`
		Saw   string    `json:"saw"`
	}{ask.Person, ask.Roles, ask.Last, body.Saw}
	links := leaving.Links{Handouts: c.server.cfg.Handouts, Hooks: c.server.cfg.Hooks}
	return c.leaving(body.ID, order, func(cmd book.Command) (book.Receipt, error) {
		return leaving.End(c.ctx, c.book, links, cmd, ask, body.Saw)
	})
}

// undoEnd answers POST /api/v1/people/{person}/leave/undo: the end that a command brought is taken back, where nothing has changed
// meanwhile. What it changed is known from that command, and not from whoever asks.
func undoEnd(c *call) error {
	var body struct {
		ID  string `json:"id"`
		End string `json:"end"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	person, err := c.person("person")
	if err != nil {
		return err
	}
	if !op.IsUUID(body.End) {
		return problem(codeUUID).at("end")
	}
	order := struct {
		About string `json:"about"`
		End   string `json:"end"`
	}{person, body.End}
	ask := month.LeaveAsk{By: c.who.Subject, Person: person, Now: c.server.cfg.Clock()}
	return c.leaving(body.ID, order, func(cmd book.Command) (book.Receipt, error) {
		return leaving.Back(c.ctx, c.book, cmd, ask, body.End)
	})
}

func (c *call) leaving(id string, order any, do func(book.Command) (book.Receipt, error)) error {
	if !c.carries(id) {
		return problem(codeUUID).at("id")
	}
	raw, err := json.Marshal(order)
	if err != nil {
		return fmt.Errorf("write command: %w", err)
	}
	receipt, err := do(book.Command{ID: id, Person: c.who.Subject, Device: c.who.Device, Body: raw})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}

// leaveAsk reads whose work ends, in which roles and when.
func (c *call) leaveAsk() (month.LeaveAsk, leaveBody, error) {
	var body leaveBody
	if err := decode(c.Ctx, &body); err != nil {
		return month.LeaveAsk{}, body, err
	}
	person, err := c.person("person")
	if err != nil {
		return month.LeaveAsk{}, body, err
	}
	last, err := care.ParseDate(body.Last)
	if err != nil {
		return month.LeaveAsk{}, body, err
	}
	if len(body.Roles) == 0 {
		return month.LeaveAsk{}, body, problem(codeMissing).at("roles")
	}
	for _, role := range body.Roles {
		switch role {
		case care.RoleAssistant, care.RoleCoordinator, care.RoleAuditor:
		default:
			return month.LeaveAsk{}, body, problem(care.BadChoice).at("roles")
		}
	}
	return month.LeaveAsk{By: c.who.Subject, Person: person, Roles: body.Roles, Last: last, Now: c.server.cfg.Clock()}, body, nil
}

// monthsOfSheets is over how many months back timesheets are looked for that are not finished.
const monthsOfSheets = 3

// unfinished are the timesheets of somebody that an end leaves to be signed, sent or received.
func (c *call) unfinished(docs book.Documents, ask month.LeaveAsk) ([]month.SheetLine, error) {
	left := []month.SheetLine{}
	for back := range monthsOfSheets {
		of := ask.Last.Month().Plus(-back)
		lines, err := c.shelf().Sheets(docs, c.who.Subject, of, ask.Now)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			if line.Assistant.ID == ask.Person && line.State != care.SheetReceived && line.State != care.SheetComplete {
				left = append(left, line)
			}
		}
	}
	return left, nil
}
