package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/sync/book"
)

type opsAnswer struct {
	Ops []book.OpRecord `json:"ops"`
}

// myOps answers GET /api/v1/ops?mine: what the caller's operations came to where they did not simply stand: refused,
// parked, declined, with who decided, and why.
func myOps(c *call) error {
	if !c.Context().QueryArgs().Has("mine") {
		return problem(codeMissing).at("mine")
	}
	ops, err := c.mine()
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, opsAnswer{ops})
}

// mine are the caller's operations that did not simply stand, each with its sentence.
func (c *call) mine() ([]book.OpRecord, error) {
	ops, err := c.book.Mine(c.ctx, c.actor())
	if err != nil {
		return nil, err
	}
	for i, one := range ops {
		if ops[i].Message, err = message(one.Code); err != nil {
			return nil, err
		}
		if one.Settled == nil {
			continue
		}
		if one.Settled.Message, err = message(one.Settled.Code); err != nil {
			return nil, err
		}
	}
	if ops == nil {
		ops = []book.OpRecord{}
	}
	return ops, nil
}
