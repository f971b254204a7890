package server

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/month/paper"
)

// verified is all that is ever said of a paper to somebody who is not signed in. It has the same form whatever came of it.
type verified struct {
	Matches bool   `json:"matches"`
	Sealed  string `json:"sealed"` // when, RFC 3339 in UTC; empty where it does not match
}

// errNoMatch is what counts as a guess.
var errNoMatch = errors.New("no such paper was sealed")

// verify answers POST /api/v1/verify: whether a paper with this reference and hash was sealed, and when. Whether the
// reference exists, or the hash is another paper's, cannot be told from the answer.
func verify(c *call) error {
	var body struct {
		Reference *string `json:"reference"`
		Hash      *string `json:"hash"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	switch {
	case body.Reference == nil:
		return problem(codeMissing).at("reference")
	case body.Hash == nil:
		return problem(codeMissing).at("hash")
	}
	from := addressOf(c.Ctx)
	if err := c.server.papers.may(from); err != nil {
		return err
	}
	found, err := c.findPaper(*body.Reference, *body.Hash)
	if err != nil && !errors.Is(err, errNoMatch) {
		return err
	}
	c.server.papers.note(from, err)
	return c.answer(fiber.StatusOK, found)
}

// findPaper looks for a paper as somebody typed it. What can be no reference and no hash matches nothing.
func (c *call) findPaper(reference, hash string) (verified, error) {
	ref, err := paper.ParseReference(reference)
	if err != nil {
		return verified{}, errNoMatch
	}
	if hash, err = paper.ParseHash(hash); err != nil {
		return verified{}, errNoMatch
	}
	for _, b := range c.server.cfg.Books.Tagged(ref.Book) {
		_, by, ok, err := month.CheckPaper(c.ctx, b, ref.Entry, hash)
		if err != nil {
			return verified{}, fmt.Errorf("check a paper: %w", err)
		}
		if ok {
			return verified{true, by.At}, nil
		}
	}
	return verified{}, errNoMatch
}
