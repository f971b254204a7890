package care

import "testing"

func TestUse(t *testing.T) {
	for _, tt := range []struct {
		name                  string
		used                  Sums
		granted               int
		through               Date
		usedF, left, forecast Fraction
	}{
		{"nothing yet", Sums{}, 600, "2026-10-10", Fraction{0, 1}, Fraction{600, 1}, Fraction{0, 1}},
		{"10 + 8 + 7 = 13 h by the 10th of 31 days", Sums{600, 480, 420}, 3600, "2026-10-10", Fraction{780, 1}, Fraction{2820, 1}, Fraction{2418, 1}},
		{"a fraction stays one", Sums{0, 390, 0}, 60, "2026-10-31", Fraction{195, 2}, Fraction{-75, 2}, Fraction{195, 2}},
		{"after the period", Sums{62, 0, 0}, 62, "2026-12-01", Fraction{62, 1}, Fraction{0, 1}, Fraction{62, 1}},
		{"before it: its first day", Sums{1, 0, 0}, 62, "2026-09-01", Fraction{1, 1}, Fraction{61, 1}, Fraction{31, 1}},
	} {
		u := UseOf("2026-10-01", "2026-10-31", tt.granted, tt.used, tt.through, Ahead{})
		if u.Used != tt.usedF || u.Left != tt.left || u.Forecast != tt.forecast {
			t.Errorf("%s: %+v", tt.name, u)
		}
	}
}

func TestForecastByPlan(t *testing.T) {
	for _, tt := range []struct {
		name    string
		through Date
		ahead   Ahead
		want    Fraction
	}{
		{"all that is left is planned", "2026-10-10", Ahead{Sums{Active: 100}, 21}, Fraction{400, 1}},
		{"a week is planned, and free", "2026-10-10", Ahead{Sums{}, 7}, Fraction{300 + 14*30, 1}},
		{"a week is planned, and the rest is not", "2026-10-10", Ahead{Sums{Active: 100, Waiting: 60, Standby: 70}, 7}, Fraction{300 + 100 + 15 + 10 + 14*30, 1}},
		{"more days than are left: of a period that has not begun", "2026-09-20", Ahead{Sums{Active: 100}, 31}, Fraction{400, 1}},
		{"the last day", "2026-10-31", Ahead{}, Fraction{300, 1}},
	} {
		u := UseOf("2026-10-01", "2026-10-31", 600, Sums{Active: 300}, tt.through, tt.ahead)
		if u.Forecast != tt.want || u.PlannedDays != tt.ahead.Days {
			t.Errorf("%s: %v on %d days, want %v", tt.name, u.Forecast, u.PlannedDays, tt.want)
		}
	}
}

func TestWeek(t *testing.T) {
	for day, want := range map[Date][2]Date{
		"2026-11-09": {"2026-11-09", "2026-11-15"}, "2026-11-12": {"2026-11-09", "2026-11-15"}, "2026-11-15": {"2026-11-09", "2026-11-15"},
		"2027-01-01": {"2026-12-28", "2027-01-03"}, "2026-10-25": {"2026-10-19", "2026-10-25"},
	} {
		if monday, sunday := day.Week(); monday != want[0] || sunday != want[1] {
			t.Errorf("%s lies between %s and %s, want %v", day, monday, sunday, want)
		}
	}
}

func TestGrants(t *testing.T) {
	hours := Fields{"minutes": Value(60), "per": Value(PerWeek)}
	with := func(name string, value any) Fields {
		f := Fields{name: Value(value)}
		for k, v := range hours {
			f[k] = v
		}
		return f
	}
	for name, tt := range map[string]struct {
		decision Fields
		want     bool
	}{
		"granted": {hours, true}, "says so": {with("state", DecisionGranted), true}, "applied for": {with("state", DecisionApplied), false},
		"extension with hours": {with("state", DecisionExtension), true}, "extension without": {Fields{"state": Value(DecisionExtension)}, false},
		"removed": {with("void", true), false},
	} {
		if Grants(tt.decision) != tt.want {
			t.Errorf("%s: %t", name, !tt.want)
		}
	}
}
