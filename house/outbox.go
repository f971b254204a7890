package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"passbok/care"
	"passbok/leaving"
	"passbok/month"
	"passbok/push"
	"passbok/store"
	"passbok/sync/book"
)

// No transaction spans a book and the registry. So a command leaves a job in the book's own transaction; here it is
// carried over to the queue of notices, where the same id again changes nothing; then the job is taken off. A stop
// anywhere between does the rest again.

const (
	// batch is how many jobs are carried over before the clock is asked again.
	batch = 64
	// patience is how long a job waits whose turn failed.
	patience = 30 * time.Second
	// lookAgain bounds how long a job that was written for later waits beyond its time.
	lookAgain = 10 * time.Second
	// longestRest bounds how long the outbox rests from a disk that takes no more.
	longestRest = 5 * time.Minute
)

// runOutbox carries the jobs of every book over until ctx is done; of a book that is added meanwhile, too.
func (h *House) runOutbox(ctx context.Context) error {
	return h.eachBook(ctx, func(b *book.Book) { h.watch(ctx, b) })
}

// eachBook does something for every book, each in a goroutine of its own, until ctx is done; for one that is added
// meanwhile, too.
func (h *House) eachBook(ctx context.Context, do func(*book.Book)) error {
	var all sync.WaitGroup
	defer all.Wait()
	begun := map[string]bool{}
	for {
		ids, more := h.books.ids()
		for _, id := range ids {
			if b, ok := h.books.Book(id); ok && !begun[id] {
				begun[id] = true
				all.Go(func() { do(b) })
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-more:
		}
	}
}

// watch carries a book's jobs over whenever something was written, and now and then for those that were due later.
func (h *House) watch(ctx context.Context, b *book.Book) {
	var rest time.Duration
	var signatures signatures
	var messages, offers since
	for ctx.Err() == nil {
		changed := b.Changed() // taken before looking, so that no commit falls in between
		began := time.Now()
		err := errors.Join(h.noteFallen(ctx, b, &signatures), h.tellMessages(ctx, b, &messages), h.settleOffers(ctx, b, &offers), h.carryOver(ctx, b))
		if err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("carry jobs over", "book", b.ID(), "error", err)
		}
		h.hooks.Wake()
		wait := lookAgain
		if rest = restAfter(err, rest); rest > 0 { // small writes may still find room: they are no reason to try
			changed, wait = nil, rest
		}
		select {
		case <-ctx.Done():
		case <-time.After(restOf(began)):
		}
		select {
		case <-ctx.Done():
		case <-changed:
		case <-h.cfg.After(wait):
		}
	}
}

// However busy a book is, the house looks at it no more than five times a second, and for no more than a fifth of the time.
const (
	shortestRest = 200 * time.Millisecond
	lookShare    = 4
)

// restOf is how long to rest after a look that began then.
func restOf(began time.Time) time.Duration { return max(shortestRest, lookShare*time.Since(began)) }

// restAfter is how long to leave the store in peace after an error, having rested last before: longer each time while
// the disk takes no more, and not at all for anything else.
func restAfter(err error, last time.Duration) time.Duration {
	if !errors.Is(err, store.ErrFull) && !errors.Is(err, store.ErrBroken) {
		return 0
	}
	return min(max(2*last, lookAgain), longestRest)
}

// carryOver does the jobs of a book that are due. One that fails waits; the others go on.
func (h *House) carryOver(ctx context.Context, b *book.Book) error {
	for {
		now := h.cfg.Clock()
		jobs, err := b.Jobs(ctx, now, batch)
		if err != nil || len(jobs) == 0 {
			return err
		}
		for _, job := range jobs {
			if failed := h.do(ctx, b, job); failed != nil {
				h.cfg.Log.Error("do job", "kind", job.Kind, "error", failed)
				err = b.Postpone(ctx, job.ID, now.Add(patience))
			} else {
				err = b.Finish(ctx, job.ID)
			}
			if err != nil {
				return err
			}
		}
	}
}

