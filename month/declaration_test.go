package month_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

func (w *world) invoiced(version int) care.Invoice {
	w.t.Helper()
	var inv care.Invoice
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		inv, err = month.Snapshot(docs, "alva", "2026-10", version)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return inv
}

const october = " beneficiary=alva month=2026-10"

// What is said of a month is asked for, suggested from what recurs, and frozen with the invoice.
func TestDeclaration(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	unsaid := func(want string) month.Declaration {
		t.Helper()
		d := w.look("karin").Declaration
		if got := strings.Join(d.Unsaid, " "); got != want {
			t.Errorf("unsaid %q, want %q", got, want)
		}
		return d
	}
	if d := unsaid("activities outside_eea all_used phone confirmed"); len(d.Suggested) != 0 || d.Doc != "declaration/alva@2026-10" {
		t.Errorf("%v", d.Suggested)
	}
	w.set("person/alva phone=0701112233", "identity/g person=gunnar personnummer=199001019802",
		"declaration/alva@2026-08 beneficiary=alva month=2026-08 phone=0700000001 activities=[\"school\"]",
		"declaration/alva@2026-09 beneficiary=alva month=2026-09 outside_eea=false all_used=true left_ore=#0 cost_pay_hour=#20000 cost_pay_period=#900 confirmed=true",
		"declaration/alva@2026-11 beneficiary=alva month=2026-11 phone=0700000002",
		"stay/1 beneficiary=alva kind=hospital start=2026-10-30T10:00+01:00 end=2026-11-02T10:00+01:00",
		"stay/2 beneficiary=alva kind=hospital start=2026-09-01T10:00+02:00 end=2026-09-02T10:00+02:00",
		"stay/3 beneficiary=alva kind=hospital start=2026-10-02T10:00+02:00 end=2026-10-03T10:00+02:00 void=true",
		"activity/1 beneficiary=alva kind=daily_activity from=2026-01-01 days=[\"mon\"] begins=09.00 ends=12.00",
		"activity/2 beneficiary=alva kind=school from=2026-01-01 to=2026-06-01 days=[\"mon\"] begins=09.00 ends=12.00")
	d := unsaid("activities outside_eea all_used phone confirmed")
	suggested := care.Fields{"phone": care.Value("0701112233"), "outside_eea": care.Value(false), "activities": care.Value([]string{"daily_activity"}), "cost_pay_hour": care.Value(20000)}
	if diff := cmp.Diff(suggested, d.Suggested); diff != "" {
		t.Error(diff)
	}
	hospital := []care.InvoiceStay{{From: "2026-10-30T10:00+01:00", To: "2026-11-01T00:00+01:00"}}
	if diff := cmp.Diff(hospital, d.Hospital); diff != "" {
		t.Error(diff)
	}
	before := w.look("karin").Hash
	w.set("declaration/alva@2026-10" + october + " activities=[] outside_eea=false all_used=false phone=0709 advance_from=2026-09-01 advance_to=2026-09-30")
	if after := w.look("karin").Hash; after == before {
		t.Error("what is said is no part of what is seen")
	}
	if d := unsaid("left_ore confirmed"); d.Suggested["phone"] != nil {
		t.Errorf("%v", d.Suggested)
	}
	w.set("declaration/alva@2026-10 left_ore=#1250 confirmed=true cost_pay_hour=#20000 cost_pay_period=#900 cost_administration_period=#100 cost_minutes=#600")
	unsaid("")
	w.ready()
	no := false
	want := &care.InvoiceDeclaration{
		Phone: "0709", NoActivities: true, Hospital: hospital, OutsideEEA: &no, AllUsed: &no, LeftOre: 1250, Confirmed: true,
		Representatives: []care.InvoiceRepresentative{{ID: "gunnar", Kind: "god_man", Name: "Gunnar", Personnummer: "199001019802"}},
		Costs:           []care.InvoiceCost{{Cost: "pay", Hour: 20000, Period: 900}, {Cost: "administration", Period: 100}}, CostOre: 1000, CostMinutes: 600,
		Advance: &care.InvoiceAdvance{From: "2026-09-01", To: "2026-09-30"},
	}
	inv := w.invoiced(1)
	if diff := cmp.Diff(want, inv.Declaration); diff != "" || inv.V != 2 {
		t.Error(diff, inv.V)
	}
	if got := w.sync("karin", "declaration/alva@2026-10", w.rev("declaration/alva@2026-10"), "left_ore=#1"); got.Verdict != "parked" {
		t.Errorf("what is frozen was changed: %+v", got)
	}
	shown := *inv.Declaration
	if masked := shown.Masked(); masked.Representatives[0].Personnummer != "900101-••••" {
		t.Errorf("%+v", masked.Representatives)
	}
	if shown.Representatives[0].Personnummer != "199001019802" {
		t.Error("masking changed what was masked")
	}
}

func TestCostsAreAnOwnEmployersToSay(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.set("person/alva employer=own", "declaration/alva@2026-10"+october+" cost_minutes=#40000")
	got := strings.Join(w.look("karin").Declaration.Unsaid, " ")
	if !strings.Contains(got, "cost_pay_period cost_supplement_period") || !strings.HasSuffix(got, "confirmed cost_minutes_over_granted") {
		t.Error(got)
	}
}

// A snapshot from before anything was asked for is read, and its hash holds.
func TestAnOlderSnapshot(t *testing.T) {
	w := newWorld(t)
	old := care.Invoice{V: 1, Month: "2026-10", Version: 1, Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva"}, Days: []care.InvoiceDay{}, Assistants: []care.InvoiceShare{}}
	raw, err := old.Canonical()
	if err != nil || strings.Contains(string(raw), "declaration") {
		t.Fatal(string(raw), err)
	}
	hash, err := old.Hash()
	if err != nil {
		t.Fatal(err)
	}
	w.set("snapshot/alva@2026-10.1 hash=" + hash + " invoice=#" + string(raw))
	if got := w.invoiced(1); got.V != 1 || got.Declaration != nil {
		t.Errorf("%+v", got)
	}
}

// Whoever fills in a month's answers first makes the document, under the name that everybody would make it: two write one.
func TestAnswersAreBegunByASync(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		doc, set string
		want     op.Verdict
		code     string
	}{
		{"declaration/alva@2026-10", "beneficiary=alva month=2026-10 all_used=true", op.Applied, ""},
		{"declaration/alva@2026-10", "beneficiary=alva month=2026-10 outside_eea=false", op.Applied, ""},
		{"declaration/alva@2026-09", "beneficiary=alva month=2026-09 advance_from=2026-09-10 advance_to=2026-09-01", op.Refused, care.ToBeforeFrom},
		{"declaration/alva@2026-09", "beneficiary=alva month=2026-09 advance_from=2026-09-01 advance_to=2026-09-10", op.Applied, ""},
		{"declaration/alva@2026-12", "beneficiary=alva month=2026-11 all_used=true", op.Refused, care.BadID},
		{"declaration/00000000-0000-7000-8000-00000000000d", "beneficiary=alva month=2026-11 all_used=true", op.Refused, care.BadID},
		{"plan/alva@2026-10", "beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00", op.Refused, op.CodeBadID},
	} {
		if v := w.sync("karin", c.doc, 0, c.set); v.Verdict != c.want || v.Code != c.code {
			t.Errorf("%s: %s %s, want %s %s", c.doc, v.Verdict, v.Code, c.want, c.code)
		}
	}
}
