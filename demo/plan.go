package demo

import (
	"context"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Days that are planned, beside today: two that are over, so that there is something to answer; and two weeks to come.
const (
	plannedBefore = 2
	plannedAfter  = 14
)

// Plan plans the days around today for everybody in a book that Fill has made. Each day is planned once, whatever is done
// to it later: a demo that is started again another day gets the days that it lacks. Alva's Sunday evenings are vacant.
func Plan(ctx context.Context, b *book.Book, seed int64, today care.Date) error {
	c := found(b, seed)
	first := today.Start().AddDate(0, 0, -plannedBefore)
	for n := range plannedBefore + 1 + plannedAfter {
		d := care.DateOf(first.AddDate(0, 0, n))
		c.dice = newDice(seed<<20 ^ d.Start().Unix()/(24*60*60)) // a day's ids are its own
		if err := c.command(ctx, c.plans(d)...); err != nil {
			return fmt.Errorf("plan %s: %w", d, err)
		}
	}
	return nil
}

// plans are a day's, as the rosters have it, to the minute.
func (c *company) plans(d care.Date) []book.Change {
	var all []book.Change
	made := d.Start().AddDate(0, 0, -plannedAfter)
	for _, b := range beneficiaries {
		for _, s := range dayOf(b.key, d) {
			for piece, kind := range s.kinds {
				set := op.Fields{
					"beneficiary": care.Value(c.ids[b.key]), "kind": care.Value(string(kind)),
					"start": care.Value(care.FormatMinute(clock(d, s.clocks[piece]))), "end": care.Value(care.FormatMinute(clock(d, s.clocks[piece+1]))),
				}
				evening := b.key == "alva" && s.clocks[0] == 14*hour
				if !evening || d.Start().Weekday() != time.Sunday {
					set["assistant"] = care.Value(c.ids[s.whose(b.key, d)])
				}
				all = append(all, change("plan/"+c.dice.id(made), set))
			}
		}
	}
	return all
}
