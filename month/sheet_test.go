package month_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

type sheetCommand = func(book.Documents, month.SheetInput) (book.Decision, error)

// paper is what a timesheet needs to say everything: numbers, employment.
var paper = []string{
	"identity/samir person=samir personnummer=199001019802", "person/samir given=Samir family=Testberg phone=0701234567",
	"provider/p phone=081234567", "person/alva route=elt",
	"employment/1 assistant=samir employer=provider regime=agreement period_from=2026-09-01 period_months=#2 from=2024-01-01",
}

// sheet is Samir's October at Alva's, as a person sees it.
func (w *world) sheet(person string) month.SheetView {
	w.t.Helper()
	var v month.SheetView
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		v, err = month.LookSheet(docs, month.SheetAsk{Ask: w.ask(person), Assistant: "samir"})
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return v
}

// onSheet gives a person's command on it, as they see it now.
func (w *world) onSheet(command sheetCommand, person, why string) error {
	w.t.Helper()
	saw := w.sheet("karin").Hash
	return w.onSheetAs(command, person, saw, why)
}

func (w *world) onSheetAs(command sheetCommand, person, saw, why string) error {
	w.t.Helper()
	_, err := w.do("sheet", func(docs book.Documents) (book.Decision, error) {
		in := month.SheetInput{SheetAsk: month.SheetAsk{Ask: w.ask(person), Assistant: "samir"}, Saw: saw, Why: why}
		in.ID = fmt.Sprintf("00000000-0000-4000-8000-%012d", w.count)
		return command(docs, in)
	})
	return err
}

func (w *world) sheetReport(report func(book.Documents, month.SheetReport) (book.Decision, error), version int, tx, words string) error {
	w.t.Helper()
	_, err := w.do("report", func(docs book.Documents) (book.Decision, error) {
		return report(docs, month.SheetReport{Assistant: "samir", Beneficiary: "alva", Month: "2026-10", Version: version, Receipt: tx, Words: words, Now: w.now})
	})
	return err
}

func (w *world) frozen(version int) care.Timesheet {
	w.t.Helper()
	var t care.Timesheet
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		t, err = month.Sheet(docs, "samir", "alva", "2026-10", version)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w *world) want(state care.SheetState, version int) month.SheetView {
	w.t.Helper()
	v := w.sheet("karin")
	if v.State != state || v.Version != version {
		w.t.Fatalf("%s, version %d; want %s, %d", v.State, v.Version, state, version)
	}
	return v
}

// What is frozen says all that the form asks for, rows as Försäkringskassan reads them.
func TestTheFrozenTimesheet(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift("b samir alva waiting 2026-10-24T22:00+02:00 2026-10-25T06:00+01:00") // nine hours: clocks are turned back
	w.shift(day5)
	w.shift("c samir alva standby 2026-10-31T20:00+01:00 2026-11-01T04:00+01:00")
	w.shift("d tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	w.set("shift/e assistant=samir beneficiary=alva kind=active start=2026-10-07T08:00+02:00 end=2026-10-07T09:00+02:00 void=true")
	if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
		t.Fatal(err)
	}
	got := w.frozen(1)
	want := care.Timesheet{
		V: 1, ID: got.ID, Month: "2026-10", Version: 1,
		Beneficiary: care.SheetPerson{ID: "alva", Given: "Alva", Personnummer: "198507099805"},
		Assistant:   care.SheetPerson{ID: "samir", Given: "Samir", Family: "Testberg", Personnummer: "199001019802", Phone: "0701234567"},
		Provider:    care.InvoiceParty{Name: "Provbolaget", Organisationsnummer: "5560000001", Phone: "081234567"},
		Employer:    "provider", Agreement: true, Periods: []care.SheetPeriod{{From: "2026-09-01", To: "2026-10-31"}},
		Rows: []care.SheetRow{
			{Day: 5, From: "08.00", To: "18.00", Kind: "active", Minutes: 600, Row: "shift/a"},
			{Day: 24, From: "22.00", To: "24.00", Kind: "waiting", Minutes: 120, Row: "shift/b"},
			{Day: 25, From: "00.00", To: "06.00", Kind: "waiting", Minutes: 420, Row: "shift/b"},
			{Day: 31, From: "20.00", To: "24.00", Kind: "standby", Minutes: 240, Row: "shift/c"},
		},
		Sums: care.Sums{Active: 600, Waiting: 540, Standby: 240},
	}
	if diff := cmp.Diff(want, got); diff != "" || got.ID[14] != '4' {
		t.Error(diff, got.ID)
	}
	v := w.want(care.SheetReady, 1)
	if v.Route != "elt" || len(v.Unsaid) != 0 || v.Sums != want.Sums || v.By[care.SheetReady].Name != "Samir" || v.Next.Code != "sign" {
		t.Errorf("%+v", v)
	}
	raw, err := json.Marshal(v)
	if err != nil || strings.Contains(string(raw), "199001019802") || strings.Contains(string(raw), "198507099805") {
		t.Error("a number is shown", err)
	}
}

