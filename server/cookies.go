package server

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/session"
	"passbok/sync/op"
)

// A refresh token travels in a cookie and nowhere else. The __Host- prefix makes browsers take it only with Secure, for
// the whole host and no other.
//
// A browser may hold several sessions, since a person may work for several providers: a client that names its devices
// gets a cookie for each. One that names none gets singleCookie, as every client did once; it is still read for a device
// that is signed in by it, and is then moved to a cookie of its own.
const (
	singleCookie   = "__Host-passbok"
	cookieOfDevice = "__Host-passbok-"
)

// devicesHeader holds the ids of the devices that who asks may be known as, the likeliest first, with commas between: one
// that is being moved may be known as either. anyDevice asks for whatever session there is: all else was thrown away.
const (
	devicesHeader = "X-Passbok-Device"
	anyDevice     = "any"
	mostDevices   = 4
)

// mostSessions is how many sessions one browser may hold here. All their cookies come with every request.
const mostSessions = 8

// named are the devices of the request's header; whichever says that whatever there is will do.
func (c *call) named() (devices []string, whichever bool, err error) {
	header := c.Get(devicesHeader)
	switch header {
	case "":
		return nil, false, nil
	case anyDevice:
		return nil, true, nil
	}
	for id := range strings.SplitSeq(header, ",") {
		if id = strings.TrimSpace(id); !op.IsUUID(id) || len(devices) == mostDevices {
			return nil, false, problem(codeUUID).at(devicesHeader)
		}
		devices = append(devices, strings.Clone(id))
	}
	return devices, false, nil
}

// held is a refresh token, and the cookie that it came in.
type held struct {
	cookie, token string
}

// all are the refresh cookies of the request, those with a device's name first.
func (c *call) all() []held {
	var all, single []held
	for name, value := range c.Request().Header.Cookies() {
		one := held{string(name), string(value)}
		switch {
		case one.token == "":
		case one.cookie == singleCookie:
			single = append(single, one)
		case strings.HasPrefix(one.cookie, cookieOfDevice):
			all = append(all, one)
		}
	}
	return append(all, single...)
}

// ours are the refresh tokens of the request that are for who asks, the likeliest first.
func (c *call) ours(devices []string, whichever bool) []held {
	all := c.all()
	if whichever {
		return all
	}
	var ours []held
	for _, device := range devices {
		if at := slices.IndexFunc(all, func(h held) bool { return h.cookie == cookieOfDevice+device }); at >= 0 {
			ours = append(ours, all[at])
		}
	}
	if at := slices.IndexFunc(all, func(h held) bool { return h.cookie == singleCookie }); at >= 0 {
		// It may be another device's of this browser, and is then left alone.
		of, err := c.server.cfg.Sessions.Of(c.ctx, all[at].token)
		if len(devices) == 0 || (err == nil && slices.Contains(devices, of.Device)) {
			ours = append(ours, all[at])
		}
	}
	return ours
}

// newCookie is the name of the cookie for a device that has just been signed in. What the browser holds beside it of
// sessions that are over is taken away, and, beyond mostSessions, the one that was not used for longest.
func (c *call) newCookie(device string) (string, error) {
	if c.Get(devicesHeader) == "" {
		return singleCookie, nil
	}
	name := cookieOfDevice + device
	living, err := c.living(c.ctx, name)
	if err != nil {
		return "", err
	}
	for _, cookie := range living[min(len(living), mostSessions-1):] {
		c.dropCookie(cookie)
	}
	return name, nil
}

// living are the cookies, but one, whose sessions go on, the one used last first. The others are taken away.
func (c *call) living(ctx context.Context, but string) ([]string, error) {
	type used struct {
		cookie string
		seen   time.Time
	}
	var living []used
	for _, one := range c.all() {
		if one.cookie == but {
			continue
		}
		of, err := c.server.cfg.Sessions.Of(ctx, one.token)
		switch {
		case err != nil && !errors.Is(err, session.ErrUnknown):
			return nil, err
		case err != nil || !of.Ended.IsZero() || !c.server.cfg.Clock().Before(of.Until()):
			c.dropCookie(one.cookie)
		default:
			living = append(living, used{one.cookie, of.Seen})
		}
	}
	slices.SortStableFunc(living, func(a, b used) int { return b.seen.Compare(a.seen) })
	names := make([]string, 0, len(living))
	for _, one := range living {
		names = append(names, one.cookie)
	}
	return names, nil
}

// setCookie says how long the browser keeps it from when it came, and not until when: a phone whose clock is wrong keeps it for as long as others.
func (c *call) setCookie(name, token string, until time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: token, Path: "/", MaxAge: int(until.Sub(c.server.cfg.Clock()).Seconds()), Expires: until,
		Secure: true, HTTPOnly: true, SameSite: fiber.CookieSameSiteStrictMode,
	})
}

func (c *call) dropCookie(name string) { c.setCookie(name, "", time.Unix(0, 0)) }
