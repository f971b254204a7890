package house

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// A signature falls by a change of a row, in whatever way that comes about, and nothing is written then: whether a
// timesheet holds follows from its rows. So the house looks, after each commit, at the months that it touched, and leaves a
// notice by a command that is named after what fell: the book gives one such command only, for ever.

// signatures is how far a book's signatures have been looked at.
type signatures struct {
	since
	watch month.SheetWatch
	noted map[month.FallenSheet]bool // left before, by this run of the house
}

// sheetMonth is a beneficiary's month.
type sheetMonth struct {
	beneficiary string
	month       care.Month
}

// noteFallen leaves a notice for each signature that has fallen since it looked last. At a start, and where too much has
// happened, it looks at all signed timesheets that Försäkringskassan has not received.
func (h *House) noteFallen(ctx context.Context, b *book.Book, s *signatures) error {
	return lookSince(ctx, b, &s.since, func(seen touched) (err error) {
		months := monthsOf(seen.feeds)
		if seen.all {
			if months, err = signedMonths(ctx, b); err != nil {
				return err
			}
		}
		return inEach(months, func(of sheetMonth) error {
			if err := h.noteFallenIn(ctx, b, s, of); err != nil {
				return fmt.Errorf("look for signatures that fell in %s of %s: %w", of.month, of.beneficiary, err)
			}
			return nil
		})
	})
}

func (h *House) noteFallenIn(ctx context.Context, b *book.Book, s *signatures, of sheetMonth) error {
	var fallen []month.FallenSheet
	err := b.View(ctx, func(docs book.Documents) (err error) {
		fallen, err = s.watch.Fallen(docs, of.beneficiary, of.month)
		return err
	})
	if err != nil {
		return err
	}
	for _, sheet := range fallen {
		if s.noted[sheet] {
			continue
		}
		cmd := book.Command{ID: "fallen:" + sheet.String(), Name: "timesheet.fallen", Person: "passbok"}
		_, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return month.SheetFell(docs, sheet, h.cfg.Clock()) })
		var problem *op.Problem
		if errors.As(err, &problem) && problem.Code == month.CodeSheetState {
			continue // its rows are the same again
		}
		if err != nil {
			return err
		}
		if s.noted == nil {
			s.noted = map[month.FallenSheet]bool{}
		}
		s.noted[sheet] = true
	}
	return nil
}

// monthsOf are the beneficiaries' months among feeds.
func monthsOf(feeds []string) (months []sheetMonth) {
	for _, feed := range feeds {
		beneficiary, of, _ := strings.Cut(feed, "@")
		if m, err := care.ParseMonth(of); err == nil && feed == care.MonthFeed(beneficiary, m) && !strings.Contains(feed, "/") {
			months = append(months, sheetMonth{beneficiary, m})
		}
	}
	return months
}

// signedMonths are the months with a timesheet that somebody has signed, and that Försäkringskassan has not received.
func signedMonths(ctx context.Context, b *book.Book) (months []sheetMonth, err error) {
	found := map[sheetMonth]bool{}
	err = b.Everything(ctx, "timesheet", func(doc merge.Document) error {
		of := sheetMonth{doc.Text("beneficiary"), care.Month(doc.Text("month"))}
		if month.IsSigned(doc) && !care.SheetState(doc.Text("state")).Done() && !found[of] {
			found[of] = true
			months = append(months, of)
		}
		return nil
	})
	return months, err
}
