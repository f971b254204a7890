package house

import (
	"context"
	"fmt"
	"strings"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// lookForForgotten is how often the house looks for shifts that have gone on for long. So much later than due an
// assistant is asked at most.
const lookForForgotten = 5 * time.Minute

// runForgotten asks assistants, by a notice, about shifts that they may have forgotten to end, until ctx is done.
func (h *House) runForgotten(ctx context.Context) error {
	for {
		ids, _ := h.books.ids()
		for _, id := range ids {
			if b, ok := h.books.Book(id); ok {
				if err := h.askForgotten(ctx, b); err != nil && ctx.Err() == nil {
					h.cfg.Log.Error("ask about forgotten shifts", "book", id, "error", err) // there is another turn
				}
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookForForgotten):
		}
	}
}

// askForgotten queues a notice for each shift of a book that is to be asked about: one a shift and reason, since the queue
// knows what it was given. After a restore nothing is asked until jobs go out again: phones may know of ends that the book
// has forgotten.
func (h *House) askForgotten(ctx context.Context, b *book.Book) error {
	restored, ok, err := b.RestoreReport(ctx)
	if err != nil || ok && restored.Held {
		return err
	}
	var found []care.ForgottenShift
	err = b.View(ctx, func(docs book.Documents) error {
		found, err = care.ForgottenShifts(month.Records(docs), h.cfg.Clock())
		return err
	})
	if err != nil {
		return fmt.Errorf("look for forgotten shifts: %w", err)
	}
	for _, shift := range found {
		err := h.push.Enqueue(ctx, push.Notice{
			ID: strings.Join([]string{"forgotten", b.ID(), shift.Ref, string(shift.Why)}, "/"), Code: push.ShiftForgotten,
			To: []string{shift.Assistant}, Month: string(care.MonthOf(shift.Start)), Beneficiary: shift.Beneficiary,
		})
		if err != nil {
			return fmt.Errorf("queue notice of %s: %w", shift.Ref, err)
		}
	}
	return nil
}
