package month

import (
	"slices"
	"time"

	"passbok/care"
)

// portion is the part of a row that a finding is about.
type portion struct {
	*entry
	part care.Span
}

// portionsOf are those pieces of the rows that a rule is about, by assistant.
func (p *papers) portionsOf(is func(e *entry, d care.Date) bool) map[string][]portion {
	found := map[string][]portion{}
	for _, one := range p.cut {
		if p.looks(one.part) && is(one.entry, p.calendar[one.day].Date) {
			found[one.Assistant] = append(found[one.Assistant], one.portion)
		}
	}
	return found
}

// everything is all pieces of the rows.
func (p *papers) everything() []portion {
	all := make([]portion, len(p.cut))
	for i, one := range p.cut {
		all[i] = one.portion
	}
	return all
}

// about makes a finding be of these portions: its rows and what they are worth.
func (p *papers) about(f Finding, portions []portion) Finding {
	f.Rows, f.portions = make([]string, 0, len(portions)), portions
	seen := make([]bool, len(p.entries)+p.reaching)
	for _, one := range portions {
		if !seen[one.place] {
			seen[one.place] = true
			f.Rows = append(f.Rows, one.Ref)
		}
	}
	f.Ore = p.pay(portions)
	return f
}

// unpaid is about, for what costs nothing.
func (p *papers) unpaid(f Finding, portions []portion) Finding {
	f = p.about(f, portions)
	f.Ore, f.portions = 0, nil
	return f
}

// pay is the öre that portions are paid with, each minute of a row once.
func (p *papers) pay(portions []portion) int {
	portions = slices.Clone(portions)
	slices.SortFunc(portions, func(a, b portion) int {
		if a.place != b.place {
			return a.place - b.place
		}
		return a.part.Start.Compare(b.part.Start)
	})
	ore := 0
	for from := 0; from < len(portions); {
		to := from + 1
		for to < len(portions) && portions[to].place == portions[from].place {
			to++
		}
		ore += portions[from].worth(together(portions[from:to]))
		from = to
	}
	return ore
}

// together is the minutes of portions of one row in order of time, those that they share once.
func together(portions []portion) int {
	minutes := 0
	var until time.Time
	for _, one := range portions {
		part := one.part
		if part.Start.Before(until) {
			part.Start = until
		}
		if part.End.After(part.Start) {
			minutes += part.Minutes()
			until = part.End
		}
	}
	return minutes
}

// worth is the öre that so many minutes of the row are paid with.
func (e *entry) worth(minutes int) int {
	return care.Sums{}.Add(e.Kind, minutes).Counted().Ore(e.rate)
}

// lengthOf is how long portions are, as people say it.
func lengthOf(portions []portion) string {
	minutes := 0
	for _, one := range portions {
		minutes += one.part.Minutes()
	}
	return hours(minutes)
}

// clockOn is the instant of a clock time, HH.MM, on a day; zero in the hour that the spring night lacks.
func clockOn(d care.Date, clock string) time.Time {
	if len(clock) != len("00.00") {
		return time.Time{}
	}
	two := func(at int) int { return int(clock[at]-'0')*10 + int(clock[at+1]-'0') }
	t, _ := care.Resolve(d, two(0), two(3), false)
	return t
}
