package month_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"passbok/month"
	"passbok/sync/book"
)

const october12 = "12 samir alva active 2026-10-12T08:00+02:00 2026-10-12T12:00+02:00"

// invoice is what a person sees of Alva's October.
func (w *world) invoice(person string) (v month.InvoiceView) {
	w.t.Helper()
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		v, err = month.LookInvoice(docs, w.ask(person))
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return v
}

// said is codes and kronor, as "code 1390 code 0".
func said(lacks []month.Lack) string {
	var all []string
	for _, l := range lacks {
		all = append(all, fmt.Sprintf("%s %d", l.Code, l.Ore/100))
	}
	return strings.Join(all, " ")
}

// What is missing is said to whoever may hand the invoice over, before they do, with the kronor; it stops nobody, and is noted. Four
// hours are 1 390 kr 80 öre.
func TestWhatIsMissingIsSaidAndNoted(t *testing.T) {
	for name, test := range map[string]struct {
		set    []string
		want   string
		risk   int
		signed bool // all of the timesheets
	}{
		"nothing":                        {nil, "", 0, true},
		"a timesheet":                    {nil, "timesheet_missing 1390", 139080, false},
		"no decision yet":                {[]string{"decision/1 void=true"}, "decision_awaited 0", 0, true},
		"a decision that is applied for": {[]string{"decision/1 state=applied"}, "decision_awaited 0", 0, true},
		"a decision that has ended":      {[]string{"decision/1 to=2026-09-30"}, "outside_decision 1390", 139080, true},
		"no registration":                {[]string{"registration/0 void=true"}, "registration_unknown 1390", 139080, true},
		"one that came too late":         {[]string{"registration/0 received=2026-10-13"}, "registration_late 1390", 139080, true},
		"all of it, each minute once": {[]string{"registration/0 void=true", "decision/1 to=2026-09-30"},
			"outside_decision 1390 registration_unknown 1390 timesheet_missing 1390", 139080, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.shift(october12)
			if test.signed {
				w.onPaper()
			}
			w.set(test.set...)
			w.ready()
			v := w.invoice("alva")
			if got := said(v.Lacks); got != test.want || v.Risk != test.risk {
				t.Errorf("lacks %q, risk %d", got, v.Risk)
			}
			for _, l := range v.Lacks {
				if l.Message.SV == "" || l.Message.EN == "" || l.Action.SV == "" || l.Action.EN == "" || strings.Contains(l.Message.SV+l.Message.EN, "%!") {
					t.Errorf("%+v", l)
				}
			}
			if office := w.invoice("karin"); len(office.Lacks) != 0 || office.MayHandOver {
				t.Errorf("to the office: %+v", office.Lacks)
			}
			if err := w.act(month.HandOver, "alva", v.Hash, ""); err != nil {
				t.Fatalf("it stops who insists: %v", err)
			}
			var noted []month.Lack
			for _, d := range w.look("karin").Invoice.Lacking {
				noted = append(noted, month.Lack{Code: d.Code, Ore: d.Ore})
			}
			if got := said(noted); got != test.want {
				t.Errorf("noted %q", got)
			}
		})
	}
}

// What was missing is noted of the hand-over that counts: one that is made again when nothing is missing any more leaves nothing.
func TestWhatWasMissingIsNotedAnew(t *testing.T) {
	w := newWorld(t)
	w.shift(october12)
	w.ready()
	v := w.invoice("alva")
	if err := w.act(month.HandOver, "alva", v.Hash, ""); err != nil {
		t.Fatal(err)
	}
	w.onPaper()
	w.now = w.now.Add(time.Hour)
	if err := w.act(month.HandOver, "alva", v.Hash, ""); err != nil {
		t.Fatal(err)
	}
	if got := w.look("karin").Invoice; len(got.Lacking) != 0 {
		t.Errorf("%+v", got.Lacking)
	}
}

// onPaper brings Samir's timesheet to where both have signed it by hand.
func (w *world) onPaper() {
	w.t.Helper()
	w.set(paper...)
	for _, step := range []struct {
		do  sheetCommand
		who string
	}{{month.SheetReady, "samir"}, {month.SheetPrinted, "karin"}, {month.SheetHandSigned, "karin"}} {
		if err := w.onSheet(step.do, step.who, ""); err != nil {
			w.t.Fatal(err)
		}
	}
}
