package month_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"passbok/month"
)

// heard is what others would be told of since an entry, and the last entry.
func (w *world) heard(since uint64) (string, uint64) {
	w.t.Helper()
	var all []string
	entries, err := w.book.Entries(context.Background(), since, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, entry := range entries {
		since = entry.Seq
		for _, ref := range entry.Docs {
			story, err := w.book.History(context.Background(), ref)
			if err != nil {
				w.t.Fatal(err)
			}
			if h, ok := month.Happened(ref, story, entry.Seq); ok {
				all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s", h.What, h.Beneficiary, h.Assistant, h.Month, h.Plan)))
			}
		}
	}
	return strings.Join(all, "; "), since
}

func TestWhatOthersAreToldOf(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	at, err := w.book.Last(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	began, told := at, []string{}
	step := func(name, want string, do func()) {
		t.Helper()
		do()
		got, now := w.heard(at)
		if got != "" {
			told = append(told, got)
		}
		if at = now; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	step("a row", "", func() { w.shift(day5) })
	step("a plan", "plan.published alva samir  p", func() {
		w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T12:00+01:00")
	})
	step("its note", "", func() { w.set("plan/p note=x") })
	step("moved", "plan.changed alva samir  p", func() { w.set("plan/p end=2026-11-20T13:00+01:00") })
	step("taken away", "plan.withdrawn alva samir  p", func() { w.set("plan/p void=true") })
	step("brought back", "plan.published alva samir  p", func() { w.set("plan/p void=false") })
	step("a draft", "", func() {
		w.set("plan/q draft=true assistant=samir beneficiary=alva kind=active start=2026-11-21T08:00+01:00 end=2026-11-21T12:00+01:00")
	})
	step("a draft moved", "", func() { w.set("plan/q end=2026-11-21T13:00+01:00") })
	step("published", "plan.published alva samir  q", func() { w.set("plan/q draft=false") })
	step("a draft again", "plan.withdrawn alva samir  q", func() { w.set("plan/q draft=true") })
	step("published, at another time", "plan.published alva samir  q", func() { w.set("plan/q draft=false end=2026-11-21T14:00+01:00") })
	step("taken away with its assistant", "plan.withdrawn alva samir  q", func() { w.set("plan/q void=true assistant=null") })
	step("another's, and taken away", "plan.published alva samir  r; plan.changed alva nadia  r; plan.withdrawn alva nadia  r", func() {
		w.set("plan/r assistant=samir beneficiary=alva kind=active start=2026-11-22T08:00+01:00 end=2026-11-22T12:00+01:00")
		w.set("plan/r assistant=nadia")
		w.set("plan/r void=true assistant=samir")
	})
	step("locked", "month.locked alva  2026-10", func() { w.ready() })
	step("reopened", "month.reopened alva  2026-10", func() { must(w.act(month.Reopen, "karin", w.look("karin").Hash, "x")) })
	step("signed by the assistant", "", func() {
		must(w.onSheet(month.SheetReady, "samir", ""))
		must(w.onSheet(month.SheetSigned, "samir", ""))
		must(w.onSheet(month.SheetApproved, "karin", ""))
		must(w.onSheet(month.SheetSend, "karin", ""))
		must(w.sheetReport(month.SheetSent, 1, "", ""))
	})
	step("not taken", "timesheet.rejected alva samir 2026-10", func() { must(w.sheetReport(month.SheetRejected, 1, "", "nej")) })
	step("taken", "timesheet.received alva samir 2026-10", func() {
		must(w.onSheet(month.SheetSend, "karin", ""))
		must(w.sheetReport(month.SheetSent, 1, "", ""))
		must(w.sheetReport(month.SheetReceived, 1, "tx", ""))
	})
	step("the invoice is signed", "month.locked alva  2026-10; invoice.signed alva  2026-10", func() {
		w.ready()
		must(w.act(month.HandOver, "alva", w.look("karin").Invoice.Hash, ""))
		must(w.report(2, same))
	})
	if again, _ := w.heard(began); again != strings.Join(told, "; ") {
		t.Errorf("who asks late is told\n%q, and who asked at once\n%q", again, told)
	}
}
