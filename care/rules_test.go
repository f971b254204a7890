package care_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"passbok/care"
)

// What rules_cases.json says must come out of rules.json.
func TestRules(t *testing.T) {
	var cases struct {
		Deadlines []struct {
			Month care.Month
			Last  care.Date
		}
		Counted []struct {
			What string
			care.Sums
			Minutes int64
		}
		Rows []struct {
			Minutes int
			Long    bool
		}
		Sources []struct {
			Rule, Cite string
			Day        care.Date
		}
	}
	readCases(t, "rules_cases.json", &cases)
	if len(cases.Deadlines) == 0 || len(cases.Counted) == 0 || len(cases.Rows) == 0 || len(cases.Sources) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range cases.Deadlines {
		if last := c.Month.Deadline(); last != c.Last {
			t.Errorf("%s: %s, want %s", c.Month, last, c.Last)
		}
	}
	for _, c := range cases.Counted {
		if f := c.Counted(); f.Num != c.Minutes*f.Den {
			t.Errorf("%s: %d/%d, want %d", c.What, f.Num, f.Den, c.Minutes)
		}
	}
	start := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)
	for _, c := range cases.Rows {
		if s := (care.Shift{Start: start, End: start.Add(time.Duration(c.Minutes) * time.Minute)}); s.Long() != c.Long {
			t.Errorf("%d minutes: %v", c.Minutes, s.Long())
		}
	}
	for _, c := range cases.Sources {
		if rule, known := care.RuleOn(c.Rule, c.Day); !known || rule.Cite() != c.Cite {
			t.Errorf("%s: %q", c.Rule, rule.Cite())
		}
	}
}

// The lines of rules.json hold together: they follow one another without a gap, each with its source, and hours that are
// added up over a line's end are still worth the same.
func TestRulesData(t *testing.T) {
	var file struct {
		Figures []care.Figures
		Rules   []care.Rule
	}
	readCases(t, "rules.json", &file)
	lines := map[string][]care.Rule{}
	for i, f := range file.Figures {
		first := file.Figures[0]
		if f.Source == "" || f.DeadlineMonths < 1 || f.DeadlineDay < 1 || f.LongestRowMinutes < 1 || f.WaitingPerHour < 1 || f.StandbyPerHour < 1 ||
			f.WaitingPerHour != first.WaitingPerHour || f.StandbyPerHour != first.StandbyPerHour {
			t.Errorf("figures %d: %+v", i, f)
		}
		lines["figures"] = append(lines["figures"], care.Rule{From: f.From, To: f.To, Source: f.Source, Version: "-"})
	}
	for _, r := range file.Rules {
		lines[r.Name] = append(lines[r.Name], r)
	}
	for name, following := range lines {
		for i, r := range following {
			last := i == len(following)-1
			if r.Source == "" || r.Version == "" || last != (r.To == "") || !last && r.To.Next() != following[i+1].From {
				t.Errorf("%s: line %d: %+v", name, i+1, r)
			}
		}
	}
}

func readCases(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}
