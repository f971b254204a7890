package server

import (
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/push"
	"passbok/sync/book"
)

// testEvery is how many seconds a person waits before they can ask for another test.
const testEvery = 10

type noticesAnswer struct {
	// Optional are the notices that the person may turn off; Muted those of them that they have.
	Optional []push.Code `json:"optional"`
	Muted    []push.Code `json:"muted"`
	// Quiet are the hours in which nothing comes, as they hold: the house's, where the person has said nothing.
	Quiet    push.Hours `json:"quiet"`
	Holidays bool       `json:"holidays"`
	Away     push.Days  `json:"away"`
	Grave    bool       `json:"grave"`
	Digest   string     `json:"digest"`
}

// noticeWishes answers GET /api/v1/me/notices.
func noticeWishes(c *call) error {
	_, w, err := c.server.cfg.Subscriptions.Wishes(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	quiet := push.Hours{}
	if w.Quiet != nil {
		quiet = *w.Quiet
	}
	return c.answer(fiber.StatusOK, noticesAnswer{push.Optional(), append([]push.Code{}, w.Muted...), quiet, w.Holidays, w.Away, w.Grave, w.Digest})
}

// wishNotices answers PUT /api/v1/me/notices: so the person wants to be told from now on. What is not said stays as it was.
func wishNotices(c *call) error {
	var body struct {
		Muted    *[]push.Code `json:"muted"`
		Quiet    *push.Hours  `json:"quiet"`
		Holidays *bool        `json:"holidays"`
		Away     *push.Days   `json:"away"`
		Grave    *bool        `json:"grave"`
		Digest   *string      `json:"digest"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Muted == nil && body.Quiet == nil && body.Holidays == nil && body.Away == nil && body.Grave == nil && body.Digest == nil {
		return problem(codeMissing).at("muted")
	}
	w, _, err := c.server.cfg.Subscriptions.Wishes(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	take(&w.Muted, body.Muted)
	take(&w.Holidays, body.Holidays)
	take(&w.Away, body.Away)
	take(&w.Grave, body.Grave)
	take(&w.Digest, body.Digest)
	if body.Quiet != nil {
		w.Quiet = body.Quiet
	}
	if err := c.server.cfg.Subscriptions.Wish(c.ctx, c.who.Subject, w); err != nil {
		return err
	}
	return noticeWishes(c)
}

// take takes over what was said.
func take[T any](kept *T, said *T) {
	if said != nil {
		*kept = *said
	}
}

// testNotice answers POST /api/v1/me/notices/test: a notice goes to each device of the person's that is told by notices,
// by the push service, as any other does.
func testNotice(c *call) error {
	subs, err := c.server.cfg.Subscriptions.Of(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	reached := 0
	for _, sub := range subs {
		if sub.Stale == nil {
			reached++
		}
	}
	if reached == 0 {
		return problem(codeNoSubscription)
	}
	now := c.server.cfg.Clock()
	err = c.server.cfg.Subscriptions.Enqueue(c.ctx, push.Notice{
		ID: fmt.Sprintf("test/%s/%s/%d", c.who.Book, c.who.Subject, now.Unix()/testEvery), Code: push.Test, To: []string{c.who.Subject},
		Office: c.isOffice(), Month: string(care.DateOf(now).Month()), Beneficiary: c.who.Subject,
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusAccepted, struct {
		Devices int `json:"devices"`
	}{reached})
}

// isOffice says whether who asks works in the office today.
func (c *call) isOffice() bool {
	var names []string
	_ = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		names, _, err = rolesOf(docs, c.who.Subject, c.server.cfg.Clock())
		return err
	})
	return slices.Contains(names, care.RoleCoordinator)
}
