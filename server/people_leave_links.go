package server

import (
	"fmt"

	"passbok/eid/handout"
	"passbok/month"
	"passbok/sync/book"
)

// leavingLinks are what a coordinator has made that opens something, or is told something, whoever has it: they may have kept the secret.
type leavingLinks struct {
	Feeds []month.Party `json:"feeds"` // the people whose plans their calendars' links show, their own not; one a link
	Hooks []string      `json:"hooks"` // the hosts of their webhooks
}

// linksBy are those that end with somebody's work: of a coordinator's alone.
func (c *call) linksBy(ask month.LeaveAsk) (leavingLinks, error) {
	links := leavingLinks{[]month.Party{}, []string{}}
	if !ask.EndsLinks() {
		return links, nil
	}
	given, err := c.server.cfg.Handouts.Of(c.ctx, c.book.ID(), handout.Feed, "")
	if err != nil {
		return links, err
	}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		links.Feeds = links.Feeds[:0]
		for _, h := range given {
			if h.By != ask.Person || h.Person == ask.Person {
				continue
			}
			doc, _, err := docs.Get("person/" + h.Person)
			if err != nil {
				return fmt.Errorf("read whose plan a link shows: %w", err)
			}
			links.Feeds = append(links.Feeds, month.Party{ID: h.Person, Name: doc.Text("name")})
		}
		return nil
	})
	if err != nil {
		return links, err
	}
	told, err := c.server.cfg.Hooks.Of(c.ctx, c.book.ID())
	if err != nil {
		return links, err
	}
	for _, h := range told {
		if h.By == ask.Person {
			links.Hooks = append(links.Hooks, hookOf(h).Host)
		}
	}
	return links, nil
}
