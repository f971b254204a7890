package sim

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

// secure is the world with the side for servers: over TLS, with a client certificate.
func (w *world) secure(t *testing.T, change ...func(*erak.Config)) *erak.Service {
	t.Helper()
	authority, err := NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.sim.mu.Lock()
	w.sim.pagesAt = w.base
	w.sim.mu.Unlock()
	ctx, stop := context.WithCancel(t.Context())
	at, question, stopped, err := w.sim.StartSecure(ctx, "127.0.0.1:0", authority)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		<-stopped
	})
	own, err := authority.Client("Passbok", time.Now().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	cfg := erak.Config{
		URL: at, By: erak.ByServer, Pages: w.base, Question: question, Secret: secret, Public: w.public, Clock: time.Now,
		Identity: &own, Roots: authority.Roots(),
	}
	for _, do := range change {
		do(&cfg)
	}
	service, err := erak.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	return service
}

func codeOf(err error) string {
	var refusal *erak.Refusal
	if errors.As(err, &refusal) {
		return refusal.Code()
	}
	return ""
}

// By the server: posted over mutual TLS, sent on, reviewed and signed as by the browser.
func TestByTheServer(t *testing.T) {
	w := newWorld(t)
	service := w.secure(t)
	onward, err := service.HandOver(t.Context(), "book-1", october())
	if err != nil || onward.Method != "get" || len(onward.Fields) != 0 {
		t.Fatalf("%+v, %v", onward, err)
	}
	if again, err := service.HandOver(t.Context(), "book-1", october()); err != nil || again.Action != onward.Action {
		t.Errorf("again: %+v, %v", again, err)
	}
	if review := w.get(onward.Action); review.status != 200 || !strings.Contains(review.body, "528 h 10 min") {
		t.Fatalf("%d %s", review.status, review.body)
	}
	if home := w.post(onward.Action+"/skriv-under", nil); home.body != "hemma igen" || w.state != care.Signed {
		t.Errorf("%s, %s", home.url, w.state)
	}
}

func TestByTheServerTurnedDown(t *testing.T) {
	w := newWorld(t)
	service := w.secure(t)
	wrong := october()
	wrong.Beneficiary.Personnummer = "198507099806"
	_, err := service.HandOver(t.Context(), "book-1", wrong)
	var refusal *erak.Refusal
	if !errors.As(err, &refusal) || refusal.Code() != erak.CodeRejected || len(refusal.Faults()) != 1 ||
		refusal.Faults()[0] != (erak.Fault{Field: erak.FieldPersonnummer, Text: "Personnumret stämmer inte."}) {
		t.Errorf("%v", err)
	}
	for faults, want := range map[string]string{
		`{"reject":"Perioden är stängd.","reject_field":"redovisningsmanad"}`: erak.CodeRejected, `{"down":true}`: erak.CodeNoAnswer, `{"lost_handover":true}`: erak.CodeNoAnswer,
	} {
		w.breakIt(faults)
		if _, err := service.HandOver(t.Context(), "book-1", october()); codeOf(err) != want {
			t.Errorf("%s: %v", faults, err)
		}
	}
	// Its answer was lost: it is taken, once, and goes on where it was.
	w.breakIt(`{}`)
	if _, err := service.HandOver(t.Context(), "book-1", october()); err != nil || len(w.seen()) != 1 {
		t.Errorf("%v, %d came in", err, len(w.seen()))
	}
}

