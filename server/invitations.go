package server

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/invitation"
	"passbok/eid/session"
	"passbok/sync/book"
)

type invitationAnswer struct {
	Link    string    `json:"link"`
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
	// QR is the link as a QR code: its rows from above, of 1 for dark and 0 for light.
	QR []string `json:"qr"`
}

// invite answers POST /api/v1/invitations: a coordinator's invitation to a person of the book.
func invite(c *call) error {
	var body struct {
		Person string `json:"person"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if !isPerson(body.Person) {
		return problem(codeUUID).at("person")
	}
	var standing session.Standing
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		standing, err = standingOf(docs, body.Person, c.server.cfg.Clock())
		return err
	})
	switch {
	case err != nil:
		return fmt.Errorf("look up who is invited: %w", err)
	case !standing.Known:
		return problem(codePersonUnknown).at("person")
	case !standing.Left.IsZero():
		return problem(codeLeft).at("person")
	}
	made, err := c.server.cfg.Invitations.Make(c.ctx, invitation.Order{Book: c.who.Book, Person: body.Person, By: c.who.Subject})
	if err != nil {
		return err
	}
	link := c.server.origin + "/join#" + made.Code
	qr, err := squares(link)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusCreated, invitationAnswer{link, made.Code, made.Expires, qr})
}
