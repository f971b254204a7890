package month_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// sendings are what the outbox is to bring to the queue.
func (w *world) sendings() (found []month.Sending) {
	w.t.Helper()
	jobs, err := w.book.Jobs(context.Background(), w.now.Add(time.Hour), 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, job := range jobs {
		var s month.Sending
		if job.Kind == month.SendJob {
			if err := json.Unmarshal(job.Payload, &s); err != nil {
				w.t.Fatal(err)
			}
			found = append(found, s)
		}
	}
	return found
}

func (w *world) wanted(s month.Sending) (wanted bool) {
	w.t.Helper()
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		wanted, err = month.SheetWanted(docs, s)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return wanted
}

// What both have signed is sent once, however often it is asked for; what was turned down once more; what was taken back, or is
// with Försäkringskassan, not. The next version says what it corrects.
func TestSendingASheet(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift(day5)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sign := func() {
		t.Helper()
		must(w.onSheet(month.SheetReady, "samir", ""))
		must(w.onSheet(month.SheetSigned, "samir", ""))
		must(w.onSheet(month.SheetApproved, "karin", ""))
	}
	if err := w.onSheet(month.SheetSend, "karin", ""); code(err) != month.CodeSheetState {
		t.Errorf("sent unsigned: %v", err)
	}
	sign()
	if err := w.onSheet(month.SheetSend, "samir", ""); code(err) != month.CodeForbidden {
		t.Errorf("sent by the assistant: %v", err)
	}
	if err := w.onSheetAs(month.SheetSend, "karin", "x", ""); code(err) != "changed" {
		t.Errorf("sent unseen: %v", err)
	}
	must(w.onSheet(month.SheetSend, "karin", ""))
	must(w.onSheet(month.SheetSend, "karin", ""))
	first := w.sendings()
	want := []month.Sending{{Assistant: "samir", Beneficiary: "alva", Month: "2026-10", Version: 1, ID: w.frozen(1).ID}}
	if diff := cmp.Diff(want, first); diff != "" || !w.wanted(first[0]) {
		t.Fatal(diff, w.wanted(first[0]))
	}
	if err := w.onSheet(month.SheetSendAgain, "karin", ""); code(err) != month.CodeSheetState {
		t.Errorf("sent again before it was: %v", err)
	}
	must(w.sheetReport(month.SheetSent, 1, "", ""))
	must(w.onSheet(month.SheetSendAgain, "karin", ""))
	must(w.sheetReport(month.SheetRejected, 1, "", "Fel."))
	must(w.onSheet(month.SheetSend, "karin", ""))
	if all := w.sendings(); len(all) != 3 || all[0].Round == all[1].Round || all[1].Round == all[2].Round || !w.wanted(all[2]) {
		t.Errorf("%+v", all)
	}
	must(w.sheetReport(month.SheetSent, 1, "", ""))
	must(w.sheetReport(month.SheetReceived, 1, "tx-1", ""))
	if w.wanted(first[0]) {
		t.Error("what Försäkringskassan has is sent")
	}
	must(w.onSheet(month.SheetReopen, "karin", "wrong hours"))
	w.set("shift/a end=2026-10-05T19:00+02:00")
	sign()
	v := w.want(care.SheetApproved, 2)
	if now, was := v.Versions[0], v.Versions[1]; now.Corrects != 1 || len(now.Changes) != 1 || now.Changes[0].Is.To != "19.00" || was.Corrects != 0 || len(was.Changes) != 0 {
		t.Errorf("%+v", v.Versions)
	}
	must(w.onSheet(month.SheetSend, "karin", ""))
	last := w.sendings()[len(w.sendings())-1]
	if last.Version != 2 || !w.wanted(last) || w.wanted(first[0]) {
		t.Errorf("%+v", last)
	}
	must(w.onSheet(month.SheetReopen, "karin", "again"))
	if w.wanted(last) {
		t.Error("what was taken back is sent")
	}
}
