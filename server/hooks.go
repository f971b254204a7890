package server

import (
	"errors"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/hook"
	"passbok/internal/outward"
)

const hooksPath = "/api/v1/hooks"

type hookAnswer struct {
	ID     string    `json:"id"`
	Host   string    `json:"host"` // an address may have a secret in its path
	Events []string  `json:"events"`
	By     string    `json:"by"`
	Made   time.Time `json:"made"`
	Told   time.Time `json:"told,omitzero"`
	Since  time.Time `json:"since,omitzero"` // when it began to take nothing
	Next   time.Time `json:"next,omitzero"`
	Fault  string    `json:"fault,omitempty"`
	Dead   time.Time `json:"dead,omitzero"`
}

func hookOf(h hook.Hook) hookAnswer {
	host := ""
	if u, err := url.Parse(h.URL); err == nil {
		host = u.Host
	}
	return hookAnswer{h.ID, host, h.Events, h.By, h.Made, h.Told, h.Since, h.Next, h.Fault, h.Dead}
}

// hooks answers GET /api/v1/hooks: the systems that are told, and how each takes it.
func hooks(c *call) error {
	kept, err := c.server.cfg.Hooks.Of(c.ctx, c.book.ID())
	if err != nil {
		return err
	}
	answer := struct {
		Hooks  []hookAnswer `json:"hooks"`
		Events []string     `json:"events"` // that there are
	}{[]hookAnswer{}, hook.Events()}
	for _, h := range kept {
		answer.Hooks = append(answer.Hooks, hookOf(h))
	}
	return c.answer(fiber.StatusOK, answer)
}

// makeHook answers POST /api/v1/hooks: another system is told from now on. The secret that posts are signed with is shown this once.
func makeHook(c *call) error {
	var body struct {
		URL    string   `json:"url"`
		Events []string `json:"events"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	secret, made, err := c.server.cfg.Hooks.Make(c.ctx, c.book.ID(), body.URL, body.Events, c.who.Subject)
	for is, at := range map[error]*Problem{
		hook.ErrEvents: problem(codeMissing).at("events"), hook.ErrURL: problem(codeHookInsecure).at("url"), hook.ErrMany: problem(codeHandoutMany),
		outward.ErrInsecure: problem(codeHookInsecure).at("url"), outward.ErrPrivate: problem(codeHookPrivate).at("url"), outward.ErrUnreachable: problem(codeHookUnreachable).at("url"),
	} {
		if errors.Is(err, is) {
			return at.because(err)
		}
	}
	if err != nil {
		return err
	}
	c.note("a hook was made")
	return c.answer(fiber.StatusCreated, struct {
		hookAnswer
		Secret string `json:"secret"`
	}{hookOf(made), secret})
}

// endHook answers DELETE /api/v1/hooks/{id}: the system is told nothing any more.
func endHook(c *call) error {
	return c.onHook(c.server.cfg.Hooks.End(c.ctx, c.book.ID(), c.Params("id")), "a hook was ended")
}

// hookGoesOn answers POST /api/v1/hooks/{id}/again: one that was given up goes on from where it stands.
func hookGoesOn(c *call) error {
	return c.onHook(c.server.cfg.Hooks.GoOn(c.ctx, c.book.ID(), c.Params("id")), "a hook goes on")
}

func (c *call) onHook(err error, done string) error {
	if errors.Is(err, hook.ErrUnknown) {
		return problem(codeNotFound).at("id")
	}
	if err != nil {
		return err
	}
	c.note(done)
	return c.SendStatus(fiber.StatusNoContent)
}
