package month_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

func (w *world) review(person string, last care.Month, months int) (r month.Review, err error) {
	w.t.Helper()
	viewed := w.book.View(w.t.Context(), func(docs book.Documents) error {
		r, err = new(month.Shelf).Review(docs, person, last, months, w.now)
		return nil
	})
	if viewed != nil {
		w.t.Fatal(viewed)
	}
	return r, err
}

// came writes when a timesheet was signed by both and when it had come; empty: not.
func (w *world) came(assistant, beneficiary, state, signed, arrived string) {
	w.t.Helper()
	at := []string{}
	for name, on := range map[string]string{"approved": signed, "received": arrived} {
		if on != "" {
			at = append(at, fmt.Sprintf("%q:%q", name, on))
		}
	}
	w.set(fmt.Sprintf(`timesheet/%s.%s@2026-10 assistant=%s beneficiary=%s month=2026-10 state=%s version=#1 at=#{%s} by=#{}`,
		assistant, beneficiary, assistant, beneficiary, state, strings.Join(at, ",")))
}

func TestHowMonthsHaveGone(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 12, 10, 8, 0, 0, 0, time.UTC)
	w.set("decision/2 granter=municipality minutes=#1000 per=week", "membership/aud person=gunnar role=auditor from=2024-01-01")
	w.shift("a samir alva active 2026-10-05T08:00+02:00 2026-10-05T16:00+02:00")
	w.shift("b tilda alva waiting 2026-10-05T22:00+02:00 2026-10-06T06:00+02:00")
	w.shift("c samir bo active 2026-10-31T23:00+01:00 2026-11-01T01:00+01:00") // an hour of it in October
	w.shift("d tilda alva active 2026-10-07T08:00+02:00 -")                    // goes on: no time yet
	w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T18:00+02:00",
		"plan/q beneficiary=alva kind=active start=2026-10-06T08:00+02:00 end=2026-10-06T09:00+02:00 draft=#true")
	w.came("samir", "alva", "received", "2026-11-03T10:00:00Z", "2026-12-05T22:59:00Z") // a minute before midnight in Stockholm
	w.came("tilda", "alva", "received", "2026-11-05T10:00:00Z", "2026-12-05T23:00:00Z") // midnight
	w.came("samir", "bo", "approved", "2026-11-20T10:00:00Z", "")
	w.set("invoice/alva@2026-10 beneficiary=alva month=2026-10 state=signed version=#1 at=#{\"signed\":\"2026-11-07T10:00:00Z\"} by=#{}",
		"absence/1 assistant=samir kind=sick start=2026-10-30T08:00+01:00 end=2026-11-02T00:00+01:00",
		"absence/2 assistant=samir kind=sick start=2026-10-31T08:00+01:00 end=2026-10-31T18:00+01:00",
		"absence/3 assistant=tilda kind=child start=2026-11-20T08:00+01:00",
		"absence/4 assistant=tilda kind=leave start=2026-10-01T08:00+02:00 end=2026-10-03T08:00+02:00 void=#true")

	r, err := w.review("gunnar", "2026-11", 2)
	if err != nil || len(r.Months) != 2 || r.Months[0].Month != "2026-10" {
		t.Fatalf("%v %+v", err, r)
	}
	october, november := r.Months[0], r.Months[1]
	if got, want := october.Worked, (care.Sums{Active: 8*60 + 60, Waiting: 8 * 60}).Counted(); got != want {
		t.Errorf("worked %v, want %v", got, want)
	}
	if got := october.Planned; got != (care.Sums{Active: 600}).Counted() {
		t.Errorf("planned %v: a draft is no plan", got)
	}
	if want := 35400 + 1000*31/7; october.Granted != want {
		t.Errorf("granted %d, want %d", october.Granted, want)
	}
	if october.Sheets != (month.OnTime{Of: 3, OnTime: 1, Late: 1, Missing: 1}) {
		t.Errorf("%+v", october.Sheets)
	}
	if s := october.Signed; s.Of != 3 || *s.Median != 5 || *s.Slowest != 20 {
		t.Errorf("signed %+v", s)
	}
	if s := october.Invoices; s.Of != 1 || *s.Median != 7 {
		t.Errorf("invoices %+v", s)
	}
	if got := fmt.Sprint(october.Absent); got != "map[sick:2]" {
		t.Errorf("away in October: %s", got)
	}
	if got := fmt.Sprint(november.Absent); got != "map[child:11 sick:1]" || november.Sheets.Of != 1 || november.Signed.Median != nil {
		t.Errorf("November: %s %+v", got, november)
	}
	if _, err := w.review("samir", "2026-11", 1); code(err) != month.CodeForbidden {
		t.Errorf("an assistant: %v", err)
	}
}

