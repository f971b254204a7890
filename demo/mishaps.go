package demo

import (
	"fmt"
	"time"

	"passbok/care"
)

// The days on which something goes wrong. Who it happens to follows from the roster; demo_test.go holds it.
const (
	quarrel   = care.Date("2026-10-27") // Samir's phone says 22.10, the office says 22.00, neither has seen the other
	twice     = care.Date("2026-10-10") // Leo's evening at Greta stands twice: once by him, once by the office
	elsewhere = care.Date("2026-10-14") // Jonna is at Iris and at Bo
	forgotten = care.Date("2026-10-31") // Maja's evening at Bo was never stopped
)

// mishap changes the rows as the assistants recorded them.
func mishap(rows []row) ([]row, error) {
	found := false
	for i, r := range rows {
		if r.beneficiary == "bo" && r.assistant == "maja" && care.DateOf(r.start) == forgotten && r.start.In(care.Stockholm()).Hour() >= 16 && !found {
			rows[i].end, found = time.Time{}, true
		}
	}
	if !found {
		return nil, fmt.Errorf("nobody works at Bo on the evening of %s", forgotten)
	}
	return append(rows, row{
		assistant: "jonna", beneficiary: "bo", kind: care.Active, note: "Hjälpte till vid lunch",
		start: clock(elsewhere, 11*hour+15), end: clock(elsewhere, 13*hour),
	}), nil
}

// pick is the one row of a day that begins in the afternoon at a beneficiary.
func pick(rows []row, beneficiary string, d care.Date) (row, error) {
	for _, r := range rows {
		if local := r.start.In(care.Stockholm()); r.beneficiary == beneficiary && care.DateOf(r.start) == d && local.Hour() >= 13 && local.Hour() < 20 {
			return r, nil
		}
	}
	return row{}, fmt.Errorf("nobody works at %s in the afternoon of %s", beneficiary, d)
}

func clock(d care.Date, minutes int) time.Time {
	at, _ := care.Resolve(d, minutes/hour, minutes%hour, false)
	return at
}
