package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

// ask makes a request and returns the answer's status and body.
func ask(t *testing.T, method, address, kind, body string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	response, err := http.DefaultTransport.RoundTrip(request) // follows nothing
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

// leads is where a form's answer leads to, which begins as it is to.
func leads(t *testing.T, form, begins string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, form, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	to := response.Header.Get("Location")
	if !strings.HasPrefix(to, begins) {
		t.Fatalf("%s leads to %q, %d", form, to, response.StatusCode)
	}
	return to
}

// A second start on the same data goes on where it was: so must the world around it. What Försäkringskassan has signed is signed at the
// demo's BankID.
func TestTheDemosSimulatorsRemember(t *testing.T) {
	const public = "http://127.0.0.1:1"
	// The folder is not there yet.
	c := &demoCommand{Addr: "127.0.0.1:0", Data: filepath.Join(t.TempDir(), "new", "demo")}
	start := func() (simulators, func()) {
		ctx, stop := context.WithCancel(t.Context())
		sims, err := c.startSimulators(ctx, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, public, demoTime{now: time.Now, after: time.After})
		if err != nil {
			t.Fatal(err)
		}
		return sims, func() { stop(); sims.wait() }
	}
	sims, stop := start()
	var sub struct{ Endpoint string }
	if _, answer := ask(t, "POST", sims.push+"/subscriptions", "", ""); json.Unmarshal([]byte(answer), &sub) != nil {
		t.Fatal(answer)
	}
	e, err := erak.New(erak.Config{URL: sims.fk, Secret: []byte(demoSecret), Public: public, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	form, err := e.Form("book-1", care.Invoice{
		V: 1, Month: "2026-10", Version: 1, Granter: "fk", Employer: "own",
		Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva Påhittad", Personnummer: "198507099805"}, Sums: care.Sums{Active: 60},
	})
	if err != nil {
		t.Fatal(err)
	}
	fields := url.Values{}
	for _, f := range form.Fields {
		fields.Set(f.Name, f.Value)
	}
	if status, answer := ask(t, "POST", sims.fk, "application/x-www-form-urlencoded", fields.Encode()); status != http.StatusFound {
		t.Fatalf("%d %s", status, answer)
	}
	stop()

	sims, stop = start()
	defer stop()
	at, err := url.Parse(sub.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	if status, answer := ask(t, "GET", sims.push+"/messages?endpoint="+url.QueryEscape(sims.push+at.Path), "", ""); status != 200 {
		t.Errorf("the subscription after a restart: %d %s", status, answer)
	}
	if _, answer := ask(t, "GET", strings.TrimSuffix(sims.fk, "/rakning")+"/admin/invoices", "", ""); !strings.Contains(answer, "book-1/alva@2026-10.1") {
		t.Errorf("the invoice after a restart: %s", answer)
	}
	var came []struct{ Review string }
	if _, answer := ask(t, "GET", strings.TrimSuffix(sims.fk, "/rakning")+"/admin/invoices", "", ""); json.Unmarshal([]byte(answer), &came) != nil || len(came) != 1 {
		t.Fatal(answer)
	}
	app := leads(t, strings.TrimSuffix(sims.fk, "/rakning")+came[0].Review+"/skriv-under", sims.bankid.App)
	if status, order := ask(t, "GET", app, "", ""); status != http.StatusSeeOther {
		t.Errorf("the order in the app: %d %s", status, order)
	}
}
