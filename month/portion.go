package month

import (
	"cmp"
	"slices"
	"time"

	"passbok/care"
)

// portion is the part of a row that a finding is about.
type portion struct {
	care.Shift
	part care.Span
}

// piece is the part of a row that lies in one day.
type piece struct {
	portion
	day care.Date
}

// pieces are the parts of the month's rows that count, one for each day they touch, in order of time.
func (p *papers) pieces(each func(s care.Shift, d care.Date, part care.Span)) {
	cut := p.cut
	if cut == nil {
		cut = p.cutAtMidnight()
		if p.shared != nil { // all is read: the rows stay as they are
			p.cut = cut
		}
	}
	for _, one := range cut {
		each(one.Shift, one.day, one.part)
	}
}

func (p *papers) cutAtMidnight() []piece {
	cut := make([]piece, 0, len(p.entries))
	for _, e := range p.ordered() {
		if !e.Counts() {
			continue
		}
		part := e.Span().And(p.span)
		if part.Minutes() == 0 {
			continue
		}
		first, last := care.DateOf(part.Start), care.DateOf(part.End.Add(-time.Minute))
		if first == last {
			cut = append(cut, piece{portion{e.Shift, part}, first})
			continue
		}
		for _, one := range part.Days() {
			cut = append(cut, piece{portion{e.Shift, one}, care.DateOf(one.Start)})
		}
	}
	return cut
}

// ordered are the rows in order of time.
func (p *papers) ordered() []entry {
	inOrder := func(a, b entry) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Ref, b.Ref))
	}
	if slices.IsSortedFunc(p.entries, inOrder) {
		return p.entries
	}
	return slices.SortedFunc(slices.Values(p.entries), inOrder)
}

// portionsOf are those pieces of the rows that a rule is about, by assistant.
func (p *papers) portionsOf(is func(s care.Shift, d care.Date) bool) map[string][]portion {
	found := map[string][]portion{}
	p.pieces(func(s care.Shift, d care.Date, part care.Span) {
		if is(s, d) {
			found[s.Assistant] = append(found[s.Assistant], portion{s, part})
		}
	})
	return found
}

// about makes a finding be of these portions: its rows and what they are worth.
func (p *papers) about(f Finding, portions []portion) Finding {
	f.Rows, f.portions = []string{}, portions
	seen := map[string]bool{}
	for _, one := range portions {
		if !seen[one.Ref] {
			seen[one.Ref] = true
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
	type row struct {
		ref      string
		kind     care.Kind
		from, to int64
	}
	type paid struct {
		care.Shift
		parts []care.Span
	}
	rows := map[row]*paid{}
	for _, one := range portions {
		key := row{one.Ref, one.Kind, one.Start.Unix(), one.End.Unix()}
		if rows[key] == nil {
			rows[key] = &paid{Shift: one.Shift}
		}
		rows[key].parts = append(rows[key].parts, one.part)
	}
	ore := 0
	for _, one := range rows {
		ore += care.Sums{}.Add(one.Kind, together(one.parts)).Counted().Ore(p.rate(care.DateOf(one.Start)))
	}
	return ore
}

// together is the minutes of spans, those that they share once.
func together(parts []care.Span) int {
	slices.SortFunc(parts, func(a, b care.Span) int { return a.Start.Compare(b.Start) })
	minutes := 0
	var until time.Time
	for _, part := range parts {
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
