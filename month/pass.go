package month

import (
	"time"

	"passbok/care"
)

// pass is a stretch of working time of one assistant, at whomever, without a pause.
type pass struct {
	care.Span
	turns []turn
}

// working are the turns of working time.
func working(turns []turn, r care.Regime) []turn {
	found := make([]turn, 0, len(turns))
	for _, t := range turns {
		if r.Works(t.Kind) && t.End.Sub(t.Start) >= time.Minute {
			found = append(found, t)
		}
	}
	return found
}

// passes joins working time where pauses are shorter than gap. Turns must be in order of time.
func passes(worked []turn, gap time.Duration) []pass {
	all := make([]pass, 0, len(worked))
	first := 0
	for at, t := range worked {
		if n := len(all); n > 0 && t.Start.Before(all[n-1].End.Add(gap)) {
			last := &all[n-1]
			last.turns = worked[first : at+1]
			if t.End.After(last.End) {
				last.End = t.End
			}
			continue
		}
		first = at
		all = append(all, pass{t.Span(), worked[at : at+1]})
	}
	return all
}

// readEarlier reads what the assistants have worked in earlier months, only as far as a rule asks for it: the shifts of the
// month before for rests and passes that reach into this one, and the minutes of a calculation period that could be full by
// now. Then their turns are put in order.
func (p *papers) readEarlier() error {
	for _, id := range p.who {
		s := p.staff[id]
		sortRows(s.turns, func(t turn) *care.Shift { return t.Shift })
		first, before := p.earlier(s)
		if before {
			if err := p.readBeforeThis(id, s); err != nil {
				return err
			}
		}
		for m := first; m < p.month; m = m.Next() {
			worked, err := p.shared.toiled(id, m)
			if err != nil {
				return err
			}
			s.toil = append(s.toil, toil{m, worked})
		}
	}
	return nil
}

// readBeforeThis adds an assistant's turns of the month before.
func (p *papers) readBeforeThis(id string, s *staff) error {
	worked, err := p.shared.worked(id, p.month.Plus(-1))
	if err != nil {
		return err
	}
	for _, shift := range worked {
		if shift.Counts() && !shift.Span().Touches(p.span) { // else it is here
			s.turns = append(s.turns, turn{shift, p.beforeThis(shift, s)})
		}
	}
	sortRows(s.turns, func(t turn) *care.Shift { return t.Shift })
	return nil
}

// earlier is what the rules ask of earlier months: the minutes from the month on in which a calculation period began that
// could be full by now; and the shifts of the month before, where they may join with those of this one.
func (p *papers) earlier(s *staff) (first care.Month, before bool) {
	first = p.month
	p.periods(s, func(r care.Regime, _ employed, from, to care.Date) {
		before = before || r.DailyRestHours+r.WeeklyRestHours > 0
		if (care.Span{Start: from.Start(), End: p.span.End}).Minutes() > r.Most(from, to) {
			first = min(first, from.Month())
		}
	})
	if _, _, known := s.regime(p.month.First()); known && len(s.turns) > 0 {
		gap := time.Duration(p.calendar[0].warn.PassGapMinutes) * time.Minute
		before = before || s.turns[0].Start.Before(p.span.Start.Add(gap))
	}
	return first, before
}

// periods are an assistant's calculation periods that the month has part in, by the employment of the time.
func (p *papers) periods(s *staff, each func(r care.Regime, e employed, from, to care.Date)) {
	for d := p.month.First(); d <= p.month.Last(); {
		r, e, known := s.regime(d)
		if !known {
			d = d.Next()
			continue
		}
		from, to := r.Period(e.anchor, e.months, d)
		if from == "" {
			d = d.Next()
			continue
		}
		each(r, e, from, to)
		last := to
		if e.to != "" {
			last = min(last, e.to)
		}
		if r.To != "" {
			last = min(last, r.To)
		}
		d = last.Next()
	}
}

// beforeThis is a row of the month before as one that a finding may be about: where rows are planned, and it is this
// beneficiary's. What is planned at a month's end may leave no rest in the next.
func (p *papers) beforeThis(shift *care.Shift, s *staff) *entry {
	if p.shared.planned == nil || shift.Beneficiary != p.beneficiary.ID {
		return nil
	}
	p.reaching++
	return &entry{Shift: *shift, place: len(p.entries) + p.reaching - 1, by: s, rate: p.rateOf(shift.Start)}
}

// mine are the parts of turns that are this beneficiary's and this month's; of the month before, too, where rows are planned.
func (p *papers) mine(turns []turn, during care.Span) []portion {
	var found []portion
	if p.ahead {
		during = during.And(care.Span{Start: p.month.Plus(-1).Span().Start, End: p.span.End})
	} else {
		during = during.And(p.span)
	}
	for _, t := range turns {
		if t.own == nil {
			continue
		}
		if part := t.Span().And(during); part.Minutes() > 0 {
			found = append(found, portion{t.own, part})
		}
	}
	return found
}

// endsIn tells whether an instant is within the month, or its end: what ends then is judged in this month, once.
func (p *papers) endsIn(t time.Time) bool { return t.After(p.span.Start) && !t.After(p.span.End) }
