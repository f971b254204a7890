package server

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/handout"
	"passbok/month"
	"passbok/out/feed"
	"passbok/sync/book"
)

const (
	feedsPath = "/api/v1/people/:person/feeds"
	plansPath = "/api/v1/plans/"

	// feedLife is how long a calendar's link holds: people forget what they have subscribed to.
	feedLife = 2 * 365 * 24 * time.Hour
	// How far a calendar shows.
	feedBack  = 2 // months
	feedAhead = 12
	// feedsAtOnce is how many requests of one link are worked on: a calendar asks one at a time.
	feedsAtOnce = 2

	// ownFeeds is how many links of their own somebody has at once.
	ownFeeds = 5

	// scopeNames lets names of people be in a calendar; without it there is none.
	scopeNames = "names"
	// feedName is what a link is called in the list of somebody's devices, until they call it something else.
	feedName = "Kalenderlänk"
)

type feedAnswer struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Names   bool      `json:"names"` // of people are in it
	By      string    `json:"by"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
}

func feedOf(h handout.Handout) feedAnswer {
	return feedAnswer{h.ID, h.Name, len(h.Scopes) > 0, h.By, h.Made, h.Expires, h.Used}
}

// feeds answers GET /api/v1/people/{person}/feeds: the calendars' links to a person's plan, without what is secret in them.
func feeds(c *call) error {
	person, err := c.person("person")
	if err != nil {
		return err
	}
	kept, err := c.server.cfg.Handouts.Of(c.ctx, c.book.ID(), handout.Feed, person)
	if err != nil {
		return err
	}
	answer := struct {
		Feeds []feedAnswer `json:"feeds"`
	}{[]feedAnswer{}}
	for _, h := range kept {
		answer.Feeds = append(answer.Feeds, feedOf(h))
	}
	return c.answer(fiber.StatusOK, answer)
}

// makeFeed answers POST /api/v1/people/{person}/feeds: a new link, which is shown this once.
func makeFeed(c *call) error {
	person, err := c.person("person")
	if err != nil {
		return err
	}
	var body struct {
		Names bool `json:"names"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if holds, err := c.hasRole(person); err != nil || !holds {
		if err == nil {
			err = problem(codePersonUnknown).at("person")
		}
		return err
	}
	return c.giveFeed(person, body.Names)
}

// makeOwnFeed answers POST /api/v1/me/feeds: a link to one's own plan, without names: whose name goes into a calendar elsewhere is the
// office's to decide. Beyond ownFeeds of them the oldest ends. Each is ended among one's devices.
func makeOwnFeed(c *call) error {
	if err := decode(c.Ctx, &struct{}{}); err != nil {
		return err
	}
	me := c.who.Subject
	kept, err := c.server.cfg.Handouts.Of(c.ctx, c.book.ID(), handout.Feed, me)
	if err != nil {
		return err
	}
	kept = slices.DeleteFunc(kept, func(h handout.Handout) bool { return h.By != me })
	slices.SortFunc(kept, func(a, b handout.Handout) int { return a.Made.Compare(b.Made) })
	for len(kept) >= ownFeeds {
		if err := c.server.cfg.Handouts.End(c.ctx, c.book.ID(), handout.Feed, me, kept[0].ID); err != nil && !errors.Is(err, handout.ErrUnknown) {
			return err
		}
		kept = kept[1:]
	}
	return c.giveFeed(me, false)
}

// giveFeed makes a link to a person's plan, and answers it.
func (c *call) giveFeed(person string, names bool) error {
	order := handout.Order{Book: c.book.ID(), Kind: handout.Feed, Person: person, Name: feedName, By: c.who.Subject, Life: feedLife}
	if names {
		order.Scopes = []string{scopeNames}
	}
	secret, made, err := c.server.cfg.Handouts.Make(c.ctx, order)
	if err != nil {
		return err
	}
	c.note("a calendar's link was given out")
	return c.answer(fiber.StatusCreated, struct {
		feedAnswer
		URL string `json:"url"`
	}{feedOf(made), c.server.origin + plansPath + secret + ".ics"})
}

