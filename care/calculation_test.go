package care_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passbok/care"
)

func TestCalculationPeriods(t *testing.T) {
	for _, tt := range []struct{ employment, month, want string }{
		// domain.md's example: 1–28 August, 29 August–25 September
		{"regime=household from=2026-08-01", "2026-08", "2026-08-01/2026-08-28 2026-08-29/2026-09-25"},
		{"regime=household from=2020-01-01 period_from=2026-08-01", "2026-09", "2026-08-29/2026-09-25 2026-09-26/2026-10-23"},
		{"regime=household from=2026-08-30 period_from=2026-09-01", "2026-08", ""},
		{"regime=household from=2026-03-03", "2026-03", "2026-03-03/2026-03-30 2026-03-31/2026-04-27"},
		{"regime=household from=2026-02-01", "2026-02", "2026-02-01/2026-02-28"},
		{"regime=household from=2026-05-01 period_from=2026-04-03", "2026-05", "2026-05-01/2026-05-28 2026-05-29/2026-06-25"},
		{"regime=working_hours period_months=#4 from=2026-01-01", "2026-10", "2026-09-01/2026-12-31"},
		{"regime=working_hours period_months=#4 from=2026-01-15", "2026-09", "2026-05-15/2026-09-14 2026-09-15/2027-01-14"},
		{"regime=agreement period_months=#12 from=2026-02-01", "2028-02", "2028-02-01/2029-01-31"},
		{"regime=agreement period_months=#1 from=2026-01-31", "2026-03", "2026-02-28/2026-03-30 2026-03-31/2026-04-29"},
		{"regime=agreement from=2026-02-01", "2026-02", ""},
	} {
		var got []string
		for _, p := range care.CalculationPeriods(fields(tt.employment), care.Month(tt.month)) {
			got = append(got, string(p.From)+"/"+string(p.To))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.employment, tt.month, s, tt.want)
		}
	}
}

// Periods follow each other without a gap, and leave no day of the month out from the first of them on.
func TestCalculationPeriodsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begins := care.DateOf(anInstant(t))
		m := begins.Month().Plus(rapid.IntRange(0, 30).Draw(t, "later"))
		terms := rapid.SampledFrom([]string{"household", "agreement period_months=#1", "agreement period_months=#4", "agreement period_months=#12"}).Draw(t, "terms")
		periods := care.CalculationPeriods(fields("from="+string(begins)+" regime="+terms), m)
		day := max(m.First(), begins)
		for i, p := range periods {
			if p.From > day || p.To < day || i > 0 && p.From != day {
				t.Fatalf("%s from %s in %s: %v leaves out %s", terms, begins, m, periods, day)
			}
			day = p.To.Next()
		}
		if day <= m.Last() {
			t.Fatalf("%s from %s in %s: %v ends before %s", terms, begins, m, periods, day)
		}
	})
}
