package month_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

var update = flag.Bool("update", false, "write testdata anew")

// golden holds JSON that others read against a file.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s (write it anew with -update, and look at the difference):\n%s", path, got.Bytes())
	}
}

// aFullMonth has a little of everything; the autumn night too.
func aFullMonth(t *testing.T) *world {
	w := newWorld(t)
	w.shift("a samir alva waiting 2026-10-24T23:00+02:00 2026-10-25T06:00+01:00")
	w.shift("b tilda alva active 2026-10-31T21:00+01:00 2026-11-01T07:00+01:00")
	w.shift("c tilda alva standby 2026-10-06T22:00+02:00 2026-10-07T05:00+02:00")
	w.shift("d samir alva active 2026-10-08T08:00+02:00 -")
	w.shift("e samir bo active 2026-10-25T05:00+01:00 2026-10-25T07:00+01:00")
	w.set("shift/c note=natt", "shift/f assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T09:00+02:00 void=true")
	return w
}

func TestViewShape(t *testing.T) {
	v := aFullMonth(t).look("karin")
	v.Days = v.Days[23:26] // enough to see
	golden(t, "view.json", v)
}

func TestInvoiceShape(t *testing.T) {
	w := aFullMonth(t)
	w.set("shift/d void=true", "shift/e void=true")
	view := func(person string) (iv month.InvoiceView, lines []month.InvoiceLine, err error) {
		err = w.book.View(context.Background(), func(docs book.Documents) error {
			if lines, err = month.Invoices(docs, person, w.now); err != nil {
				return err
			}
			iv, err = month.LookInvoice(docs, w.ask(person))
			return err
		})
		return iv, lines, err
	}
	if _, lines, err := view("alva"); code(err) != month.CodeInvoiceUnknown || len(lines) != 0 {
		t.Errorf("before it is ready: %v %v", lines, err)
	}
	w.ready()
	iv, lines, err := view("gunnar")
	if err != nil || len(lines) != 1 || !iv.MayHandOver {
		t.Fatal(lines, err)
	}
	iv.Days = iv.Days[23:26]
	golden(t, "invoice.json", map[string]any{"invoice": iv, "list": lines})
	if office, lines, err := view("karin"); err != nil || office.MayHandOver || len(lines) != 1 {
		t.Errorf("the office: %v %v %v", office.MayHandOver, lines, err)
	}
	for _, person := range []string{"bo", "samir", "stranger"} {
		if _, lines, err := view(person); code(err) != month.CodeForbidden || len(lines) != 0 {
			t.Errorf("%s sees %v, %v", person, lines, err)
		}
	}
	raw, err := json.Marshal(iv)
	if err != nil || strings.Contains(string(raw), "198507099805") {
		t.Error("the number is shown", err)
	}
	var inv care.Invoice
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		inv, err = month.Snapshot(docs, "alva", "2026-10", 1)
		return err
	}); err != nil || inv.Beneficiary.Personnummer != "198507099805" || inv.Rows != 3 || inv.Sums != iv.Sums {
		t.Errorf("%+v %v", inv, err)
	}
}

func TestBoard(t *testing.T) {
	w := aFullMonth(t)
	board := func(person string) (b month.Board, err error) {
		err = w.book.View(context.Background(), func(docs book.Documents) (err error) {
			b, err = month.Boards(docs, person, "2026-10", w.now)
			return err
		})
		return b, err
	}
	b, err := board("karin")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "board.json", b)
	if b.Customers[0].Hash != w.look("karin").Hash {
		t.Error("the board looks at another month than the view")
	}
	for _, person := range []string{"samir", "alva", "gunnar", "stranger"} {
		if _, err := board(person); code(err) != month.CodeForbidden {
			t.Errorf("%s sees the board: %v", person, err)
		}
	}

	// Step by step: who is next, and which stages are done.
	step := func(code, stages string) {
		t.Helper()
		b, err := board("karin")
		if err != nil {
			t.Fatal(err)
		}
		s := b.Customers[0].Stages
		got := strings.Join([]string{string(s.Rows), string(s.Ready), string(s.Notified), string(s.HandedOver), string(s.Received), string(s.Signed)}, " ")
		if b.Customers[0].Next.Code != code || got != stages {
			t.Errorf("next %s, stages %s; want %s, %s", b.Customers[0].Next.Code, got, code, stages)
		}
	}
	step("fix", "you none none none none none")
	w.set("shift/d void=true", "shift/e void=true")
	step("lock", "done you none none none none")
	w.now = time.Date(2026, 10, 31, 22, 59, 0, 0, time.UTC) // a minute before the month is over
	step("month", "done you none none none none")
	w.now = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	v := w.ready()
	step("send", "done done wait none none none")
	if err := w.act(month.HandOver, "alva", v.Invoice.Hash, ""); err != nil {
		t.Fatal(err)
	}
	step("receive", "done done done done wait none")
	if err := w.report(1, nil); err != nil {
		t.Fatal(err)
	}
	step("sign", "done done done done done wait")
	if err := w.report(1, func(s *care.Statement) { s.Waiting++ }); err != nil {
		t.Fatal(err)
	}
	step("compare", "done done done done done you")
}
