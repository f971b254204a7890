package month_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/op"
)

// drafts reads plans as "id who kind date from [date] to [beneficiary]"; "-" is nobody.
func drafts(t *testing.T, lines ...string) (all []care.Plan) {
	t.Helper()
	for _, line := range lines {
		f := strings.Fields(line)
		last, rest, at, who := f[3], f[5:], "alva", f[1]
		if strings.Count(rest[0], "-") == 2 {
			last, rest = rest[0], rest[1:]
		}
		if len(rest) > 1 {
			at = rest[1]
		}
		if who == "-" {
			who = ""
		}
		all = append(all, care.Plan{Ref: "plan/" + f[0], Assistant: who, Beneficiary: at, Kind: care.Kind(f[2]), Start: instant(t, f[3], f[4]), End: instant(t, last, rest[0])})
	}
	return all
}

// planned puts plans into a shelf.
func planned(s *shelf, plans []care.Plan) {
	for _, p := range plans {
		text := fmt.Sprintf("beneficiary=%s kind=%s start=%s end=%s", p.Beneficiary, p.Kind, care.FormatMinute(p.Start), care.FormatMinute(p.End))
		if p.Assistant != "" {
			text += " assistant=" + p.Assistant
		}
		s.put(p.Ref, text)
	}
}

func checked(t interface{ Fatal(...any) }, s *shelf, now time.Time, from, to care.Date, plans ...care.Plan) month.PlanCheck {
	check, err := month.CheckPlan(s, month.PlanAsk{Person: "karin", Beneficiary: "alva", From: from, To: to, Drafts: plans, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return check
}

func codes(found []month.Finding) (all []string) {
	for _, f := range found {
		var rows []string
		for _, ref := range f.Rows {
			rows = append(rows, care.ID(ref))
		}
		slices.Sort(rows)
		all = append(all, fmt.Sprintf("%s %s [%s]", f.Code, f.Severity, strings.Join(rows, " ")))
	}
	return all
}

func TestWhatIsPlannedIsJudgedAsIfItWereWorked(t *testing.T) {
	const first, sunday = care.Date("2026-10-05"), care.Date("2026-10-11")
	for name, c := range map[string]struct {
		papers []string // put over the usual ones
		plans  []string
		want   []string
	}{
		"an ordinary day":              {nil, []string{"a samir active 2026-10-05 08.00 16.00", "b tilda active 2026-10-05 16.00 22.00"}, nil},
		"the same in two rows at once": {nil, []string{"a samir active 2026-10-05 08.00 16.00", "b samir active 2026-10-05 15.00 20.00"}, []string{"overlap_assistant stops [a b]"}},
		"with somebody else":           {nil, []string{"a samir active 2026-10-05 08.00 16.00", "b samir active 2026-10-05 15.00 20.00 bo"}, []string{"overlap_assistant stops [a]"}},
		"back to back":                 {nil, []string{"a samir active 2026-10-05 08.00 14.00", "b samir active 2026-10-05 14.00 20.00 bo"}, nil},
		"not engaged then": {[]string{"engagement/samir.alva to=2026-10-04"}, []string{"a samir active 2026-10-05 08.00 16.00"},
			[]string{"outside_engagement stops [a]"}},
		"no notice": {[]string{"registration/samir.alva received=2026-10-06"}, []string{"a samir active 2026-10-05 08.00 16.00", "b samir active 2026-10-06 08.00 16.00"},
			[]string{"registration_late warns [a]"}},
		"too young": {[]string{"identity/samir personnummer=200901019802"}, []string{"a samir active 2026-10-05 08.00 16.00"}, []string{"under_age warns [a]"}},
		"two at once, one of them nobody yet": {nil, []string{"a samir active 2026-10-05 08.00 16.00", "b - active 2026-10-05 15.00 20.00"},
			[]string{"overlap_two warns [b]"}},
		"two are granted": {[]string{"decision/1 double=#true"}, []string{"a samir active 2026-10-05 08.00 16.00", "b tilda active 2026-10-05 15.00 20.00"}, nil},
		"little rest": {[]string{"employment/samir regime=working_hours"}, []string{"a samir active 2026-10-05 08.00 22.00", "b samir active 2026-10-06 06.00 12.00"},
			[]string{"daily_rest warns [a b]"}},
		"little rest in another week": {[]string{"employment/samir regime=working_hours"}, []string{"a samir active 2026-10-13 08.00 22.00", "b samir active 2026-10-14 06.00 12.00"}, nil},
		"more than is granted":        {[]string{"decision/1 minutes=#600"}, []string{"a samir active 2026-10-05 08.00 16.00", "b - active 2026-10-06 08.00 16.00"}, []string{"over_granted warns [b]"}},
		"in hospital": {[]string{"stay/1 beneficiary=alva kind=hospital start=2026-10-05T00:00+02:00 end=2026-10-06T00:00+02:00"},
			[]string{"a samir active 2026-10-05 08.00 16.00"}, []string{"in_hospital warns [a]"}},
		"longer than a day": {nil, []string{"a samir active 2026-10-05 08.00 2026-10-06 09.00"}, []string{"over_24h warns [a]", "long_pass warns [a]"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, saved := range []bool{true, false} {
				s := usual("2026-10")
				for _, paper := range c.papers {
					ref, values, _ := strings.Cut(paper, " ")
					s.put(ref, values)
				}
				plans := drafts(t, c.plans...)
				if saved {
					planned(s, plans)
					plans = nil
				}
				check := checked(t, s, instant(t, "2026-10-01", "08.00"), first, sunday, plans...)
				if got := codes(check.Findings); !slices.Equal(got, c.want) {
					t.Errorf("saved %v: found %q", saved, got)
				}
				for _, f := range check.Findings {
					if f.Message.SV == "" || f.Message.EN == "" || f.Source == "" || strings.Contains(f.Message.SV+f.Message.EN+f.Action.SV+f.Action.EN, "%!") {
						t.Errorf("without its words: %+v", f)
					}
				}
			}
		})
	}
}

// A draft holds instead of what the book has, also where it takes it away or gives it to somebody else.
func TestDraftsHoldOverTheBook(t *testing.T) {
	s := usual("2026-10")
	planned(s, drafts(t, "a samir active 2026-10-05 08.00 16.00", "b samir active 2026-10-05 15.00 20.00"))
	now := instant(t, "2026-10-01", "08.00")
	for _, c := range []struct {
		draft string
		void  bool
		want  []string
	}{
		{"b samir active 2026-10-05 16.00 20.00", false, nil},
		{"b samir active 2026-10-05 15.00 20.00", true, nil},
		{"b tilda active 2026-10-05 15.00 20.00", false, []string{"overlap_two warns [b]"}},
		{"b samir active 2026-10-12 15.00 20.00", false, nil},
		{"b samir active 2026-10-05 15.30 20.00", false, []string{"overlap_assistant stops [a b]"}},
	} {
		draft := drafts(t, c.draft)
		draft[0].Void = c.void
		if got := codes(checked(t, s, now, "2026-10-05", "2026-10-11", draft...).Findings); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.draft, got)
		}
	}
}

