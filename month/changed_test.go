package month_test

import (
	"errors"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
)

// Who is told that something has changed is told what: from the same answer one can look, and go on.
func TestChangedSaysWhat(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	saw := w.look("karin").Hash
	w.set("shift/a note=en_anteckning")
	if err := w.act(month.Ready, "samir", saw, ""); code(err) != month.CodeForbidden {
		t.Errorf("an assistant is told: %v", err)
	}
	w.set("shift/b end=2026-10-06T10:00+02:00")
	w.shift("c samir alva active 2026-10-07T08:00+02:00 -")
	changed := func(saw string) month.Changed {
		t.Helper()
		var c *month.Changed
		if err := w.act(month.Ready, "karin", saw, ""); !errors.As(err, &c) {
			t.Fatal(err)
		}
		return *c
	}
	now := w.look("karin")
	got := changed(saw)
	var refs []string
	for i, row := range got.Changed {
		if row.Seq != w.rev(row.Doc) || i > 0 && row.Seq < got.Changed[i-1].Seq {
			t.Errorf("%+v", got.Changed)
		}
		refs = append(refs, row.Doc)
	}
	if strings.Join(refs, " ") != "shift/a shift/b shift/c" || got.Hash != now.Hash || got.Sums != now.Sums || got.Rows != 3 ||
		got.Findings != (month.Counts{Stops: 1}) || got.State != care.Open {
		t.Errorf("%+v", got)
	}
	if got := changed("something else"); got.Changed != nil || got.Hash != now.Hash {
		t.Errorf("where it is not known what was seen: %+v", got)
	}
	w.set("shift/c end=2026-10-07T09:00+02:00")
	if got := changed(got.Hash); len(got.Changed) != 1 || got.Changed[0].Doc != "shift/c" {
		t.Errorf("%+v", got)
	}
	ready := w.ready()
	var c *month.Changed
	if err := w.act(month.HandOver, "gunnar", now.Hash, ""); !errors.As(err, &c) || c.Hash != ready.Invoice.Hash || c.Sums != ready.Sums ||
		c.Changed != nil || c.Findings != (month.Counts{}) || c.Version != 1 || c.State != care.Ready {
		t.Errorf("handing over: %v %+v", err, c)
	}
	if err := w.act(month.HandOver, "gunnar", c.Hash, ""); err != nil {
		t.Error(err)
	}
}

// A change that waits for a coordinator is a change too.
func TestChangedByWhatWaits(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	saw := w.ready().Hash
	const fresh = "shift/00000000-0000-7000-8000-00000000dddd"
	w.sync("tilda", fresh, 0, "assistant=tilda beneficiary=alva kind=active start=2026-10-07T08:00+02:00 end=2026-10-07T09:00+02:00")
	var c *month.Changed
	if err := w.act(month.Reopen, "karin", saw, "för att"); !errors.As(err, &c) || len(c.Changed) != 1 || c.Changed[0].Doc != fresh || c.Parked != 1 || c.Rows != 1 {
		t.Errorf("%v %+v", err, c)
	}
}
