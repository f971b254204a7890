package server

import (
	"fmt"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

type historyAnswer struct {
	Entries []book.HistoryEntry `json:"entries"`
}

// history answers GET /api/v1/docs/{kind}/{id}/history: all that was ever asked of a document, oldest first, to whoever
// may see the document. To others there is no such document.
func history(c *call) error {
	ref := c.Params("kind") + "/" + c.Params("id")
	sees, err := c.book.Sees(c.ctx, c.actor(), ref)
	if err != nil {
		return err
	}
	if !sees {
		return problem(codeNotFound)
	}
	office := false
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		office, err = care.Reads(month.Records(docs), c.who.Subject, care.DateOf(c.server.cfg.Clock()))
		return err
	})
	if err != nil {
		return fmt.Errorf("whether who asks is of the office: %w", err)
	}
	read := c.told
	if office {
		read = c.whole
	}
	entries, err := read(ref)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, historyAnswer{entries})
}

// whole is all that ever happened to a document, as the office may see it.
func (c *call) whole(ref string) ([]book.HistoryEntry, error) {
	entries, err := c.book.History(c.ctx, ref)
	if err != nil {
		return nil, err
	}
	return append([]book.HistoryEntry{}, entries...), nil
}

// told is what happened to a document as far as it is for others than the office: of a plan, what was published.
func (c *call) told(ref string) ([]book.HistoryEntry, error) {
	entries, err := c.whole(ref)
	if err == nil && care.KindOf(ref) == "plan" {
		entries = published(entries)
	}
	return entries, err
}

// published leaves out of a plan's history what was tried while it was a draft. The entry that publishes it has all that is new to those
// who see it then: from what was published before, or from nothing.
func published(entries []book.HistoryEntry) []book.HistoryEntry {
	shown := []book.HistoryEntry{}
	now, known := care.Fields{}, care.Fields{}
	hidden := true // until it is there
	for _, entry := range entries {
		for _, change := range entry.Changes {
			now[change.Field] = change.To
		}
		switch {
		case entry.Erased: // nothing is left of it but that it was
		case care.Flag(now, "draft") || hidden && len(entry.Changes) == 0:
			hidden = true
			continue
		case hidden:
			hidden, entry.Changes = false, between(known, now)
		}
		if !entry.Erased {
			known = maps.Clone(now)
		}
		shown = append(shown, entry)
	}
	return shown
}

// between are the fields in which a document differs, by name.
func between(before, after care.Fields) []book.FieldChange {
	changes := []book.FieldChange{}
	for _, name := range slices.Sorted(maps.Keys(after)) {
		from, to := before[name], after[name]
		if len(from) == 0 {
			from = care.Value(nil)
		}
		if string(from) != string(to) {
			changes = append(changes, book.FieldChange{Field: name, From: from, To: to})
		}
	}
	return changes
}
