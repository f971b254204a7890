package month_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// payroll is October as Karin takes it out.
func (w *world) payroll(leave ...string) month.Payroll {
	w.t.Helper()
	var pay month.Payroll
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		pay, err = month.Payrolls(docs, "karin", "2026-10", leave, w.now)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return pay
}

// locks seals months of October, as marking the invoice ready does.
func (w *world) locks(beneficiaries ...string) {
	w.t.Helper()
	var seals []string
	for _, id := range beneficiaries {
		seals = append(seals, care.MonthSeal(id, "2026-10"))
	}
	if _, err := w.do("lock", func(book.Documents) (book.Decision, error) { return book.Decision{Seal: seals}, nil }); err != nil {
		w.t.Fatal(err)
	}
}

// paid is a payroll in short.
func paid(pay month.Payroll) string {
	var lines []string
	for _, e := range pay.Employees {
		line := fmt.Sprintf("%s %s%s:", e.ID, e.Number, e.Personnummer)
		for _, d := range e.Days {
			line += fmt.Sprintf(" %d=%d/%d/%d", d.Date.Day(), d.Active, d.Waiting, d.Standby)
			for _, more := range d.Unsocial {
				line += fmt.Sprintf("+%s:%d", more.Code, more.Minutes)
			}
		}
		for _, a := range e.Absences {
			line += fmt.Sprintf(" %s %d-%d %t", a.Kind, a.From.Day(), a.To.Day(), a.Whole)
		}
		lines = append(lines, line)
	}
	for _, s := range pay.Stops {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s@%s %s %s", s.Assistant.ID, s.Beneficiary.ID, s.Code, strings.Join(s.Rows, ","))))
	}
	for _, o := range pay.Others {
		lines = append(lines, fmt.Sprintf("%s@%s by %s %d", o.Assistant.ID, o.Beneficiary.ID, o.Employer, o.Sums.Total()))
	}
	return strings.Join(lines, "; ")
}

const samirsNumber = "identity/samir person=samir personnummer=199001019802"

func TestAMonthForPayroll(t *testing.T) {
	w := newWorld(t)
	w.set(samirsNumber)
	w.shift("a samir alva active 2026-10-05T08:00+02:00 2026-10-05T18:01+02:00")
	w.shift("b samir bo waiting 2026-10-05T20:00+02:00 2026-10-06T06:00+02:00")
	w.shift("c samir alva standby 2026-10-24T22:00+02:00 2026-10-25T06:00+01:00") // an hour longer than the clocks say
	w.shift("d samir alva active 2026-10-31T20:00+01:00 2026-11-01T04:00+01:00")  // the part in November is November's
	w.shift("e samir alva active 2026-09-30T20:00+02:00 2026-10-01T01:00+02:00")
	w.locks("alva", "bo")
	const want = "samir 199001019802: 1=60/0/0 5=601/240/0 6=0/360/0 24=0/0/120 25=0/0/420 31=240/0/0"
	if got := paid(w.payroll()); got != want {
		t.Errorf("%s", got)
	}
	if got := w.payroll().Employees[0].Sums; got != (care.Sums{Active: 901, Waiting: 600, Standby: 540}) {
		t.Errorf("%+v", got)
	}
	w.set("employment/1 assistant=samir employer=provider regime=agreement from=2024-01-01 pay_number=A-17")
	if got := paid(w.payroll()); got != strings.Replace(want, "199001019802", "A-17", 1) {
		t.Errorf("with a number of the provider's: %s", got)
	}
	w.set("employment/2 assistant=samir beneficiary=bo employer=provider regime=agreement from=2024-01-01 pay_number=B-2")
	if got := paid(w.payroll()); got != "samir A-17: 1=60/0/0 5=601/0/0 24=0/0/120 25=0/0/420 31=240/0/0; samir B-2: 5=0/240/0 6=0/360/0" {
		t.Errorf("employed twice: %s", got)
	}
	w.set("employment/2 employer=beneficiary pay_number=null")
	if got := paid(w.payroll()); !strings.HasSuffix(got, "; samir@bo by beneficiary 600") || strings.Contains(got, "B-2") {
		t.Errorf("employed by Bo: %s", got)
	}
}

