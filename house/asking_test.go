package house

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/erak"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Försäkringskassan says nothing of an invoice: it is asked, more and more seldom, until it has said that the invoice is signed.
func TestWhoSaysNothingIsAsked(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 11, 11, 10, 0, 0, 0, time.UTC)
	secret := "a secret for tests only"
	asked, status := 0, ""
	invoice := care.Invoice{
		V: 2, Month: "2026-10", Version: 1, Granter: "fk", Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva", Personnummer: "198507099805"},
		Provider: care.InvoiceParty{Name: "Exempel", Organisationsnummer: "5560000001"}, Sums: care.Sums{Active: 60},
	}
	fk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		reference := r.URL.Query().Get(erak.QueryReference)
		if want := erak.SignQuestion([]byte(secret), r.Header.Get(erak.HeaderTime), reference); r.Header.Get(erak.HeaderSignature) != want {
			t.Error("the question is not signed")
		}
		if status == "" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		report := map[string]any{erak.KeyID: "r-" + status, erak.KeyReference: reference, erak.KeyStatus: status, erak.KeyTime: now.Format(time.RFC3339)}
		if status == erak.StatusSigned {
			echo := map[string]string{}
			for _, f := range erak.StatementFields(invoice.Statement()) {
				echo[f.Name] = f.Value
			}
			report[erak.KeyInvoice] = echo
		}
		raw, err := json.Marshal(report)
		if err != nil {
			t.Error(err)
		}
		seconds := strconv.FormatInt(now.Unix(), 10)
		w.Header().Set(erak.HeaderTime, seconds)
		w.Header().Set(erak.HeaderSignature, erak.SignReport([]byte(secret), seconds, raw))
		_, _ = w.Write(raw)
	}))
	defer fk.Close()
	h, err := Open(ctx, Config{
		Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Erak: Erak{URL: fk.URL, Secret: secret, By: erak.ByServer, Question: fk.URL + "/fraga"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	b, err := h.OpenBook(ctx, "01930000-0000-7000-8000-000000000009")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := invoice.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	hash, err := invoice.Hash()
	if err != nil {
		t.Fatal(err)
	}
	stamp := now.Format(time.RFC3339)
	if _, err := b.Do(ctx, book.Command{ID: "1", Name: "test"}, func(book.Documents) (book.Decision, error) {
		set := func(ref string, fields map[string]any) book.Change {
			all := op.Fields{}
			for name, value := range fields {
				all[name] = care.Value(value)
			}
			return book.Change{Doc: ref, Set: all}
		}
		return book.Decision{Set: []book.Change{
			set("person/alva", map[string]any{"name": "Alva"}),
			set("membership/1", map[string]any{"person": "alva", "role": "beneficiary", "from": "2026-01-01"}),
			set("snapshot/alva@2026-10.1", map[string]any{"invoice": json.RawMessage(raw), "hash": hash}),
			set("invoice/alva@2026-10", map[string]any{"beneficiary": "alva", "month": "2026-10", "state": "handed_over", "version": 1, "hash": hash,
				"at": map[string]string{"ready": stamp, "handed_over": stamp}, "by": map[string]string{"ready": "karin", "handed_over": "alva"}}),
		}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if is, err := h.Condition(ctx, b.ID()); err != nil || !is.Erak {
		t.Errorf("the server's page says that E-RÄK is not connected: %v", err)
	}
	memory := map[erak.Reference]time.Time{}
	step := func(after time.Duration, want int, state care.State) {
		t.Helper()
		now = now.Add(after)
		if err := h.askInvoices(ctx, b, memory); err != nil {
			t.Error(err)
		}
		var list []month.InvoiceLine
		if err := b.View(ctx, func(docs book.Documents) (err error) {
			list, err = month.Invoices(docs, "alva", now)
			return err
		}); err != nil || len(list) != 1 || list[0].Standing.State != state || asked != want {
			t.Errorf("asked %d times, want %d; %+v, want %s; %v", asked, want, list, state, err)
		}
	}
	step(30*time.Second, 0, care.HandedOver)
	step(31*time.Second, 1, care.HandedOver)
	step(30*time.Second, 1, care.HandedOver)
	status = erak.StatusReceived
	step(30*time.Second, 2, care.Received)
	step(24*time.Hour, 3, care.Received)
	step(5*time.Hour, 3, care.Received) // seldom, by now
	status = erak.StatusSigned
	step(2*time.Hour, 4, care.Signed)
	step(24*time.Hour, 4, care.Signed)
	if askAfter(0) != askEvery || askAfter(300*24*time.Hour) != askAtLeast {
		t.Error("it asks too often, or too seldom")
	}
}

// Nobody is asked where there is nobody to ask.
func TestNobodyIsAsked(t *testing.T) {
	h := &House{}
	var err error
	if h.erak, err = erak.New(erak.Config{Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	if err := h.runAsking(t.Context()); err != nil {
		t.Error(err)
	}
}
