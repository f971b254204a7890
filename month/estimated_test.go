package month_test

import (
	"testing"

	"passbok/care"
	"passbok/month"
)

// Kronor of a month whose rate is not known yet are said to be an estimate, on the month and on the board; those of another are not.
func TestKronorOfAnUnknownRateAreAnEstimate(t *testing.T) {
	for m, want := range map[care.Month]bool{"2026-10": false, "2026-12": false, "2099-01": true} {
		st := story{shelf: usual(string(m)), month: m}
		st.row(t, []string{"a", "samir", "active", string(m) + "-05", "08.00", "14.00"})
		st.shelf.put("registration/samir.alva", "void=true")
		st.now = instant(t, string(m)+"-28", "09.00")
		v := st.look(t)
		board, err := month.Boards(st.shelf, "karin", m, st.now)
		if err != nil {
			t.Fatal(err)
		}
		rate, _ := care.RateOn(m.First())
		if v.Money.Estimated != want || board.Estimated != want || v.Money.Risk != 6*rate.Ore {
			t.Errorf("%s: %+v, the board %v", m, v.Money, board.Estimated)
		}
	}
}
