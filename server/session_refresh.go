package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/eid/session"
)

// refresh answers POST /api/v1/session/refresh: the cookie's token for its successor and an access token. A device
// that has forked names, in the body, the new one that its session shall go on under.
func refresh(c *call) error {
	var body struct {
		Device *deviceBody `json:"device"`
	}
	if err := decodeOptional(c.Ctx, &body); err != nil {
		return err
	}
	var moved session.Device
	if body.Device != nil {
		var err error
		if moved, err = body.Device.device(); err != nil {
			return err
		}
	}
	token := c.Cookies(refreshCookie)
	if token == "" {
		return problem(codeSessionUnknown)
	}
	grant, err := c.server.cfg.Sessions.Refresh(c.ctx, token, moved)
	if err != nil {
		return err
	}
	return c.signIn(fiber.StatusOK, grant)
}
