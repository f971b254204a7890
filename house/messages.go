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

// tellLate is for how long after it came a message is told that the house was not running for.
const tellLate = 24 * time.Hour

// lookBack is how many months back a house that starts looks for messages that were not told.
const lookBack = 13

// tellMessages queues a notice for each message since it looked last, to those it is for: once, since the queue knows what it
// was given. At a start, and where too much has happened, it looks at those that came lately.
func (h *House) tellMessages(ctx context.Context, b *book.Book, s *since) error {
	return lookSince(ctx, b, s, func(seen touched) error {
		months := talkMonthsOf(seen.feeds)
		if seen.all {
			for back := -1; back <= lookBack; back++ {
				months = append(months, care.MonthOf(h.cfg.Clock()).Plus(-back))
			}
		}
		for _, m := range months {
			if err := h.tellMessagesIn(ctx, b, m, seen.after); err != nil {
				return fmt.Errorf("tell messages about %s: %w", m, err)
			}
		}
		return nil
	})
}

// tellMessagesIn tells those about one month that came by an entry later than after, the newest first: where after is none,
// until one came too long ago.
func (h *House) tellMessagesIn(ctx context.Context, b *book.Book, m care.Month, after uint64) error {
	var said []month.Said
	err := b.View(ctx, func(docs book.Documents) (err error) {
		said, err = month.SaidSince(docs, m, after)
		return err
	})
	if err != nil {
		return err
	}
	for i := len(said) - 1; i >= 0; i-- {
		entry, _, err := b.Entry(ctx, said[i].Seq)
		if err != nil {
			return err
		}
		came, err := time.Parse(time.RFC3339, entry.At)
		if err != nil {
			return fmt.Errorf("read when %s came: %w", said[i].Ref, err)
		}
		if h.cfg.Clock().Sub(came) > tellLate {
			return nil
		}
		if err := h.tellMessage(ctx, b, said[i]); err != nil {
			return err
		}
	}
	return nil
}

func (h *House) tellMessage(ctx context.Context, b *book.Book, said month.Said) error {
	var theirs, office []string
	err := b.View(ctx, func(docs book.Documents) (err error) {
		theirs, office, err = month.ToldOf(docs, said, h.cfg.Clock())
		return err
	})
	if err != nil {
		return fmt.Errorf("find whom %s is for: %w", said.Ref, err)
	}
	notice := push.Notice{
		ID: strings.Join([]string{b.ID(), said.Ref}, "/"), Code: push.Message, Month: string(said.Month), Beneficiary: said.Beneficiary,
	}
	for _, side := range []struct {
		to     []string
		office bool
	}{{theirs, false}, {office, true}} {
		notice.To, notice.Office = side.to, side.office
		if err := h.ladder.Tell(ctx, b.ID(), notice, h.cfg.Clock()); err != nil {
			return fmt.Errorf("queue notice of %s: %w", said.Ref, err)
		}
	}
	return nil
}

// talkMonthsOf are the months among feeds that something was said about.
func talkMonthsOf(feeds []string) (months []care.Month) {
	for _, feed := range feeds {
		if _, of, found := strings.Cut(feed, "/"); found {
			if m, err := care.ParseMonth(of); err == nil && feed == care.TalkIndex(m) {
				months = append(months, m)
			}
		}
	}
	return months
}
