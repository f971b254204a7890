package push

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/push/sim"
)

func TestNoticeReachesEveryDevice(t *testing.T) {
	h := newHouse(t)
	phone, tablet := h.subscribe(alva, "phone"), h.subscribe(alva, "tablet")
	other := h.subscription(bo, "phone")
	other.Lang = "en"
	other, err := h.Subscribe(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("job-1", alva, bo, alva))
	h.enqueue(readyFor("job-1", bo, alva))
	h.deliver()
	h.enqueue(readyFor("job-1", alva, bo))
	h.deliver()
	for _, sub := range []Subscription{phone, tablet, other} {
		messages := h.got(sub)
		if len(messages) != 1 {
			t.Fatalf("%s got %d notices", sub.Person, len(messages))
		}
		var p payload
		if err := json.Unmarshal(messages[0].Data, &p); err != nil {
			t.Fatal(err)
		}
		m := messages[0]
		if m.Topic != p.Notification.Tag || len(m.Topic) != 32 || m.TTL != int((14*day).Seconds()) ||
			m.Urgency != "normal" || m.Subject != "https://passbok.example" {
			t.Errorf("got %+v", m)
		}
		if want := "https://passbok.example/rakning/" + alva + "/2026-10"; p.Notification.Navigate != want {
			t.Errorf("a tap leads to %s", p.Notification.Navigate)
		}
	}
	if text := h.got(other)[0].Text; !strings.Contains(text, "October is ready") || !strings.Contains(text, "5 December") {
		t.Errorf("in English: %s", text)
	}
	if h.waiting() != 0 || len(h.sent) != 3 {
		t.Errorf("%d wait, %d receipts", h.waiting(), len(h.sent))
	}
}

// What each answer of a push service leads to.
func TestAnswers(t *testing.T) {
	type after struct {
		subscribed, stale bool
		waiting           int
		wait              time.Duration // until the next attempt, at least
	}
	tests := map[string]struct {
		fault sim.Fault
		want  after
	}{
		"201":                       {sim.Fault{Status: 201}, after{subscribed: true}},
		"202":                       {sim.Fault{Status: 202}, after{subscribed: true}},
		"400":                       {sim.Fault{Status: 400}, after{subscribed: true, stale: true, waiting: 1}},
		"403":                       {sim.Fault{Status: 403}, after{subscribed: true, stale: true, waiting: 1}},
		"404":                       {sim.Fault{Status: 404}, after{subscribed: true, stale: true, waiting: 1}},
		"410":                       {sim.Fault{Status: 410}, after{subscribed: true, stale: true, waiting: 1}},
		"413":                       {sim.Fault{Status: 413}, after{subscribed: true}},
		"a redirect":                {sim.Fault{Status: 307, Location: "http://127.0.0.1:1/"}, after{subscribed: true}},
		"429 with seconds":          {sim.Fault{Status: 429, RetryAfter: "900"}, after{subscribed: true, waiting: 1, wait: 900 * time.Second}},
		"429 without":               {sim.Fault{Status: 429}, after{subscribed: true, waiting: 1, wait: 4 * time.Second}},
		"429 beyond its time":       {sim.Fault{Status: 429, RetryAfter: "99999999"}, after{subscribed: true}},
		"500":                       {sim.Fault{Status: 500}, after{subscribed: true, waiting: 1, wait: 4 * time.Second}},
		"503 with seconds":          {sim.Fault{Status: 503, RetryAfter: "60"}, after{subscribed: true, waiting: 1, wait: 60 * time.Second}},
		"a connection that is cut":  {sim.Fault{Cut: true}, after{subscribed: true, waiting: 1, wait: 4 * time.Second}},
		"a Retry-After of nonsense": {sim.Fault{Status: 429, RetryAfter: "soon"}, after{subscribed: true, waiting: 1, wait: 4 * time.Second}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			sub := h.subscribe(alva, "phone")
			h.sim.Break(test.fault)
			h.enqueue(readyFor("job", alva))
			h.deliver()
			var got after
			for _, s := range h.of(alva) {
				got.subscribed, got.stale = true, s.Stale != nil
			}
			got.waiting, got.wait = h.waiting(), test.want.wait
			if got != test.want {
				t.Fatalf("got %+v, want %+v", got, test.want)
			}
			if test.want.waiting == 0 || test.want.stale {
				return
			}
			h.clock.Move(test.want.wait - time.Second)
			h.deliver()
			if len(h.got(sub)) != 0 {
				t.Fatal("tried again too early")
			}
			h.clock.Move(3 * time.Second)
			h.deliver()
			if h.waiting() != 0 || len(h.got(sub)) != 1 {
				t.Error("not sent when its time had come")
			}
		})
	}
}

