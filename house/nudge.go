package house

import (
	"context"
	"fmt"
	"sync"
	"time"

	"passbok/care"
	"passbok/nudge"
	"passbok/push"
	"passbok/sync/book"
)

// What people are to be told follows from a book's documents and the time (package nudge). The house looks after each
// commit, and when the next thing falls due.

// longestNudge bounds how long nobody looks, whatever is said to be due: a machine that slept has missed timers.
const longestNudge = 10 * time.Minute

// nudger is how the house looks at one book.
type nudger struct {
	due   nudge.Due
	wake  chan struct{} // a device has asked to be told tomorrow instead, or a coordinator that somebody be reminded
	looks *looks
}

// nudgers are the books' own.
type nudgers struct {
	mu  sync.Mutex
	all map[string]*nudger
}

func (n *nudgers) of(book string) *nudger {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.all == nil {
		n.all = map[string]*nudger{}
	}
	if n.all[book] == nil {
		n.all[book] = &nudger{wake: make(chan struct{}, 1), looks: newLooks()}
	}
	return n.all[book]
}

// runNudge tells people what they are to be told, in every book, until ctx is done; in one that is added meanwhile, too.
func (h *House) runNudge(ctx context.Context) error {
	return h.eachBook(ctx, func(b *book.Book) {
		n := h.nudgers.of(b.ID())
		for ctx.Err() == nil {
			changed := b.Changed() // taken before looking, so that no commit falls in between
			began := time.Now()    // how long a look takes is the machine's time, whenever it is
			n.looks.begin(changed)
			next, err := h.nudge(ctx, b)
			n.looks.end()
			if err != nil && ctx.Err() == nil {
				h.cfg.Log.Error("tell people what is due", "book", b.ID(), "error", err)
			}
			rest := restOf(began)
			if err != nil {
				rest = patience
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(rest):
			}
			select {
			case <-ctx.Done():
			case <-changed:
			case <-n.wake:
			case <-h.cfg.After(min(max(next.Sub(h.cfg.Clock()), 0), longestNudge)):
			}
		}
	})
}

// nudge looks once. After a restore nobody is told anything until jobs go out again: phones may know of what the book has
// forgotten.
func (h *House) nudge(ctx context.Context, b *book.Book) (next time.Time, err error) {
	now := h.cfg.Clock()
	restored, ok, err := b.RestoreReport(ctx)
	if err != nil || ok && restored.Held {
		return now.Add(lookAgain), err
	}
	var found nudge.Found
	err = b.View(ctx, func(docs book.Documents) (err error) {
		found, err = h.nudgers.of(b.ID()).due.Look(docs, now)
		return err
	})
	if err != nil {
		return now.Add(lookAgain), fmt.Errorf("look for what is due: %w", err)
	}
	if _, waits, err := b.ParkedOps(ctx, 0); err != nil {
		return now.Add(lookAgain), fmt.Errorf("look for changes that wait: %w", err)
	} else if waits > 0 {
		found.Waits()
	}
	return h.ladder.Look(ctx, b.ID(), found, now)
}

// noticeSeen takes what a device tells of a notice.
func (h *House) noticeSeen(ctx context.Context, receipt push.Receipt, seen push.Seen) error {
	again, err := h.ladder.Heard(ctx, receipt, seen)
	if err != nil {
		return err
	}
	if id, parsed := parseNoticeID(receipt.ID); again && parsed == nil {
		h.wakeNudger(id.book)
	}
	return nil
}

// wakeNudger has the house look at a book now.
func (h *House) wakeNudger(book string) {
	select {
	case h.nudgers.of(book).wake <- struct{}{}:
	default:
	}
}

// waking is the ladder as the server knows it: what is asked follows from what is in the book by then, and whom a coordinator has
// reminded is told at once.
type waking struct {
	*nudge.Ladder
	wake   func(book string)
	looked func(ctx context.Context, book string)
}

// longestLook is how long whoever asks waits for a look at what has changed; after it they are told what was known before.
const longestLook = 3 * time.Second

func (w waking) Waiting(ctx context.Context, book string, m care.Month) ([]nudge.Case, error) {
	w.looked(ctx, book)
	return w.Ladder.Waiting(ctx, book, m)
}

// looked waits until the house has looked at all that is in a book now, as a coordinator expects who has just locked forty months.
func (h *House) looked(ctx context.Context, book string) {
	ctx, done := context.WithTimeout(ctx, longestLook)
	defer done()
	h.nudgers.of(book).looks.wait(ctx)
}

func (w waking) Remind(ctx context.Context, book, beneficiary string, m care.Month, by string, now time.Time) ([]nudge.Case, error) {
	reminded, err := w.Ladder.Remind(ctx, book, beneficiary, m, by, now)
	if len(reminded) > 0 {
		w.wake(book)
	}
	return reminded, err
}

// RotateKey makes a new key for notices.
func (h *House) RotateKey(ctx context.Context) error { return h.push.Rotate(ctx, h.cfg.Rand) }