func TestForecastOfTheMonthThatGoesOn(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	w.shift("before samir alva active 2026-10-05T08:00+02:00 2026-10-05T16:00+02:00")
	w.shift("a samir alva active 2026-11-02T08:00+01:00 2026-11-02T16:00+01:00")
	w.shift("b tilda alva waiting 2026-11-09T08:00+01:00 2026-11-09T12:00+01:00")
	w.shift("c samir bo active 2026-11-10T08:00+01:00 2026-11-10T10:00+01:00")       // today, and another customer
	w.shift("ahead samir alva active 2026-11-20T08:00+01:00 2026-11-20T16:00+01:00") // written down before it was: of no pace
	r, err := w.review("karin", "2026-12", 3)
	if err != nil || len(r.Months) != 3 {
		t.Fatalf("%v %+v", err, r)
	}
	// 10 hours and a quarter of 4 in ten of thirty days: 33 hours.
	if got := r.Months[1].Forecast; got == nil || *got != (care.Fraction{Num: 33 * 60, Den: 1}) {
		t.Errorf("forecast %v", got)
	}
	if r.Months[0].Forecast != nil || r.Months[2].Forecast != nil {
		t.Errorf("a forecast of a month that does not go on: %v %v", r.Months[0].Forecast, r.Months[2].Forecast)
	}
}

