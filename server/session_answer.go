package server

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/session"
	"passbok/sync/book"
)

type signedInAs struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Role names the person; Roles is all they hold today.
	Role  string   `json:"role"`
	Roles []string `json:"roles"`
}

// told is something about their sessions that a person must know.
type told struct {
	Code    string    `json:"code"`
	Device  string    `json:"device"`
	At      time.Time `json:"at"`
	Message sentence  `json:"message"`
}

type sessionAnswer struct {
	Access   string     `json:"access"`
	Expires  time.Time  `json:"expires"`
	Person   signedInAs `json:"person"`
	Book     string     `json:"book"`
	Device   string     `json:"device"`
	SendOnly bool       `json:"sendOnly,omitempty"`
	// Closed is when this device was closed from another: it sends what it holds, and is shown nothing.
	Closed time.Time `json:"closed,omitzero"`
	Until  time.Time `json:"until"`
	Told   []told    `json:"told,omitempty"`
}

// newSession answers whoever has just come in.
func (c *call) newSession(grant session.Grant) error {
	cookie, err := c.newCookie(grant.Session.Device)
	if err != nil {
		return err
	}
	return c.signIn(fiber.StatusCreated, grant, cookie)
}

// signIn answers with an access token, and sets the cookie.
func (c *call) signIn(status int, grant session.Grant, cookie string) error {
	s, of := c.server, grant.Session
	b, ok := s.cfg.Books.Book(of.Book)
	if !ok {
		return problem(codeSessionUnknown).because(fmt.Errorf("no book %s", of.Book))
	}
	as := signedInAs{ID: of.Person, Roles: []string{}}
	err := b.View(c.ctx, func(docs book.Documents) error {
		names, _, err := rolesOf(docs, of.Person, s.cfg.Clock())
		if err != nil {
			return err
		}
		if as.Roles = append(as.Roles, names...); len(names) > 0 {
			as.Role = names[0]
		}
		doc, _, err := docs.Get("person/" + of.Person)
		as.Name = doc.Text("name")
		return err
	})
	if err != nil {
		return fmt.Errorf("look up who signs in: %w", err)
	}
	access, expires, err := s.tokens.issue(of.Person, of.Device, of.Book, of.SendOnly())
	if err != nil {
		return err
	}
	replayed, err := s.cfg.Sessions.Replayed(c.ctx, of.Person)
	if err != nil {
		return err
	}
	answer := sessionAnswer{
		Access: access, Expires: expires, Person: as, Book: of.Book, Device: of.Device, SendOnly: of.SendOnly(), Closed: of.Closed, Until: of.Until(),
	}
	for _, one := range replayed {
		answer.Told = append(answer.Told, told{codeSessionReplayed, one.Name, one.Ended, sentences()[codeSessionReplayed]})
	}
	c.setCookie(cookie, grant.Token, of.Until())
	return c.answer(status, answer)
}
