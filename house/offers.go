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
// commit, at the months in which something was offered, answered or planned: whoever accepted first gets the plan by a command
// named after the offer, which the book gives once; an offer whose plan is another by now is taken back by one. Then it tells
// people, once, since the queue knows what it was given.

// settleOffers gives away what was accepted since it looked last, and tells those that it concerns. At a start, and where too
// much has happened, it looks at all that are open.
func (h *House) settleOffers(ctx context.Context, b *book.Book, s *since) error {
	return lookSince(ctx, b, s, func(seen touched) (err error) {
		months := planningMonthsOf(seen.feeds)
		if seen.all {
			if months, err = h.offeredMonths(ctx, b); err != nil {
				return err
			}
		}
		return inEach(months, func(of sheetMonth) error {
			if err := h.settleOffersIn(ctx, b, of); err != nil {
				return fmt.Errorf("settle what was offered in %s at %s: %w", of.month, of.beneficiary, err)
			}
			return nil
		})
	})
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
		if !o.Void && o.Given == "" && !o.Stands {
			if o, err = h.doOffer(ctx, b, of, o, "over", func(docs book.Documents) (book.Decision, error) { return month.EndOffer(docs, o.Ref) }); err != nil {
				return err
			}
		}
		if o.Open(h.cfg.Clock()) && o.How == care.OfferFirst && len(o.Yes) > 0 {
			if o, err = h.doOffer(ctx, b, of, o, "given", func(docs book.Documents) (book.Decision, error) {
				return month.GiveOffer(docs, of.beneficiary, of.month, o.Ref, h.cfg.Clock())
			}); err != nil {
				return err
			}
		}
		if err := h.tellOffer(ctx, b, o); err != nil {
			return err
		}
	}
	return nil
}

// doOffer gives an offer away, or takes it back, where that can be done; the offer as it is then.
func (h *House) doOffer(ctx context.Context, b *book.Book, of sheetMonth, o month.Offered, what string, decide func(book.Documents) (book.Decision, error)) (month.Offered, error) {
	cmd := book.Command{ID: what + ":" + care.ID(o.Ref), Name: "offer." + what, Person: "passbok"}
	_, err := b.Do(ctx, cmd, decide)
	var problem *op.Problem
	if errors.As(err, &problem) && problem.Code == month.CodeOfferOver {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("settle %s: %w", o.Ref, err)
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

// tellOffer tells whom a plan is offered to; and, once it is somebody's or is offered no longer, those who had accepted it in
// vain. Whoever got it is told by the notice that their plan has changed.
func (h *House) tellOffer(ctx context.Context, b *book.Book, o month.Offered) error {
	entry, there, err := b.Entry(ctx, o.Rev)
	if err != nil || !there {
		return err
	}
	came, err := time.Parse(time.RFC3339, entry.At)
	if err != nil {
		return fmt.Errorf("read when %s came: %w", o.Ref, err)
	}
	gone := o.Void || o.Given != ""
	if h.cfg.Clock().Sub(came) > tellLate || !h.cfg.Clock().Before(o.End) || !gone && !o.Open(h.cfg.Clock()) {
		return nil
	}
	notice := push.Notice{Code: push.ShiftOffered, To: o.To, ID: b.ID() + "/0/" + o.Ref}
	notice.Month, notice.Beneficiary = string(care.MonthOf(o.Start)), b.ID() // of no person: nothing about whom it is at
	if gone {
		for _, person := range o.To { // whoever sleeps still is not asked in the morning
			if err := h.push.Withdraw(ctx, person, notice, func(id string) bool { return id == b.ID()+"/0/"+o.Ref }); err != nil {
				return err
			}
		}
		notice.Code, notice.ID = push.OfferGone, b.ID()+"/0/gone:"+o.Ref
		notice.To = slices.DeleteFunc(slices.Clone(o.Yes), func(id string) bool { return id == o.Given || id == o.Has })
	}
	if len(notice.To) == 0 {
		return nil
	}
	if err := h.ladder.Tell(ctx, b.ID(), notice, h.cfg.Clock()); err != nil {
		return fmt.Errorf("queue notice of %s: %w", o.Ref, err)
	}
	return nil
}

// planningMonthsOf are the beneficiaries' months among feeds in which something was offered, answered or planned otherwise: a
// plan that is published stands in the month itself.
func planningMonthsOf(feeds []string) (months []sheetMonth) {
	for _, feed := range feeds {
		beneficiary, text, _ := strings.Cut(strings.TrimPrefix(feed, "planning/"), "@")
		m, err := care.ParseMonth(text)
		of := sheetMonth{beneficiary, m}
		if err == nil && (feed == care.PlanningFeed(beneficiary, m) || feed == care.MonthFeed(beneficiary, m)) && !slices.Contains(months, of) {
			months = append(months, of)
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
