package server

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/session"
)

// refresh answers POST /api/v1/session/refresh: a cookie's token for its successor and an access token. A device
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
	devices, whichever, err := c.named()
	if err != nil {
		return err
	}
	var refused error = problem(codeSessionUnknown)
	for i, one := range c.ours(devices, whichever) {
		grant, err := c.server.cfg.Sessions.Refresh(c.ctx, one.token, moved)
		if err == nil {
			return c.goOn(one, grant, devices, whichever, moved.ID != "")
		}
		if i == 0 || errors.Is(refused, session.ErrUnknown) {
			refused = err
		}
	}
	return refused
}

// goOn answers with a session that goes on, in a cookie of its device's name where the client names devices. One that a
// restored copy of the registry has under an earlier device keeps the cookie that its client asks for.
func (c *call) goOn(from held, grant session.Grant, devices []string, whichever, moved bool) error {
	device, cookie := grant.Session.Device, from.cookie
	if whichever || slices.Contains(devices, device) || (moved && len(devices) > 0) {
		cookie = cookieOfDevice + device
	}
	if cookie != from.cookie {
		c.dropCookie(from.cookie)
	}
	return c.signIn(fiber.StatusOK, grant, cookie)
}
