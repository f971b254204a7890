package month

import (
	"time"

	"passbok/care"
)

// pass is a stretch of working time of one assistant, at whomever, without a pause.
type pass struct {
	care.Span
	rows []care.Shift
}

// passes joins an assistant's working time where pauses are shorter than gap. Shifts must be in order of start.
func passes(shifts []care.Shift, r care.Regime, gap time.Duration) []pass {
	var all []pass
	for _, s := range shifts {
		if !s.Counts() || !r.Works(s.Kind) || s.Span().Minutes() == 0 {
			continue
		}
		if n := len(all); n > 0 && s.Start.Before(all[n-1].End.Add(gap)) {
			last := &all[n-1]
			last.rows = append(last.rows, s)
			if s.End.After(last.End) {
				last.End = s.End
			}
			continue
		}
		all = append(all, pass{s.Span(), []care.Shift{s}})
	}
	return all
}

// readPass reads the assistants' shifts of earlier months, only as far as a rule asks for them.
func (p *papers) readPass() error {
	for _, id := range p.assistants() {
		s := p.staff[id]
		first := p.earliest(s)
		if first == p.month {
			continue
		}
		seen := map[string]bool{}
		for _, shift := range s.shifts {
			seen[shift.Ref] = true
		}
		for m := first; m < p.month; m = m.Next() {
			earlier, err := p.shared.worked(id, m)
			if err != nil {
				return err
			}
			for _, shift := range earlier {
				if !seen[shift.Ref] {
					seen[shift.Ref] = true
					s.shifts = append(s.shifts, shift)
				}
			}
		}
		byStart(s.shifts)
	}
	return nil
}

// earliest is the first month whose shifts the rules ask for: that in which a calculation period began that could be full
// by now; the month before for rests and passes that reach into this one.
func (p *papers) earliest(s *staff) care.Month {
	first := p.month
	p.periods(s, func(r care.Regime, _ employed, from, to care.Date) {
		if r.DailyRestHours+r.WeeklyRestHours > 0 {
			first = min(first, p.month.Plus(-1))
		}
		if (care.Span{Start: from.Start(), End: p.span.End}).Minutes() > r.Most(from, to) {
			first = min(first, from.Month())
		}
	})
	if _, _, known := s.regime(p.month.First()); known && len(s.shifts) > 0 {
		gap := time.Duration(care.WarningsOn(p.month.First()).PassGapMinutes) * time.Minute
		if s.shifts[0].Start.Before(p.span.Start.Add(gap)) {
			first = min(first, p.month.Plus(-1))
		}
	}
	return first
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

// mine are the parts of rows that are this beneficiary's and this month's.
func (p *papers) mine(rows []care.Shift, during care.Span) []portion {
	var found []portion
	for _, s := range rows {
		if part := s.Span().And(during).And(p.span); s.Beneficiary == p.beneficiary.ID && part.Minutes() > 0 {
			found = append(found, portion{s, part})
		}
	}
	return found
}

// endsIn tells whether an instant is within the month, or its end: what ends then is judged in this month, once.
func (p *papers) endsIn(t time.Time) bool { return t.After(p.span.Start) && !t.After(p.span.End) }
