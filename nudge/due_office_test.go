package nudge_test

import (
	"encoding/json"
	"testing"

	"passbok/care"
)

// Where somebody in the office answers for the customer, the others are not told of what came back.
func TestWhoAnswersForACustomerIsTold(t *testing.T) {
	w := staff(t, "2026-12-03 12:00")
	w.role("lena", "coordinator")
	w.devices["lena"] = 1
	w.write("responsibility/1", map[string]any{"coordinator": "lena", "beneficiary": "alva", "from": "2026-01-01"})
	w.shift("1", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.sheet(care.SheetRejected, 1)
	if got := w.codes("2026-12-03 12:30"); got != "12-03 12:00 lena elt_rejected" {
		t.Errorf("%q", got)
	}
}

// On the last day all of them are told of a disagreement: nobody may be left who has no device, or is away.
func TestEverybodyIsToldOnTheLastDay(t *testing.T) {
	w := staff(t, "2026-12-03 12:00")
	w.role("lena", "coordinator")
	w.devices["lena"] = 1
	w.write("responsibility/1", map[string]any{"coordinator": "lena", "beneficiary": "alva", "from": "2026-01-01"})
	const id = "00000000-0000-7000-8000-00000000aaaa"
	w.shift(id, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.write(care.TimesheetRef("samir", "alva", "2026-10"), map[string]any{"assistant": "samir", "beneficiary": "alva", "month": "2026-10", "state": "complete", "version": 1, "at": json.RawMessage("{}"), "by": json.RawMessage("{}")})
	w.look()
	w.disagree("shift/" + id)
	w.codes("2026-12-04 23:00")
	if got := w.codes("2026-12-05 00:30"); got != "12-05 00:00 karin conflict_last_day, 12-05 00:00 lena conflict_last_day" {
		t.Errorf("%q", got)
	}
}
