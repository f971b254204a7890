package server

import (
	"unicode/utf8"

	"passbok/eid/session"
	"passbok/sync/op"
)

type deviceBody struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (d deviceBody) device() (session.Device, error) {
	switch {
	case !op.IsUUID(d.ID):
		return session.Device{}, problem(codeUUID).at("device.id")
	case utf8.RuneCountInString(d.Name) > 100:
		return session.Device{}, problem(codeBodyTooLarge).at("device.name")
	}
	return session.Device{ID: d.ID, Name: d.Name}, nil
}

// join answers POST /api/v1/session: a code and a device for a session.
func join(c *call) error {
	var body struct {
		Invitation string     `json:"invitation"`
		Device     deviceBody `json:"device"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Invitation == "" {
		return problem(codeMissing).at("invitation")
	}
	device, err := body.Device.device()
	if err != nil {
		return err
	}
	from := addressOf(c.Ctx)
	if err := c.server.guesses.may(from); err != nil {
		return err
	}
	grant, err := c.server.cfg.Door.Join(c.ctx, body.Invitation, device)
	if err != nil {
		c.server.guesses.note(from, err)
		return err
	}
	return c.newSession(grant)
}
