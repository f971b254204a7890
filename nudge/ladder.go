package nudge

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"passbok/push"
	"passbok/store"
)

// Pusher is what the ladder needs of push: see push.Sender.
type Pusher interface {
	Enqueue(ctx context.Context, n push.Notice) error
	Withdraw(ctx context.Context, person string, n push.Notice, meant func(id string) bool) error
	Reaches(ctx context.Context, person string, n push.Notice) (int, error)
	Wishes(ctx context.Context, person string) (said, holds push.Wishes, err error)
}

// Way tells a person otherwise than by push: by mail, or SMS; not before from. False is that they have no address for it, or do not
// want it; what comes back as an error is tried again. The same notice's ID again may be sent again.
type Way interface {
	Kind() string // "mail", "sms"
	Reach(ctx context.Context, book, person string, n push.Notice, from time.Time) (bool, error)
}

// Config is what a [Ladder] is made of. All but Ways, Order, Log and Meter are required.
type Config struct {
	Store store.Store
	Space string
	Push  Pusher
	Ways  []Way // in the order in which they are tried for whoever wants no other
	// Order are the kinds of ways that a person wants, in their order; nil: nobody has said anything.
	Order func(ctx context.Context, book, person string) ([]string, error)
	Log   *slog.Logger
	Meter Meter
}

// Meter is told what is to be counted. It must not wait.
type Meter interface {
	// Tried tells one of [Results].
	Tried(result string)
}

// What a Meter hears.
const (
	acted  = "acted"  // something was done of which somebody had been told
	listed = "listed" // somebody was not reached, and the coordinators were told
)

// Results are all that a Meter may hear.
func Results() []string { return []string{acted, listed} }

func (l *Ladder) count(result string) {
	if l.cfg.Meter != nil {
		l.cfg.Meter.Tried(result)
	}
}

// Ladder keeps cases and climbs. It is safe for concurrent use; one look at a book at a time.
type Ladder struct {
	cfg   Config
	mu    sync.Mutex
	books map[string]*bookCases
}

// New makes a Ladder. It reads nothing before the first look.
func New(cfg Config) *Ladder {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Ladder{cfg: cfg, books: map[string]*bookCases{}}
}

const (
	// kept is for how long a case is remembered that is done.
	kept = 60 * 24 * time.Hour
	// retry is how long a rung waits that could not be climbed.
	retry = time.Minute
)

// Look takes what is due in a book: opens cases, ends those that are no matter any more, and climbs. It says when to look
// again at the latest.
func (l *Ladder) Look(ctx context.Context, book string, found Found, now time.Time) (next time.Time, err error) {
	b, err := l.of(ctx, book)
	if err != nil {
		return now.Add(retry), err
	}
	next = found.Next
	b.batch.Lock() // nothing is heard between what is read here and what is written
	owed, changed, gone := l.match(b, found, now)
	for _, c := range gone {
		if withdrawn := l.withdraw(ctx, c); withdrawn != nil {
			err = errors.Join(err, withdrawn)
		}
	}
	kept := l.save(ctx, book, changed)
	b.batch.Unlock()
	if kept != nil {
		return now.Add(retry), errors.Join(err, kept)
	}
	turns := []turn{}
	l.mu.Lock()
	for name, m := range owed {
		if c := b.cases[name]; !c.Next.IsZero() && !c.Next.After(now) {
			turns = append(turns, turn{name, m, c.Next})
		}
	}
	l.mu.Unlock()
	slices.SortFunc(turns, func(a, b turn) int { return a.due.Compare(b.due) })
	handed, failed := l.climbAll(ctx, book, b, turns, now)
	if err = errors.Join(err, failed); handed { // whoever represents them has a ladder from now on
		return now, err
	}
	l.mu.Lock()
	for name := range owed {
		if c := b.cases[name]; !c.Next.IsZero() && (next.IsZero() || c.Next.Before(next)) {
			next = c.Next
		}
	}
	l.mu.Unlock()
	at, unsaid := l.sayOnce(ctx, book, b, found, now)
	if !at.IsZero() && at.Before(next) {
		next = at
	}
	return next, errors.Join(err, unsaid)
}

// turn is a case whose next rung is due.
type turn struct {
	name string
	m    Matter
	due  time.Time
}

// match holds the matters against the cases: which case each person of each matter has, those that have changed by it, and
// those that are over.
func (l *Ladder) match(b *bookCases, found Found, now time.Time) (owed map[string]Matter, changed map[string]*Case, gone []*Case) {
	l.mu.Lock()
	defer l.mu.Unlock()
	owed, changed = map[string]Matter{}, map[string]*Case{}
	for _, m := range found.Matters {
		to := m.To
		if slices.ContainsFunc(m.To, func(p string) bool { c := b.cases[caseName(m.Key, p)]; return c != nil && c.Done.IsZero() && c.Handed }) {
			to = slices.Concat(m.To, m.Then)
		}
		for _, person := range to {
			name := caseName(m.Key, person)
			if _, twice := owed[name]; twice {
				continue
			}
			owed[name] = m
			switch c := b.cases[name]; {
			case c == nil:
				changed[name] = open(m, person, 0, now)
			case !c.Done.IsZero():
				again := open(m, person, c.Turn+1, now)
				again.Steps = c.Steps
				changed[name] = again
			case c.Code != m.Code || c.Mark != m.Mark:
				other := c.clone()
				other.reword(m, now)
				changed[name] = other
			}
		}
	}
	for name, c := range b.cases {
		if _, still := owed[name]; still || !c.Done.IsZero() {
			continue
		}
		over := c.clone()
		over.Done, over.Next = now, time.Time{}
		changed[name] = over
		gone = append(gone, over)
		if c.reached() {
			l.count(acted)
		}
	}
	return owed, changed, gone
}

// reword is what other words do to a case: whoever has been told is told again, now.
func (c *Case) reword(m Matter, now time.Time) {
	if c.keep(m); m.Told {
		c.Said = m.wording()
	} else if c.Rung > 0 {
		c.Next = now
	}
}

func (c *Case) clone() *Case {
	copied := *c
	copied.Steps = slices.Clone(c.Steps)
	return &copied
}

// withdraw takes back what waits to be sent of a case that is over.
func (l *Ladder) withdraw(ctx context.Context, c *Case) error {
	n, its := push.Notice{Code: c.Code, Beneficiary: c.Beneficiary, Month: string(c.Month)}, "#"+c.ID()+"."
	return l.cfg.Push.Withdraw(ctx, c.Person, n, func(id string) bool { return strings.Contains(id, its) })
}
