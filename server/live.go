package server

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

type liveAnswer struct {
	Changed bool `json:"changed"`
}

// breath is how long a long poll rests after a change that was not its own: many commits a second, of others, must not
// wake every poll every time.
const breath = 200 * time.Millisecond

// live answers GET /api/v1/live?cursor=…&feeds=…: when something of the caller's has changed since the cursor, or after
// 25 s. It says only whether: what has changed is for sync to bring. feeds is the office's, separated by commas.
func live(c *call) error {
	cursor, feeds := c.Query("cursor"), listed(c.Query("feeds"))
	ctx, cancel := context.WithTimeout(c.ctx, c.server.poll)
	defer cancel()
	for {
		// Taken before asking: a change between the asking and the waiting would be missed otherwise.
		changed := c.book.Changed()
		pending, err := c.book.Pending(context.WithoutCancel(ctx), c.actor(), cursor, feeds)
		if err != nil {
			return err
		}
		if pending {
			return c.answer(fiber.StatusOK, liveAnswer{true})
		}
		select {
		case <-ctx.Done():
			return c.answer(fiber.StatusOK, liveAnswer{false})
		case <-changed:
		}
		rest, done := context.WithTimeout(ctx, breath)
		<-rest.Done()
		done()
	}
}

func listed(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}
