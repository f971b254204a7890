package month_test

import (
	"context"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

func TestSignedOtherwise(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.ready()
	w.finish()
	if err := w.report(1, func(s *care.Statement) { s.Active -= 60 }); err != nil {
		t.Fatal(err)
	}
	v := w.look("karin")
	if want := (care.Difference{Field: "active", Sent: "600", Signed: "540"}); v.Invoice.State != care.Differs || len(v.Invoice.Differences) != 1 || v.Invoice.Differences[0] != want || w.jobs() != "invoice_differs.1" {
		t.Fatalf("%+v, jobs %q", v.Invoice, w.jobs())
	}
	if err := w.report(1, same); err != nil { // nothing hides it
		t.Fatal(err)
	}
	if v := w.look("karin"); v.Invoice.State != care.Differs {
		t.Errorf("%+v", v.Invoice)
	}
	var told, office []string
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		told, office, err = month.Told(docs, month.Notice{Notice: month.InvoiceDiffers, Beneficiary: "alva"}, w.now)
		return err
	}); err != nil || strings.Join(told, " ") != "alva gunnar" || strings.Join(office, " ") != "karin" {
		t.Errorf("told: %v, %v %v", told, office, err)
	}
}

// Of a number that was signed for another person, no screen and no phone gets to know it.
func TestDifferencesKeepNoNumber(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.ready()
	if err := w.report(1, func(s *care.Statement) { s.Personnummer = "199001019802" }); err != nil {
		t.Fatal(err)
	}
	got := w.look("karin").Invoice.Differences
	if want := (care.Difference{Field: "personnummer", Sent: "850709-••••", Signed: "900101-••••"}); len(got) != 1 || got[0] != want {
		t.Errorf("%+v", got)
	}
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		doc, _, err := docs.Get(care.InvoiceRef("alva", "2026-10"))
		if raw := string(doc.Fields.Value("differences")); strings.Contains(raw, "9802") || !strings.Contains(raw, "900101-") {
			t.Errorf("kept: %s", raw)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// A replaced version that is signed at last, with other than was sent: both are told, once.
func TestLateAndOtherwise(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.ready()
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "en rad saknas"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	for i, step := range []struct {
		signed func(*care.Statement)
		jobs   string
		found  int
		differ bool
	}{
		{nil, "", 0, false}, // that it arrived is nothing to keep
		{same, "invoice_differs.1", 1, false},
		{same, "", 1, false},
		{func(s *care.Statement) { s.Waiting = 7 }, "invoice_differs.1", 1, true},
		{same, "", 1, true},
	} {
		if err := w.report(1, step.signed); err != nil {
			t.Fatal(err)
		}
		v := w.look("karin")
		if w.jobs() != step.jobs || len(v.Findings) != step.found || v.Invoice.State != care.Open {
			t.Fatalf("step %d: jobs %q, %+v, %+v", i, w.jobs(), v.Findings, v.Invoice)
		}
		if step.found > 0 && strings.Contains(v.Findings[0].Message.SV, "annat än") != step.differ {
			t.Errorf("step %d: %+v", i, v.Findings)
		}
		w.finish()
	}
}

// A signature that was well may be followed by word that it was not; one of a reopened month is not forgotten.
func TestAfterTheSignature(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.ready()
	if err := w.report(1, same); err != nil {
		t.Fatal(err)
	}
	if err := w.report(1, func(s *care.Statement) { s.Standby = 1 }); err != nil {
		t.Fatal(err)
	}
	if v := w.look("karin"); v.Invoice.State != care.Differs || len(v.Invoice.Differences) != 1 {
		t.Errorf("%+v", v.Invoice)
	}
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "fel summor"); err != nil {
		t.Fatal(err)
	}
	v := w.look("karin")
	if len(v.Findings) != 1 || v.Findings[0].Code != month.SignedEarlier || !strings.Contains(v.Findings[0].Message.SV, "annat än") || len(v.Invoice.Differences) != 0 {
		t.Errorf("%+v, %+v", v.Findings, v.Invoice)
	}
	w.finish()
	for _, signed := range []func(*care.Statement){same, func(s *care.Statement) { s.Standby = 1 }, nil} { // known, all of it
		if err := w.report(1, signed); err != nil {
			t.Fatal(err)
		}
		if v := w.look("karin"); len(v.Findings) != 1 || !strings.Contains(v.Findings[0].Message.SV, "annat än") || w.jobs() != "" {
			t.Errorf("%+v, jobs %q", v.Findings, w.jobs())
		}
	}
	w.ready()
	if _, err := w.do("n", func(docs book.Documents) (book.Decision, error) {
		return month.Notified(docs, "alva", "2026-10", 1, w.now)
	}); err != nil {
		t.Fatal(err)
	}
	if v := w.look("karin"); v.Invoice.State != care.Ready {
		t.Errorf("an old notice has moved the new version: %+v", v.Invoice)
	}
}
