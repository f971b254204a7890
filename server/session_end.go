package server

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/session"
)

// signOut answers DELETE /api/v1/session: the family ends, its cookie goes, and its device is told of nothing more; other
// sessions of the same browser stay. Signing out twice is no error.
func signOut(c *call) error {
	devices, whichever, err := c.named()
	if err != nil {
		return err
	}
	for _, one := range c.ours(devices, whichever) {
		if err := c.endSession(one.token); err != nil {
			return err
		}
		c.dropCookie(one.cookie)
	}
	if len(devices) == 0 && !whichever {
		c.dropCookie(singleCookie)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// endSession ends a session by its token, and forgets what its device is reached by: the phone may be another's from now on.
// Of one that has ended the device is forgotten all the same, since the last try may have failed in between.
func (c *call) endSession(token string) error {
	of, err := c.server.cfg.Sessions.Of(c.ctx, token)
	if errors.Is(err, session.ErrUnknown) {
		return nil // there is nothing to end
	}
	if err != nil {
		return err
	}
	if err := c.server.cfg.Sessions.End(c.ctx, token); err != nil {
		return err
	}
	return c.server.cfg.Subscriptions.ForgetDevice(c.ctx, of.Person, of.Device)
}
