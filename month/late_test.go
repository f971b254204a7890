package month_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// late are the changes that wait, each as kind, fields and whom they concern.
func (w *world) late(person string) ([]string, error) {
	w.t.Helper()
	late, all, err := month.LateChanges(context.Background(), w.book, w.ask(person))
	var names []string
	for _, l := range late {
		kind, _, _ := strings.Cut(l.Doc, "/")
		names = append(names, fmt.Sprintf("%s by %s at %s@%s: %s made=%t", kind, l.Name, l.Beneficiary.ID, l.Month, l.Reason, l.Made))
		if l.Days || l.Came == "" || l.Op == "" || len(l.Set) == 0 {
			w.t.Errorf("%+v", l)
		}
	}
	if err == nil && all != len(names) {
		w.t.Errorf("%d of %d are listed", len(names), all)
	}
	return names, err
}

// Whatever kind a change that waits is about, the office sees it, and decides about it.
func TestEveryParkedChangeIsInTheList(t *testing.T) {
	w := newWorld(t)
	w.set("person/olle name=Olle", "membership/olle person=olle role=coordinator from=2024-01-01", "identity/s person=samir personnummer=199001019802")
	const declaration = "declaration/alva@2026-10"
	w.set(declaration + " beneficiary=alva month=2026-10 phone=081234567")
	w.shift(day5)
	w.ready()
	declare := w.sync("karin", declaration, w.rev(declaration), "phone=0701234567")
	w.sync("samir", "shift/00000000-0000-7000-8000-00000000000a", 0, "assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T10:00+02:00")
	w.set("membership/olle to=2026-11-01")
	w.sync("olle", "person/00000000-0000-7000-8000-00000000000b", 0, "name=Nils")
	w.sync("olle", "decision/1", w.rev("decision/1"), "minutes=#1200")
	w.sync("olle", "identity/s", w.rev("identity/s"), "address=Vägen_1")
	got, err := w.late("karin")
	want := []string{
		"declaration by Karin at alva@2026-10: sealed made=true",
		"shift by Samir at alva@2026-10: sealed made=false",
		"person by Olle at @: right_ended made=false",
		"decision by Olle at alva@: right_ended made=true",
		"identity by Olle at @: right_ended made=true",
	}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("listed\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"), err)
	}
	late, _, err := month.LateChanges(context.Background(), w.book, w.ask("karin"))
	if err != nil || string(late[3].Set["minutes"]) != "1200" || string(late[3].Is["minutes"]) != "35400" {
		t.Errorf("%+v, %v", late[3], err)
	}
	if text := fmt.Sprintf("%s %s", late[4].Set, late[4].Is); strings.Contains(text, "Vägen") || !strings.Contains(text, "••••") {
		t.Errorf("an address that nobody asked for: %s", text)
	}
	for _, other := range []string{"samir", "alva", "gunnar", "olle"} {
		if _, err := w.late(other); code(err) != month.CodeForbidden {
			t.Errorf("%s sees what waits: %v", other, err)
		}
	}

	// What waits about the invoice's own words is the month's, too, and stops the next version.
	if v := w.look("karin"); len(v.Parked) != 2 || v.Parked[0].Doc != declaration {
		t.Errorf("%+v", v.Parked)
	}
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "nytt"); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range w.look("karin").Findings {
		if f.Code == month.ParkedOperation && f.Severity == month.Stops && f.Ore > 0 {
			found++
		}
	}
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, "ändå"); found != 2 || code(err) != month.CodeNotReady {
		t.Errorf("%d findings of what waits, locked: %v", found, err)
	}
	if declare.Verdict != op.Parked {
		t.Errorf("%+v", declare)
	}
	if _, err := w.book.Settle(context.Background(), book.Command{ID: "settle", Name: "parked.apply", Person: "karin"}, declare.ID, true, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := w.late("karin"); err != nil || len(got) != 4 || string(w.look("karin").Declaration.Said["phone"]) != `"0701234567"` {
		t.Errorf("after one was applied: %v, %v", got, err)
	}
}

// A change of a row that itself waits to be made is of the customer and the month that the row would be of.
func TestTheSecondChangeOfANewRowIsItsCustomers(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.ready()
	const row = "shift/00000000-0000-7000-8000-00000000000a"
	w.sync("samir", row, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T10:00+02:00")
	w.sync("samir", row, 0, "end=2026-10-09T11:00+02:00")
	got, err := w.late("karin")
	if want := "shift by Samir at alva@2026-10: sealed made=false\nshift by Samir at alva@2026-10: follows made=false"; err != nil || strings.Join(got, "\n") != want {
		t.Errorf("listed\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), want, err)
	}
	w.wantInbox(new(month.Shelf), "parked alva@2026-10 samir 69540 2026-11-09 /office/late", "parked alva@2026-10 samir 0 2026-11-09 /office/late")
}

// What holds a row is said as it is: a signed timesheet is not a locked month.
func TestWhatASignedTimesheetHolds(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift(day5)
	w.stand(care.SheetApproved)
	const row = "shift/00000000-0000-7000-8000-00000000000a"
	if v := w.sync("samir", row, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T10:00+02:00"); v.Verdict != op.Parked {
		t.Fatalf("%+v", v)
	}
	held := func() (days, signed bool) {
		late, _, err := month.LateChanges(context.Background(), w.book, w.ask("karin"))
		if err != nil || len(late) != 1 {
			t.Fatalf("%+v, %v", late, err)
		}
		return late[0].Days, late[0].Signed
	}
	if days, signed := held(); days || !signed {
		t.Errorf("an open month with a signed timesheet: days %t, signed %t", days, signed)
	}
	if err := w.onSheet(month.SheetReopen, "karin", "fel"); err != nil {
		t.Fatal(err)
	}
	if days, signed := held(); days || signed {
		t.Errorf("reopened: days %t, signed %t", days, signed)
	}
}
