package care

import "time"

// PublicHoliday tells whether the day is one by the law on public holidays (1989:253), in which every Sunday is one.
func PublicHoliday(d Date) bool {
	year, month, day := d.parts()
	at := d.noon()
	if at.Weekday() == time.Sunday {
		return true
	}
	switch text := d[5:]; text {
	case "01-01", "01-06", "05-01", "06-06", "12-25", "12-26":
		return true
	}
	if at.Weekday() == time.Saturday && (month == time.June && day >= 20 && day <= 26 || // midsummer
		month == time.October && day == 31 || month == time.November && day <= 6) { // all saints
		return true
	}
	easter := easterOf(year)
	return d == easter.plus(-2) || d == easter.plus(1) || d == easter.plus(39) // Good Friday, Easter Monday, Ascension
}

// easterOf is Easter Sunday of a year, by the anonymous Gregorian rule.
func easterOf(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e, f := b/4, b%4, (b+8)/25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dateOf(year, time.Month(n/31), n%31+1)
}

// At is a clock time of the day, HH:MM, in Stockholm. One that the clocks leave out is as much later.
func (d Date) At(clock string) time.Time {
	year, month, day := d.parts()
	return time.Date(year, month, day, number(clock[:2]), number(clock[3:5]), 0, 0, Stockholm())
}
