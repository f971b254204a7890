package server

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/sync/book"
)

type opsAnswer struct {
	Ops  []book.OpRecord `json:"ops"`
	More bool            `json:"more"` // there are earlier ones
}

// myOps answers GET /api/v1/ops?mine&before=1850: what the caller's operations came to where they did not simply stand:
// refused, parked, declined, with who decided, and why. The newest come first, and the next page is of before the last one's seq.
func myOps(c *call) (err error) {
	if !c.Context().QueryArgs().Has("mine") {
		return problem(codeMissing).at("mine")
	}
	before := uint64(0)
	if asked := c.Query("before"); asked != "" {
		if before, err = strconv.ParseUint(asked, 10, 64); err != nil || before < 1 {
			return problem(care.BadCount).at("before")
		}
	}
	var answer opsAnswer
	if answer.Ops, answer.More, err = c.mine(before); err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// mine are the caller's operations that did not simply stand, each with its sentence: those of before a seq, or the newest.
func (c *call) mine(before uint64) (ops []book.OpRecord, more bool, err error) {
	if ops, more, err = c.book.Mine(c.ctx, c.actor(), before); err != nil {
		return nil, false, err
	}
	for i, one := range ops {
		if ops[i].Message, err = message(one.Code); err != nil {
			return nil, false, err
		}
		if one.Settled == nil {
			continue
		}
		if one.Settled.Message, err = message(one.Settled.Code); err != nil {
			return nil, false, err
		}
	}
	return ops, more, nil
}

// allMine are all of them.
func (c *call) allMine() ([]book.OpRecord, error) {
	all := []book.OpRecord{}
	for before, more := uint64(0), true; more; {
		var page []book.OpRecord
		var err error
		if page, more, err = c.mine(before); err != nil {
			return nil, err
		}
		if all = append(all, page...); more {
			before = page[len(page)-1].Seq
		}
	}
	return all, nil
}