// Without a certificate of the authority's nobody is let in, and a server that is none of the authority's is told nothing.
func TestSecureLetsNobodyElseIn(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*erak.Config){
		"no certificate": func(c *erak.Config) { c.Identity = nil },
		"one of another authority": func(c *erak.Config) {
			other, err := NewAuthority(time.Now, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			own, err := other.Client("Somebody", time.Now().AddDate(1, 0, 0))
			if err != nil {
				t.Fatal(err)
			}
			c.Identity = &own
		},
		"one that has lapsed": func(c *erak.Config) {
			service := *c.Identity
			c.Identity = &tls.Certificate{Certificate: service.Certificate[:0], PrivateKey: service.PrivateKey}
		},
		"a server that we do not trust": func(c *erak.Config) { c.Roots = nil },
	} {
		if _, err := w.secure(t, change).HandOver(t.Context(), "book-1", october()); codeOf(err) != erak.CodeShut {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.secure(t, func(c *erak.Config) { c.Secret = []byte("a secret that nobody agreed on") }).HandOver(t.Context(), "book-1", october()); codeOf(err) != erak.CodeRejected {
		t.Errorf("another secret: %v", err)
	}
	if all := w.seen(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// Who is told nothing asks, and is told what would have been reported, once.
func TestAsking(t *testing.T) {
	w := newWorld(t)
	service := w.secure(t)
	reference := erak.Reference{Book: "book-1", Beneficiary: "alva", Month: "2026-10", Version: 1}
	if _, _, told, err := service.Ask(t.Context(), reference); told || err != nil {
		t.Errorf("before there was anything: %t, %v", told, err)
	}
	w.breakIt(`{"no_report":true}`)
	onward, err := service.HandOver(t.Context(), "book-1", october())
	if err != nil {
		t.Fatal(err)
	}
	got, _, told, err := service.Ask(t.Context(), reference)
	if err != nil || !told || got.Status != care.Received {
		t.Errorf("%+v, %t, %v", got, told, err)
	}
	w.post(onward.Action+"/skriv-under", nil)
	first, raw, told, err := service.Ask(t.Context(), reference)
	if err != nil || !told || first.Status != care.Signed || first.Signed != october().Statement() || len(raw) == 0 {
		t.Errorf("%+v, %t, %v", first, told, err)
	}
	if again, _, _, err := service.Ask(t.Context(), reference); err != nil || again.ID != first.ID {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	forged := w.secure(t, func(c *erak.Config) { c.Secret = []byte("a secret that nobody agreed on") })
	if _, _, _, err := forged.Ask(t.Context(), reference); codeOf(err) != erak.CodeShut {
		t.Errorf("asked by somebody else: %v", err)
	}
	nobody := w.secure(t, func(c *erak.Config) { c.Question = "" })
	if _, _, _, err := nobody.Ask(t.Context(), reference); codeOf(err) != erak.CodeNotConnected {
		t.Errorf("asked nobody: %v", err)
	}
}

// bank is a BankID that answers as told.
type bank struct {
	step Step
	err  error
	text string
	back string
}

func (b *bank) Origin() string { return "https://bankid.example" }

func (b *bank) Begin(_ context.Context, text, _, back string) (order, link string, err error) {
	b.text, b.back = text, back
	return "order-1", b.back, b.err // the app leads back at once
}

func (b *bank) Look(context.Context, string) (Step, string, string, error) {
	return b.step, "198507099805", "Läs igenom i appen.", b.err
}

// Signed at a BankID: nothing is signed before it is done there, and a failure says so where the person is.
func TestSignedAtABankID(t *testing.T) {
	w := newWorld(t)
	id := &bank{}
	w.sim.cfg.BankID, w.sim.pagesAt = id, w.base
	review := w.post(w.base+"/rakning", w.form(october()))
	if csp := review.header.Get("Content-Security-Policy"); !strings.Contains(csp, "form-action 'self' https://bankid.example ") {
		t.Errorf("policy: %s", csp)
	}
	waits := w.post(review.url.String()+"/skriv-under", nil)
	if waits.status != http.StatusOK || !strings.Contains(waits.body, "Läs igenom i appen.") || w.state == care.Signed {
		t.Errorf("%d %s", waits.status, waits.body)
	}
	if !strings.Contains(id.text, "528.10") || !strings.Contains(id.text, "oktober 2026") || id.back != review.url.String()+"/bankid" {
		t.Errorf("%q, back to %s", id.text, id.back)
	}
	id.step = Failed
	if got := w.get(id.back); !strings.Contains(got.body, `role="alert"`) || !strings.Contains(got.body, "Skriv under</button>") {
		t.Errorf("%s", got.body)
	}
	id.step, id.err = Done, errors.New("nobody there")
	if got := w.post(review.url.String()+"/skriv-under", nil); got.status != http.StatusBadGateway || !strings.Contains(got.body, "Inget är underskrivet") {
		t.Errorf("%d %s", got.status, got.body)
	}
	id.err = nil
	if home := w.post(review.url.String()+"/skriv-under", nil); home.body != "hemma igen" || w.state != care.Signed {
		t.Errorf("%s, %s", home.url, w.state)
	}
	if all := w.seen(); all[0].By != "850709-••••" {
		t.Errorf("%+v", all[0])
	}
	if got := w.get(id.back); !strings.Contains(got.body, "är underskriven") {
		t.Errorf("back once more: %s", got.body)
	}
}
