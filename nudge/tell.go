package nudge

import (
	"context"
	"fmt"
	"slices"
	"time"

	"passbok/push"
)

// Tell tells of something once, at once or when the quiet hours end: by push, and where none of a person's devices takes it, by the first
// of the other ways that they have an address for, if its row says so. The same ID again tells nobody twice.
func (l *Ladder) Tell(ctx context.Context, book string, n push.Notice, now time.Time) error {
	if err := l.cfg.Push.Enqueue(ctx, n); err != nil {
		return err
	}
	row, _ := push.RowOf(n.Code)
	if row.Way != push.OrElse || len(l.cfg.Ways) == 0 {
		return nil
	}
	for _, person := range n.To {
		devices, err := l.cfg.Push.Reaches(ctx, person, n)
		if err != nil {
			return err
		}
		if devices > 0 {
			continue
		}
		if err := l.tellOtherwise(ctx, book, person, n, row, now); err != nil {
			return err
		}
	}
	return nil
}

func (l *Ladder) tellOtherwise(ctx context.Context, book, person string, n push.Notice, row push.Row, now time.Time) error {
	_, wishes, err := l.cfg.Push.Wishes(ctx, person)
	if err != nil {
		return err
	}
	ways, err := l.waysOf(ctx, book, row, person)
	if err != nil {
		return err
	}
	for _, kind := range ways {
		if told, err := l.otherwise(ctx, book, person, kind, n, wishes.Open(now, row)); err != nil || told {
			return err
		}
	}
	return nil
}

// otherwise tells somebody by a way of this kind, unless they want no such notice; false is that it told nobody.
func (l *Ladder) otherwise(ctx context.Context, book, person, kind string, n push.Notice, from time.Time) (bool, error) {
	_, wishes, err := l.cfg.Push.Wishes(ctx, person)
	if err != nil || slices.Contains(wishes.Muted, n.Code) {
		return false, err
	}
	i := slices.IndexFunc(l.cfg.Ways, func(way Way) bool { return way.Kind() == kind })
	if i < 0 {
		return false, nil
	}
	told, err := l.cfg.Ways[i].Reach(ctx, book, person, n, from)
	if err != nil {
		return false, fmt.Errorf("reach somebody by %s: %w", kind, err)
	}
	return told, nil
}

// kinds are those of the house's ways.
func (l *Ladder) kinds() []string {
	var kinds []string
	for _, way := range l.cfg.Ways {
		kinds = append(kinds, way.Kind())
	}
	return kinds
}

// waysOf are the kinds of the house's ways, first those that the person wants, in their order. What goes by push alone needs none.
func (l *Ladder) waysOf(ctx context.Context, book string, row push.Row, person string) ([]string, error) {
	all := l.kinds()
	if row.Way == push.Once || len(all) < 2 || l.cfg.Order == nil {
		return all, nil
	}
	wanted, err := l.cfg.Order(ctx, book, person)
	if err != nil {
		return nil, err
	}
	place := func(kind string) int {
		if i := slices.Index(wanted, kind); i >= 0 {
			return i
		}
		return len(wanted)
	}
	slices.SortStableFunc(all, func(a, b string) int { return place(a) - place(b) })
	return all, nil
}