func TestWhatKeepsAnybodyFromBeingPaid(t *testing.T) {
	const a = "shift/00000000-0000-7000-8000-0000000000a1"
	const row = "assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T18:00+02:00"
	other := func(w *world) { w.shift("t tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00") }
	for name, tt := range map[string]struct {
		so   func(w *world)
		want string
	}{
		"nothing is locked": {func(w *world) { w.sync("samir", a, 0, row) }, "samir@alva open"},
		"all is well":       {func(w *world) { w.sync("samir", a, 0, row); w.locks("alva") }, "samir 199001019802: 5=600/0/0"},
		"two statements": {func(w *world) {
			w.sync("samir", a, 0, row)
			rev := w.rev(a)
			w.sync("samir", a, rev, "end=2026-10-05T18:10+02:00")
			w.sync("karin", a, rev, "end=2026-10-05T18:20+02:00")
			w.locks("alva")
		}, "samir@alva conflict " + a},
		"a change waits": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.locks("alva")
			w.sync("samir", a, w.rev(a), "end=2026-10-05T18:10+02:00")
		}, "samir@alva parked " + a},
		"only a row that waits": {func(w *world) { w.locks("alva"); w.sync("samir", a, 0, row) }, "samir@alva parked " + a},
		"no end": {func(w *world) {
			w.sync("samir", a, 0, strings.TrimSuffix(row, " end=2026-10-05T18:00+02:00"))
			w.locks("alva")
		}, "samir@alva no_end " + a},
		"a flag": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.locks("alva")
			w.said("alva", "1", byAlva+"day=2026-10-05 shift="+care.ID(a)+" assistant=samir flag=time")
		}, "samir@alva flag " + a},
		"a flag of the month": {func(w *world) {
			w.sync("samir", a, 0, row)
			other(w)
			w.set("identity/tilda person=tilda personnummer=199003069805")
			w.locks("alva")
			w.said("alva", "1", byAlva+"flag=other text=x")
		}, "samir@alva flag; tilda@alva flag"},
		"nobody knows who": {func(w *world) { w.set("identity/samir void=true"); w.sync("samir", a, 0, row); w.locks("alva") }, "samir@alva number"},
		"one of two": {func(w *world) {
			w.sync("samir", a, 0, row)
			other(w)
			w.locks("alva")
		}, "samir 199001019802: 5=600/0/0; tilda@alva number"},
		"two by one number": {func(w *world) {
			w.sync("samir", a, 0, row)
			other(w)
			w.set("employment/1 assistant=samir employer=provider regime=agreement from=2024-01-01 pay_number=17", "employment/2 assistant=tilda employer=provider regime=agreement from=2024-01-01 pay_number=17")
			w.locks("alva")
		}, "samir@alva shared; tilda@alva shared"},
		"two by one number, one of them away": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.set("employment/1 assistant=samir employer=provider regime=agreement from=2024-01-01 pay_number=17", "employment/2 assistant=tilda employer=provider regime=agreement from=2024-01-01 pay_number=17",
				"absence/1 assistant=tilda kind=leave start=2026-09-15T00:00+02:00")
			w.locks("alva")
		}, "samir@alva shared; tilda@ shared"},
		"another employer from the middle of the month": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.set("employment/1 assistant=samir employer=provider regime=agreement from=2024-01-01 to=2026-10-14",
				"employment/2 assistant=samir employer=other employer_name=X regime=agreement from=2026-10-15")
			w.locks("alva")
		}, "samir@alva employers"},
		"other terms, the same employer": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.set("employment/1 assistant=samir employer=provider regime=agreement from=2024-01-01 to=2026-10-14", "employment/2 assistant=samir employer=provider regime=working_hours from=2026-10-15")
			w.locks("alva")
		}, "samir 199001019802: 5=600/0/0"},
		"another employer, and only away": {func(w *world) {
			w.set("employment/1 assistant=samir employer=other employer_name=X regime=agreement from=2024-01-01 to=2026-10-14", "employment/2 assistant=samir employer=provider regime=agreement from=2026-10-15",
				"absence/1 assistant=samir kind=leave start=2026-09-15T00:00+02:00")
		}, "samir@ employers"},
		"two places, one open": {func(w *world) {
			w.sync("samir", a, 0, row)
			w.shift("b samir bo active 2026-10-07T08:00+02:00 2026-10-07T09:00+02:00")
			w.locks("alva")
		}, "samir 199001019802: 5=600/0/0; samir@bo open"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set(samirsNumber)
			tt.so(w)
			if got := paid(w.payroll()); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
			if got := paid(w.payroll("samir", "tilda")); got != "" {
				t.Errorf("left out: %s", got)
			}
		})
	}
}

