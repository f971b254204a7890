package server

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/handout"
)

// longestName is the most letters that a name of a device or a passkey has.
const longestName = 100

type deviceAnswer struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	Made time.Time `json:"made"`
	Seen time.Time `json:"seen"`
	// This is the device that asks.
	This bool `json:"this"`
	// Closed is when it was closed from another one; it may still send what it holds.
	Closed time.Time `json:"closed,omitzero"`
	// Until is when its session ends if it is not used before.
	Until time.Time `json:"until"`
	// Notices says that it is told by notices.
	Notices bool `json:"notices"`
}

// myDevices are the devices on which who asks is signed in, or may still send: this one first, then the latest seen.
func (c *call) myDevices() ([]deviceAnswer, error) {
	kept, err := c.server.cfg.Sessions.Devices(c.ctx, c.who.Subject)
	if err != nil {
		return nil, err
	}
	told, err := c.server.cfg.Subscriptions.Of(c.ctx, c.who.Subject)
	if err != nil {
		return nil, err
	}
	reached := map[string]bool{}
	for _, sub := range told {
		reached[sub.Device] = reached[sub.Device] || sub.Stale == nil
	}
	now, list := c.server.cfg.Clock(), []deviceAnswer{}
	for _, one := range kept {
		if one.Book != c.who.Book || !one.Ended.IsZero() || !now.Before(one.Until()) {
			continue
		}
		list = append(list, deviceAnswer{
			one.Device, one.Name, one.Made, one.Seen, one.Device == c.who.Device, one.Closed, one.Until(), reached[one.Device],
		})
	}
	links, err := c.server.cfg.Handouts.Of(c.ctx, c.book.ID(), handout.Feed, c.who.Subject)
	if err != nil {
		return nil, err
	}
	for _, link := range links { // a calendar that shows one's plan is a device that one has not in hand
		seen := link.Used
		if seen.IsZero() {
			seen = link.Made
		}
		list = append(list, deviceAnswer{ID: link.ID, Name: link.Name, Made: link.Made, Seen: seen, Until: link.Expires})
	}
	sortDevices(list)
	return list, nil
}

// devices answers GET /api/v1/me/devices.
func devices(c *call) error {
	list, err := c.myDevices()
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		Devices []deviceAnswer `json:"devices"`
	}{list})
}

// renameDevice answers PUT /api/v1/me/devices/{device}.
func renameDevice(c *call) error {
	name, err := c.newName()
	if err != nil {
		return err
	}
	err = c.server.cfg.Handouts.Rename(c.ctx, c.book.ID(), handout.Feed, c.who.Subject, c.Params("device"), name)
	if errors.Is(err, handout.ErrUnknown) { // no calendar
		err = c.ownDevice(c.server.cfg.Sessions.RenameDevice(c.ctx, c.who.Subject, c.Params("device"), name))
	}
	if err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// closeDevice answers DELETE /api/v1/me/devices/{device}: its session sends what it holds and nothing else, its notices
// stop, and what it was shown so far it is shown no longer.
func closeDevice(c *call) error {
	device := c.Params("device")
	switch err := c.server.cfg.Handouts.End(c.ctx, c.book.ID(), handout.Feed, c.who.Subject, device); {
	case err == nil:
		c.note("a calendar's link was ended")
		return c.SendStatus(fiber.StatusNoContent)
	case !errors.Is(err, handout.ErrUnknown):
		return err
	}
	if err := c.ownDevice(c.server.cfg.Sessions.CloseDevice(c.ctx, c.who.Subject, device)); err != nil {
		return err
	}
	c.server.tokens.end(device)
	if err := c.server.cfg.Subscriptions.ForgetDevice(c.ctx, c.who.Subject, device); err != nil {
		return err
	}
	c.note("a device was closed from another")
	return c.SendStatus(fiber.StatusNoContent)
}

// ownDevice tells a device that is not the person's from a session that is not known.
func (c *call) ownDevice(err error) error {
	if err != nil && problemOf(err).Code == codeSessionUnknown {
		return problem(codeNotFound).at("device").because(err)
	}
	return err
}

// newName reads the body that gives something another name.
func (c *call) newName() (string, error) {
	var body struct {
		Name string `json:"name"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return "", err
	}
	name := strings.TrimSpace(body.Name)
	switch {
	case name == "":
		return "", problem(codeMissing).at("name")
	case utf8.RuneCountInString(name) > longestName:
		return "", problem(codeBodyTooLarge).at("name")
	}
	return name, nil
}

// note writes a line of what was done to a way of signing in; the request's id ties it to the request's own line.
func (c *call) note(what string) {
	c.server.cfg.Log.Info(what, slog.String("id", c.server.requestID(c.Ctx)), slog.String("route", fmt.Sprintf("%s %s", c.Method(), c.Route().Path)))
}

// sortDevices puts this device first, then those that may only send last, and the latest seen before.
func sortDevices(list []deviceAnswer) {
	slices.SortFunc(list, func(a, b deviceAnswer) int {
		return cmp.Or(orderOf(b.This, a.This), orderOf(!b.Closed.IsZero(), !a.Closed.IsZero())*-1, b.Seen.Compare(a.Seen), strings.Compare(a.ID, b.ID))
	})
}

func orderOf(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
