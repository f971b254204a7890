package nudge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"passbok/push"
)

// climbAll climbs what is due, some at a time. One that fails waits; the others go on. handed tells whether a matter goes to
// whoever represents somebody.
func (l *Ladder) climbAll(ctx context.Context, book string, b *bookCases, turns []turn, now time.Time) (handed bool, failed error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, t := range turns {
		if ctx.Err() != nil {
			break
		}
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			err := l.change(ctx, book, b, t.name, func(c *Case) bool {
				if c == nil || c.Next.IsZero() || c.Next.After(now) {
					return false // put off meanwhile
				}
				before := c.Handed
				err := l.climb(ctx, book, t.m, c, now)
				mu.Lock()
				defer mu.Unlock()
				if handed = handed || c.Handed && !before; err != nil {
					c.Next = now.Add(retry)
					failed = errors.Join(failed, fmt.Errorf("tell of %s: %w", t.m.Code, err))
				}
				return true
			})
			if err != nil {
				mu.Lock()
				failed = errors.Join(failed, err)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return handed, failed
}

// climb goes up from the case's rung to the first that tells somebody, or to the top.
func (l *Ladder) climb(ctx context.Context, book string, m Matter, c *Case, now time.Time) (err error) {
	_, wishes, err := l.cfg.Push.Wishes(ctx, c.Person)
	if err != nil {
		return err
	}
	if at := wishes.Open(now, m.row()); at.After(now) {
		if c.Next = at; m.longPeace(at, now) {
			l.goRound(m, c, now)
		}
		return nil
	}
	ways, err := l.waysOf(ctx, book, m.row(), c.Person)
	if err != nil {
		return err
	}
	ladder := rungs(m, ways)
	defer func() {
		if err == nil { // what a coordinator has asked for is done
			c.Asked = ""
		}
	}()
	if c.Rung > 0 && (c.Said != m.wording() || c.Asked != "" && c.tried(len(ladder))) {
		return l.sayAgain(ctx, book, m, c, ladder, now)
	}
	for ; c.Rung < len(ladder); c.Rung++ {
		rung := ladder[c.Rung]
		if rung == List && !c.reached() && now.Before(c.listFrom(m)) {
			c.Next = c.listFrom(m)
			return nil
		}
		passed, err := l.rung(ctx, book, m, c, rung, now)
		if err != nil {
			return err
		}
		c.told(Step{Rung: rung, Code: m.Code, At: now, Passed: passed})
		if c.Said = m.wording(); passed == "" && rung != Handed {
			c.Rung++
			c.Next = now.Add(m.pause(now))
			if c.Rung == len(ladder) || m.row().Way != push.Climb {
				c.Next = time.Time{}
			}
			return nil
		}
	}
	c.Next = time.Time{}
	return nil
}

// goRound leaves in peace whoever is to be, for a long time: whoever represents them is told at once, and the coordinators once nobody
// could have been told for as long as they wait for anybody. The person is told when their peace ends, if it is undone then.
func (l *Ladder) goRound(m Matter, c *Case, now time.Time) {
	if !slices.ContainsFunc(c.Steps, func(s Step) bool { return s.Passed == InPeace && !s.At.Before(c.Opened) }) {
		c.told(Step{Rung: Push, Code: m.Code, At: now, Passed: InPeace})
	}
	if !c.Handed && len(m.Then) > 0 {
		c.Handed = true
		c.told(Step{Rung: Handed, Code: m.Code, At: now})
	}
	switch list := c.listFrom(m); {
	case now.Before(list):
		c.Next = earlier(c.Next, list)
	case c.Listed.Before(c.Opened):
		c.told(Step{Rung: List, Code: m.Code, At: now})
		l.list(c, now)
	}
}

// list puts a case on the coordinators' list, once for each time that the matter has come up.
func (l *Ladder) list(c *Case, now time.Time) {
	if c.Listed.Before(c.Opened) {
		c.Listed = now
		l.count(listed)
	}
}

// sayAgain tells in other words, by push and by each way that was tried before; the ladder goes on from where it was.
func (l *Ladder) sayAgain(ctx context.Context, book string, m Matter, c *Case, ladder []Rung, now time.Time) error {
	for i, rung := range ladder {
		if i > 0 && i >= c.Rung || rung == Again || rung == Handed || rung == List {
			continue
		}
		passed, err := l.rung(ctx, book, m, c, rung, now)
		if err != nil {
			return err
		}
		c.told(Step{Rung: rung, Code: m.Code, At: now, Passed: passed})
	}
	if c.Said, c.Next = m.wording(), now.Add(m.pause(now)); !c.After.IsZero() {
		c.Next, c.After = c.After, time.Time{}
	}
	if c.Rung >= len(ladder) {
		c.Next = time.Time{}
	}
	return nil
}

// rung climbs one rung; passed is why it told nobody, and empty where it did.
func (l *Ladder) rung(ctx context.Context, book string, m Matter, c *Case, rung Rung, now time.Time) (passed string, err error) {
	n := m.notice(book, []string{c.Person})
	n.ID = fmt.Sprintf("%s#%s.%d.%s.%s", n.ID, caseName(c.Key, c.Person), c.Turn, rung, m.wording())
	switch rung {
	case Push, Again:
		if m.row().Way == push.Climb {
			n.Devices = push.NewestDevice
		}
		return l.push(ctx, c, n, NoDevice)
	case Others:
		n.Devices = push.OtherDevices
		return l.push(ctx, c, n, NoOther)
	case Handed:
		if c.Handed = len(m.Then) > 0; !c.Handed {
			return NoOther, nil
		}
		return "", nil
	case List:
		l.list(c, now)
		return "", nil
	}
	if told, err := l.otherwise(ctx, book, c.Person, string(rung), n, now); err != nil || told {
		return "", err
	}
	return NoWay, nil
}

// push leaves a notice to push, if it would reach a device.
func (l *Ladder) push(ctx context.Context, c *Case, n push.Notice, otherwise string) (passed string, err error) {
	devices, err := l.cfg.Push.Reaches(ctx, c.Person, n)
	if err != nil {
		return "", err
	}
	if devices == 0 {
		return otherwise, nil
	}
	return "", l.cfg.Push.Enqueue(ctx, n)
}

// Heard takes what became of a notice: seen is empty where a push service took it. An id that is not the ladder's, or a case
// that is forgotten, changes nothing. It tells whether something is to be looked at anew.
func (l *Ladder) Heard(ctx context.Context, r push.Receipt, seen push.Seen) (again bool, err error) {
	before, rest, ours := strings.Cut(r.ID, "#")
	book, _, _ := strings.Cut(before, "/")
	parts := strings.Split(rest, ".")
	if !ours || len(parts) != 4 {
		return false, nil
	}
	code, _, _ := strings.Cut(parts[3], "@")
	b, err := l.of(ctx, book)
	if err != nil {
		return false, err
	}
	err = l.change(ctx, book, b, parts[0], func(c *Case) bool {
		if c == nil {
			return false
		}
		step := c.step(Rung(parts[2]), push.Code(code))
		if step == nil {
			return false
		}
		switch seen {
		case push.Shown:
			keepFirst(&step.Shown, r.At)
		case push.Opened:
			keepFirst(&step.Opened, r.At)
		case push.Later:
			keepFirst(&step.Opened, r.At)
			again = c.snooze(r.At)
		default:
			keepFirst(&step.Delivered, r.At)
		}
		return true
	})
	return again, err
}

// keepFirst keeps the first time of several.
func keepFirst(at *time.Time, now time.Time) {
	if at.IsZero() {
		*at = now
	}
}