// endFeed answers DELETE /api/v1/people/{person}/feeds/{id}: the link opens nothing from now on.
func endFeed(c *call) error {
	person, err := c.person("person")
	if err != nil {
		return err
	}
	err = c.server.cfg.Handouts.End(c.ctx, c.book.ID(), handout.Feed, person, c.Params("id"))
	if errors.Is(err, handout.ErrUnknown) {
		return problem(codeNotFound).at("id")
	}
	if err != nil {
		return err
	}
	c.note("a calendar's link was ended")
	return c.SendStatus(fiber.StatusNoContent)
}

// hasRole tells whether a person holds a role in the caller's book today.
func (c *call) hasRole(person string) (holds bool, err error) {
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		_, roles, err := rolesOf(docs, person, c.server.cfg.Clock())
		holds = roles != 0
		return err
	})
	return holds, err
}

// plansFeed answers GET /api/v1/plans/{secret}.ics: a person's plan as a calendar, for whoever has the link. Whoever holds no role any
// more has none.
func plansFeed(c *call) error {
	secret, isFeed := strings.CutSuffix(c.Params("file"), ".ics")
	found, err := handout.Handout{}, handout.ErrUnknown
	if isFeed {
		found, err = c.server.cfg.Handouts.Find(c.ctx, handout.Feed, secret)
	}
	if errors.Is(err, handout.ErrUnknown) { // nobody counts these: a secret of 160 bits is not guessed
		return problem(codeNotFound)
	}
	if err != nil {
		return err
	}
	leave, err := c.server.oneMore("feed/"+found.ID, feedsAtOnce)
	if err != nil {
		return err
	}
	defer leave()
	b, there := c.server.cfg.Books.Book(found.Book)
	if !there {
		return problem(codeNotFound)
	}
	c.book = b
	if holds, err := c.hasRole(found.Person); err != nil || !holds {
		if err == nil {
			err = problem(codeNotFound)
		}
		return err
	}
	calendar := feed.Calendar{Name: "Passbok", Made: c.server.cfg.Clock().UTC()}
	err = b.View(c.ctx, func(docs book.Documents) error {
		plans, err := month.PlansOf(docs, found.Person, monthsAround(care.MonthOf(c.server.cfg.Clock())))
		if err != nil {
			return err
		}
		lang, err := langOf(docs, found.Person)
		if err != nil {
			return err
		}
		calendar.Events = eventsOf(plans, found, lang)
		return nil
	})
	if err != nil {
		return err
	}
	var written bytes.Buffer
	if err := feed.Write(&written, calendar); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/calendar; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="passbok.ics"`)
	return c.send(written.Bytes())
}

func monthsAround(now care.Month) (months []care.Month) {
	for at := -feedBack; at <= feedAhead; at++ {
		months = append(months, now.Plus(at))
	}
	return months
}

// langOf is the language that a person is written to in.
func langOf(docs book.Documents, person string) (string, error) {
	doc, _, err := docs.Get(care.ReachRef(person))
	if err != nil {
		return "", fmt.Errorf("read how a person is reached: %w", err)
	}
	return doc.Text("lang"), nil
}

// eventsOf are plans as a calendar shows them: without names nobody who sees it learns more than that there is something.
func eventsOf(plans []month.Planned, to handout.Handout, lang string) []feed.Event {
	events := make([]feed.Event, 0, len(plans))
	names := len(to.Scopes) > 0
	for _, p := range plans {
		said := sentence{"Pass", "Shift"}
		switch {
		case p.Plan.Assistant == to.Person && names:
			said = sentence{"Pass hos " + firstName(p.Beneficiary.Name), "Shift at " + firstName(p.Beneficiary.Name)}
		case p.Plan.Assistant == to.Person:
		case names && p.Plan.Assistant == "":
			said = sentence{"Assistans, ingen än", "Assistance, nobody yet"}
		case names:
			said = sentence{"Assistans, " + firstName(p.Assistant.Name), "Assistance, " + firstName(p.Assistant.Name)}
		default:
			said = sentence{"Passbok", "Passbok"}
		}
		words := said.SV
		if lang == care.English {
			words = said.EN
		}
		events = append(events, feed.Event{ID: care.ID(p.Ref), Rev: int(p.Rev), Summary: words, Start: p.Start, End: p.End}) //nolint:gosec // no book has 2^31 entries
	}
	return events
}

func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}
