package month_test

import (
	"fmt"
	"testing"
	"time"

	"passbok/care"
)

// BenchmarkFindings is a beneficiary's month of 700 rows by 18 assistants, all findings, from documents to the view: with
// employments whose calculation period has just begun, and with a year that is read from its beginning.
func BenchmarkFindings(b *testing.B) {
	for name, from := range map[string]string{"first month": "2026-10-01", "a year": "2026-01-01"} {
		b.Run(name, func(b *testing.B) {
			s := usual("2026-10")
			rows := func(m care.Month, n int) {
				start := m.First().Start()
				for i := range n {
					who, at := fmt.Sprintf("a%02d", i%18), start.Add(time.Duration(i)*time.Hour)
					s.put(fmt.Sprintf("shift/%s.%04d", m, i), fmt.Sprintf("assistant=%s beneficiary=alva kind=active start=%s end=%s",
						who, care.FormatMinute(at), care.FormatMinute(at.Add(time.Hour))))
				}
			}
			for i := range 18 {
				who := fmt.Sprintf("a%02d", i)
				s.put("person/"+who, "name="+who)
				s.put("engagement/"+who, "assistant="+who+" beneficiary=alva from=2024-01-01")
				s.put("registration/"+who, "assistant="+who+" beneficiary=alva from=2024-01-01 received=2024-01-01")
				s.put("employment/"+who, "assistant="+who+" employer=provider regime=agreement from="+from)
			}
			rows("2026-10", 700)
			for m := care.Month(from[:7]); m < "2026-10"; m = m.Next() {
				rows(m, 700)
			}
			st := story{shelf: s, month: "2026-10", now: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)}
			if v := st.look(b); len(v.Rows) != 700 || len(v.Assistants) != 18 {
				b.Fatal(len(v.Rows))
			}
			for b.Loop() {
				st.look(b)
			}
		})
	}
}
