package server

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// myMonths answers GET /api/v1/me/months/{month}: what an assistant's phone cannot work out from its own rows.
func myMonths(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var answer struct {
		Months []month.OwnMonth `json:"months"`
	}
	elsewhere, err := c.worksElsewhere(of)
	if err != nil {
		return err
	}
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.Months, err = month.MyMonths(docs, c.who.Subject, of, c.server.cfg.Clock(), elsewhere...)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// worksElsewhere is what the caller has worked at the other providers of this server, where they have proved by BankID, on
// the way to this session, that the number which stands beside their name is theirs. So they are told of nothing that they
// could not read by signing in there. A code does not do: a provider makes codes, and writes numbers, for whomever it likes.
func (c *call) worksElsewhere(of care.Month) ([]month.Across, error) {
	sessions := c.server.cfg.Sessions
	proved, err := sessions.Proved(c.ctx, c.who.Subject, c.who.Device)
	if err != nil || proved == "" {
		return nil, err
	}
	var number care.Personnummer
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		number, err = care.NumberOf(month.Records(docs), c.who.Subject)
		return err
	})
	if err != nil || number == "" || sessions.Mark(string(number)) != proved {
		return nil, err
	}
	var elsewhere []month.Across
	for _, id := range c.server.cfg.Books.IDs() {
		b, ok := c.server.cfg.Books.Book(id)
		if !ok || id == c.who.Book {
			continue
		}
		err := b.View(c.ctx, func(docs book.Documents) error {
			there, err := month.WorkedBy(docs, number, of)
			if len(there.Shifts) > 0 {
				elsewhere = append(elsewhere, there)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for overlaps across providers: %w", err) // which provider is nobody's to read in a log
		}
	}
	return elsewhere, nil
}