func TestGivesUpWhenItsTimeIsOver(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 500, Times: -1})
	h.enqueue(readyFor("job", alva))
	attempts := 0
	for ; h.waiting() > 0; attempts++ {
		if attempts > 1000 {
			t.Fatal("it never gives up")
		}
		h.deliver()
		h.clock.Move(2 * time.Hour)
	}
	if attempts < 100 || len(h.got(sub)) != 0 || len(h.sent) != 0 {
		t.Errorf("gave up after %d attempts", attempts)
	}
}

func TestBackOffGrows(t *testing.T) {
	last := time.Duration(0)
	for tries := 1; tries < 100; tries++ {
		wait := backOff(tries, "a")
		if wait < last || wait > 72*time.Minute || wait < 4*time.Second {
			t.Fatalf("the wait after %d tries is %s, after %s", tries, wait, last)
		}
		last = wait
	}
	if backOff(3, "a") == backOff(3, "b") {
		t.Error("those who fail together return together")
	}
}

// A newer notice about the same takes the place of an older one that could not be sent yet.
func TestNewerTakesThePlace(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 503})
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	reopened := readyFor("job-2", alva)
	reopened.Code = InvoiceReopened
	h.enqueue(reopened)
	differs := readyFor("job-3", alva)
	differs.Code = InvoiceDiffers
	h.enqueue(differs)
	h.deliver()
	h.clock.Move(time.Hour)
	h.deliver()
	var seen []Code
	for _, m := range h.got(sub) {
		var p payload
		if err := json.Unmarshal(m.Data, &p); err != nil {
			t.Fatal(err)
		}
		seen = append(seen, p.App.Notice)
	}
	slices.Sort(seen)
	if !slices.Equal(seen, []Code{InvoiceDiffers, InvoiceReopened}) {
		t.Errorf("the phone got %v", seen)
	}
}

// The push service has it, but whoever wants to know could not write it down: asked again, not sent again.
func TestReceiptIsGivenUntilItIsTaken(t *testing.T) {
	h := newHouse(t)
	cfg, full := h.cfg, true
	var taken []Receipt
	cfg.Sent = func(_ context.Context, r Receipt) error {
		if full {
			return errors.New("no room")
		}
		taken = append(taken, r)
		return nil
	}
	h.Sender = h.make(cfg)
	sub := h.subscribe(alva, "phone")
	h.enqueue(readyFor("job", alva))
	at := h.clock.Now().UTC()
	h.deliver()
	h.clock.Move(time.Minute)
	h.deliver()
	full = false
	h.clock.Move(time.Minute)
	h.deliver()
	want := Receipt{ID: "job", Code: InvoiceReady, Person: alva, Beneficiary: alva, Month: "2026-10", At: at}
	if len(taken) != 1 || taken[0] != want || len(h.got(sub)) != 1 || h.waiting() != 0 {
		t.Errorf("receipts %+v, %d sent", taken, len(h.got(sub)))
	}
}

// Redirects lead anywhere: they are not followed, wherever to.
func TestRedirectIsNotFollowed(t *testing.T) {
	h := newHouse(t)
	followed := make(chan struct{}, 1)
	target := serveFunc(t, func(_ http.ResponseWriter, r *http.Request) { drain(r); followed <- struct{}{} })
	h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 308, Location: target})
	h.enqueue(readyFor("job", alva))
	h.deliver()
	select {
	case <-followed:
		t.Error("the redirect was followed")
	default:
	}
}
