package server

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
)

// Setup is the way into a house that has no provider yet: see house.SetupLink.
type Setup interface {
	// Waits says whether the house has no provider, but for one that the link began and nobody has come in to.
	Waits(ctx context.Context) (bool, error)
	// First makes the first provider for whoever knows the secret of the link that the server printed at its start, and gives the
	// code of its first coordinator's invitation; the same again gives the same code. Errors: ErrSetupOver, ErrSetupWrong.
	First(ctx context.Context, secret string, p FirstProvider) (code string, err error)
}

// What can be wrong with the link to the first provider.
var (
	ErrSetupOver  = errors.New("there is a provider, or the link has run out")
	ErrSetupWrong = errors.New("the link's secret is another")
)

// FirstProvider is the provider to be, and its first coordinator.
type FirstProvider struct {
	Name                string
	Organisationsnummer string // ten digits
	Coordinator         string // name
}

// longestCareName is as care has it of a provider and a person, in characters.
const longestCareName = 120

// beginHouse answers POST /api/v1/setup: the first provider, and the code with which its first coordinator signs in.
func beginHouse(c *call) error {
	var body struct {
		Secret              string `json:"secret"`
		Name                string `json:"name"`
		Organisationsnummer string `json:"organisationsnummer"`
		Coordinator         string `json:"coordinator"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if c.server.cfg.Setup == nil {
		return problem(codeSetupOver)
	}
	from := addressOf(c.Ctx)
	if err := c.server.guesses.may(from); err != nil {
		return err
	}
	first := FirstProvider{Name: strings.TrimSpace(body.Name), Coordinator: strings.TrimSpace(body.Coordinator)}
	for field, text := range map[string]string{"name": first.Name, "coordinator": first.Coordinator} {
		switch n := utf8.RuneCountInString(text); {
		case n == 0:
			return problem(codeMissing).at(field)
		case n > longestCareName:
			return problem(care.BadText).at(field)
		}
	}
	var err error
	if first.Organisationsnummer, err = care.ParseOrganisationsnummer(strings.ReplaceAll(strings.TrimSpace(body.Organisationsnummer), "-", "")); err != nil {
		return problem(care.BadNumber).at("organisationsnummer").because(err)
	}
	code, err := c.server.cfg.Setup.First(c.ctx, body.Secret, first)
	if err != nil {
		c.server.guesses.note(from, err)
		return err
	}
	return c.answer(fiber.StatusCreated, struct {
		Invitation string `json:"invitation"`
	}{code})
}
