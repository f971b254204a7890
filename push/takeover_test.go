package push

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/push/sim"
	"passbok/store"
)

// codes lists what came to an endpoint, sorted.
func (h *house) codes(sub Subscription) []Code {
	h.t.Helper()
	all := []Code{}
	for _, m := range h.got(sub) {
		var p payload
		if err := json.Unmarshal(m.Data, &p); err != nil {
			h.t.Fatal(err)
		}
		all = append(all, p.App.Notice)
	}
	slices.Sort(all)
	return all
}

// A subscription comes to its end while something waits for it: whoever it was for is told at the next one.
func TestNextSubscriptionTakesOver(t *testing.T) {
	tests := map[string]struct {
		ends   sim.Fault
		person string
		device string
		after  time.Duration
		want   []Code
	}{
		"503, and a new endpoint":         {sim.Fault{Status: 503, RetryAfter: "86400"}, alva, "phone", time.Hour, []Code{InvoiceReady}},
		"404":                             {sim.Fault{Status: 404}, alva, "phone", time.Hour, []Code{InvoiceReady}},
		"410":                             {sim.Fault{Status: 410}, alva, "phone", time.Hour, []Code{InvoiceReady}},
		"403":                             {sim.Fault{Status: 403}, alva, "phone", time.Hour, []Code{InvoiceReady}},
		"410, and a device not seen yet":  {sim.Fault{Status: 410}, alva, "new-phone", 13 * day, []Code{InvoiceReady}},
		"410, and too late":               {sim.Fault{Status: 410}, alva, "phone", 14*day + time.Second, []Code{}},
		"410, and another person's phone": {sim.Fault{Status: 410}, bo, "phone", time.Hour, []Code{}},
		"503, and another device":         {sim.Fault{Status: 503, RetryAfter: "86400"}, alva, "tablet", time.Hour, []Code{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			old := h.subscribe(alva, "phone")
			h.sim.Break(test.ends)
			h.enqueue(readyFor("job", alva))
			h.deliver()
			h.restart()
			h.clock.Move(test.after)
			next := h.subscribe(test.person, test.device)
			h.deliver()
			if got := h.codes(next); !slices.Equal(got, test.want) {
				t.Errorf("the new subscription was told %v, want %v", got, test.want)
			}
			if len(h.got(old)) != 0 || len(h.sent) != len(test.want) {
				t.Errorf("%d at the old one, %d receipts", len(h.got(old)), len(h.sent))
			}
			h.deliver()
			if len(h.codes(next)) != len(test.want) {
				t.Error("told twice")
			}
		})
	}
}

// While a device cannot be reached, what is newer takes the place of what it was not told.
func TestStaleMissesNothing(t *testing.T) {
	h := newHouse(t)
	phone, tablet := h.subscribe(alva, "phone"), h.subscribe(alva, "tablet")
	h.sim.Break(sim.Fault{Endpoint: phone.Endpoint, Status: 410, Times: -1})
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	signed, differs := readyFor("job-2", alva), readyFor("job-3", alva)
	signed.Code, differs.Code = InvoiceSigned, InvoiceDiffers
	h.enqueue(signed)
	h.enqueue(differs)
	h.deliver()
	h.clock.Move(time.Hour)
	if again, err := h.Subscribe(t.Context(), phone); err != nil || again.Stale == nil {
		t.Fatalf("the device is not asked for another: %+v, %v", again, err)
	}
	// The tablet was told of each; that its subscription is confirmed brings nothing of the phone's.
	if _, err := h.Subscribe(t.Context(), tablet); err != nil {
		t.Fatal(err)
	}
	h.deliver()
	if got := h.codes(tablet); !slices.Equal(got, []Code{InvoiceDiffers, InvoiceReady, InvoiceSigned}) {
		t.Errorf("the tablet was told %v", got)
	}
	fresh := h.subscribe(alva, "phone")
	h.deliver()
	if got := h.codes(fresh); !slices.Equal(got, []Code{InvoiceDiffers, InvoiceSigned}) || h.waiting() != 0 {
		t.Errorf("the phone was told %v, %d wait", got, h.waiting())
	}
}

// The push service had it and only the receipt is outstanding: it is given, and nothing is sent again.
func TestTakeOverKeepsWhatWasAccepted(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "phone")
	at := h.clock.Now().UTC()
	d := delivery{V: 1, Notice: readyFor("job"), Person: alva, Hash: sub.hash(), Line: hashOf(h.allow[0]),
		Due: at.Add(time.Hour), Until: at.Add(day), Tries: 3, Accepted: &at}
	if err := h.store.Update(t.Context(), "registry", func(tx store.Txn) error { return place(tx, d) }); err != nil {
		t.Fatal(err)
	}
	fresh := h.subscribe(alva, "phone")
	h.deliver()
	if len(h.got(fresh)) != 0 || len(h.sent) != 1 || !h.sent[0].At.Equal(at) || h.waiting() != 0 {
		t.Errorf("%d sent, receipts %+v, %d wait", len(h.got(fresh)), h.sent, h.waiting())
	}
}

