package month_test

import (
	"context"
	"testing"

	"passbok/month"
	"passbok/sync/book"
)

// pack is what of Alva's October a person gets to print, in words.
func (w *world) pack(person, beneficiary string) (papers []string, err error) {
	w.t.Helper()
	var pack month.Pack
	ask := w.ask(person)
	ask.Beneficiary = beneficiary
	err = w.book.View(context.Background(), func(docs book.Documents) (err error) {
		pack, err = month.PrintPack(docs, ask)
		return err
	})
	if pack.Invoice != nil {
		papers = append(papers, "invoice")
		if pack.Invoice.Kept.Replaced || pack.Invoice.Kept.Hash == "" {
			w.t.Errorf("%+v", pack.Invoice.Kept)
		}
	}
	for _, one := range pack.Sheets {
		papers = append(papers, one.Sheet.Assistant.ID)
		if one.Kept.Replaced || one.Sheet.Beneficiary.Personnummer != "198507099805" {
			w.t.Errorf("%+v of %+v", one.Kept, one.Sheet.Beneficiary)
		}
	}
	if pack.Papers() != len(papers) {
		w.t.Errorf("%d papers, and it says %d", len(papers), pack.Papers())
	}
	return papers, err
}

// A pack has what can be printed alone: what is not locked, or holds no longer, is not in it.
func TestPackHasWhatHolds(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.set("person/tilda given=Adam family=Testberg phone=0701234567 name=Adam",
		"employment/2 assistant=tilda employer=provider regime=agreement period_from=2026-09-01 period_months=#2 from=2024-01-01")
	w.shift("1 samir alva active 2026-10-05T08:00+02:00 2026-10-05T12:00+02:00")
	w.shift("2 tilda alva active 2026-10-06T08:00+02:00 2026-10-06T12:00+02:00")
	want := func(when string, papers ...string) {
		t.Helper()
		got, err := w.pack("karin", "alva")
		if err != nil || len(got) != len(papers) {
			t.Fatalf("%s: %v %v, want %v", when, got, err, papers)
		}
		for n := range papers {
			if got[n] != papers[n] {
				t.Errorf("%s: %v, want %v", when, got, papers)
			}
		}
	}
	want("nothing is locked")
	mustDo := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	mustDo(w.onSheet(month.SheetReady, "samir", ""))
	want("one timesheet", "samir")
	_, err := w.do("sheet", func(docs book.Documents) (book.Decision, error) {
		ask := month.SheetAsk{Ask: w.ask("tilda"), Assistant: "tilda"}
		sheet, err := month.LookSheet(docs, ask)
		if err != nil {
			return book.Decision{}, err
		}
		return month.SheetReady(docs, month.SheetInput{SheetAsk: ask, Saw: sheet.Hash, ID: "00000000-0000-4000-8000-000000000999"})
	})
	mustDo(err)
	want("two, by their names", "tilda", "samir")
	w.ready()
	want("and the invoice before them", "invoice", "tilda", "samir")
	mustDo(w.act(month.Reopen, "karin", w.look("karin").Hash, "a row is wrong"))
	want("the invoice is open again", "tilda", "samir")
	w.shift("2 tilda alva active 2026-10-06T08:00+02:00 2026-10-06T13:00+02:00")
	want("a row has changed after she said that it is whole", "samir")
	mustDo(w.onSheet(month.SheetReopen, "karin", "one more row"))
	want("none holds")

	if got, err := w.pack("karin", "bo"); err != nil || len(got) > 0 {
		t.Errorf("somebody without any time: %v %v", got, err)
	}
	for person, beneficiary := range map[string]string{"samir": "alva", "alva": "alva", "gunnar": "alva"} {
		if _, err := w.pack(person, beneficiary); code(err) != month.CodeForbidden {
			t.Errorf("%s: %v", person, err)
		}
	}
	if _, err := w.pack("karin", "samir"); code(err) != month.CodePersonUnknown {
		t.Errorf("somebody who is no customer: %v", err)
	}
}
