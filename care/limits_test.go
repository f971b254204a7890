package care

import (
	"encoding/json"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// What limits_cases.json says must come out of limits.json.
func TestLimits(t *testing.T) {
	raw, err := os.ReadFile("limits_cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases struct {
		Limits []struct {
			Regime                                                        string
			Day                                                           Date
			AverageHours, DailyRestHours, WeeklyRestHours, Pass, LongPass int
		}
		Periods []struct {
			What, Regime          string
			Anchor, Day, From, To Date
			Months, Minutes       int
		}
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases.Limits) == 0 || len(cases.Periods) == 0 {
		t.Fatal(err)
	}
	for _, c := range cases.Limits {
		r, known := RegimeOn(c.Regime, c.Day)
		if !known || r.AverageHours != c.AverageHours || r.DailyRestHours != c.DailyRestHours || r.WeeklyRestHours != c.WeeklyRestHours ||
			r.Pass(false) != c.Pass || r.Pass(true) != c.LongPass || r.Source == "" {
			t.Errorf("%+v: %+v", c, r)
		}
	}
	for _, c := range cases.Periods {
		r, _ := RegimeOn(c.Regime, c.Day)
		if from, to := r.Period(c.Anchor, c.Months, c.Day); from != c.From || to != c.To || r.Most(from, to) != c.Minutes {
			t.Errorf("%s: %s–%s, %d minutes", c.What, from, to, r.Most(from, to))
		}
	}
}

// The data hold together: every regime is known on every day since 2000, once; no name is misspelt.
func TestLimitsData(t *testing.T) {
	for _, name := range []string{RegimeHousehold, RegimeWorkingHours, RegimeAgreement} {
		for d := Date("2000-01-01"); d < "2030-01-01"; d = d.plus(1) {
			held := 0
			for _, r := range limits().Regimes {
				if r.Name == name && d.Within(r.From, r.To) {
					held++
				}
			}
			if held != 1 {
				t.Fatalf("%s is known %d times on %s", name, held, d)
			}
		}
	}
	for _, r := range limits().Regimes {
		if _, err := ParseDate(string(r.From)); err != nil || len(r.Work) == 0 || (r.BlockDays == 0) == (r.BlockMonths == 0) {
			t.Errorf("%+v", r)
		}
		for _, kind := range r.Work {
			if kind != Active && kind != Waiting && kind != Standby {
				t.Errorf("%s counts %q", r.Name, kind)
			}
		}
	}
	if w := WarningsOn("2026-10-01"); w.Years != 18 || w.AdultYears != 18 || w.AdultDays < 92 || w.DecisionDays < 1 || w.DeadlineDays < 1 || w.Source == "" || w.CiteOwn() != "Passboks egen gräns, från 2000-01-01" {
		t.Errorf("%+v", w)
	}
}

// Every day from the anchor on lies in the period that is found for it, and periods follow each other without a gap.
func TestPeriodLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anchor := Date("2024-01-01").plus(rapid.IntRange(0, 800).Draw(t, "anchor"))
		day := anchor.plus(rapid.IntRange(0, 1500).Draw(t, "day"))
		name := rapid.SampledFrom([]string{RegimeHousehold, RegimeWorkingHours, RegimeAgreement}).Draw(t, "regime")
		months := rapid.IntRange(0, 12).Draw(t, "months")
		r, _ := RegimeOn(name, day)
		from, to := r.Period(anchor, months, day)
		if !day.Within(from, to) || from < anchor {
			t.Fatalf("%s is not within %s–%s", day, from, to)
		}
		if next, _ := r.Period(anchor, months, to.plus(1)); next != to.plus(1) {
			t.Fatalf("after %s comes %s", to, next)
		}
	})
}

func TestBornAndYears(t *testing.T) {
	for number, want := range map[Personnummer]Date{"198507099805": "1985-07-09", "197010632391": "1970-10-03", "": "", "19850709": ""} {
		if got := number.Born(); got != want {
			t.Errorf("%s: %s", number, got)
		}
	}
	if got := Date("2008-02-29").Years(18); got != "2026-03-01" {
		t.Error(got)
	}
}

// A day before the first period has none; the first day has one.
func TestPeriodBeginsWithItsAnchor(t *testing.T) {
	r, known := RegimeOn(RegimeHousehold, "2026-10-01")
	if !known {
		t.Fatal("no such regime")
	}
	if from, to := r.Period("2026-10-05", 0, "2026-10-04"); from != "" || to != "" {
		t.Errorf("before it: %s–%s", from, to)
	}
	if from, to := r.Period("2026-10-05", 0, "2026-10-05"); from != "2026-10-05" || to != "2026-11-01" {
		t.Errorf("its first: %s–%s", from, to)
	}
}

// The provider signs after the assistant, and not instead.
func TestProviderSignsAfterTheAssistant(t *testing.T) {
	if SheetReady.May(SheetApproved) || !SheetReady.May(SheetSigned) || !SheetSigned.May(SheetApproved) {
		t.Error("a timesheet is signed by the assistant, and then by the provider")
	}
}
