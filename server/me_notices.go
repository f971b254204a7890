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
}

// noticeWishes answers GET /api/v1/me/notices.
func noticeWishes(c *call) error {
	muted, err := c.server.cfg.Subscriptions.Muted(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, noticesAnswer{push.Optional(), append([]push.Code{}, muted...)})
}

// wishNotices answers PUT /api/v1/me/notices: from now on the person wants all but these.
func wishNotices(c *call) error {
	var body struct {
		Muted []push.Code `json:"muted"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if body.Muted == nil {
		return problem(codeMissing).at("muted")
	}
	if err := c.server.cfg.Subscriptions.Mute(c.ctx, c.who.Subject, body.Muted); err != nil {
		return err
	}
	return noticeWishes(c)
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
