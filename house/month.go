package house

import (
	"context"
	"errors"
	"fmt"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Month tells how a beneficiary's month stands.
func (h *House) Month(ctx context.Context, order MonthOrder) (month.Overview, error) {
	m, err := care.ParseMonth(string(order.Month))
	if err != nil {
		return month.Overview{}, fmt.Errorf("read month %s: %w", order.Month, err)
	}
	b, err := h.whichBook(order.Book)
	if err != nil {
		return month.Overview{}, err
	}
	var over month.Overview
	err = b.View(ctx, func(docs book.Documents) (err error) {
		over, err = month.Oversee(docs, order.Beneficiary, m, h.cfg.Clock())
		return err
	})
	var p *op.Problem
	if errors.As(err, &p) && p.Code == month.CodePersonUnknown {
		return month.Overview{}, ErrNoPerson
	}
	return over, err
}
