package care

import "time"

// Date is a day of the calendar, YYYY-MM-DD. Dates compare as text. Periods include both their dates; an
// empty one means still going on.
type Date string

// ParseDate reads a date, or says [BadDate].
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Format(time.DateOnly) != text {
		return "", problem(BadDate, "", "not a date, YYYY-MM-DD")
	}
	if t.Year() < 1900 || t.Year() >= endYear {
		return "", problem(BadDate, "", "the year is out of reach")
	}
	return Date(text), nil
}

// DateOf is the day in Stockholm of an instant.
func DateOf(t time.Time) Date { return dateOf(t.In(Stockholm()).Date()) }

// Start is the first instant of the day.
func (d Date) Start() time.Time {
	year, month, day := d.parts()
	return time.Date(year, month, day, 0, 0, 0, 0, Stockholm()) // no clock change falls on midnight here
}

// Next is the day after.
func (d Date) Next() Date { return d.plus(1) }

// Days is how many days there are from d to and with last; 0 or less where last is before d.
func (d Date) Days(last Date) int {
	a, b := d.noon(), last.noon()
	return int(b.Sub(a)/(24*time.Hour)) + 1
}

// Length is the minutes of the day: 1440, or 1500 and 1380 on the days when clocks change.
func (d Date) Length() int { return int(d.Next().Start().Sub(d.Start()) / time.Minute) }

// Week is the Monday and the Sunday that the day lies between.
func (d Date) Week() (monday, sunday Date) {
	monday = d.plus(-(int(d.noon().Weekday()) + 6) % 7)
	return monday, monday.plus(6)
}

// Day is the day of the month, from 1.
func (d Date) Day() int { return d.noon().Day() }

// Month is the month the day lies in.
func (d Date) Month() Month { return Month(d[:7]) }

// Within tells whether the day lies in a period. An empty to means that the period still goes on; an
// empty from means that there is no period.
func (d Date) Within(from, to Date) bool {
	return from != "" && from <= d && (to == "" || d <= to)
}

func (d Date) plus(days int) Date {
	year, month, day := d.noon().AddDate(0, 0, days).Date()
	return dateOf(year, month, day)
}

func (d Date) noon() time.Time {
	year, month, day := d.parts()
	return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
}

func (d Date) parts() (int, time.Month, int) {
	if len(d) != len("2026-10-25") {
		panic("care: a Date that was never parsed") // make one with ParseDate or DateOf
	}
	return number(string(d[:4])), time.Month(number(string(d[5:7]))), number(string(d[8:]))
}

func dateOf(year int, month time.Month, day int) Date {
	digit := func(n int) byte { return byte('0' + n%10) }
	return Date([]byte{
		digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
		digit(int(month) / 10), digit(int(month)), '-', digit(day / 10), digit(day),
	})
}
