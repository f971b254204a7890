package care

import "time"

// ClockRow is a row of a timesheet as Försäkringskassan reads it: a day and two clock times. They are what
// the clocks showed; nothing is adjusted for a clock change, Försäkringskassan does that. Minutes is what
// was really worked, which is what the invoice states.
type ClockRow struct {
	Date    Date   `json:"date"`
	From    string `json:"from"` // HH.MM
	To      string `json:"to"`   // HH.MM, or EndOfDay
	Minutes int    `json:"minutes"`
}

// ClockRows divides a span into rows of one day each, so that no row passes midnight or a month's end.
// The rows' minutes add up to the span's.
func ClockRows(s Span) []ClockRow {
	rows := make([]ClockRow, 0, 1)
	for _, part := range s.Days() {
		rows = clockRows(rows, part)
	}
	return rows
}

// clockRows adds the rows of a part of a day.
func clockRows(rows []ClockRow, part Span) []ClockRow {
	row := ClockRow{Date: DateOf(part.Start), From: FormatClock(part.Start), To: FormatClock(part.End), Minutes: part.Minutes()}
	if part.End.Equal(midnight(part.Start)) {
		row.To = EndOfDay
		return append(rows, row)
	}
	_, before := part.Start.Zone()
	_, after := part.End.Zone()
	if before <= after { // no clock is turned back in it
		return append(rows, row)
	}
	switch back := shiftBack(part.Start); {
	case part.End.Equal(back):
		row.To = shiftBackClock // what the clock showed as it was about to be turned back
	case row.To <= row.From:
		// The clock would end where it began, or before: FK could not read the row.
		return clockRows(clockRows(rows, Span{part.Start, back}), Span{back, part.End})
	}
	return append(rows, row)
}

// shiftBack is the instant at which clocks are turned back on a day when they are.
func shiftBack(t time.Time) time.Time {
	back, _ := Resolve(DateOf(t), 2, 0, true) // the second 02.00 is the instant of the change
	return back
}
