package house

import (
	"context"
	"fmt"
	"time"

	"passbok/fk/erak"
	"passbok/month"
	"passbok/server"
	"passbok/sync/book"
)

// Where Försäkringskassan says nothing of an invoice, it is asked, if there is anybody to ask: a minute after the hand-over, and
// then the more seldom the longer it takes.
const (
	askEvery   = time.Minute         // how often the house looks for whom to ask about
	askAtLeast = 6 * time.Hour       // how often it asks about one that has waited for days
	askUntil   = 60 * 24 * time.Hour // what nobody has signed by then is the office's to see to
)

// runAsking asks Försäkringskassan how invoices stand that are handed over and not signed, until ctx is done. It asks nothing
// where there is nobody to ask.
func (h *House) runAsking(ctx context.Context) error {
	if !h.erak.Asks() {
		return nil
	}
	asked := map[erak.Reference]time.Time{}
	for {
		ids, _ := h.books.ids()
		for _, id := range ids {
			if b, ok := h.books.Book(id); ok {
				if err := h.askInvoices(ctx, b, asked); err != nil && ctx.Err() == nil {
					h.cfg.Log.Error("ask how invoices stand", "book", id, "error", err) // there is another turn
				}
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-h.cfg.After(askEvery):
		}
	}
}

// askInvoices asks about each invoice of a book whose turn it is, one after the other, and takes in what is told. asked is when each
// was asked about last; after a restart all are asked about once more.
func (h *House) askInvoices(ctx context.Context, b *book.Book, asked map[erak.Reference]time.Time) error {
	restored, ok, err := b.RestoreReport(ctx)
	if err != nil || ok && restored.Held {
		return err
	}
	now := h.cfg.Clock()
	var underway []month.Sent
	err = b.View(ctx, func(docs book.Documents) (err error) {
		underway, err = month.Underway(docs, now.Add(-askUntil))
		return err
	})
	if err != nil {
		return fmt.Errorf("look for invoices under way: %w", err)
	}
	for _, sent := range underway {
		reference := erak.Reference{Book: b.ID(), Beneficiary: sent.Beneficiary, Month: sent.Month, Version: sent.Version}
		last, before := asked[reference]
		if !before {
			last = sent.Since
		}
		if now.Sub(last) < askAfter(now.Sub(sent.Since)) {
			continue
		}
		asked[reference] = now
		report, body, told, err := h.erak.Ask(ctx, reference)
		if err == nil && told && report.Status != sent.State { // that it is received is known by then
			_, err = server.TakeReport(ctx, b, report, body, now)
		}
		if err != nil {
			return err // the others are asked about at the next turn
		}
	}
	return nil
}

// askAfter is how long to wait with the next question, so long after the hand-over.
func askAfter(since time.Duration) time.Duration {
	return min(max(since/4, askEvery), askAtLeast)
}
