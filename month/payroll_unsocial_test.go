package month_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
)

const obTables = `[{"from":"2026-01-01","rules":[` +
	`{"begins":"00.00","code":"OB3","days":["sat","sun"],"ends":"24.00","kinds":["active","waiting"]},` +
	`{"begins":"19.00","code":"OB1","days":["mon","tue","wed","thu","fri"],"ends":"24.00","kinds":["active"]},` +
	`{"begins":"00.00","code":"310","days":["mon","tue","wed","thu","fri"],"ends":"06.00","kinds":["active"]}]},` +
	`{"from":"2026-10-20","rules":[{"begins":"00.00","code":"OB4","days":["sat","sun"],"ends":"24.00","kinds":["active"]}]}]`

// Unsocial hours are told by day and code, of several customers together, by the table that holds on the day.
func TestUnsocialHoursForPayroll(t *testing.T) {
	w := newWorld(t)
	w.set(samirsNumber, "provider/p unsocial="+obTables)
	w.shift("a samir alva active 2026-10-05T16:00+02:00 2026-10-06T07:00+02:00") // over midnight
	w.shift("b samir bo waiting 2026-10-10T20:00+02:00 2026-10-10T23:00+02:00")
	w.shift("c samir alva active 2026-10-10T08:00+02:00 2026-10-10T09:30+02:00")
	w.shift("d samir alva active 2026-10-21T18:00+02:00 2026-10-21T23:00+02:00") // by the later table no evening is unsocial
	w.shift("e samir alva active 2026-10-24T22:00+02:00 2026-10-25T06:00+01:00") // a night of nine hours
	w.shift("f samir alva standby 2026-10-11T08:00+02:00 2026-10-11T09:00+02:00")
	w.locks("alva", "bo")
	const want = "samir 199001019802: 5=480/0/0+OB1:300 6=420/0/0+310:360 10=90/180/0+OB3:270 11=0/0/60 21=300/0/0 24=120/0/0+OB4:120 25=420/0/0+OB4:420"
	pay := w.payroll()
	if got := paid(pay); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := fmt.Sprint(pay.Employees[0].Unsocial); got != "[{310 360} {OB1 300} {OB3 270} {OB4 540}]" {
		t.Errorf("in the month: %s", got)
	}
	w.set("provider/p unsocial=[]")
	if got := w.payroll().Employees[0]; len(got.Unsocial) != 0 {
		t.Errorf("without a table: %+v", got.Unsocial)
	}
}

// Whatever was worked, unsocial hours are the minutes of the rows of which the table says so, by day, and never more than was worked.
func TestUnsocialHoursAreOfTheRows(t *testing.T) {
	tables := care.UnsocialOf(care.Fields{"unsocial": []byte(obTables)})
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.set(samirsNumber, "provider/p unsocial="+obTables)
		begin := time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC)
		want := map[string]int{}
		var rows []string
		for i := range rapid.IntRange(1, 8).Draw(r, "rows") {
			start := begin.Add(time.Duration(rapid.IntRange(0, 34*24*60).Draw(r, "start")) * time.Minute)
			end := start.Add(time.Duration(rapid.IntRange(1, 40*60).Draw(r, "minutes")) * time.Minute)
			kind := rapid.SampledFrom(care.AllKinds()).Draw(r, "kind")
			rows = append(rows, fmt.Sprintf("shift/%d assistant=samir beneficiary=%s kind=%s start=%s end=%s", i, rapid.SampledFrom([]string{"alva", "bo"}).Draw(r, "at"), kind, care.FormatMinute(start), care.FormatMinute(end)))
			for at := start; at.Before(end); at = at.Add(time.Minute) {
				if day := care.DateOf(at); day.Month() == "2026-10" {
					if code := care.UnsocialOn(tables, day).At(kind, at); code != "" {
						want[fmt.Sprint(day, code)]++
					}
				}
			}
		}
		w.set(rows...)
		w.locks("alva", "bo")
		got := map[string]int{}
		for _, e := range w.payroll().Employees {
			for _, d := range e.Days {
				sum := 0
				for _, more := range d.Unsocial {
					got[fmt.Sprint(d.Date, more.Code)] += more.Minutes
					sum += more.Minutes
				}
				if sum > d.Total() {
					r.Fatalf("%s: %d unsocial minutes of %d", d.Date, sum, d.Total())
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("%v\nwant %v", got, want)
		}
	})
}
