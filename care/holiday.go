package care

import "time"

// PublicHoliday tells whether the day is one by the law on public holidays (1989:253), in which every Sunday is one.
func PublicHoliday(d Date) bool { return d.noon().Weekday() == time.Sunday || feast(d) }

// feast tells whether the day is a public holiday that has a name of its own, whatever weekday it is.
func feast(d Date) bool {
	year, month, day := d.parts()
	switch text := d[5:]; text {
	case "01-01", "01-06", "05-01", "06-06", "12-25", "12-26":
		return true
	}
	if d.noon().Weekday() == time.Saturday && (month == time.June && day >= 20 && day <= 26 || // midsummer
		month == time.October && day == 31 || month == time.November && day <= 6) { // all saints
		return true
	}
	easter := easterOf(year)
	for _, after := range []int{-2, 0, 1, 39, 49} { // Good Friday, Easter and its Monday, Ascension, Whit Sunday
		if d == easter.plus(after) {
			return true
		}
	}
	return false
}

// eve tells whether the day is midsummer's, Christmas or New Year's eve, which the Annual Leave Act (1977:480), section 9, puts
// beside Sundays.
func eve(d Date) bool {
	return d[5:] == "12-24" || d[5:] == "12-31" || d[5:7] == "06" && d.noon().Weekday() == time.Friday && feast(d.Next())
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
