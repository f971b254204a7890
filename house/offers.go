package house

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Vacant plans are offered and accepted by operations, which decide nothing by themselves. So the house looks, after each
// commit, at the months in which something was offered or answered: whoever accepted first gets the plan by a command named
// after the offer, which the book gives once. Then it tells people, once, since the queue knows what it was given.

// offers is how far a book's offers have been looked at.
type offers struct {
	seq     uint64
	started bool
}

// settleOffers gives away what was accepted since it looked last, and tells those that it concerns. At a start, and where too
// much has happened, it looks at all that are open. After a restore nothing is done until jobs go out again: phones may bring
// back answers that the book has forgotten.
func (h *House) settleOffers(ctx context.Context, b *book.Book, s *offers) error {
	feeds, upTo, whole := b.FeedsSince(s.seq)
	if s.started && whole && upTo == s.seq {
		return nil
	}
	months := planningMonthsOf(feeds)
	if !s.started || !whole {
		restored, ok, err := b.RestoreReport(ctx)
		if err != nil || ok && restored.Held {
			return err
		}
		if months, err = h.offeredMonths(ctx, b); err != nil {
			return err
		}
	}
	var wrong error
	for _, of := range months {
		if err := h.settleOffersIn(ctx, b, of); err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("settle what was offered in %s at %s: %w", of.month, of.beneficiary, err))
		}
	}
	if wrong == nil {
		s.seq, s.started = upTo, true
	}
	return wrong
}

func (h *House) settleOffersIn(ctx context.Context, b *book.Book, of sheetMonth) error {
	var all []month.Offered
	err := b.View(ctx, func(docs book.Documents) (err error) {
		all, err = month.OffersIn(docs, of.beneficiary, of.month)
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Open(h.cfg.Clock()) && o.How == care.OfferFirst && len(o.Yes) > 0 {
			if o, err = h.giveOffer(ctx, b, of, o); err != nil {
				return err
			}
		}
		if err := h.tellOffer(ctx, b, o); err != nil {
			return err
		}
	}
	return nil
}

// giveOffer gives it to the first who accepted and can; the offer as it is then.
func (h *House) giveOffer(ctx context.Context, b *book.Book, of sheetMonth, o month.Offered) (month.Offered, error) {
	cmd := book.Command{ID: "given:" + care.ID(o.Ref), Name: "offer.given", Person: "passbok"}
	_, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.GiveOffer(docs, of.beneficiary, of.month, o.Ref, h.cfg.Clock())
	})
	var problem *op.Problem
	if errors.As(err, &problem) && problem.Code == month.CodeOfferOver {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("give %s: %w", o.Ref, err)
	}
	err = b.View(ctx, func(docs book.Documents) error {
		all, err := month.OffersIn(docs, of.beneficiary, of.month)
		if i := slices.IndexFunc(all, func(other month.Offered) bool { return other.Ref == o.Ref }); err == nil && i >= 0 {
			o = all[i]
		}
		return err
	})
	return o, err
}

// tellOffer tells whom a plan is offered to; and, once it is somebody's, those who had accepted it in vain. Whoever got it is
// told by the notice that their plan has changed.
func (h *House) tellOffer(ctx context.Context, b *book.Book, o month.Offered) error {
	entry, there, err := b.Entry(ctx, o.Rev)
	if err != nil || !there {
		return err
	}
	came, err := time.Parse(time.RFC3339, entry.At)
	if err != nil {
		return fmt.Errorf("read when %s came: %w", o.Ref, err)
	}
	if o.Void || h.cfg.Clock().Sub(came) > tellLate || !h.cfg.Clock().Before(o.End) {
		return nil
	}
	notice := push.Notice{Code: push.ShiftOffered, To: o.To, ID: b.ID() + "/0/" + o.Ref}
	if o.Given != "" {
		notice.Code, notice.ID = push.OfferGone, b.ID()+"/0/gone:"+o.Ref
		notice.To = slices.DeleteFunc(slices.Clone(o.Yes), func(id string) bool { return id == o.Given })
	}
	notice.Month, notice.Beneficiary = string(care.MonthOf(o.Start)), b.ID() // of no person: nothing about whom it is at
	if len(notice.To) == 0 {
		return nil
	}
	if err := h.push.Enqueue(ctx, notice); err != nil {
		return fmt.Errorf("queue notice of %s: %w", o.Ref, err)
	}
	return nil
}

// planningMonthsOf are the beneficiaries' months among feeds in which something was offered or answered.
func planningMonthsOf(feeds []string) (months []sheetMonth) {
	for _, feed := range feeds {
		rest, found := strings.CutPrefix(feed, "planning/")
		beneficiary, of, _ := strings.Cut(rest, "@")
		if m, err := care.ParseMonth(of); found && err == nil && feed == care.PlanningFeed(beneficiary, m) {
			months = append(months, sheetMonth{beneficiary, m})
		}
	}
	return months
}

// offeredMonths are the months with an offer that is not over.
func (h *House) offeredMonths(ctx context.Context, b *book.Book) (months []sheetMonth, err error) {
	err = b.Everything(ctx, "offer", func(doc merge.Document) error {
		o := month.Offered{Offer: care.OfferOf(doc.Ref, doc.Values())}
		of := sheetMonth{o.Beneficiary, care.MonthOf(o.Start)}
		if !o.Void && h.cfg.Clock().Before(o.End) && !slices.Contains(months, of) {
			months = append(months, of)
		}
		return nil
	})
	return months, err
}
