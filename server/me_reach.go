package server

import (
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"passbok/month"
	"passbok/sync/book"
)

type reachAnswer struct {
	month.Reach
	// Possible are the ways that this house can use.
	Possible []string `json:"possible"`
}

// reach answers GET /api/v1/me/reach: how the person is reached besides notices on their devices.
func reach(c *call) error {
	answer := reachAnswer{Possible: append([]string{}, c.server.cfg.Ways...)}
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Reach, err = month.ReachOf(docs, c.who.Subject)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// sayReach answers PUT /api/v1/me/reach: how they want to be reached from now on. What they were looking at is named by its rev.
func sayReach(c *call) error {
	var body struct {
		Rev    uint64   `json:"rev"`
		Mail   string   `json:"mail"`
		Mobile string   `json:"mobile"`
		Lang   string   `json:"lang"`
		Ways   []string `json:"ways"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Ways == nil {
		return problem(codeMissing).at("ways")
	}
	said := month.Reach{Rev: body.Rev, Mail: body.Mail, Mobile: body.Mobile, Lang: body.Lang, Ways: body.Ways}
	id, err := uuid.NewV7FromReader(c.server.cfg.Rand)
	if err != nil {
		return problem(codeInternal).because(err)
	}
	cmd := book.Command{ID: id.String(), Name: "reach.say", Person: c.who.Subject, Device: c.who.Device}
	_, err = c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.SayReach(docs, c.who.Subject, said)
	})
	if err != nil {
		return err
	}
	return reach(c)
}
