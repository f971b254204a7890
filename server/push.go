package server

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/push"
)

// Subscriptions keeps where people's devices can be reached: see push.Sender.
type Subscriptions interface {
	PublicKey() string
	Subscribe(ctx context.Context, sub push.Subscription) (push.Subscription, error)
	Unsubscribe(ctx context.Context, person, endpoint string) error
	Of(ctx context.Context, person string) ([]push.Subscription, error)
	Devices(ctx context.Context) (map[string][]string, error)
	ForgetDevice(ctx context.Context, person, device string) error
	Wishes(ctx context.Context, person string) (said, holds push.Wishes, err error)
	Wish(ctx context.Context, person string, w push.Wishes) error
	Mark(ctx context.Context, mark string, seen push.Seen) error
	Enqueue(ctx context.Context, notice push.Notice) error
}

type pushKeyAnswer struct {
	PublicKey string `json:"publicKey"`
}

// pushKey answers GET /api/v1/push: the key that a browser binds its subscription to.
func pushKey(c *call) error {
	return c.answer(fiber.StatusOK, pushKeyAnswer{c.server.cfg.Subscriptions.PublicKey()})
}

// subscriptionBody is a PushSubscription as browsers write it, and the language that notices shall have.
type subscriptionBody struct {
	Endpoint       string   `json:"endpoint"`
	ExpirationTime *float64 `json:"expirationTime"` // milliseconds since 1970, or null
	Keys           struct {
		P256dh string `json:"p256dh"`
		Auth   string `json:"auth"`
	} `json:"keys"`
	Lang string `json:"lang"`
}

type subscriptionAnswer struct {
	Endpoint string `json:"endpoint"`
	// Stale asks the device to unsubscribe and subscribe anew: the push service would have nothing of it.
	Stale bool `json:"stale"`
}

// subscribe answers PUT /api/v1/push/subscription: the caller's device is told there from now on.
func subscribe(c *call) error {
	var body subscriptionBody
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	sub := push.Subscription{
		Person: c.who.Subject, Device: c.who.Device, Endpoint: body.Endpoint,
		P256dh: body.Keys.P256dh, Auth: body.Keys.Auth, Lang: body.Lang,
	}
	if ms := body.ExpirationTime; ms != nil {
		expires := time.UnixMilli(int64(*ms)).UTC()
		sub.Expires = &expires
	}
	kept, err := c.server.cfg.Subscriptions.Subscribe(c.ctx, sub)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, subscriptionAnswer{kept.Endpoint, kept.Stale != nil})
}

// unsubscribe answers DELETE /api/v1/push/subscription. What is not there needs no forgetting.
func unsubscribe(c *call) error {
	var body struct {
		Endpoint string `json:"endpoint"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Endpoint == "" {
		return problem(codeMissing).at("endpoint")
	}
	if err := c.server.cfg.Subscriptions.Unsubscribe(c.ctx, c.who.Subject, body.Endpoint); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// noticeSeen answers POST /api/v1/notices/seen, which a device's service worker asks: a notice was shown there, opened, or put
// off. The mark came with the notice. Nothing is learnt by asking, whether or not it is known.
func noticeSeen(c *call) error {
	var body struct {
		Mark string    `json:"mark"`
		Seen push.Seen `json:"seen"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Mark == "" || body.Seen == "" {
		return problem(codeMissing).at("mark")
	}
	if err := c.server.cfg.Subscriptions.Mark(c.ctx, body.Mark, body.Seen); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