func TestWhatATimesheetCannotSay(t *testing.T) {
	for _, tt := range []struct{ set, unsaid, route string }{
		{"", "assistant_number employment provider_phone", "paper"},
		{"employment/2 assistant=samir employer=provider regime=working_hours from=2026-01-01", "assistant_number period provider_phone", "paper"},
		{"employment/2 assistant=samir employer=other regime=agreement period_months=#4 from=2026-01-01", "assistant_number employer_number provider_phone", "paper"},
		{"employment/2 assistant=samir employer=provider regime=household from=2026-01-01 void=true", "assistant_number employment provider_phone", "paper"},
		{"employment/2 assistant=samir employer=beneficiary beneficiary=bo regime=household from=2026-01-01", "assistant_number employment provider_phone", "paper"},
		{"identity/s person=samir samordningsnummer=199001619809", "employment provider_phone", "paper"},
		{"identity/s person=samir personnummer=199001019802", "employment provider_phone", "elt"},
	} {
		w := newWorld(t)
		w.set("person/alva route=elt")
		w.shift(day5)
		if tt.set != "" {
			w.set(tt.set)
		}
		v := w.sheet("karin")
		if got := strings.Join(v.Unsaid, " "); got != tt.unsaid || tt.route == "elt" && v.Route != "elt" || strings.Contains(tt.set, "samordning") && v.Route != "paper" {
			t.Errorf("%s: %s by %s, want %s", tt.set, got, v.Route, tt.unsaid)
		}
	}
}