// The device makes another subscription just while its old one is tried: it is told there.
func TestReplacedDuringAnAttempt(t *testing.T) {
	h := newHouse(t)
	var fresh Subscription
	dying := serveFunc(t, func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		fresh = h.subscribe(alva, "phone")
		w.WriteHeader(http.StatusGone)
	})
	h.allow = append(h.allow, strings.TrimPrefix(dying, "http://"))
	h.restart()
	sub := h.subscription(alva, "phone")
	sub.Endpoint = dying + "/1"
	if _, err := h.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("job", alva))
	h.deliver()
	if subs := h.of(alva); len(subs) != 1 || subs[0].Stale != nil || len(h.got(fresh)) != 1 || h.waiting() != 0 {
		t.Errorf("%d subscriptions, %d told, %d wait", len(subs), len(h.got(fresh)), h.waiting())
	}
}

// New keys at the same endpoint are a new subscription: what rested there is sent.
func TestNewKeysAtTheSameEndpoint(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "")
	h.sim.Break(sim.Fault{Status: 403})
	h.enqueue(readyFor("job", alva))
	h.deliver()
	sub.Auth = strings.Repeat("A", 22)
	kept, err := h.Subscribe(t.Context(), sub)
	if err != nil || kept.Stale != nil {
		t.Fatalf("%+v, %v", kept, err)
	}
	h.sim.Break(sim.Fault{Status: 201}) // whose keys these are is the browser's affair
	h.deliver()
	if len(h.sent) != 1 || h.waiting() != 0 {
		t.Errorf("%d told, %d wait", len(h.sent), h.waiting())
	}
}

// What nobody comes for ends with its time, and the subscription some time after.
func TestStaleIsForgottenAtLast(t *testing.T) {
	h := newHouse(t)
	h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 410})
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	h.clock.Move(14*day + time.Second)
	h.deliver()
	if h.waiting() != 0 || len(h.of(alva)) != 1 {
		t.Fatalf("%d wait at %d", h.waiting(), len(h.of(alva)))
	}
	h.clock.Move(remembered)
	h.enqueue(readyFor("job-2", alva))
	if h.waiting() != 0 || len(h.of(alva)) != 0 {
		t.Errorf("%d wait at %d", h.waiting(), len(h.of(alva)))
	}
}

// However much waits, the new subscription is kept, and the newest of it is told.
func TestTakeOverHasABound(t *testing.T) {
	h := newHouse(t)
	for i := range 6 {
		sub := h.subscribe(alva, fmt.Sprintf("phone-%d", i))
		err := h.store.Update(t.Context(), "registry", func(tx store.Txn) error {
			sub.Stale = &sub.Made
			for j := range 150 {
				n, at := readyFor("job"), h.clock.Now().UTC()
				n.Beneficiary = fmt.Sprintf("person-%d-%d", i, j)
				d := delivery{V: 1, Notice: n, Person: alva, Hash: sub.hash(), Line: "x", Until: at.Add(day + time.Duration(i)*time.Hour)}
				if err := rest(tx, d); err != nil {
					return err
				}
			}
			return put(tx, subscriptionKey(alva, sub.hash()), sub)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	fresh := h.subscribe(alva, "phone")
	h.deliver()
	if got := len(h.got(fresh)); got != maxTaken || h.sent[0].Beneficiary[:8] == "person-0" {
		t.Errorf("told of %d, first of %s", got, h.sent[0].Beneficiary)
	}
	h.clock.Move(2 * day)
	h.deliver()
	if h.waiting() != 0 {
		t.Errorf("%d wait for ever", h.waiting())
	}
}

// A phone changes hands, and then its endpoint: what waited for the first person does not go along.
func TestTakeOverIsOfOnePerson(t *testing.T) {
	h := newHouse(t)
	phone := h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 503, RetryAfter: "600"})
	h.enqueue(readyFor("job", alva))
	h.deliver()
	phone.Person = bo
	if _, err := h.Subscribe(t.Context(), phone); err != nil {
		t.Fatal(err)
	}
	fresh := h.subscribe(bo, "phone")
	err := h.store.View(t.Context(), "registry", func(r store.Reader) error {
		for kv := range r.Scan(store.Prefix([]byte("notice/pending/" + fresh.hash()))) {
			t.Errorf("it came along: %s", kv.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Move(time.Hour)
	h.deliver()
	if len(h.got(fresh)) != 0 || h.waiting() != 0 {
		t.Error("a notice for one person reached another's phone, or waits for ever")
	}
}
