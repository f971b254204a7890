package server

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// call is one request as a handler sees it: who asks has been found out, and may.
type call struct {
	*fiber.Ctx
	server *Server
	ctx    context.Context
	who    claims
	book   *book.Book
	roles  roles // looked up only where the route asks for one
}

func (c *call) actor() book.Actor {
	return book.Actor{Person: c.who.Subject, Device: c.who.Device, SendOnly: c.who.SendOnly}
}

// answer writes JSON.
func (c *call) answer(status int, body any) error {
	if err := c.Status(status).JSON(body); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// written sends JSON that is written already.
func (c *call) written(status int, raw []byte) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	if err := c.Status(status).Send(raw); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// guard stands before a route's handler: the origin, the token, the roles, the crowd.
func (s *Server) guard(r route) fiber.Handler {
	return func(fc *fiber.Ctx) error {
		if err := s.sameOrigin(fc, r.who == byCookie); err != nil {
			return err
		}
		c := &call{Ctx: fc, server: s}
		signedIn := r.who&signedIn != 0 || r.who == byOwner && fc.Get(fiber.HeaderAuthorization) != ""
		if signedIn {
			if err := s.identify(c); err != nil {
				return err
			}
		}
		if r.waits {
			leave, err := s.wait(c.who.Subject)
			if err != nil {
				return err
			}
			defer leave()
			if s.cfg.Meter != nil {
				s.cfg.Meter.Polling(1)
				defer s.cfg.Meter.Polling(-1)
			}
			c.ctx = s.stopping
		} else {
			leave, err := s.enter(c.who.Subject)
			if err != nil {
				return err
			}
			defer leave()
			ctx, cancel := context.WithTimeout(context.Background(), workLife)
			defer cancel()
			c.ctx = ctx
		}
		if signedIn {
			if err := s.admit(c, r.who); err != nil {
				return err
			}
		}
		return r.handle(c)
	}
}

// bearer reads an access token, as the header Authorization has it.
func (s *Server) bearer(header string) (claims, error) {
	scheme, token, _ := strings.Cut(header, " ")
	if token == "" || !strings.EqualFold(scheme, "Bearer") {
		return claims{}, problem(codeTokenMissing)
	}
	return s.tokens.check(token)
}

// identify finds out who asks.
func (s *Server) identify(c *call) error {
	who, err := s.bearer(c.Get(fiber.HeaderAuthorization))
	if err != nil {
		return err
	}
	b, ok := s.cfg.Books.Book(who.Book)
	if !ok {
		return problem(codeTokenForged).because(fmt.Errorf("no book %s", who.Book))
	}
	c.who, c.book = who, b
	return nil
}

// admit says whether who asks may use a route.
func (s *Server) admit(c *call, who access) error {
	if c.who.SendOnly {
		if who&sender == 0 {
			return problem(codeSendOnly)
		}
		return nil
	}
	if who&everyRole == everyRole || who == byOwner {
		return nil // what concerns them is the book's to say
	}
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		_, c.roles, err = rolesOf(docs, c.who.Subject, s.cfg.Clock())
		return err
	})
	if err != nil {
		return fmt.Errorf("look up roles: %w", err)
	}
	if access(c.roles)&who == 0 {
		return problem(codeForbidden)
	}
	return nil
}

// month reads {month} of the path.
func (c *call) month() (care.Month, error) {
	of, err := care.ParseMonth(c.Params("month"))
	if err != nil {
		return "", problem(codeMonth).at("month").because(err)
	}
	return of, nil
}

// person reads a person's id of the path.
func (c *call) person(name string) (string, error) {
	id := c.Params(name)
	if !isPerson(id) {
		return "", problem(codeUUID).at(name)
	}
	return id, nil
}

// isPerson says whether a text can be a person's id, as care has them: 1 to 64 of a–z, 0–9 and hyphen.
func isPerson(text string) bool {
	return text != "" && len(text) <= 64 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// command is what the body of every command has: its id, so that a resend does nothing twice; what the person was
// looking at; and why.
type command struct {
	ID  string `json:"id"`
	Saw string `json:"saw"`
	Why string `json:"why"`
	// Until is the day up to which a month is closed; of that command alone.
	Until string `json:"until"`
	// Insists are the flags that an invoice is handed over in spite of; of that command alone.
	Insists []string `json:"insists"`
}

// maxInsists is more flags than anybody raises about one month.
const maxInsists = 200

// command reads the body of a command about something. Some want a reason, some want to know what was seen.
func (c *call) command(name, about string, wantsSaw, wantsWhy bool) (book.Command, command, error) {
	var body command
	if err := decode(c.Ctx, &body); err != nil {
		return book.Command{}, body, err
	}
	cmd, err := c.commandOf(&body, name, about, nil, wantsSaw, wantsWhy)
	return cmd, body, err
}

// commandOf makes the command of a body that has been read. What is kept of it names the scans, too, so that the same id cannot
// mean two commands.
func (c *call) commandOf(body *command, name, about string, scans []string, wantsSaw, wantsWhy bool) (book.Command, error) {
	body.Why = strings.TrimSpace(body.Why)
	switch {
	case !c.carries(body.ID):
		return book.Command{}, problem(codeUUID).at("id")
	case wantsSaw && body.Saw == "":
		return book.Command{}, problem(codeMissing).at("saw")
	case wantsWhy && body.Why == "":
		return book.Command{}, problem(op.CodeWhyMissing).at("why")
	case len(body.Insists) > maxInsists:
		return book.Command{}, problem(codeBodyTooLarge).at("insists")
	case utf8.RuneCountInString(body.Why) > care.NoteLength: // what it is kept in holds no more
		return book.Command{}, problem(codeBodyTooLarge).at("why")
	}
	raw, err := json.Marshal(struct {
		About   string   `json:"about"`
		Saw     string   `json:"saw,omitempty"`
		Until   string   `json:"until,omitempty"`
		Scans   []string `json:"scans,omitempty"`
		Insists []string `json:"insists,omitempty"`
	}{about, body.Saw, body.Until, scans, body.Insists})
	if err != nil {
		return book.Command{}, fmt.Errorf("write command: %w", err)
	}
	return book.Command{
		ID: body.ID, Name: name, Person: c.who.Subject, Device: c.who.Device, Why: body.Why, Body: raw,
	}, nil
}
