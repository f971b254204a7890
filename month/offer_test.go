package month_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

const vacant = "plan/p beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00 draft=true"

func offering(how string, more string) string {
	return `offer/1 plan=p beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00 to=["samir","tilda"] how=` + how + more
}

// says answers an offer as an assistant.
func (w *world) says(who, id, what string) op.Verdict {
	w.t.Helper()
	return w.sync(who, "reply/00000000-0000-7000-8000-0000000000"+id, 0, "offer=1 assistant="+who+" beneficiary=alva month=2026-11 says="+what).Verdict
}

func (w *world) give() (string, error) {
	w.t.Helper()
	_, err := w.do("give", func(docs book.Documents) (book.Decision, error) {
		return month.GiveOffer(docs, "alva", "2026-11", "offer/1", w.now)
	})
	plan := w.plan()
	return plan.Assistant, err
}

func (w *world) plan() (plan care.Plan) {
	w.t.Helper()
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		doc, _, err := docs.Get("plan/p")
		plan = care.PlanOf(doc.Ref, doc.Values())
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return plan
}

// Two accept: the first whom the server hears of gets the plan, published; the other is known to have accepted.
func TestTheFirstWhoAcceptsGetsThePlan(t *testing.T) {
	w := newWorld(t)
	w.set(vacant, offering("first", ""))
	if _, err := w.give(); code(err) != month.CodeOfferOver {
		t.Errorf("given before anybody accepted: %v", err)
	}
	for i, answer := range []struct{ who, says string }{{"samir", "no"}, {"tilda", "yes"}, {"samir", "yes"}} {
		if v := w.says(answer.who, string(rune('a'+i))+"1", answer.says); v != applied {
			t.Fatalf("%+v: %s", answer, v)
		}
	}
	got, err := w.give()
	if err != nil || got != "tilda" || w.plan().Draft {
		t.Fatalf("%q has it, %+v, %v", got, w.plan(), err)
	}
	if _, err := w.give(); code(err) != month.CodeOfferOver {
		t.Errorf("given twice: %v", err)
	}
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		asked, err := month.AskedIn(docs, "alva", "2026-11")
		all := asked.Offers
		if len(all) != 1 || all[0].Given != "tilda" || !slices.Equal(all[0].Yes, []string{"tilda", "samir"}) {
			t.Errorf("%+v", all)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestWhoDoesNotGetAPlanThatIsOffered(t *testing.T) {
	for name, c := range map[string]struct {
		set  []string
		want string
	}{
		"somebody who is elsewhere by then":    {[]string{"plan/q assistant=tilda beneficiary=bo kind=active start=2026-11-20T15:00+01:00 end=2026-11-20T20:00+01:00", "engagement/9 assistant=tilda beneficiary=bo from=2024-01-01"}, "samir"},
		"anybody, where it is taken back":      {[]string{offering("first", " void=true")}, ""},
		"anybody, where the office chooses":    {[]string{offering("pick", "")}, ""},
		"anybody, where the plan is gone":      {[]string{vacant + " void=true"}, ""},
		"anybody, where it is of another kind": {[]string{strings.Replace(vacant, "active", "standby", 1)}, ""},
		"anybody, where it has been moved":     {[]string{strings.Replace(vacant, "T16:00", "T17:00", 1)}, ""},
		"anybody else, where it is given":      {[]string{vacant + " assistant=samir"}, "samir"},
		"anybody, where it is somebody's":      {[]string{vacant + " assistant=vera"}, "vera"},
		"whoever was not asked":                {[]string{strings.Replace(offering("first", ""), `"tilda"`, `"vera"`, 1)}, "samir"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set(vacant, offering("first", ""))
			w.says("tilda", "a1", "yes")
			w.says("samir", "b1", "yes")
			w.set(c.set...)
			if got, err := w.give(); got != c.want || (err == nil) != (c.want != "" && !strings.HasPrefix(name, "anybody")) {
				t.Errorf("%q has it: %v", got, err)
			}
		})
	}
	// A plan that somebody would be without is theirs until another accepts it.
	swap := newWorld(t)
	swap.set("person/vera name=Vera", vacant+" assistant=vera", offering("first", " from=vera"))
	if got, err := swap.give(); got != "vera" || code(err) != month.CodeOfferOver {
		t.Errorf("before anybody accepted: %q %v", got, err)
	}
	swap.says("tilda", "a1", "yes")
	if got, err := swap.give(); got != "tilda" || err != nil {
		t.Errorf("%q has it: %v", got, err)
	}
	w := newWorld(t)
	w.set(vacant, offering("first", ""))
	w.says("tilda", "a1", "yes")
	w.says("tilda", "b1", "no")
	if got, err := w.give(); got != "" || code(err) != month.CodeOfferOver {
		t.Errorf("who changed their mind: %q %v", got, err)
	}
	w.says("tilda", "c1", "yes")
	w.now = time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC)
	if got, err := w.give(); got != "" || code(err) != month.CodeOfferOver {
		t.Errorf("once the plan has begun: %q %v", got, err)
	}
}

