package nudge_test

import (
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
