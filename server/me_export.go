package server

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// exported is all that the house has about a person and they may see, as a file of theirs.
type exported struct {
	Passbok int       `json:"passbok"` // version of this form
	Made    time.Time `json:"made"`
	Person  string    `json:"person"`
	Book    string    `json:"book"`
	// Documents are those about the person, with everything that happened to them.
	Documents []exportedDocument `json:"documents"`
	// Files are the pictures of papers that those name, and that the person may see.
	Files []exportedFile `json:"files"`
	// Operations are what the person sent and what was not taken as sent; what was stands in the histories.
	Operations []book.OpRecord `json:"operations"`
	Devices    []deviceAnswer  `json:"devices"`
	Passkeys   []passkeyAnswer `json:"passkeys"`
	Muted      []push.Code     `json:"muted"`
	Notices    []exportedPlace `json:"notices"`
}

type exportedDocument struct {
	Doc     string              `json:"doc"`
	Rev     uint64              `json:"rev"`
	Fields  care.Fields         `json:"fields"`
	History []book.HistoryEntry `json:"history"`
}

// exportedPlace is where notices reach the person: the address itself is a secret between browser and house.
type exportedPlace struct {
	Device string    `json:"device"`
	Host   string    `json:"host"`
	Made   time.Time `json:"made"`
}

// export answers GET /api/v1/me/export.
func export(c *call) error {
	out := exported{
		Passbok: 1, Made: c.server.cfg.Clock().UTC(), Person: c.who.Subject, Book: c.who.Book,
		Documents: []exportedDocument{}, Operations: []book.OpRecord{}, Passkeys: []passkeyAnswer{}, Muted: []push.Code{}, Notices: []exportedPlace{},
	}
	about, err := c.aboutMe()
	if err != nil {
		return err
	}
	for _, doc := range about {
		entries, err := c.told(doc.Ref)
		if err != nil {
			return err
		}
		out.Documents = append(out.Documents, exportedDocument{doc.Ref, doc.Rev, doc.Values(), entries})
	}
	if out.Files, err = c.exportedFiles(about); err != nil {
		return err
	}
	if out.Operations, err = c.allMine(); err != nil {
		return err
	}
	if out.Devices, err = c.myDevices(); err != nil {
		return err
	}
	keys, err := c.server.cfg.Passkeys.Of(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	for _, key := range keys {
		out.Passkeys = append(out.Passkeys, c.passkey(key))
	}
	wishes, _, err := c.server.cfg.Subscriptions.Wishes(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	out.Muted = append(out.Muted, wishes.Muted...)
	subs, err := c.server.cfg.Subscriptions.Of(c.ctx, c.who.Subject)
	if err != nil {
		return err
	}
	for _, sub := range subs {
		host, _, _ := strings.Cut(strings.TrimPrefix(sub.Endpoint, "https://"), "/")
		out.Notices = append(out.Notices, exportedPlace{sub.Device, host, sub.Made})
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="passbok.json"`)
	return c.answer(fiber.StatusOK, out)
}

// aboutMe are the documents about who asks, in the feeds that are theirs by right, by name.
func (c *call) aboutMe() ([]merge.Document, error) {
	found := map[string]merge.Document{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		feeds, err := care.Feeds(month.Records(docs), c.who.Subject, c.server.cfg.Clock())
		if err != nil {
			return err
		}
		for _, feed := range feeds {
			for doc, err := range docs.Feed(feed) {
				if err != nil {
					return err
				}
				kind, id, _ := strings.Cut(doc.Ref, "/")
				if slices.Contains(care.AboutOf(kind, id, doc.Values()).Persons, c.who.Subject) {
					found[doc.Ref] = doc
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find what is about a person: %w", err)
	}
	list := make([]merge.Document, 0, len(found))
	for _, doc := range found {
		list = append(list, doc)
	}
	slices.SortFunc(list, func(a, b merge.Document) int { return cmp.Compare(a.Ref, b.Ref) })
	return list, nil
}
