package month

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
)

// aMonth draws the rows of a month of one beneficiary; some pass midnight, the month's ends or a clock change, some are
// removed or without an end.
func aMonth(t *rapid.T, m care.Month) []care.Shift {
	first := m.First().Start().Add(-24 * time.Hour)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) care.Shift {
		start := first.Add(time.Duration(rapid.IntRange(0, 33*24*60).Draw(t, "start")) * time.Minute)
		s := care.Shift{
			Ref:         fmt.Sprintf("shift/%08d", rapid.IntRange(0, 99999999).Draw(t, "ref")),
			Assistant:   rapid.SampledFrom([]string{"samir", "tilda", "vera"}).Draw(t, "who"),
			Beneficiary: "alva", Kind: rapid.SampledFrom(care.AllKinds()).Draw(t, "kind"), Start: start,
			End:  start.Add(time.Duration(rapid.IntRange(0, 30*60).Draw(t, "length")) * time.Minute),
			Void: rapid.IntRange(0, 9).Draw(t, "void") == 0,
		}
		if rapid.IntRange(0, 9).Draw(t, "going") == 0 {
			s.End = time.Time{}
		}
		return s
	}), 0, 25).Draw(t, "shifts")
}

// papersOf are the papers of a month of these rows.
func papersOf(m care.Month, shifts []care.Shift) *papers {
	p := &papers{month: m, span: m.Span(), beneficiary: Party{ID: "alva"}, names: map[string]string{}, identified: true}
	for _, s := range shifts {
		p.entries = append(p.entries, rowOf(s, m.Span()))
	}
	p.arrange()
	return p
}

var drawnMonths = rapid.SampledFrom([]care.Month{"2026-10", "2026-03", "2028-02", "2026-12"})

// However rows are cut, the sums of every kind, day and assistant are the same.
func TestCutLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawnMonths.Draw(t, "month")
		shifts := aMonth(t, m)
		var cut []care.Shift
		for i, s := range shifts {
			if !s.Counts() {
				cut = append(cut, s)
				continue
			}
			for at := s.Start; ; {
				piece := s
				piece.Ref, piece.Start = fmt.Sprintf("%s.%d.%d", s.Ref, i, len(cut)), at
				left := int(s.End.Sub(at) / time.Minute)
				at = at.Add(time.Duration(rapid.IntRange(min(1, left), left).Draw(t, "cut")) * time.Minute)
				piece.End = at
				cut = append(cut, piece)
				if !at.Before(s.End) {
					break
				}
			}
		}
		whole, err := papersOf(m, shifts).compute()
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := papersOf(m, rapid.Permutation(cut).Draw(t, "order")).compute()
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(whole, pieces) {
			t.Fatalf("whole %+v\npieces %+v", whole, pieces)
		}
		if whole.sums != care.SumsIn(m, shifts) {
			t.Fatalf("%+v, the phone would say %+v", whole.sums, care.SumsIn(m, shifts))
		}
	})
}

// A month and its neighbours have all minutes of the rows between them: none is lost at a month's end, none twice.
func TestMonthsTogetherLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawnMonths.Draw(t, "month")
		shifts := aMonth(t, m)
		var months care.Sums
		for _, each := range []care.Month{m.Plus(-1), m, m.Next()} {
			c, err := papersOf(each, shifts).compute()
			if err != nil {
				t.Fatal(err)
			}
			months = months.Plus(c.sums)
		}
		var all care.Sums
		for _, s := range shifts {
			if s.Counts() {
				all = all.Add(s.Kind, s.Span().Minutes())
			}
		}
		if months != all {
			t.Fatalf("%+v in months, %+v in rows", months, all)
		}
	})
}

