package server

import (
	"github.com/gofiber/fiber/v2"

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
	entries, err := c.book.History(c.ctx, ref)
	if err != nil {
		return err
	}
	if entries == nil {
		entries = []book.HistoryEntry{}
	}
	return c.answer(fiber.StatusOK, historyAnswer{entries})
}
