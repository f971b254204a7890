package house_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/house"
	"passbok/month"
	"passbok/month/form"
	"passbok/month/form/formtest"
	"passbok/sync/book"
)

// onForm says whether a paper is a form with fields.
func onForm(p house.Printed) bool {
	_, err := form.Fields(p.PDF)
	return err == nil
}

// The operator prints what is sealed, also of a running server; on Försäkringskassan's own form where that is installed.
func TestTheOperatorPrintsWhatIsSealed(t *testing.T) {
	made := filled(t, filepath.Join(t.TempDir(), "data"), 0)
	cfg := offline(made.data, filepath.Join(made.data, "archive"))
	order := house.PrintOrder{Beneficiary: alva, Month: "2020-01", Assistant: left}
	inHouse := func(do func(h *house.House)) {
		t.Helper()
		h, err := house.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		do(h)
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
	inHouse(func(h *house.House) {
		for _, unsealed := range []house.PrintOrder{order, {Beneficiary: alva, Month: "2020-01"}, {Beneficiary: "nobody", Month: "2020-01"}} {
			if _, err := h.Print(t.Context(), unsealed); !errors.Is(err, house.ErrNotSealed) {
				t.Errorf("%+v: %v", unsealed, err)
			}
		}
		b, err := h.OpenBook(t.Context(), h.Books()[0])
		if err != nil {
			t.Fatal(err)
		}
		ask := month.SheetAsk{Ask: month.Ask{Person: made.coordinator, Beneficiary: alva, Month: "2020-01", Now: time.Now()}, Assistant: left}
		var view month.SheetView
		if err := b.View(t.Context(), func(docs book.Documents) (err error) { view, err = month.LookSheet(docs, ask); return err }); err != nil {
			t.Fatal(err)
		}
		in := month.SheetInput{SheetAsk: ask, ID: "01930000-0000-7000-c000-000000000001", Saw: view.Hash}
		_, err = b.Do(t.Context(), book.Command{ID: in.ID, Name: "sheet.ready", Person: made.coordinator}, func(docs book.Documents) (book.Decision, error) {
			return month.SheetReady(docs, in)
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := h.Print(t.Context(), order)
		if err != nil || got.Version != 1 || !bytes.HasPrefix(got.PDF, []byte("%PDF-")) || onForm(got) {
			t.Fatalf("version %d, %d bytes, %v", got.Version, len(got.PDF), err)
		}
	})

	put := func(name string, content []byte) {
		t.Helper()
		folder := filepath.Join(made.data, "forms")
		if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, name), content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	// A form that does not fit does not keep the house from opening, and is not used.
	put("fk3059.pdf", formtest.Make(formtest.Field{Name: "Fran"}))
	put("fk3059.json", []byte(`{"form": "FK 3059", "rows": 1, "fields": {"row.from": "Till"}}`))
	inHouse(func(h *house.House) {
		if got, err := h.Print(t.Context(), order); err != nil || onForm(got) {
			t.Errorf("%d bytes, %v", len(got.PDF), err)
		}
	})
	put("fk3059.json", []byte(`{"form": "FK 3059", "rows": 1, "fields": {"row.from": "Fran"}}`))
	h, err := house.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	serve(t, h)
	op, running := house.Dial(context.WithoutCancel(t.Context()), made.data)
	if !running {
		t.Fatal("it does not run")
	}
	defer func() { _ = op.Close() }()
	got, err := op.Print(t.Context(), order)
	if err != nil || !onForm(got) {
		t.Errorf("%d bytes, %v", len(got.PDF), err)
	}
	if _, err := op.Print(t.Context(), house.PrintOrder{Beneficiary: alva, Month: "2020-01"}); !errors.Is(err, house.ErrNotSealed) {
		t.Errorf("an error keeps its meaning through the socket: %v", err)
	}
}
