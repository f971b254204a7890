package house

import (
	"context"
	"slices"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// settleExchange gives both plans of an exchange, or takes it back, where that is to be done; and tells the two, and nobody else. It is
// one command, named after the exchange: so both change hands or neither does, and once.
func (h *House) settleExchange(ctx context.Context, b *book.Book, of sheetMonth, e month.Exchanged) error {
	if e.Waits(h.cfg.Clock()) && e.Due() {
		cmd := book.Command{ID: "exchange:" + care.ID(e.Ref), Name: "exchange.settled", Person: "passbok"}
		done, err := settled(ctx, b, cmd, func(docs book.Documents) (book.Decision, error) {
			return month.SettleExchange(docs, e.Ref, h.cfg.Clock())
		})
		if err != nil {
			return err
		}
		if done {
			asked, err := h.askedIn(ctx, b, of)
			if err != nil {
				return err
			}
			if i := slices.IndexFunc(asked.Exchanges, func(other month.Exchanged) bool { return other.Ref == e.Ref }); i >= 0 {
				e = asked.Exchanges[i]
			}
		}
	}
	return h.tellExchange(ctx, b, e)
}

// tellExchange tells the two who are asked to exchange plans; once it is done, both; and once it is taken back, those who had said yes.
func (h *House) tellExchange(ctx context.Context, b *book.Book, e month.Exchanged) error {
	fresh, err := h.fresh(ctx, b, e.Rev)
	if err != nil || !fresh || !h.cfg.Clock().Before(e.Ends()) {
		return err
	}
	switch {
	case e.Given:
		return h.tellSettled(ctx, b, e.Ref, push.ExchangeOffered, e.Begins(), e.Between(), push.ExchangeDone, e.Between())
	case e.Void:
		return h.tellSettled(ctx, b, e.Ref, push.ExchangeOffered, e.Begins(), e.Between(), push.ExchangeGone, e.Yes)
	case e.Waits(h.cfg.Clock()):
		return h.tellAsked(ctx, b, e.Ref, push.ExchangeOffered, e.Begins(), e.Between())
	}
	return nil
}
