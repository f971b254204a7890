package server

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/nudge"
	"passbok/sync/book"
)

// reminder is somebody whose turn it is with a beneficiary's month.
type reminder struct {
	Beneficiary string      `json:"beneficiary"`
	Person      month.Party `json:"person"`
	Title       month.Words `json:"title"` // of what they are to do
	Last        *time.Time  `json:"last"`  // when they were told last, or, where they may not be told of this for it, reminded of anything; null: they have not been
	May         bool        `json:"may"`   // they may be reminded now
}

// reminders answers GET /api/v1/office/reminders/{month}: whose turn it is, over all customers, and when they were told last.
func reminders(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	cases, err := c.server.cfg.Ladder.Waiting(c.ctx, c.book.ID(), of)
	if err != nil {
		return err
	}
	waiting, err := c.remindersOf(cases)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		Reminders []reminder `json:"reminders"`
	}{waiting})
}

// remind answers POST /api/v1/months/{beneficiary}/{month}/remind: those whose turn it is are told again. Whoever was told a short
// while ago is not, so asking twice does it once, and the command needs no id of its own.
func remind(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		return month.May(docs, ask, care.See)
	})
	if err != nil {
		return err
	}
	cases, err := c.server.cfg.Ladder.Remind(c.ctx, c.book.ID(), ask.Beneficiary, ask.Month, ask.Person, ask.Now)
	if err != nil {
		return err
	}
	reminded, err := c.remindersOf(cases)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		Reminded []reminder `json:"reminded"`
	}{reminded})
}

func (c *call) remindersOf(cases []nudge.Case) ([]reminder, error) {
	now, all := c.server.cfg.Clock(), []reminder{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		all = all[:0]
		for _, one := range cases {
			person, _, err := cardOf(docs, one.Person)
			if err != nil {
				return err
			}
			of := reminder{Beneficiary: one.Beneficiary, Person: person, Last: never(one.Told()), May: one.MayRemind(now)}
			if !of.May && one.Reminded.After(one.Told()) {
				of.Last = never(one.Reminded)
			}
			if of.Title.SV, _, _, err = one.Notice().Words("sv"); err != nil {
				return err
			}
			if of.Title.EN, _, _, err = one.Notice().Words("en"); err != nil {
				return err
			}
			all = append(all, of)
		}
		return nil
	})
	return all, err
}