// The employer is the one of the month's end; periods are those of all terms in it.
func TestTermsThatChangeWithinTheMonth(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.set("employment/1 assistant=samir employer=provider regime=working_hours period_months=#4 from=2026-02-15 to=2026-10-14",
		"employment/2 assistant=samir beneficiary=alva employer=beneficiary regime=household from=2026-10-15")
	v := w.sheet("karin")
	want := []care.SheetPeriod{{From: "2026-10-15", To: "2026-11-11"}} // the one that names Alva goes before
	if v.Employer != "beneficiary" || v.Agreement || !slices.Equal(v.Periods, want) {
		t.Errorf("%+v", v.Periods)
	}
	w.set("employment/2 beneficiary=null employer=provider")
	v = w.sheet("karin")
	want = append([]care.SheetPeriod{{From: "2026-06-15", To: "2026-10-14"}, {From: "2026-10-15", To: "2027-02-14"}}, want...)
	if got := v.Periods; len(got) != 3 || got[0] != want[0] {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestTheWayOfPaper(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	for _, step := range []struct {
		do    sheetCommand
		who   string
		state care.SheetState
	}{
		{month.SheetReady, "karin", care.SheetReady}, {month.SheetPrinted, "karin", care.SheetPrinted}, {month.SheetPrinted, "karin", care.SheetPrinted},
		{month.SheetHandSigned, "karin", care.SheetHandSigned}, {month.SheetComplete, "karin", care.SheetComplete},
	} {
		if err := w.onSheet(step.do, "samir", ""); step.state != care.SheetReady && code(err) != month.CodeForbidden {
			t.Errorf("%s by the assistant: %v", step.state, err)
		} else if err == nil { // the assistant's own word that it is ready is as good; take it back and let the office say it
			if err := w.onSheet(month.SheetReopen, "samir", ""); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.onSheet(step.do, step.who, ""); err != nil {
			t.Fatalf("%s: %v", step.state, err)
		}
		w.want(step.state, 2)
	}
	v := w.sheet("karin")
	if len(v.Versions) != 2 || len(v.Versions[0].Receipts) != 1 || v.Versions[0].Receipts[0].Route != "paper" || len(v.Versions[1].Receipts) != 0 {
		t.Errorf("%+v", v.Versions)
	}
	if !v.State.Done() || v.Next.Code != "nothing" {
		t.Errorf("%+v", v.Next)
	}
}

func TestTheWayOfSignatures(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.set("person/alva route=elt", "identity/samir person=samir personnummer=199001019802")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.onSheet(month.SheetReady, "samir", ""))
	if err := w.onSheet(month.SheetSigned, "samir", ""); code(err) != month.CodeSheetUnsaid {
		t.Errorf("signed without an employment: %v", err)
	}
	must(w.onSheet(month.SheetReopen, "samir", ""))
	w.set(paper...)
	must(w.onSheet(month.SheetReady, "samir", ""))
	if err := w.onSheet(month.SheetSigned, "karin", ""); code(err) != month.CodeForbidden {
		t.Errorf("signed for the assistant: %v", err)
	}
	if err := w.onSheet(month.SheetApproved, "karin", ""); code(err) != month.CodeSheetState {
		t.Errorf("approved first: %v", err)
	}
	must(w.onSheet(month.SheetSigned, "samir", ""))
	must(w.onSheet(month.SheetApproved, "karin", ""))
	must(w.sheetReport(month.SheetSent, 2, "", ""))
	w.want(care.SheetSent, 2)
	must(w.sheetReport(month.SheetRejected, 2, "", "XmlValidationError"))
	must(w.sheetReport(month.SheetSent, 2, "", ""))
	must(w.sheetReport(month.SheetReceived, 2, "tx-1", ""))
	must(w.sheetReport(month.SheetReceived, 2, "tx-1", ""))
	v := w.want(care.SheetReceived, 2)
	got := v.Versions[0].Receipts
	if len(got) != 2 || got[0].Rejected != "XmlValidationError" || got[1].Receipt != "tx-1" {
		t.Errorf("%+v", got)
	}
	if err := w.sheetReport(month.SheetReceived, 3, "tx-1", ""); code(err) != month.CodeSheetUnknown {
		t.Errorf("a version that was never made: %v", err)
	}
	must(w.onSheet(month.SheetReopen, "karin", "wrong hours"))
	must(w.sheetReport(month.SheetReceived, 1, "tx-2", "")) // late news of one that is no more
	v = w.want(care.SheetOpen, 2)
	if len(v.Versions[1].Receipts) != 1 || len(v.Versions[0].Receipts) != 2 || v.Fallen.State != care.SheetReceived || v.Fallen.Why != month.FallenReopened {
		t.Errorf("%+v %+v", v.Versions, v.Fallen)
	}
}

// A row that changes after the assistant's word makes the timesheet fall at once, however it was changed.
func TestFalls(t *testing.T) {
	for name, change := range map[string]func(*world){
		"longer":          func(w *world) { w.set("shift/a end=2026-10-05T19:00+02:00") },
		"removed":         func(w *world) { w.set("shift/a void=true") },
		"another":         func(w *world) { w.shift("n samir alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00") },
		"going on":        func(w *world) { w.shift("n samir alva active 2026-10-06T08:00+02:00 -") },
		"another kind":    func(w *world) { w.set("shift/a kind=waiting") },
		"to a colleague":  func(w *world) { w.set("shift/a assistant=tilda") },
		"to another":      func(w *world) { w.set("shift/a beneficiary=bo") },
		"on the phone":    func(w *world) { w.sync("samir", "shift/a", w.rev("shift/a"), "start=2026-10-05T09:00+02:00") },
		"same, elsewhere": func(w *world) { w.set("shift/a start=2026-10-06T08:00+02:00 end=2026-10-06T18:00+02:00") },
	} {
		for _, step := range []care.SheetState{care.SheetReady, care.SheetPrinted, care.SheetSigned} {
			w := newWorld(t)
			w.set(paper...)
			w.shift(day5)
			if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
				t.Fatal(err)
			}
			if step == care.SheetPrinted {
				if err := w.onSheet(month.SheetPrinted, "karin", ""); err != nil {
					t.Fatal(err)
				}
			}
			if step == care.SheetSigned {
				if err := w.onSheet(month.SheetSigned, "samir", ""); err != nil {
					t.Fatal(err)
				}
			}
			saw := w.sheet("karin").Sheet
			change(w)
			v := w.want(care.SheetOpen, 1)
			if !v.Changed || v.Fallen == nil || *v.Fallen != (month.SheetFallen{Version: 1, State: step, Why: month.FallenRows}) || len(v.Changes) == 0 {
				t.Errorf("%s after %s: %+v %+v", name, step, v.Fallen, v.Changes)
			}
			for next, command := range map[string]sheetCommand{"printed": month.SheetPrinted, "signed": month.SheetSigned, "approved": month.SheetApproved, "handsigned": month.SheetHandSigned} {
				who := "karin"
				if next == "signed" {
					who = "samir"
				}
				if err := w.onSheetAs(command, who, saw, ""); code(err) != month.CodeSheetState {
					t.Errorf("%s after %s, then %s: %v", name, step, next, err)
				}
			}
		}
	}
}

// What nobody reads at Försäkringskassan makes nothing fall; and what changes back stands again.
func TestDoesNotFall(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
		t.Fatal(err)
	}
	w.set("shift/a note=x", "person/alva phone=070000000")
	w.shift("n tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	w.want(care.SheetReady, 1)
	w.set("shift/a end=2026-10-05T19:00+02:00")
	w.want(care.SheetOpen, 1)
	w.set("shift/a end=2026-10-05T18:00+02:00")
	w.want(care.SheetReady, 1)
	w.set("shift/a end=2026-10-05T19:00+02:00")
	if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
		t.Fatal(err)
	}
	if v := w.want(care.SheetReady, 2); v.Fallen == nil || v.Fallen.Version != 1 || v.Fallen.At == "" || v.Changed {
		t.Errorf("%+v", v.Fallen)
	}
}

