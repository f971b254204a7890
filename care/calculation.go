package care

import (
	"cmp"
	"time"
)

// householdBlock is how many days the household work act counts working time over, one block after the other
// (lagen om arbetstid m.m. i husligt arbete, 2 §).
const householdBlock = 28

// CalculationPeriods are the periods over which working time is limited that have part in a month, by what an employment
// says: one after the other, from the day on which the first begins. There are none where it says no length.
func CalculationPeriods(employment Fields, m Month) []SheetPeriod {
	periods := []SheetPeriod{}
	begins := Date(cmp.Or(Text(employment, "period_from"), Text(employment, "from")))
	household, months := Text(employment, "regime") == RegimeHousehold, Count(employment, "period_months")
	if begins == "" || !household && months == 0 {
		return periods
	}
	first := func(n int) Date { // day of the n-th period
		if household {
			return begins.plus(n * householdBlock)
		}
		return begins.plusMonths(n * months)
	}
	for n := 0; first(n) <= m.Last(); n++ {
		if last := first(n + 1).plus(-1); last >= m.First() {
			periods = append(periods, SheetPeriod{From: first(n), To: last})
		}
	}
	return periods
}

// plusMonths is the same day so many months later, or the last day of that month where it is shorter.
func (d Date) plusMonths(months int) Date {
	year, month, day := d.parts()
	last := dateOf(time.Date(year, month+time.Month(months)+1, 0, 12, 0, 0, 0, time.UTC).Date())
	return last.plus(min(day, last.Day()) - last.Day())
}
