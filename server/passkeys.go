package server

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/sync/book"
)

// Passkeys keeps the keys that people sign in with: see passkey.Passkeys, and eid.Door for SignIn.
type Passkeys interface {
	Possible() bool
	Of(ctx context.Context, person string) ([]passkey.Passkey, error)
	Offer(ctx context.Context, who passkey.Person) (passkey.Options, error)
	Add(ctx context.Context, who passkey.Person, device, name string, response []byte) (passkey.Passkey, error)
	Rename(ctx context.Context, person, id, name string) error
	Remove(ctx context.Context, person, id string) error
	Ask() (passkey.Options, error)
	SignIn(ctx context.Context, answer []byte, device session.Device) (session.Grant, error)
}

type passkeyAnswer struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Made   time.Time `json:"made"`
	Used   time.Time `json:"used,omitzero"`
	Synced bool      `json:"synced"`
	// Here says that it was made on the device that asks.
	Here bool `json:"here"`
}

func (c *call) passkey(key passkey.Passkey) passkeyAnswer {
	return passkeyAnswer{key.ID, key.Name, key.Made, key.Used, key.Synced, key.By == c.who.Device}
}

// passkeys answers GET /api/v1/me/passkeys.
func passkeys(c *call) error {
	kept, err := c.server.cfg.Passkeys.Of(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	answer := struct {
		Passkeys []passkeyAnswer `json:"passkeys"`
	}{[]passkeyAnswer{}}
	for _, key := range kept {
		answer.Passkeys = append(answer.Passkeys, c.passkey(key))
	}
	return c.answer(fiber.StatusOK, answer)
}

// passkeyOwner is who asks, as their phone is to name them.
func (c *call) passkeyOwner() (passkey.Person, error) {
	mark, err := c.server.cfg.Sessions.Proved(c.ctx, c.who.Subject, c.who.Device)
	if err != nil {
		return passkey.Person{}, err
	}
	who := passkey.Person{Book: c.who.Book, ID: c.who.Subject, Mark: mark}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		doc, _, err := docs.Get("person/" + c.who.Subject)
		who.Name = doc.Text("name")
		return err
	})
	if err != nil {
		return who, fmt.Errorf("look up whose passkey it is: %w", err)
	}
	if who.Name == "" {
		who.Name = "Passbok"
	}
	return who, nil
}

// offerPasskey answers POST /api/v1/me/passkeys/options: what the browser needs to make one.
func offerPasskey(c *call) error {
	who, err := c.passkeyOwner()
	if err != nil {
		return err
	}
	options, err := c.server.cfg.Passkeys.Offer(c.ctx, who)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, options)
}

// addPasskey answers POST /api/v1/me/passkeys: what the browser has made is kept.
func addPasskey(c *call) error {
	var body struct {
		Name       string          `json:"name"`
		Credential json.RawMessage `json:"credential"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	switch {
	case len(body.Credential) == 0:
		return problem(codeMissing).at("credential")
	case utf8.RuneCountInString(body.Name) > longestName:
		return problem(codeBodyTooLarge).at("name")
	}
	who, err := c.passkeyOwner()
	if err != nil {
		return err
	}
	made, err := c.server.cfg.Passkeys.Add(c.ctx, who, c.who.Device, body.Name, body.Credential)
	if err != nil {
		return err
	}
	c.note("a passkey was added")
	return c.answer(fiber.StatusCreated, c.passkey(made))
}

// renamePasskey answers PUT /api/v1/me/passkeys/{key}.
func renamePasskey(c *call) error {
	name, err := c.newName()
	if err != nil {
		return err
	}
	if err := c.server.cfg.Passkeys.Rename(c.ctx, c.who.Subject, c.Params("key"), name); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// removePasskey answers DELETE /api/v1/me/passkeys/{key}.
func removePasskey(c *call) error {
	if err := c.server.cfg.Passkeys.Remove(c.ctx, c.who.Subject, c.Params("key")); err != nil {
		return err
	}
	c.note("a passkey was removed")
	return c.SendStatus(fiber.StatusNoContent)
}

// askPasskey answers POST /api/v1/session/passkey/options: what the browser needs to use one, whosever it is.
func askPasskey(c *call) error {
	options, err := c.server.cfg.Passkeys.Ask()
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, options)
}

// signInByPasskey answers POST /api/v1/session/passkey: an answer of a passkey and a device for a session.
func signInByPasskey(c *call) error {
	var body struct {
		Credential json.RawMessage `json:"credential"`
		Device     deviceBody      `json:"device"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if len(body.Credential) == 0 {
		return problem(codeMissing).at("credential")
	}
	device, err := body.Device.device()
	if err != nil {
		return err
	}
	from := addressOf(c.Ctx)
	if err := c.server.guesses.may(from); err != nil {
		return err
	}
	grant, err := c.server.cfg.Passkeys.SignIn(c.ctx, body.Credential, device)
	if err != nil {
		c.server.guesses.note(from, err)
		return err
	}
	c.note("a device was signed in by a passkey")
	return c.newSession(grant)
}
