package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/op"
)

// lateChanges answers GET /api/v1/parked: every change that waits for the office, whatever it is about.
func lateChanges(c *call) error {
	late, all, err := month.LateChanges(c.ctx, c.book, month.Ask{Person: c.who.Subject, Now: c.server.cfg.Clock()})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		Parked []month.Late `json:"parked"`
		All    int          `json:"all"`
	}{late, all})
}

// applyParked answers POST /api/v1/parked/{op}/apply: a coordinator lets a parked operation take effect.
func applyParked(c *call) error { return c.settle("parked.apply", true) }

// declineParked answers POST /api/v1/parked/{op}/decline: a coordinator turns a parked operation down, and says why.
func declineParked(c *call) error { return c.settle("parked.decline", false) }

func (c *call) settle(name string, apply bool) error {
	parked := c.Params("op")
	if !op.IsUUID(parked) {
		return problem(codeUUID).at("op")
	}
	cmd, _, err := c.command(name, parked, false, !apply)
	if err != nil {
		return err
	}
	receipt, err := c.book.Settle(c.ctx, cmd, parked, apply, month.MaySettle(c.who.Subject, c.server.cfg.Clock()))
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}
