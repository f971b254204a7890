package month_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
)

// green makes everything right about Samir's and Alva's October: everybody has signed.
func (w *world) green() {
	w.t.Helper()
	w.set(append([]string{"provider/p licence_from=2020-01-01"}, paper...)...)
	w.shift(day5)
	w.stand(care.SheetApproved)
}

func TestLockingAsksWhyUnlessItWouldBePaid(t *testing.T) {
	for _, tt := range []struct {
		name  string
		given func(*world)
		codes string // that are said beforehand, and noted; "" is that nobody is asked
		check string // the part that does not agree
	}{
		{"all is well", (*world).green, "", ""},
		{"a timesheet is missing", func(w *world) {
			w.green()
			w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
		},
			month.TimesheetMissing, month.CheckTimesheets},
		{"the deadline is near", func(w *world) { w.green(); w.now = time.Date(2026, 12, 4, 8, 0, 0, 0, time.UTC) }, "", ""},
		{"the deadline is past", func(w *world) { w.green(); w.now = time.Date(2026, 12, 6, 8, 0, 0, 0, time.UTC) }, month.DeadlinePast, month.CheckDeadline},
		{"the deadline is past, and a timesheet is missing", func(w *world) { w.shift(day5); w.now = time.Date(2026, 12, 6, 8, 0, 0, 0, time.UTC) },
			month.TimesheetMissing + " " + month.DeadlinePast, month.CheckDeadline},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			tt.given(w)
			seen := w.look("karin")
			err := w.act(month.Ready, "karin", seen.Hash, " ")
			if tt.codes == "" {
				if v := w.look("karin").Invoice; err != nil || v.State != care.Ready || v.Despite != nil {
					t.Fatalf("%v, %s, despite %v, checks %v", err, v.State, v.Despite, seen.Preflight.Checks)
				}
				return
			}
			var asked *month.WhyAsked
			if !errors.As(err, &asked) || code(err) != "why_missing" || asked.Preflight.Ore != seen.Preflight.Ore || w.jobs() != "" {
				t.Fatalf("it was not asked why: %v, jobs %q", err, w.jobs())
			}
			if err := w.act(month.Ready, "karin", seen.Hash, "FK vet om det"); err != nil {
				t.Fatalf("somebody who insists was stopped: %v", err)
			}
			got := w.look("karin").Invoice
			if d := got.Despite; got.Why != "FK vet om det" || d == nil || strings.Join(d.Codes, " ") != tt.codes || !slices.Contains(d.Checks, month.Check{Check: tt.check, State: month.Wrong}) ||
				d.Ore != seen.Preflight.Ore || d.Ore == 0 {
				t.Errorf("noted %q, %+v; want %s and %d öre", got.Why, got.Despite, tt.codes, seen.Preflight.Ore)
			}
			if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "x"); err != nil || w.look("karin").Invoice.Despite != nil {
				t.Errorf("an open month was locked despite %+v, %v", w.look("karin").Invoice.Despite, err)
			}
		})
	}
}

// What somebody has seen holds while the clock goes on; that it warns now is found by the command.
func TestTheClockAsksWhyAndChangesNothingSeen(t *testing.T) {
	w := newWorld(t)
	w.green()
	seen := w.look("karin")
	w.now = time.Date(2026, 12, 6, 8, 0, 0, 0, time.UTC)
	if later := w.look("karin"); !seen.Preflight.Paid || later.Preflight.Paid || later.Hash != seen.Hash {
		t.Fatalf("paid %v, then %v; %s, then %s", seen.Preflight.Paid, later.Preflight.Paid, seen.Hash, later.Hash)
	}
	var asked *month.WhyAsked
	if err := w.act(month.Ready, "karin", seen.Hash, ""); !errors.As(err, &asked) {
		t.Fatal(err)
	}
	if err := w.act(month.Ready, "karin", seen.Hash, "sent late"); err != nil {
		t.Error(err)
	}
}
