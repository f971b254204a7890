package care

import (
	"strconv"
	"time"
)

// Month is a month of the calendar, YYYY-MM. Months compare as text.
type Month string

// ParseMonth reads a month, or says [BadMonth].
func ParseMonth(text string) (Month, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil || t.Format("2006-01") != text || t.Year() < firstYear || t.Year() >= endYear {
		return "", problem(BadMonth, "", "not a month, YYYY-MM")
	}
	return Month(text), nil
}

func isMonth(text string) bool {
	_, err := ParseMonth(text)
	return err == nil
}

// Name is what people call the month, without its year: oktober, and October where lang is "en". Empty for what is no month.
func (m Month) Name(lang string) string {
	if !isMonth(string(m)) {
		return ""
	}
	_, month, _ := m.First().parts()
	if lang == "en" {
		return month.String()
	}
	return [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}[month-1]
}

// Written is how people write the month in Swedish: oktober 2026. What is no month is given back as it is.
func (m Month) Written() string {
	name := m.Name("sv")
	if name == "" {
		return string(m)
	}
	return name + " " + string(m[:4])
}

// MonthOf is the month in Stockholm of an instant.
func MonthOf(t time.Time) Month { return DateOf(t).Month() }

// First is the first day.
func (m Month) First() Date { return Date(m + "-01") }

// Last is the last day.
func (m Month) Last() Date { return m.Next().First().plus(-1) }

// Next is the month after.
func (m Month) Next() Month { return m.Plus(1) }

// Plus is the month so many months later, or earlier where months is negative.
func (m Month) Plus(months int) Month {
	year, month, _ := m.First().parts()
	return dateOf(time.Date(year, month+time.Month(months), 1, 12, 0, 0, 0, time.UTC).Date()).Month()
}

// Span is the whole month, from its first midnight to the one after its last day.
func (m Month) Span() Span { return Span{m.First().Start(), m.Next().First().Start()} }

// Dates are the days of the month, in order.
func (m Month) Dates() []Date {
	var days []Date
	for d := m.First(); d.Month() == m; d = d.Next() {
		days = append(days, d)
	}
	return days
}

// Deadline is the last day on which Försäkringskassan takes the month's timesheets and invoice: the 5th
// of the second month after (rules.json). No rule about weekends is published, so the 5th is hard.
func (m Month) Deadline() Date {
	f := FiguresOn(m.Last())
	return m.Plus(f.DeadlineMonths).on(f.DeadlineDay)
}

// on is a day of the month, or the month's last where it is shorter.
func (m Month) on(day int) Date {
	if last := m.Last(); day >= last.Day() {
		return last
	}
	text := strconv.Itoa(day)
	if day < 10 {
		text = "0" + text
	}
	return Date(string(m) + "-" + text)
}

// OwnDeadline is the provider's own last day: that day of the month after, or the month's last where it
// is shorter. A day below 1 means that the provider has none, and the date is empty.
func (m Month) OwnDeadline(day int) Date {
	if day < 1 {
		return ""
	}
	return m.Next().on(day)
}
