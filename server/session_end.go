package server

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// signOut answers DELETE /api/v1/session: the family ends and the cookie goes. Signing out twice is no error.
func signOut(c *call) error {
	if token := c.Cookies(refreshCookie); token != "" {
		if err := c.server.cfg.Sessions.End(c.ctx, token); err != nil {
			return err
		}
	}
	c.setCookie("", time.Unix(0, 0))
	return c.SendStatus(fiber.StatusNoContent)
}