// Once the provider has signed, a change waits for the office, as in a closed month.
func TestSealedTimesheet(t *testing.T) {
	for _, way := range [][]sheetCommand{{month.SheetPrinted, month.SheetHandSigned}, {nil, month.SheetApproved}} {
		w := newWorld(t)
		w.set(paper...)
		w.shift(day5)
		w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(w.onSheet(month.SheetReady, "samir", ""))
		if way[0] == nil {
			must(w.onSheet(month.SheetSigned, "samir", ""))
		} else {
			must(w.onSheet(way[0], "karin", ""))
		}
		must(w.onSheet(way[1], "karin", ""))
		state := w.sheet("karin").State
		if got := w.sync("samir", "shift/a", w.rev("shift/a"), "end=2026-10-05T19:00+02:00"); got.Verdict != "parked" {
			t.Fatalf("%+v", got)
		}
		if got := w.sync("tilda", "shift/b", w.rev("shift/b"), "end=2026-10-06T10:00+02:00"); got.Verdict != "applied" {
			t.Fatalf("a colleague's: %+v", got)
		}
		w.want(state, 1)
		if err := w.onSheet(month.SheetReopen, "samir", "sorry"); code(err) != month.CodeSheetState {
			t.Errorf("the assistant reopens what the provider has signed: %v", err)
		}
		if err := w.onSheet(month.SheetReopen, "karin", " "); code(err) != "why_missing" {
			t.Errorf("without a reason: %v", err)
		}
		must(w.onSheet(month.SheetReopen, "karin", "an hour is missing"))
		if got := w.sync("samir", "shift/a", w.rev("shift/a"), "note=x"); got.Verdict != "applied" {
			t.Fatalf("%+v", got)
		}
		w.want(care.SheetOpen, 1)
	}
}

