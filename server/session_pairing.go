package server

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/invitation"
)

type pairingAnswer struct {
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
}

// pair answers POST /api/v1/session/pairing: a code, good once and for ten minutes, that carries the sign-in to the
// installed app, which does not share the browser's.
func pair(c *call) error {
	mark, err := c.server.cfg.Sessions.Proved(c.ctx, c.who.Subject, c.who.Device)
	if err != nil {
		return err
	}
	made, err := c.server.cfg.Invitations.Make(c.ctx, invitation.Order{
		Book: c.who.Book, Person: c.who.Subject, By: c.who.Subject, Pairing: true, Mark: mark,
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusCreated, pairingAnswer{invitation.Spaced(made.Code), made.Expires})
}
