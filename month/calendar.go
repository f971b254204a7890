package month

import (
	"slices"
	"time"

	"passbok/care"
)

// calendarDay is a day of the month, and what holds on it: looked up once, and not for each row.
type calendarDay struct {
	care.Date
	start   time.Time
	rate    int  // öre an hour
	grants  bool // hours are granted
	double  bool // two assistants at once are granted
	awaited bool // a decision is applied for that is to hold
	warn    care.Warnings
}

// piece is the part of a row that lies in one day.
type piece struct {
	portion
	day int // of the calendar, from 0
}

// arrange puts the rows in order of time, and cuts those that count at midnight. It is done once the rows and the decisions
// are known, and everything else goes by it.
func (p *papers) arrange() {
	p.calendar = make([]calendarDay, 0, 31)
	for _, d := range p.month.Dates() {
		p.calendar = append(p.calendar, calendarDay{
			Date: d, start: d.Start(), rate: p.rate(d), grants: p.grants(d), double: p.double(d), awaited: p.awaited(d), warn: care.WarningsOn(d),
		})
	}
	p.order()
	p.cut = make([]piece, 0, len(p.entries))
	nobody, known := &staff{}, map[string]bool{}
	for place, e := range p.entries {
		e.place, e.by = place, nobody
		if !known[e.Assistant] && e.Assistant != "" { // a plan may be nobody's yet
			known[e.Assistant] = true
			p.who = append(p.who, e.Assistant)
		}
		e.rate = p.rateOf(e.Start)
		if e.Counts() {
			p.cutAtMidnight(e)
		}
	}
	slices.Sort(p.who)
}

// order puts the rows in order of time.
func (p *papers) order() { sortRows(p.entries, func(e *entry) *care.Shift { return &e.Shift }) }

// cutAtMidnight adds the pieces of a row.
func (p *papers) cutAtMidnight(e *entry) {
	part := e.Span().And(p.span)
	for at := p.dayAt(part.Start); part.Start.Before(part.End); at++ {
		one := part
		if next := p.dayEnd(at); next.Before(one.End) {
			one.End = next
		}
		p.cut = append(p.cut, piece{portion{e, one}, at})
		part.Start = one.End
	}
}

// dayAt is the day of the calendar in which an instant of the month lies.
func (p *papers) dayAt(t time.Time) int {
	at := min(max(int(t.Sub(p.span.Start)/(24*time.Hour)), 0), len(p.calendar)-1)
	for at > 0 && t.Before(p.calendar[at].start) { // days are 23 or 25 hours long when clocks are changed
		at--
	}
	for at < len(p.calendar)-1 && !t.Before(p.calendar[at+1].start) {
		at++
	}
	return at
}

// dayEnd is the midnight that ends a day of the calendar.
func (p *papers) dayEnd(at int) time.Time {
	if at+1 < len(p.calendar) {
		return p.calendar[at+1].start
	}
	return p.span.End
}

// on is the day in Stockholm of an instant, without a look at the zone where it is of the month.
func (p *papers) on(t time.Time) care.Date {
	if t.Before(p.span.Start) || !t.Before(p.span.End) {
		return care.DateOf(t)
	}
	return p.calendar[p.dayAt(t)].Date
}

// rateOf is öre an hour of a row that starts at an instant: by its first day, also where that is of the month before.
func (p *papers) rateOf(t time.Time) int {
	if t.Before(p.span.Start) || !t.Before(p.span.End) {
		return p.rate(care.DateOf(t))
	}
	return p.calendar[p.dayAt(t)].rate
}

// warningsOf is when to warn on the first day of a row.
func (p *papers) warningsOf(e *entry) care.Warnings {
	if e.Start.Before(p.span.Start) || !e.Start.Before(p.span.End) {
		return care.WarningsOn(care.DateOf(e.Start))
	}
	return p.calendar[p.dayAt(e.Start)].warn
}