// What was worked counts instead of what was planned for it, and a plan that is over says nothing more.
func TestHoursThatAreLeft(t *testing.T) {
	s := usual("2026-10")
	planned(s, drafts(t, "a samir active 2026-10-05 08.00 16.00", "b samir active 2026-10-06 08.00 16.00", "c tilda waiting 2026-10-07 20.00 24.00", "d - active 2026-10-08 08.00 10.00"))
	s.put("shift/1", "assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T15:00+02:00 plan=a")
	s.put("shift/2", "assistant=samir beneficiary=alva kind=active start=2026-10-06T08:00+02:00 end=2026-10-06T12:00+02:00")
	for _, c := range []struct {
		now             string
		worked, planned int64
	}{{"2026-10-06 13.00", 420 + 240, 60 + 120}, {"2026-10-08 12.00", 420 + 240, 0}} {
		date, clock, _ := strings.Cut(c.now, " ")
		check := checked(t, s, instant(t, date, clock), "2026-10-05", "2026-10-11")
		if len(check.Hours) != 1 {
			t.Fatalf("%+v", check.Hours)
		}
		h := check.Hours[0]
		want := month.PlanHours{
			From: "2026-10-01", To: "2026-10-31", Granted: 35400, Worked: care.Fraction{Num: c.worked, Den: 1}, Planned: care.Fraction{Num: c.planned, Den: 1},
			Left: care.Fraction{Num: 35400 - c.worked - c.planned, Den: 1},
		}
		if h != want || len(check.Findings) != 0 {
			t.Errorf("%s: %+v %q", c.now, h, codes(check.Findings))
		}
	}

	// A decision for a period is judged by all of it, also what is planned in other months.
	s.put("decision/1", "per=period minutes=#60000 from=2026-09-01 to=2026-11-30")
	planned(s, drafts(t, "e samir active 2026-11-02 08.00 10.00"))
	h := checked(t, s, instant(t, "2026-10-06", "13.00"), "2026-10-26", "2026-11-01").Hours
	if len(h) != 1 || h[0].Planned != (care.Fraction{Num: 60 + 120 + 120, Den: 1}) || h[0].From != "2026-09-01" {
		t.Errorf("%+v", h)
	}
	// Where it changes within the month, it is those of the days that are asked for; of a week with both, both.
	s.put("decision/1", "to=2026-10-14")
	s.put("decision/3", "beneficiary=alva granter=fk state=granted per=period minutes=#30000 from=2026-10-15 to=2026-12-31")
	for week, want := range map[care.Date]string{"2026-10-05": "2026-09-01", "2026-10-12": "2026-09-01 2026-10-15", "2026-10-19": "2026-10-15"} {
		var got []string
		for _, h := range checked(t, s, instant(t, "2026-10-06", "13.00"), week, week.Before(-6)).Hours {
			got = append(got, string(h.From))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the week from %s: hours from %q, want %q", week, got, want)
		}
	}
	s.put("decision/3", "void=#true")
	s.put("decision/1", "void=#true")
	if h := checked(t, s, instant(t, "2026-10-06", "13.00"), "2026-10-05", "2026-10-11").Hours; len(h) != 0 {
		t.Errorf("without a decision: %+v", h)
	}
}