// Whoever is engaged that day is told of, those first of whom nothing is found and who have least to do.
func TestCandidates(t *testing.T) {
	s := usual("2026-10")
	for _, who := range []string{"vera", "nils"} {
		s.put("person/"+who, "name="+who)
		s.put("engagement/"+who, "assistant="+who+" beneficiary=alva from=2024-01-01")
	}
	s.put("engagement/nils", "to=2026-10-04")
	s.put("registration/vera", "assistant=vera beneficiary=alva from=2024-01-01")
	planned(s, drafts(t, "a samir active 2026-10-06 08.00 12.00", "c - active 2026-10-05 08.00 09.00", "b tilda active 2026-10-05 15.00 20.00 bo"))
	plan := drafts(t, "new - active 2026-10-05 08.00 16.00")[0]
	all, err := month.Candidates(s, "karin", plan, instant(t, "2026-10-01", "08.00"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range all {
		got = append(got, strings.Join(append([]string{c.ID}, codes(c.Findings)...), " "))
	}
	// That there are two at once then speaks against nobody.
	want := []string{"samir", "vera registration_unknown warns [new]", "tilda overlap_assistant stops [new]"}
	if !slices.Equal(got, want) || all[0].Minutes != 240 {
		t.Errorf("%q %+v", got, all[0])
	}
	s.put("absence/1", "assistant=samir kind=sick start=2026-10-05T00:00+02:00 end=2026-10-06T00:00+02:00")
	all, err = month.Candidates(s, "karin", plan, instant(t, "2026-10-01", "08.00"))
	if i := slices.IndexFunc(all, func(c month.Candidate) bool { return c.ID == "samir" }); err != nil || !slices.Equal(codes(all[i].Findings), []string{"absent warns [new]"}) {
		t.Errorf("somebody who is ill: %+v", all)
	} else if text := all[i].Findings[0].Message.SV; strings.Contains(text, "sjuk") {
		t.Errorf("it says why: %s", text)
	}
	if _, err := month.Candidates(s, "samir", plan, instant(t, "2026-10-01", "08.00")); code(err) != month.CodeForbidden {
		t.Error(err)
	}
}

// What a plan at a month's end leaves too little rest for is found in the next month, too.
func TestCandidatesAtAMonthsEnd(t *testing.T) {
	for name, c := range map[string]struct{ plans, new, want string }{
		"too little rest until the next day": {"a samir active 2026-11-01 02.00 10.00 bo", "new - active 2026-10-31 14.00 23.00", month.DailyRest},
		"no rest in the week": {"a samir active 2026-10-26 00.00 2026-10-28 00.00 bo;b samir active 2026-10-28 12.00 2026-10-29 12.00 bo;c samir active 2026-11-01 00.00 2026-11-02 00.00 bo",
			"new - active 2026-10-30 08.00 2026-10-31 08.00", month.WeeklyRest},
		"room enough": {"a samir active 2026-11-01 12.00 20.00 bo", "new - active 2026-10-31 14.00 23.00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := usual("2026-10")
			s.put("engagement/x", "assistant=samir beneficiary=bo from=2024-01-01")
			s.put("employment/samir", "regime=working_hours")
			planned(s, drafts(t, strings.Split(c.plans, ";")...))
			all, err := month.Candidates(s, "karin", drafts(t, c.new)[0], instant(t, "2026-10-01", "08.00"))
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(all, func(c month.Candidate) bool { return c.ID == "samir" })
			if i < 0 {
				t.Fatalf("%+v", all)
			}
			found := codes(all[i].Findings)
			if has := slices.ContainsFunc(found, func(code string) bool { return c.want != "" && strings.HasPrefix(code, c.want) }); has != (c.want != "") ||
				c.want == "" && slices.ContainsFunc(found, func(code string) bool { return strings.HasSuffix(strings.Fields(code)[0], "rest") }) {
				t.Errorf("%q", found)
			}
		})
	}
}
