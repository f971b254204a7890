package care

import "time"

// Span is a stretch of time, half open: one that ends at 14.00 does not overlap one that starts at 14.00.
// Lengths come from the two instants, never from clock readings, so 00.00–04.00 is five hours on the
// night when summer time ends.
type Span struct{ Start, End time.Time }

// Minutes is the real length.
func (s Span) Minutes() int { return int(s.End.Sub(s.Start) / time.Minute) }

// Overlaps tells whether the two share at least a minute.
func (s Span) Overlaps(t Span) bool { return s.And(t).Minutes() > 0 }

// And is what the two share; of no length where they share nothing.
func (s Span) And(t Span) Span {
	if t.Start.After(s.Start) {
		s.Start = t.Start
	}
	if t.End.Before(s.End) {
		s.End = t.End
	}
	if s.End.Before(s.Start) {
		s.End = s.Start
	}
	return s
}

// Within is the part of the span that lies in a month.
func (s Span) Within(m Month) Span { return s.And(m.Span()) }

// Touches tells whether the span has part in another one, as in a month: it lies in it for some time, or, being without
// length, begins in it.
func (s Span) Touches(t Span) bool {
	return s.Start.Before(t.End) && (s.End.After(t.Start) || !s.Start.Before(t.Start))
}

// Months are the months that the span touches, in order. A span without length touches the one it is in.
func (s Span) Months() []Month {
	months := []Month{MonthOf(s.Start)}
	for m := months[0].Next(); m.First().Start().Before(s.End); m = m.Next() {
		months = append(months, m)
	}
	return months
}

// midnight is the next one in Stockholm after an instant that is in Stockholm's zone.
func midnight(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, Stockholm()) // no clock change falls on midnight here
}

// Days divides the span at each midnight. The parts together are the span, minute for minute; a span
// without length has none.
func (s Span) Days() []Span {
	parts := make([]Span, 0, 1)
	s.Start, s.End = s.Start.In(Stockholm()), s.End.In(Stockholm())
	for s.Start.Before(s.End) {
		end := midnight(s.Start)
		if s.End.Before(end) {
			end = s.End
		}
		parts = append(parts, Span{s.Start, end})
		s.Start = end
	}
	return parts
}