func TestForecastByWhatIsPlanned(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC) // a Tuesday: twenty days are left
	w.set("decision/1 per=month minutes=#60000 from=2026-01-01 to=2027-12-31")
	w.shift("a samir alva active 2026-11-02T08:00+01:00 2026-11-02T18:00+01:00") // an hour a day until now
	plan := func(ref, at, start, end, more string) {
		w.set(fmt.Sprintf("plan/%s assistant=samir beneficiary=%s kind=active start=%s+01:00 end=%s+01:00 %s", ref, at, start, end, more))
	}
	plan("monday", "alva", "2026-11-09T08:00", "2026-11-09T16:00", "")   // past, but the rest of its week is free
	plan("friday", "alva", "2026-11-20T08:00", "2026-11-20T16:00", "")   // the week of the 16th has eight hours, and no more
	plan("december", "alva", "2026-12-01T08:00", "2026-12-01T16:00", "") // the 30th is free: its week is planned
	plan("draft", "alva", "2026-11-24T08:00", "2026-11-24T16:00", "draft=#true")
	plan("void", "alva", "2026-11-25T08:00", "2026-11-25T16:00", "void=#true")
	plan("other", "bo", "2026-11-26T08:00", "2026-11-26T12:00", "")

	// The 11th to the 22nd, and the 30th, go by the plan; seven days at the pace.
	r, err := w.review("karin", "2026-11", 1)
	if err != nil {
		t.Fatal(err)
	}
	alva := r.Decisions[0]
	if want := (care.Fraction{Num: (10 + 8 + 7) * 60, Den: 1}); alva.Use.Forecast != want || alva.Use.PlannedDays != 13 || alva.Planned != (care.Fraction{Num: 480, Den: 1}) {
		t.Errorf("%+v, want a forecast of %v", alva, want)
	}
	m := r.Months[0]
	if want := (care.Fraction{Num: (10 + 8 + 7 + 4) * 60, Den: 1}); m.Forecast == nil || *m.Forecast != want || *m.Ahead != (care.Fraction{Num: 720, Den: 1}) {
		t.Errorf("the month: %v, of which %v is planned, want %v", m.Forecast, m.Ahead, want)
	}
	// The customer's month says the same.
	if err := w.book.View(t.Context(), func(docs book.Documents) error {
		view, err := month.Look(docs, month.Ask{Person: "karin", Beneficiary: "alva", Month: "2026-11", Now: w.now})
		if err == nil && *view.Decision.Use != alva.Use {
			t.Errorf("the month's page says %+v, the reports %+v", *view.Decision.Use, alva.Use)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestHowFarHoursGo(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	w.set("decision/1 per=period minutes=#60000 from=2026-10-01 to=2027-03-31")
	w.shift("before samir alva active 2026-09-30T08:00+02:00 2026-09-30T16:00+02:00") // not of this period
	w.shift("a samir alva active 2026-10-05T08:00+02:00 2026-10-05T16:00+02:00")
	w.shift("b samir alva active 2026-11-10T08:00+01:00 2026-11-10T10:00+01:00") // today
	w.set("plan/past assistant=samir beneficiary=alva kind=active start=2026-11-10T08:00+01:00 end=2026-11-10T10:00+01:00",
		"plan/p assistant=samir beneficiary=alva kind=active start=2026-11-11T08:00+01:00 end=2026-11-11T18:00+01:00",
		"plan/vacant beneficiary=alva kind=standby start=2027-03-31T17:00+02:00 end=2027-04-01T07:00+02:00") // seven hours of it, of which one counts
	r, err := w.review("karin", "2026-11", 1)
	if err != nil || len(r.Decisions) != 2 {
		t.Fatalf("%v %+v", err, r.Decisions)
	}
	alva := r.Decisions[0]
	if u := alva.Use; alva.Beneficiary.Name != "Alva" || u.Granted != 60000 || u.Used != (care.Fraction{Num: 600, Den: 1}) || u.From != "2026-10-01" || u.Through != "2026-11-10" {
		t.Errorf("%+v", alva)
	}
	if alva.Planned != (care.Fraction{Num: 660, Den: 1}) {
		t.Errorf("planned %v", alva.Planned)
	}
	if bo := r.Decisions[1]; bo.Use.From != "2026-11-01" || bo.Use.To != "2026-11-30" || bo.Use.Granted != 1000*30/7 {
		t.Errorf("%+v", bo)
	}
	// Another decision from the middle of the month: until then the first one's hours are meant.
	w.set("decision/1 to=2026-11-14", "decision/3 beneficiary=alva granter=fk state=granted per=period minutes=#90000 from=2026-11-15 to=2027-04-30")
	for day, from := range map[int]care.Date{10: "2026-10-01", 14: "2026-10-01", 15: "2026-11-15"} {
		w.now = time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC)
		if r, err = w.review("karin", "2026-11", 1); err != nil || len(r.Decisions) != 2 || r.Decisions[0].Use.From != from {
			t.Errorf("on the %d. the decision from %s: %v %+v", day, from, err, r.Decisions)
		}
		var view month.View
		if err := w.book.View(t.Context(), func(docs book.Documents) (err error) {
			view, err = month.Look(docs, month.Ask{Person: "karin", Beneficiary: "alva", Month: "2026-11", Now: w.now})
			return err
		}); err != nil || view.Decision.From != from || view.Decision.Use.From != from {
			t.Errorf("on the %d. the month goes by %+v, want the decision from %s (%v)", day, view.Decision, from, err)
		} else if from == "2026-10-01" && view.Decision.Use.Used.Num < 600 {
			t.Errorf("what was used in October is missing: %+v", view.Decision.Use)
		}
	}
	w.now = time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	w.set("decision/3 void=#true")
	w.set("decision/1 to=2026-11-09")
	if r, err = w.review("karin", "2026-11", 1); err != nil || len(r.Decisions) != 1 {
		t.Errorf("a decision that ended yesterday: %v %+v", err, r.Decisions)
	}
}