// No finding depends on the order of rows, none is without words, and money at risk is never more than the month's.
func TestFindingLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawnMonths.Draw(t, "month")
		shifts := aMonth(t, m)
		p := papersOf(m, shifts)
		found := p.findings()
		counts := map[string]int{}
		for _, f := range found {
			counts[fmt.Sprint(f.Code, f.Ore)]++
			if f.Message.SV == "" || f.Message.EN == "" || len(f.Rows) == 0 {
				t.Fatalf("%+v", f)
			}
		}
		for _, f := range papersOf(m, rapid.Permutation(shifts).Draw(t, "order")).findings() {
			counts[fmt.Sprint(f.Code, f.Ore)]--
		}
		for what, n := range counts {
			if n != 0 {
				t.Fatalf("%s: %+d in another order", what, n)
			}
		}
		if money := p.money(found); money.Risk > money.Month || money.Risk < 0 {
			t.Fatalf("%+v", money)
		}
	})
}

// The assertion in the running code is one: papers whose minutes are not those of their rows are refused.
func TestSumsMustAgree(t *testing.T) {
	start := time.Date(2026, 10, 5, 8, 0, 0, 0, care.Stockholm())
	p := papersOf("2026-10", []care.Shift{{Ref: "shift/1", Assistant: "samir", Kind: care.Active, Start: start, End: start.Add(time.Hour)}})
	if _, err := p.compute(); err != nil {
		t.Fatal(err)
	}
	p.entries[0].minutes = 61
	if _, err := p.compute(); err == nil {
		t.Error("61 minutes of an hour are let through")
	}
	p.entries[0].minutes, p.entries[0].rows = 60, nil
	if _, err := p.compute(); err == nil {
		t.Error("a row without its lines of a timesheet is let through")
	}
}

func TestGranted(t *testing.T) {
	decision := func(minutes int, per, from, to string) care.Fields {
		f := care.Fields{"minutes": care.Value(minutes), "per": care.Value(per), "from": care.Value(from)}
		if to != "" {
			f["to"] = care.Value(to)
		}
		return f
	}
	for _, tt := range []struct {
		name      string
		decisions []care.Fields
		want      int // -1: no decision
	}{
		{"none", nil, -1},
		{"by the month", []care.Fields{decision(35400, care.PerMonth, "2024-01-01", "")}, 35400},
		{"by the week, 31 days", []care.Fields{decision(700, care.PerWeek, "2024-01-01", "")}, 3100},
		{"by the month, from the 17th: 15 of 31 days", []care.Fields{decision(3100, care.PerMonth, "2026-10-17", "")}, 1500},
		{"by the period: 31 of 184 days", []care.Fields{decision(18400, care.PerPeriod, "2026-07-01", "2026-12-31")}, 3100},
		{"two in one month", []care.Fields{decision(3100, care.PerMonth, "2024-01-01", "2026-10-16"), decision(700, care.PerWeek, "2026-10-17", "")}, 1600 + 1500},
		{"part of a minute falls away", []care.Fields{decision(100, care.PerWeek, "2026-10-31", "")}, 14},
	} {
		got := granted(tt.decisions, "2026-10")
		if (got == nil) != (tt.want < 0) || got != nil && *got != tt.want {
			t.Errorf("%s: %v, want %d", tt.name, got, tt.want)
		}
	}
	over := decision(1, care.PerMonth, "2024-01-01", "2026-09-30")
	gone := decision(1, care.PerMonth, "2024-01-01", "")
	gone["void"] = []byte("true")
	if decided(over, "2026-10") != 0 || decided(gone, "2026-10") != 0 || decided(care.Fields{}, "2026-10") != 0 {
		t.Error("a decision that is over, removed or empty is in force")
	}
}

func TestWords(t *testing.T) {
	for minutes, want := range map[int]string{0: "0 min", 59: "59 min", 60: "1 h", 125: "2 h 5 min"} {
		if got := hours(minutes); got != want {
			t.Errorf("%d: %s", minutes, got)
		}
	}
	if got := day("2026-12-05"); got != (Words{"5 december", "5 December"}) {
		t.Error(got)
	}
	if got := day("2026-01-31"); got != (Words{"31 januari", "31 January"}) {
		t.Error(got)
	}
}
