package month_test

import (
	"slices"
	"strings"
	"testing"

	"passbok/month"
	"passbok/sync/book"
)

// answer is a person's answers on Alva's October.
func (w *world) answer(person, saw string, said map[string]bool) error {
	return w.act(func(docs book.Documents, in month.Input) (book.Decision, error) { return month.Answer(docs, in, said) }, person, saw, "")
}

// What somebody answers is kept beside the invoice, which stays as it is, and suggested once the office opens it again.
func TestAnswersAreKeptAndSuggested(t *testing.T) {
	w := newWorld(t)
	w.shift(october12)
	if got := code(w.answer("alva", "x", map[string]bool{"hospital": true})); got != month.CodeInvoiceUnknown {
		t.Errorf("before there is an invoice: %s", got)
	}
	w.ready()
	v := w.invoice("alva")
	for _, wrong := range []struct{ person, saw, question, want string }{
		{"karin", v.Hash, "hospital", month.CodeForbidden}, {"samir", v.Hash, "hospital", month.CodeForbidden},
		{"alva", "x", "hospital", "changed"}, {"alva", v.Hash, "colour", month.CodeQuestionUnknown},
	} {
		if got := code(w.answer(wrong.person, wrong.saw, map[string]bool{wrong.question: true})); got != wrong.want {
			t.Errorf("%+v: %s", wrong, got)
		}
	}
	for _, said := range []map[string]bool{{"outside_eea": true, "activities": false}, {"all_used": false, "outside_eea": false}} {
		if err := w.answer("alva", v.Hash, said); err != nil {
			t.Fatal(err)
		}
	}
	now := w.invoice("alva")
	if a := now.Standing.Answers; a == nil || a.By != "alva" || len(a.Said) != 3 || a.Said["outside_eea"] || now.Hash != v.Hash || now.State != v.State {
		t.Fatalf("%+v", now.Standing)
	}
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "Alva says otherwise"); err != nil {
		t.Fatal(err)
	}
	suggested := w.look("karin").Declaration.Suggested
	if string(suggested["all_used"]) != "false" || string(suggested["activities"]) != "[]" || string(suggested["outside_eea"]) != "false" {
		t.Errorf("suggested %s", suggested)
	}
	w.ready()
	if w.invoice("alva").Standing.Answers == nil {
		t.Error("what was answered is asked again of the next version")
	}
}

// What is found, and how it was the month before, is told to whoever may send it; how the timesheets stand to all who may look.
func TestWhatIsToldOfAnInvoice(t *testing.T) {
	w := newWorld(t)
	w.set("decision/1 minutes=#180", "stay/1 beneficiary=alva kind=hospital start=2026-10-12T08:00+02:00 end=2026-10-12T09:00+02:00", "registration/2 void=true")
	w.shift("9 samir alva waiting 2026-09-12T08:00+02:00 2026-09-12T12:00+02:00")
	w.shift(october12)
	w.shift("13 tilda alva active 2026-10-12T11:30+02:00 2026-10-12T12:30+02:00")
	w.ready()
	v := w.invoice("alva")
	codes := make([]string, 0, len(v.Found))
	for _, f := range v.Found {
		codes = append(codes, f.Code)
		if strings.Contains(f.Message.SV+f.Message.EN, "%") || f.Ore <= 0 {
			t.Errorf("%+v", f)
		}
	}
	if !slices.Equal(codes, []string{month.OverGranted, month.OverlapTwo, month.InHospital}) {
		t.Errorf("found %q", codes)
	}
	if b := v.Before; b == nil || b.Month != "2026-09" || b.Counted.Num != 60*b.Counted.Den || b.Granted == nil || *b.Granted != 180 {
		t.Errorf("before %+v", b)
	}
	want := []month.InvoiceSheet{{Assistant: "samir", Sheet: month.SheetToldMissing, Notice: true}, {Assistant: "tilda", Sheet: month.SheetToldMissing}}
	if !slices.Equal(v.Sheets, want) {
		t.Errorf("sheets %+v", v.Sheets)
	}
	if office := w.invoice("karin"); len(office.Found) != 0 || len(office.Sheets) != 2 {
		t.Errorf("to the office %+v", office)
	}
}
