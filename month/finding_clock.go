package month

import "time"

// clocksOff finds rows that were written while the phone's clock was wrong. The times stand as they were said: whoever
// was there knows whether they are right.
func clocksOff(p *papers) []Finding {
	var found []Finding
	for _, e := range p.entries {
		if e.oddities().ahead == 0 || e.Void {
			continue
		}
		found = append(found, Finding{
			Code: ClockOff, Severity: Informs, Rows: []string{e.Ref},
			Message: both("%s: när passet %s skrevs gick telefonens klocka %s.", "%s: when the shift %s was written the phone's clock was %s.",
				p.names[e.Assistant], when(e.Start, e.End), clockWords(e.odd.ahead, e.odd.wall)),
			Action: Words{"Fråga om tiderna stämmer. De är sparade som de skrevs.", "Ask whether the times are right. They are kept as they were written."},
		})
	}
	return found
}

// clockWords tells both times: what the phone showed, and what the time was.
func clockWords(ahead time.Duration, wall time.Time) Words {
	off := length(ahead.Abs().Round(time.Minute))
	words := both("%s efter", "%s behind", off)
	if ahead > 0 {
		words = both("%s före", "%s ahead", off)
	}
	if wall.IsZero() {
		return words
	}
	return both("%s: den visade %s, och det var omkring %s", "%s: it showed %s, and it was about %s", words, moment(wall), moment(wall.Add(-ahead)))
}

// length is how far off a clock is, as people say it: from two days on, in days.
func length(d time.Duration) Words {
	const day = 24 * time.Hour
	if d < 2*day {
		text := hours(int(d / time.Minute))
		return Words{text, text}
	}
	return both("%d dygn", "%d days", int(d.Round(day)/day))
}