// do does one job.
func (h *House) do(ctx context.Context, b *book.Book, job book.Job) error {
	does, _ := h.kind(job.Kind)
	if does == nil {
		return fmt.Errorf("job %s is of a kind that this version does not know: %s", job.ID, job.Kind)
	}
	return does(ctx, b, job)
}

// kind is how a job of a kind is done, and whether what it does leaves the house: twice would then be seen by somebody.
// Every kind is a row here.
func (h *House) kind(kind string) (does func(context.Context, *book.Book, book.Job) error, leaves bool) {
	switch kind {
	case month.NoticeJob:
		return h.tell, true
	case month.SendJob:
		return h.elt.take, true
	case month.LeaveJob:
		return func(ctx context.Context, b *book.Book, job book.Job) error {
			return leaving.Job(ctx, b, leaving.Links{Handouts: h.handouts, Hooks: h.hooks}, job)
		}, false
	}
	return nil, false
}

// tell hands a notice to the queue, for the people whom it concerns on the day it goes out. The office lands on a page of its
// own.
func (h *House) tell(ctx context.Context, b *book.Book, job book.Job) error {
	var n month.Notice
	if err := json.Unmarshal(job.Payload, &n); err != nil {
		return fmt.Errorf("read notice: %w", err)
	}
	if n.Notice == month.InvoiceReady {
		return nil // it is a matter: whoever may send it is told for as long as it waits (runNudge)
	}
	var theirs, office []string
	err := b.View(ctx, func(docs book.Documents) (err error) {
		theirs, office, err = month.Told(docs, n, h.cfg.Clock())
		return err
	})
	if err != nil {
		return fmt.Errorf("find whom to tell: %w", err)
	}
	notice := push.Notice{Code: push.Code(n.Notice), Month: string(n.Month), Beneficiary: n.Beneficiary}
	for _, side := range []struct {
		to     []string
		office bool
	}{{theirs, false}, {office, true}} {
		notice.ID, notice.To, notice.Office = noticeID{b.ID(), n.Version, job.ID}.String(), side.to, side.office
		if err := h.ladder.Tell(ctx, b.ID(), notice, h.cfg.Clock()); err != nil {
			return fmt.Errorf("queue notice %s: %w", n.Notice, err)
		}
	}
	return nil
}

// noticeID names a notice across books, and says which version of the invoice it is about.
type noticeID struct {
	book    string
	version int
	job     string
}

// A notice of the ladder says after a # which rung it is of.
func (n noticeID) String() string { return fmt.Sprintf("%s/%d/%s", n.book, n.version, n.job) }

func parseNoticeID(text string) (n noticeID, err error) {
	parts := strings.SplitN(text, "/", 3)
	if len(parts) != 3 {
		return n, fmt.Errorf("notice id %q has not three parts", text)
	}
	n.book = parts[0]
	n.job, _, _ = strings.Cut(parts[2], "#")
	if _, err := fmt.Sscanf(parts[1], "%d", &n.version); err != nil {
		return n, fmt.Errorf("notice id %q: version: %w", text, err)
	}
	return n, nil
}

// noticeSent notes that a push service took a notice, and in the book that it did of a ready invoice.
func (h *House) noticeSent(ctx context.Context, receipt push.Receipt) error {
	if _, err := h.ladder.Heard(ctx, receipt, ""); err != nil {
		return err
	}
	if !slices.Contains([]push.Code{push.InvoiceReady, push.InvoiceProviderDay, push.InvoiceLastDay}, receipt.Code) {
		return nil
	}
	id, err := parseNoticeID(receipt.ID)
	if err != nil {
		return err
	}
	b, ok := h.books.Book(id.book)
	if !ok {
		return nil // the provider has moved away; nobody waits for the word
	}
	// One command a version, however many devices were told: its id says so.
	cmd := book.Command{ID: "notified:" + id.job, Name: "invoice.notified", Person: "passbok"}
	_, err = b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.Notified(docs, receipt.Beneficiary, care.Month(receipt.Month), id.version, receipt.At)
	})
	if err != nil {
		return fmt.Errorf("note that the notice went out: %w", err)
	}
	return nil
}
