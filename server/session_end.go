package server

import (
	"github.com/gofiber/fiber/v2"
)

// signOut answers DELETE /api/v1/session: the family ends and its cookie goes; other sessions of the same browser stay.
// Signing out twice is no error.
func signOut(c *call) error {
	devices, whichever, err := c.named()
	if err != nil {
		return err
	}
	for _, one := range c.ours(devices, whichever) {
		if err := c.server.cfg.Sessions.End(c.ctx, one.token); err != nil {
			return err
		}
		c.dropCookie(one.cookie)
	}
	if len(devices) == 0 && !whichever {
		c.dropCookie(singleCookie)
	}
	return c.SendStatus(fiber.StatusNoContent)
}