// Plans that are to come are found fault with exactly as they will be once they are worked as planned.
func TestPlannedAsWorkedLaw(t *testing.T) {
	rules := []string{
		month.OverlapAssistant, month.OutsideEngagement, month.OverADay, month.RegistrationLate, month.RegistrationUnknown, month.UnderAge, month.InHospital,
		month.InActivity, month.OverlapTwo, month.OutsideDecision, month.OverGranted, month.OverAverage, month.DailyRest, month.WeeklyRest, month.LongPass,
	}
	rapid.Check(t, func(rt *rapid.T) {
		ahead, worked := usual("2026-10"), usual("2026-10")
		for _, paper := range rapid.SliceOf(rapid.SampledFrom([]string{
			"decision/1 minutes=#3000", "decision/1 to=2026-10-20", "engagement/samir.alva to=2026-10-12", "registration/tilda.alva received=2026-10-09",
			"employment/samir regime=working_hours", "employment/tilda regime=household", "identity/samir personnummer=200901019802",
		})).Draw(rt, "papers") {
			ref, values, _ := strings.Cut(paper, " ")
			ahead.put(ref, values)
			worked.put(ref, values)
		}
		var plans []care.Plan
		for i := range rapid.IntRange(0, 12).Draw(rt, "plans") {
			start := care.Date("2026-10-01").Start().Add(time.Duration(rapid.IntRange(0, 30*24).Draw(rt, "start")) * time.Hour)
			p := care.Plan{
				Ref: fmt.Sprintf("plan/%02d", i), Assistant: rapid.SampledFrom([]string{"samir", "tilda"}).Draw(rt, "who"), Beneficiary: rapid.SampledFrom([]string{"alva", "bo"}).Draw(rt, "at"),
				Kind: rapid.SampledFrom(care.AllKinds()).Draw(rt, "kind"), Start: start, End: start.Add(time.Duration(rapid.IntRange(1, 30).Draw(rt, "long")) * time.Hour),
			}
			plans = append(plans, p)
			worked.put(strings.Replace(p.Ref, "plan/", "shift/", 1), fmt.Sprintf("assistant=%s beneficiary=%s kind=%s start=%s end=%s", p.Assistant, p.Beneficiary, p.Kind, care.FormatMinute(p.Start), care.FormatMinute(p.End)))
		}
		now := care.Date("2026-09-30").Start()
		planned(ahead, plans)
		told := func(found []month.Finding) (all []string) {
			for _, f := range found {
				if slices.Contains(rules, f.Code) {
					all = append(all, strings.Join(append([]string{f.Code}, slices.Sorted(slices.Values(idsOf(f.Rows)))...), " "))
				}
			}
			slices.Sort(all)
			return slices.Compact(all) // whoever is to be at two others at once is told so once
		}
		view, err := month.Look(worked, month.Ask{Person: "karin", Beneficiary: "alva", Month: "2026-10", Now: now})
		if err != nil {
			rt.Fatal(err)
		}
		got, want := told(checked(rt, ahead, now, "2026-10-01", "2026-10-31").Findings), told(view.Findings)
		if !slices.Equal(got, want) {
			rt.Fatalf("planned: %q\nworked:  %q", got, want)
		}
	})
}

