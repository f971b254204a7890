package server

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/session"
	"passbok/signing"
	"passbok/sync/book"
)

// orderCookie binds a sign-in to the browser that began it: the order's id, a dot, and a secret. Whoever shows somebody
// else their own code is signed in nowhere by it: the secret is not in it.
const orderCookie = "__Host-passbok-bankid"

// signInOrder is the sign-in that this browser began, and its secret.
func (c *call) signInOrder() (id, secret string) {
	id, secret, _ = strings.Cut(c.Cookies(orderCookie), ".")
	return id, secret
}

// beginBankid answers POST /api/v1/session/bankid: somebody is asked who they are.
func beginBankid(c *call) error {
	desk, err := c.desk()
	if err != nil {
		return err
	}
	if err := decodeOptional(c.Ctx, &struct{}{}); err != nil {
		return err
	}
	from := addressOf(c.Ctx)
	if err := c.server.orders.may(from); err != nil {
		return err
	}
	c.server.orders.count(from)
	raw := make([]byte, 32)
	if _, err := io.ReadFull(c.server.cfg.Rand, raw); err != nil {
		return fmt.Errorf("draw a browser's secret: %w", err)
	}
	secret := base64.RawURLEncoding.EncodeToString(raw)
	id, err := desk.SignIn(c.ctx, signing.BrowserOf(secret), clientOf(c.Ctx))
	if err != nil {
		return bankidProblem(err)
	}
	c.setCookie(orderCookie, id+"."+secret, c.server.cfg.Clock().Add(2*bankid.Deadline))
	return c.answer(fiber.StatusCreated, orderBegun{id})
}

// signInByBankid answers POST /api/v1/session/bankid/{order}: a finished sign-in and a device for a session. Where several
// providers here know the person, the page is told which, and asks.
func signInByBankid(c *call) error {
	var body struct {
		Device deviceBody `json:"device"`
		Person string     `json:"person"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	device, err := body.Device.device()
	if err != nil {
		return err
	}
	o, err := c.order(c.Params("order"))
	switch {
	case err != nil:
		return err
	case o.Purpose != signing.ToSignIn:
		return problem(codeNotFound)
	case o.Status == bankid.Failed:
		return problem(codeBankidOver)
	case o.Status != bankid.Complete:
		return problem(codeBankidUnfinished)
	}
	desk := c.server.cfg.BankID
	who, err := desk.Used(c.ctx, o.ID, device.ID)
	if errors.Is(err, signing.ErrOver) && !o.Used {
		who, err = c.whoSignsIn(o.ID, body.Person)
		if err == nil {
			err = desk.Use(c.ctx, o.ID, who, device.ID)
		}
	}
	if err != nil {
		return signInProblem(err)
	}
	_, secret := c.signInOrder()
	grant, err := c.server.cfg.Door.Enter(c.ctx, session.Opening{
		Book: who.Book, Person: who.Person, Device: device, Seed: "bankid " + o.ID + " " + secret, Mark: who.Mark,
	})
	if err != nil {
		return err
	}
	c.note("a device was signed in with BankID")
	return c.newSession(grant)
}

func signInProblem(err error) error {
	switch {
	case errors.Is(err, signing.ErrOver), errors.Is(err, bankid.ErrNoAnswer):
		return problem(codeBankidOver).because(err)
	case errors.Is(err, signing.ErrRefused):
		return problem(codeBankidRefused).because(err)
	}
	return err
}

// whoSignsIn finds who somebody is among the books, of those who hold a role today. Nobody, and several of whom none is
// named, are problems. What nobody here has is not told from what is not to be told.
func (c *call) whoSignsIn(id, named string) (signing.Match, error) {
	all, err := c.server.cfg.BankID.Who(c.ctx, id)
	if err != nil {
		return signing.Match{}, err
	}
	standing := Standings(c.server.cfg.Books, c.server.cfg.Clock)
	var here []signing.Match
	for _, m := range all {
		at, err := standing(c.ctx, m.Book, m.Person)
		if err != nil {
			return signing.Match{}, err
		}
		if at.Known && at.Left.IsZero() {
			here = append(here, m)
		}
	}
	if named != "" {
		for _, m := range here {
			if m.Person == named {
				return m, nil
			}
		}
	}
	switch {
	case len(here) == 0:
		return signing.Match{}, errors.Join(problem(codeBankidNobody), c.server.cfg.BankID.Drop(c.ctx, id))
	case len(here) == 1 && named == "":
		return here[0], nil
	}
	p := problem(codeBankidWhich)
	people := make([]providerOf, 0, len(here))
	for _, m := range here {
		one, err := c.providerOf(m)
		if err != nil {
			return signing.Match{}, err
		}
		people = append(people, one)
	}
	p.Detail = map[string]any{"people": people}
	return signing.Match{}, p
}

// providerOf is somebody to choose to be.
type providerOf struct {
	Person   string `json:"person"`
	Book     string `json:"book"`
	Name     string `json:"name"`
	Provider string `json:"provider"`
}

func (c *call) providerOf(m signing.Match) (providerOf, error) {
	of := providerOf{Person: m.Person, Book: m.Book}
	b, ok := c.server.cfg.Books.Book(m.Book)
	if !ok {
		return of, nil
	}
	err := b.View(c.ctx, func(docs book.Documents) error {
		person, _, err := docs.Get("person/" + m.Person)
		if err != nil {
			return err
		}
		of.Name = person.Text("name")
		for doc, err := range docs.Feed(care.ProviderFeed) {
			if err != nil {
				return err
			}
			if doc.Text("name") != "" && doc.Text("void") == "" {
				of.Provider = doc.Text("name")
			}
		}
		return nil
	})
	if err != nil {
		return of, fmt.Errorf("look up whom one may sign in as: %w", err)
	}
	return of, nil
}