func TestSheetReadyIsRefused(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	for _, person := range []string{"tilda", "alva", "gunnar"} {
		if err := w.onSheet(month.SheetReady, person, ""); code(err) != month.CodeForbidden {
			t.Errorf("by %s: %v", person, err)
		}
	}
	old := w.sheet("karin").Hash
	w.shift("b samir alva active 2026-10-05T17:00+02:00 2026-10-05T20:00+02:00")
	var changed *month.SheetChanged
	if err := w.onSheetAs(month.SheetReady, "samir", old, ""); !errors.As(err, &changed) || code(err) != "changed" || changed.Sums.Active != 780 {
		t.Errorf("what was seen is so no more: %v", err)
	}
	var stopped *month.SheetNotReady
	if err := w.onSheet(month.SheetReady, "samir", ""); !errors.As(err, &stopped) || code(err) != month.CodeSheetNotReady || stopped.Findings[0].Code != month.OverlapAssistant || stopped.Findings[0].Ore != 0 {
		t.Errorf("an overlap: %v", err)
	}
	w.set("shift/b void=true", "shift/a end=2026-10-05T08:00+02:00")
	if err := w.onSheet(month.SheetReady, "karin", ""); code(err) != month.CodeSheetEmpty {
		t.Errorf("no time: %v", err)
	}
	w.set("shift/a end=2026-10-05T18:00+02:00")
	w.now = time.Date(2026, 10, 30, 12, 0, 0, 0, time.UTC)
	if err := w.onSheet(month.SheetReady, "samir", ""); code(err) != month.CodeSheetNotOver {
		t.Errorf("in the month: %v", err)
	}
	w.now = w.now.AddDate(0, 0, 10)
	w.shift("c tilda alva active 2026-10-05T08:00+02:00 -") // another's slip stops nothing of Samir's
	if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
		t.Error(err)
	}
}

// The invoice is held against the timesheets: what agrees can be locked, in all states.
func TestInvoiceAndTimesheets(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	if err := w.onSheet(month.SheetReady, "samir", ""); err != nil {
		t.Fatal(err)
	}
	w.ready()
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "x"); err != nil {
		t.Fatal(err)
	}
	w.set("timesheet/samir.alva@2026-10 sums=#{\"active\":599,\"standby\":0,\"waiting\":0}") // which no command does
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, "as agreed"); err == nil || !strings.Contains(err.Error(), "the timesheet") {
		t.Errorf("locked over sums that are not those of a timesheet: %v", err)
	}
}

func TestLists(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.shift("b samir bo active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	w.shift("c tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	names := func(of string) string {
		var got []string
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			if of != "office" {
				mine, err := month.MySheets(docs, of, "2026-10", w.now)
				for _, v := range mine {
					got = append(got, v.Beneficiary.Name)
				}
				return err
			}
			lines, err := month.LookSheets(docs, w.ask("karin"))
			for _, l := range lines {
				got = append(got, l.Assistant.Name+":"+string(l.State)+":"+l.Next.Code)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return strings.Join(got, " ")
	}
	for of, want := range map[string]string{"office": "Samir:open:ready Tilda:open:ready", "samir": "Alva Bo", "tilda": "Alva", "karin": ""} {
		if got := names(of); got != want {
			t.Errorf("%s: %q, want %q", of, got, want)
		}
	}
}

// What changed since is everything that differs, and nothing else; and by the changes the old rows become the new ones.
func TestSheetChangesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []care.SheetRow {
			rows := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) care.SheetRow {
				return care.SheetRow{
					Day: rapid.IntRange(1, 4).Draw(t, "day"), From: rapid.SampledFrom([]string{"08.00", "09.00"}).Draw(t, "from"), To: "12.00", Kind: "active",
					Row: "shift/" + rapid.SampledFrom([]string{"a", "b"}).Draw(t, "shift"),
				}
			}), 0, 6, func(r care.SheetRow) care.SheetRow { return r }).Draw(t, name)
			return rows
		}
		was, is := draw("was"), draw("is")
		got := slices.Clone(was)
		for _, c := range month.SheetChanges(was, is) {
			if c.Was != nil && c.Is != nil && *c.Was == *c.Is {
				t.Fatalf("%+v is no change", c)
			}
			if c.Was != nil {
				got = slices.DeleteFunc(got, func(r care.SheetRow) bool { return r == *c.Was })
			}
		}
		for _, c := range month.SheetChanges(was, is) {
			if c.Is != nil {
				got = append(got, *c.Is)
			}
		}
		set := func(rows []care.SheetRow) map[care.SheetRow]bool {
			out := map[care.SheetRow]bool{}
			for _, r := range rows {
				out[r] = true
			}
			return out
		}
		if diff := cmp.Diff(set(is), set(got)); diff != "" || len(got) != len(is) {
			t.Fatal(diff)
		}
	})
}
