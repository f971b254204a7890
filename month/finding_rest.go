package month

import (
	"time"

	"passbok/care"
)

// dailyRest finds the 24 hours without the day's rest in them. Counted from when work begins after a rest.
func dailyRest(p *papers) []Finding {
	return p.rests(DailyRest,
		Words{"%s har haft mindre än %d h dygnsvila %d gånger, först %s.", "%s has had less than %d h of daily rest %d times, first on %s."},
		Words{"%[1]s får mindre än %[2]d h dygnsvila %[4]s.", "%[1]s gets less than %[2]d h of daily rest on %[4]s."},
		func(r care.Regime) int { return r.DailyRestHours }, shortDays)
}

// weeklyRest finds the weeks, Monday to Sunday, without the week's rest in them.
func weeklyRest(p *papers) []Finding {
	return p.rests(WeeklyRest,
		Words{"%s har haft mindre än %d h veckovila %d veckor, först veckan från %s.", "%s has had less than %d h of weekly rest in %d weeks, first in that of %s."},
		Words{"%[1]s får mindre än %[2]d h veckovila i veckan från %[4]s.", "%[1]s gets less than %[2]d h of weekly rest in the week from %[4]s."},
		func(r care.Regime) int { return r.WeeklyRestHours }, shortWeeks)
}

// rests makes one finding for each assistant who has had too little rest, of the rows in the times that lack it. It costs
// nothing: Försäkringskassan pays all the same.
func (p *papers) rests(code string, done, ahead Words, limit func(care.Regime) int, short func(p *papers, worked []pass, rest time.Duration) []care.Span) []Finding {
	var found []Finding
	for _, id := range p.who {
		s := p.of(id)
		r, known := p.regimeOf(s)
		if !known || limit(r) == 0 {
			continue
		}
		var rows []portion
		times, first := 0, care.Date("")
		worked := passes(working(s.turns, r), 0)
		for _, lacking := range short(p, worked, time.Duration(limit(r))*time.Hour) {
			if !p.looks(lacking) {
				continue
			}
			var here []portion
			for _, one := range worked {
				here = append(here, p.mine(one.turns, lacking)...)
			}
			if len(here) == 0 {
				continue
			}
			rows = append(rows, here...)
			if times++; first == "" {
				first = care.DateOf(lacking.Start)
			}
		}
		if times == 0 {
			continue
		}
		found = append(found, p.unpaid(Finding{
			Code: code, Severity: Warns, Message: p.say(done, ahead, p.names[id], limit(r), times, day(first)),
			Action: Words{"Planera om så att vilan ryms. Försäkringskassan betalar tiden ändå.", "Plan so that there is room for the rest. Försäkringskassan pays the time all the same."},
			Source: r.Cite(),
		}, rows))
	}
	return found
}

// regimeOf is how an assistant's time is limited in the month: as on the first of its days on which they are employed.
func (p *papers) regimeOf(s *staff) (care.Regime, bool) {
	if len(s.employments) == 0 {
		return care.Regime{}, false
	}
	for _, d := range p.calendar {
		if r, _, known := s.regime(d.Date); known {
			return r, true
		}
	}
	return care.Regime{}, false
}

const aDay = 24 * time.Hour

func shortDays(p *papers, worked []pass, rest time.Duration) []care.Span {
	var short []care.Span
	for i := 0; i < len(worked); {
		window := care.Span{Start: worked[i].Start, End: worked[i].Start.Add(aDay)}
		at, rested := window.Start, false
		for i < len(worked) && worked[i].Start.Before(window.End) && !rested {
			if rested = worked[i].Start.Sub(at) >= rest; rested {
				break
			}
			at = worked[i].End
			i++
		}
		if !rested && window.End.Sub(at) < rest && p.endsIn(window.End) {
			short = append(short, window)
		}
	}
	return short
}

func shortWeeks(p *papers, worked []pass, rest time.Duration) []care.Span {
	var short []care.Span
	first := p.month.First()
	for first.Start().Weekday() != time.Monday {
		first = first.Before(1)
	}
	for monday := first; ; {
		next := monday.Before(-7)
		week := care.Span{Start: monday.Start(), End: next.Start()}
		if week.End.After(p.span.End) {
			return short
		}
		at, longest := week.Start, time.Duration(0)
		for _, one := range worked {
			if part := one.And(week); part.Minutes() > 0 {
				longest, at = max(longest, part.Start.Sub(at)), part.End
			}
		}
		if max(longest, week.End.Sub(at)) < rest {
			short = append(short, week)
		}
		monday = next
	}
}

// longPass finds passes that are longer than they may be. A short pause does not divide one.
func longPass(p *papers) []Finding {
	var found []Finding
	for _, id := range p.who {
		s := p.of(id)
		r, known := p.regimeOf(s)
		if !known {
			continue
		}
		w := p.calendar[0].warn
		var rows []portion
		longest, limit := 0, 0
		for _, one := range passes(working(s.turns, r), time.Duration(w.PassGapMinutes)*time.Minute) {
			if !p.endsIn(one.End) || !p.looks(one.Span) {
				continue
			}
			on, e, known := s.regime(p.on(one.Start))
			if most := on.Pass(e.long); known && most > 0 && one.End.Sub(one.Start) > time.Duration(most)*time.Hour {
				if here := p.mine(one.turns, one.Span); len(here) > 0 {
					rows = append(rows, here...)
					longest, limit = max(longest, one.Minutes()), most
				}
			}
		}
		if len(rows) == 0 {
			continue
		}
		found = append(found, p.unpaid(Finding{
			Code: LongPass, Severity: Warns,
			Message: p.say(Words{"%s har arbetat %s i ett sträck, och får arbeta högst %d h.", "%s has worked %s on end, and may work %d h at most."},
				Words{"%s får %s i ett sträck, och får arbeta högst %d h.", "%s gets %s on end, and may work %d h at most."}, p.names[id], hours(longest), limit),
			Action: Words{"Planera om så att passen blir kortare, eller skriv under anställningen att avtalet tillåter långa pass.",
				"Plan for shorter passes, or write under the employment that the agreement allows long ones."},
			Source: r.Cite(),
		}, rows))
	}
	return found
}
