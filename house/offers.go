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
// named after the offer, which the book gives once; an offer whose plan is another by now is taken back by one. So it does with
// exchanges. Then it tells people, once, since the queue knows what it was given.

// settleOffers gives away and exchanges what was accepted since it looked last, and tells those that it concerns. At a start, and where too
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
			if err := h.settleAskedIn(ctx, b, of); err != nil {
				return fmt.Errorf("settle what was offered in %s at %s: %w", of.month, of.beneficiary, err)
			}
			return nil
		})
	})
}

func (h *House) settleAskedIn(ctx context.Context, b *book.Book, of sheetMonth) error {
	asked, err := h.askedIn(ctx, b, of)
	if err != nil {
		return err
	}
	for _, o := range asked.Offers {
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
	for _, e := range asked.Exchanges {
		if err := h.settleExchange(ctx, b, of, e); err != nil {
			return err
		}
	}
	return nil
}

func (h *House) askedIn(ctx context.Context, b *book.Book, of sheetMonth) (asked month.Asked, err error) {
	err = b.View(ctx, func(docs book.Documents) error {
		asked, err = month.AskedIn(docs, of.beneficiary, of.month)
		return err
	})
	return asked, err
}

// doOffer gives an offer away, or takes it back, where that can be done; the offer as it is then.
func (h *House) doOffer(ctx context.Context, b *book.Book, of sheetMonth, o month.Offered, what string, decide func(book.Documents) (book.Decision, error)) (month.Offered, error) {
	done, err := settled(ctx, b, book.Command{ID: what + ":" + care.ID(o.Ref), Name: "offer." + what, Person: "passbok"}, decide)
	if err != nil || !done {
		return o, err
	}
	asked, err := h.askedIn(ctx, b, of)
	if i := slices.IndexFunc(asked.Offers, func(other month.Offered) bool { return other.Ref == o.Ref }); i >= 0 {
		o = asked.Offers[i]
	}
	return o, err
}

// settled gives a command that settles what was asked; false where there is nothing to settle.
func settled(ctx context.Context, b *book.Book, cmd book.Command, decide func(book.Documents) (book.Decision, error)) (bool, error) {
	_, err := b.Do(ctx, cmd, decide)
	var problem *op.Problem
	if errors.As(err, &problem) && problem.Code == month.CodeOfferOver {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("settle %s: %w", cmd.ID, err)
	}
	return true, nil
}

// tellOffer tells whom a plan is offered to; and, once it is somebody's or is offered no longer, those who had accepted it in
// vain. Whoever got it is told by the notice that their plan has changed.
func (h *House) tellOffer(ctx context.Context, b *book.Book, o month.Offered) error {
	fresh, err := h.fresh(ctx, b, o.Rev)
	if err != nil {
		return err
	}
	gone := o.Void || o.Given != ""
	if !fresh || !h.cfg.Clock().Before(o.End) || !gone && !o.Open(h.cfg.Clock()) {
		return nil
	}
	if !gone {
		return h.tellAsked(ctx, b, o.Ref, push.ShiftOffered, o.Start, o.To)
	}
	vainly := slices.DeleteFunc(slices.Clone(o.Yes), func(id string) bool { return id == o.Given || id == o.Has })
	return h.tellSettled(ctx, b, o.Ref, push.ShiftOffered, o.Start, o.To, push.OfferGone, vainly)
}

// fresh tells whether an entry came so lately that people are told of it.
func (h *House) fresh(ctx context.Context, b *book.Book, seq uint64) (bool, error) {
	entry, there, err := b.Entry(ctx, seq)
	if err != nil || !there {
		return false, err
	}
	came, err := time.Parse(time.RFC3339, entry.At)
	if err != nil {
		return false, fmt.Errorf("read when entry %d came: %w", seq, err)
	}
	return h.cfg.Clock().Sub(came) <= tellLate, nil
}

// tellAsked tells people that they are asked something about plans. The notice is of no person: nothing about whom it is at.
func (h *House) tellAsked(ctx context.Context, b *book.Book, ref string, code push.Code, start time.Time, people []string) error {
	return h.tellPlanned(ctx, b, ref, push.Notice{Code: code, To: people, ID: b.ID() + "/0/" + ref, Month: string(care.MonthOf(start)), Beneficiary: b.ID()})
}

// tellSettled tells some of the people who were asked something what became of it. Whoever sleeps still is not asked in the morning.
func (h *House) tellSettled(ctx context.Context, b *book.Book, ref string, asked push.Code, start time.Time, people []string, code push.Code, told []string) error {
	notice := push.Notice{Code: asked, To: people, ID: b.ID() + "/0/" + ref, Month: string(care.MonthOf(start)), Beneficiary: b.ID()}
	for _, person := range people {
		if err := h.push.Withdraw(ctx, person, notice, func(id string) bool { return id == b.ID()+"/0/"+ref }); err != nil {
			return fmt.Errorf("withdraw notice of %s: %w", ref, err)
		}
	}
	notice.Code, notice.ID, notice.To = code, b.ID()+"/0/gone:"+ref, told
	return h.tellPlanned(ctx, b, ref, notice)
}

func (h *House) tellPlanned(ctx context.Context, b *book.Book, ref string, notice push.Notice) error {
	if len(notice.To) == 0 {
		return nil
	}
	if err := h.ladder.Tell(ctx, b.ID(), notice, h.cfg.Clock()); err != nil {
		return fmt.Errorf("queue notice of %s: %w", ref, err)
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

// offeredMonths are the months with an offer or an exchange that is not over.
func (h *House) offeredMonths(ctx context.Context, b *book.Book) (months []sheetMonth, err error) {
	add := func(over bool, end time.Time, of sheetMonth) {
		if !over && h.cfg.Clock().Before(end) && !slices.Contains(months, of) {
			months = append(months, of)
		}
	}
	err = b.Everything(ctx, "offer", func(doc merge.Document) error {
		o := care.OfferOf(doc.Ref, doc.Values())
		add(o.Void, o.End, sheetMonth{o.Beneficiary, care.MonthOf(o.Start)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read offers: %w", err)
	}
	err = b.Everything(ctx, "exchange", func(doc merge.Document) error {
		e := care.ExchangeOf(doc.Ref, doc.Values())
		at, m := e.Home()
		add(e.Void && !e.Given, e.Ends(), sheetMonth{at, m})
		return nil
	})
	return months, err
}
