package paper

import (
	"fmt"
	"strings"
	"time"

	"passbok/care"
)

// Moment is an instant in Stockholm as people say it: 2 november 2026 kl. 10.00.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	d := care.DateOf(t)
	return fmt.Sprintf("%d %s kl. %s", d.Day(), d.Month().Written(), care.FormatClock(t))
}

// Length is minutes as the forms ask for them: hours and minutes, never rounded.
func Length(minutes int) string { return fmt.Sprintf("%d tim %d min", minutes/60, minutes%60) }

// personal writes a number of twelve digits as people read it, 19850709-9805; anything else (a masked one) as it is.
func personal(number care.Personnummer) string {
	if len(number) != 12 {
		return string(number)
	}
	return string(number[:8]) + "-" + string(number[8:])
}

// organisation writes a number of ten digits as people read it, 556000-0001; anything else as it is.
func organisation(number string) string {
	if len(number) != 10 {
		return number
	}
	return number[:6] + "-" + number[6:]
}

func yesNo(known, yes bool) []Choice { return []Choice{{"Ja", known && yes}, {"Nej", known && !yes}} }

// sums is the table of the three sums, one column of lengths for each.
func sums(head []string, columns ...care.Sums) Table {
	t := Table{Head: append([]string{"Slag"}, head...), Figures: true}
	for _, row := range []struct {
		kind care.Kind
		of   func(care.Sums) int
	}{
		{care.Active, func(s care.Sums) int { return s.Active }},
		{care.Waiting, func(s care.Sums) int { return s.Waiting }},
		{care.Standby, func(s care.Sums) int { return s.Standby }},
	} {
		cells := []string{strings.ToUpper(kinds[row.kind][:1]) + kinds[row.kind][1:]}
		for _, column := range columns {
			cells = append(cells, Length(row.of(column)))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
