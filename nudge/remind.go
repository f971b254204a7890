package nudge

import (
	"context"
	"slices"
	"time"

	"passbok/care"
	"passbok/push"
)

// remindPause is how long after somebody was told of something a coordinator may have them reminded of it.
const remindPause = 20 * time.Hour

// Waiting are the cases of a month that people are to act on, and have not; those of the office are not among them.
func (l *Ladder) Waiting(ctx context.Context, book string, m care.Month) ([]Case, error) {
	b, err := l.of(ctx, book)
	if err != nil {
		return nil, err
	}
	cases := l.some(b, func(c *Case) bool { return c.Month == m && c.climbs() })
	l.sayReminded(b, cases)
	return cases, nil
}

// sayReminded notes on copies of cases when their people were reminded last, of whichever case.
func (l *Ladder) sayReminded(b *bookCases, cases []Case) {
	last := map[string]time.Time{}
	l.mu.Lock()
	for _, c := range b.cases {
		if c.AskedAt.After(last[c.Person]) {
			last[c.Person] = c.AskedAt
		}
	}
	l.mu.Unlock()
	for i := range cases {
		cases[i].Reminded = last[cases[i].Person]
	}
}

// climbs tells whether the case is one in which a person is told until they have acted.
func (c *Case) climbs() bool {
	row, known := push.RowOf(c.Code)
	return known && row.Way == push.Climb && c.Done.IsZero() && !c.Office
}

// Told is when the person was told of it last, or a coordinator asked that they be; zero: not since it came up.
func (c *Case) Told() (last time.Time) {
	for _, s := range c.Steps {
		if s.Passed == "" && s.Rung != Handed && s.Rung != List && s.At.After(last) && !s.At.Before(c.Opened) {
			last = s.At
		}
	}
	if c.Asked != "" && c.AskedAt.After(last) {
		last = c.AskedAt
	}
	return last
}

// MayRemind tells whether the person may be reminded now: whoever was told of it a short while ago, or reminded of anything, is left alone.
func (c *Case) MayRemind(now time.Time) bool {
	rested := func(since time.Time) bool { return since.IsZero() || now.Sub(since) >= remindPause }
	return c.climbs() && rested(c.Reminded) && rested(c.Told()) && (rested(c.AskedAt) || c.AskedAt.Before(c.Opened))
}

// Remind has those told again who are to act on a beneficiary's month, because a coordinator asks for it: the next rung of each is
// due at once, and where all were tried, all again. They are told at the next [Ladder.Look], outside their quiet hours.
// Each is told of one case, also where several wait for them: of the one whose last day is nearest. What comes back are the cases; one of whoever
// may not be reminded yet is not among them, so asking twice does it once.
func (l *Ladder) Remind(ctx context.Context, book, beneficiary string, m care.Month, by string, now time.Time) ([]Case, error) {
	b, err := l.of(ctx, book)
	if err != nil {
		return nil, err
	}
	b.reminding.Lock() // whoever represents several is reminded once, whose customers' months come at the same time
	defer b.reminding.Unlock()
	reminded, cases := []Case{}, l.some(b, func(c *Case) bool { return c.Beneficiary == beneficiary && c.Month == m })
	l.sayReminded(b, cases)
	for _, one := range cases {
		if !one.MayRemind(now) || slices.ContainsFunc(reminded, func(c Case) bool { return c.Person == one.Person }) {
			continue
		}
		err := l.change(ctx, book, b, one.ID(), func(c *Case) bool {
			if c == nil || !c.MayRemind(now) {
				return false // somebody else has asked meanwhile, or it is done
			}
			c.remind(by, len(rungs(Matter{Code: c.Code}, l.kinds())), now)
			reminded = append(reminded, *c.clone())
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return reminded, nil
}

// remind makes the next rung due, of a ladder with so many; where all were tried, the telling of all of them: in a turn of its own, since
// push sends no notice twice, and the rung that is next keeps its time.
func (c *Case) remind(by string, rungs int, now time.Time) {
	if c.tried(rungs) {
		c.Turn++
		c.After = c.Next
	}
	c.Asked, c.AskedAt, c.Next = by, now, now
}

// tried tells whether each rung was tried that tells the person something: handing on and the list, the last two, do not.
func (c *Case) tried(rungs int) bool { return c.Rung >= rungs-2 }
