package care

import "time"

// PlannedDay is a day on which something else was worked than was planned, in minutes of each kind.
type PlannedDay struct {
	Date    Date `json:"date"`
	Planned Sums `json:"planned"`
	Worked  Sums `json:"worked"`
}

// Against is what was planned in a month set against what was worked: the sums, and the days that differ, in order.
type Against struct {
	Planned Sums         `json:"planned"`
	Worked  Sums         `json:"worked"`
	Days    []PlannedDay `json:"days"`
}

// PlannedAgainstWorked compares the part of a month that lies before now: what is still to come was not missed. Both sides
// are divided at midnight and add up real minutes, so that the sums are those of the month and a plan of one piece may be
// answered by rows of several. A shift that has no end counts until now while it can be going on; one that would be of
// three days or more was forgotten, and counts nothing. Whose plans and shifts they are is for the caller to choose.
func PlannedAgainstWorked(m Month, plans []Plan, shifts []Shift, now time.Time) Against {
	past := m.Span().And(Span{time.Time{}, now})
	days := map[Date]PlannedDay{}
	var all Against
	for _, p := range plans {
		if p.Void {
			continue
		}
		for _, part := range p.Span().And(past).Days() {
			day := days[DateOf(part.Start)]
			day.Planned = day.Planned.Add(p.Kind, part.Minutes())
			days[DateOf(part.Start)] = day
			all.Planned = all.Planned.Add(p.Kind, part.Minutes())
		}
	}
	for _, s := range shifts {
		for _, part := range s.until(now).And(past).Days() {
			day := days[DateOf(part.Start)]
			day.Worked = day.Worked.Add(s.Kind, part.Minutes())
			days[DateOf(part.Start)] = day
			all.Worked = all.Worked.Add(s.Kind, part.Minutes())
		}
	}
	all.Days = []PlannedDay{}
	for _, date := range m.Dates() {
		if day := days[date]; day.Planned != day.Worked {
			day.Date = date
			all.Days = append(all.Days, day)
		}
	}
	return all
}

// until is the shift's span, where one that goes on ends now; of no length where it counts nothing.
func (s Shift) until(now time.Time) Span {
	switch {
	case s.Void, s.Open() && (now.Before(s.Start) || now.Sub(s.Start) >= longestShift):
		return Span{s.Start, s.Start}
	case s.Open():
		return Span{s.Start, now}
	}
	return s.Span()
}
