package month_test

import (
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// A coordinator without the right does all that the office does to a timesheet, but to sign it for the provider.
func TestOnlyWhoHasTheRightSignsForTheProvider(t *testing.T) {
	w := newWorld(t)
	w.set("person/lena name=Lena", "membership/lena person=lena role=coordinator signs=no from=2026-01-01", "membership/aud person=gunnar role=auditor from=2026-01-01")
	w.shift("a samir alva active 2026-10-05T08:00+02:00 2026-10-05T16:00+02:00")
	for person, want := range map[string]string{"lena": month.CodeNotSigner, "gunnar": month.CodeForbidden, "tilda": month.CodeForbidden, "karin": month.CodeSheetState} {
		in := month.SheetInput{SheetAsk: month.SheetAsk{Ask: w.ask(person), Assistant: "samir"}, ID: "x", Saw: "x"}
		for name, try := range map[string]func(book.Documents) error{
			"notes it":      func(docs book.Documents) error { _, err := month.SheetApproved(docs, in); return err },
			"asks to do it": func(docs book.Documents) error { _, err := month.SheetToSign(docs, in, care.SheetApproved); return err },
		} {
			if err := w.book.View(t.Context(), try); code(err) != want {
				t.Errorf("%s %s: %v, want %s", person, name, err, want)
			}
		}
	}
}
