package server

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/store"
	"passbok/sync/book"
)

type state struct {
	Status string `json:"status"`
}

// health answers GET /healthz: the process is up and answers.
func health(c *call) error { return c.answer(fiber.StatusOK, state{"ok"}) }

// ready answers GET /readyz: the house can do its work, and is not about to stop.
func ready(c *call) error {
	if c.server.stopping.Err() != nil {
		return problem(codeStopping)
	}
	if c.server.cfg.Ready == nil {
		return c.answer(fiber.StatusOK, state{"ready"})
	}
	ctx, cancel := context.WithTimeout(c.ctx, 5*time.Second)
	defer cancel()
	switch err := c.server.cfg.Ready(ctx); {
	case errors.Is(err, book.ErrArchive):
		return problem(codeArchive).because(err)
	case errors.Is(err, store.ErrBroken): // whoever watches over the house must know that waiting is no use
		return problem(codeStorageBroken).because(err)
	case errors.Is(err, store.ErrFull):
		return problem(codeStorageFull).because(err)
	case err != nil:
		return problem(codeUnready).because(err)
	}
	return c.answer(fiber.StatusOK, state{"ready"})
}