func idsOf(refs []string) (ids []string) {
	for _, ref := range refs {
		ids = append(ids, care.ID(ref))
	}
	return ids
}

// What is not published nobody is told of, reminded of, or asked about; and no month counts it.
func TestADraftIsTheOfficesAlone(t *testing.T) {
	s := usual("2026-10")
	planned(s, drafts(t, "a samir active 2026-10-05 08.00 16.00"))
	now := instant(t, "2026-10-05", "07.00")
	look := func() (int, int, string) {
		rota, err := new(month.Rotas).Of(s, "samir", now)
		if err != nil {
			t.Fatal(err)
		}
		view, err := month.Look(s, month.Ask{Person: "karin", Beneficiary: "alva", Month: "2026-10", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return len(rota.Plans), view.Planned.Total(), rota.Prints["2026-10"]
	}
	plans, minutes, published := look()
	if plans != 1 || minutes != 480 {
		t.Errorf("published: %d plans, %d minutes", plans, minutes)
	}
	s.put("plan/a", "draft=true")
	if plans, minutes, print := look(); plans != 0 || minutes != 0 || print == published {
		t.Errorf("a draft: %d plans, %d minutes", plans, minutes)
	}
	if h := checked(t, s, now, "2026-10-05", "2026-10-11").Hours; h[0].Planned != (care.Fraction{Num: 480, Den: 1}) {
		t.Errorf("whoever plans counts it: %+v", h)
	}
	s.put("plan/a", "draft=false")
	if _, _, print := look(); print != published {
		t.Error("published again it is another plan")
	}
}

// Only the office plans.
func TestNobodyElseChecksPlans(t *testing.T) {
	s := usual("2026-10")
	for _, person := range []string{"samir", "alva"} {
		if _, err := month.CheckPlan(s, month.PlanAsk{Person: person, Beneficiary: "alva", From: "2026-10-05", To: "2026-10-11", Now: instant(t, "2026-10-01", "08.00")}); code(err) != month.CodeForbidden {
			t.Errorf("%s: %v", person, err)
		}
	}
}

// The largest template that anybody writes, eight weeks of four a day, is one operation.
func TestALargeTemplateIsTaken(t *testing.T) {
	w := newWorld(t)
	var plans []string
	for day := range 56 {
		for range 4 {
			plans = append(plans, fmt.Sprintf(`{"assistant":"018cc3d2-7980-74d8-89d0-3d308f96da3c","kind":"waiting","day":%d,"begins":"22.00","last":%d,"ends":"06.00"}`, min(day, 54), min(day+1, 55)))
		}
	}
	set := "beneficiary=alva name=Vinter weeks=#8 plans=[" + strings.Join(plans, ",") + "]"
	if v := w.sync("karin", "template/019dfc00-0000-7000-8000-000000000001", 0, set); v.Verdict != op.Applied {
		t.Errorf("%s %s %s", v.Verdict, v.Code, v.Field)
	}
}
