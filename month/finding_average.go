package month

import (
	"time"

	"passbok/care"
)

// overAverage finds the hours beyond what may be worked in a calculation period: those that were worked last, at whomever
// the others were. It is said when they are beyond the whole period's, so that it is never a guess.
func overAverage(p *papers) []Finding {
	var found []Finding
	for _, id := range p.who {
		s := p.of(id)
		p.periods(s, func(r care.Regime, _ employed, from, to care.Date) {
			beyond := p.beyond(s, r, from, to)
			if len(beyond) == 0 {
				return
			}
			found = append(found, p.about(Finding{
				Code: OverAverage, Severity: Warns,
				Message: p.say(Words{"%s har arbetat mer än %d h i veckan i snitt %s–%s: %s är för mycket.",
					"%s has worked more than %d h a week on average %s–%s: %s is too much."},
					Words{"%s får mer än %d h i veckan i snitt %s–%s: %s är för mycket.",
						"%s gets more than %d h a week on average %s–%s: %s is too much."},
					p.names[id], r.AverageHours, day(from), day(to), lengthOf(beyond)),
				Action: Words{"Kontrollera raderna och anställningens beräkningsperiod. Tid över gränsen betalas inte.",
					"Check the rows and the employment's calculation period. Time beyond the limit is not paid."},
				Source: r.Cite(),
			}, beyond))
		})
	}
	return found
}

func (p *papers) beyond(s *staff, r care.Regime, from, to care.Date) []portion {
	var beyond []portion
	left := r.Most(from, to)
	for _, t := range s.toil {
		if t.Month >= from.Month() {
			left -= r.Worked(t.since(t.Month, from))
		}
	}
	period := care.Span{Start: from.Start(), End: to.Next().Start()}.And(p.span)
	for i, t := range s.turns {
		part := t.Span().And(period)
		minutes := part.Minutes()
		if minutes == 0 || !r.Works(t.Kind) {
			continue
		}
		fits := min(max(left, 0), minutes)
		if left -= minutes; fits < minutes {
			part.Start = part.Start.Add(time.Duration(fits) * time.Minute)
			beyond = append(beyond, p.mine(s.turns[i:i+1], part)...)
		}
	}
	return beyond
}