// Whoever is away is told of by days, also where they have not worked; who is stopped or left out, is not.
func TestAbsenceForPayroll(t *testing.T) {
	w := newWorld(t)
	w.set(samirsNumber, "identity/tilda person=tilda personnummer=199003069805")
	w.shift(day5)
	w.locks("alva")
	w.set("absence/1 assistant=samir kind=sick start=2026-10-24T00:00+02:00 end=2026-10-26T00:00+01:00", // a day of 25 hours is whole
		"absence/2 assistant=samir kind=child start=2026-10-28T08:00+01:00 end=2026-10-28T16:00+01:00", "absence/3 assistant=samir kind=leave start=2026-10-01T00:00+02:00 end=2026-10-02T00:00+02:00",
		"absence/4 assistant=tilda kind=leave start=2026-09-15T00:00+02:00", "absence/5 assistant=samir kind=sick start=2026-11-01T00:00+01:00")
	w.set("absence/3 void=true")
	const want = "samir 199001019802: 5=600/0/0 sick 24-25 true child 28-28 false; tilda 199003069805: leave 1-31 true"
	if got := paid(w.payroll()); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := paid(w.payroll("samir")); got != "tilda 199003069805: leave 1-31 true" {
		t.Errorf("%s", got)
	}
	w.set("employment/1 assistant=tilda beneficiary=alva employer=beneficiary regime=household from=2024-01-01", "employment/2 assistant=tilda employer=other employer_name=X regime=agreement from=2024-01-01")
	if got := paid(w.payroll("samir")); got != "" {
		t.Errorf("somebody else's employee: %s", got)
	}
}

// All days closed is locked, too; all but one are not.
func TestClosedDaysArePaid(t *testing.T) {
	w := newWorld(t)
	w.set(samirsNumber)
	w.shift(day5)
	for until, want := range map[care.Date]bool{"2026-10-30": false, "2026-10-31": true} {
		if err := w.closeDays("karin", w.look("karin").Hash, until); err != nil {
			t.Fatal(err)
		}
		if got := len(w.payroll().Employees) == 1; got != want {
			t.Errorf("closed until %s: %t", until, got)
		}
		if err := w.act(month.OpenDays, "karin", w.look("karin").Hash, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		_, err := month.Payrolls(docs, "samir", "2026-10", nil, w.now)
		return err
	}); code(err) != month.CodeForbidden {
		t.Errorf("an assistant takes the payroll out: %v", err)
	}
}

// Whatever was worked, what is paid is what the timesheets say, minute for minute, in all and by kind.
func TestPayIsWhatTimesheetsSay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.set(samirsNumber, "identity/tilda person=tilda personnummer=199003069805")
		begin := time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC)
		var rows []string
		for i := range rapid.IntRange(1, 12).Draw(r, "rows") {
			start := begin.Add(time.Duration(rapid.IntRange(0, 34*24*60).Draw(r, "start")) * time.Minute)
			end := start.Add(time.Duration(rapid.IntRange(1, 71*60).Draw(r, "minutes")) * time.Minute)
			rows = append(rows, fmt.Sprintf("shift/%d assistant=%s beneficiary=%s kind=%s start=%s end=%s", i, rapid.SampledFrom([]string{"samir", "tilda"}).Draw(r, "who"),
				rapid.SampledFrom([]string{"alva", "bo"}).Draw(r, "at"), rapid.SampledFrom(care.AllKinds()).Draw(r, "kind"), care.FormatMinute(start), care.FormatMinute(end)))
		}
		w.set(rows...)
		w.locks("alva", "bo")
		want := map[string]care.Sums{}
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			lines, err := new(month.Shelf).Sheets(docs, "karin", "2026-10", w.now)
			for _, line := range lines {
				want[line.Assistant.ID] = want[line.Assistant.ID].Plus(line.Sums)
			}
			return err
		}); err != nil {
			r.Fatal(err)
		}
		got := map[string]care.Sums{}
		for _, e := range w.payroll().Employees {
			for _, day := range e.Days {
				got[e.ID] = got[e.ID].Plus(day.Sums)
			}
			if got[e.ID] != e.Sums {
				r.Fatalf("%s: the days are %+v, the sums %+v", e.ID, got[e.ID], e.Sums)
			}
		}
		for who, sums := range want {
			if got[who] != sums {
				r.Fatalf("%s is paid %+v, and has worked %+v", who, got[who], sums)
			}
		}
	})
}
