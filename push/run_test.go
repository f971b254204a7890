package push

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passbok/push/sim"
	"passbok/store"
)

// run lets the queue run until the test ends or the returned function is called.
func (h *house) run() (stop func()) {
	ctx, cancel := context.WithCancel(h.t.Context())
	ended := make(chan error, 1)
	sender := h.Sender
	go func() { ended <- sender.Run(ctx) }()
	return func() {
		h.t.Helper()
		cancel()
		if err := <-ended; err != nil {
			h.t.Error(err)
		}
	}
}

func TestRestartSendsWhatWasDue(t *testing.T) {
	h := newHouse(t)
	public := h.PublicKey()
	sub := h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 503, RetryAfter: "600"})
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	conflict := readyFor("job-2", alva)
	conflict.Code = ShiftConflict
	h.enqueue(conflict) // and the process is gone before it was tried
	h.restart()
	if h.PublicKey() != public {
		t.Fatal("the key pair changed")
	}
	h.enqueue(conflict) // the job was not crossed off, so it comes again
	stop := h.run()
	<-h.clock.waits
	for len(h.got(sub)) < 1 {
		<-h.clock.waits
	}
	h.clock.Move(11 * time.Minute)
	for len(h.got(sub)) < 2 || h.waiting() != 0 { // stopped before it is crossed off, one is sent again
		<-h.clock.waits
	}
	stop()
	h.deliver()
	if got := len(h.got(sub)); got != 2 || h.waiting() != 0 {
		t.Errorf("%d were sent, %d wait", got, h.waiting())
	}
}

// Stopped in the middle of an attempt: the notice stays, and goes out after the restart.
func TestStopDuringAnAttempt(t *testing.T) {
	h := newHouse(t)
	arrived, answered := make(chan struct{}, 2), atomic.Int32{}
	slow := serveFunc(t, func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		if arrived <- struct{}{}; answered.Add(1) == 1 {
			<-r.Context().Done()
		}
		w.WriteHeader(http.StatusCreated)
	})
	h.allow = append(h.allow, strings.TrimPrefix(slow, "http://"))
	h.restart()
	sub := h.subscription(alva, "phone")
	sub.Endpoint = slow + "/1"
	if _, err := h.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("job", alva))
	stop := h.run()
	<-arrived
	stop()
	if h.waiting() != 1 || len(h.sent) != 0 {
		t.Fatalf("%d wait", h.waiting())
	}
	h.restart()
	h.deliver()
	if h.waiting() != 0 || len(h.sent) != 1 || answered.Load() != 2 {
		t.Error("it did not go out after the restart")
	}
}

func TestEnqueueWakesRun(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "phone")
	stop := h.run()
	<-h.clock.waits
	h.enqueue(readyFor("job", alva))
	for len(h.got(sub)) == 0 {
		<-h.clock.waits
	}
	stop()
}

// Hundreds of notices to a host that does not answer: the others are sent all the same, and the dead
// host is not asked by more than a few at a time.
func TestDeadHostHoldsUpNobody(t *testing.T) {
	h := newHouse(t)
	var asked, most atomic.Int32
	hang := func(_ http.ResponseWriter, r *http.Request) {
		drain(r)
		most.Store(max(most.Load(), asked.Add(1)))
		<-r.Context().Done()
	}
	dead := serveFunc(t, hang)
	for hashOf(strings.TrimPrefix(dead, "http://")) > hashOf(strings.TrimPrefix(h.base, "http://")) {
		dead = serveFunc(t, hang) // its line is to come first
	}
	h.allow = append(h.allow, strings.TrimPrefix(dead, "http://"))
	h.restart()
	var people []string
	for i := range 200 {
		person := fmt.Sprintf("a-dead-%d", i)
		sub := h.subscription(person, "phone")
		sub.Endpoint = fmt.Sprintf("%s/%d", dead, i)
		if _, err := h.Subscribe(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		people = append(people, person)
	}
	h.enqueue(readyFor("to the dead", people...))
	sub := h.subscribe(alva, "phone")
	h.enqueue(readyFor("to the living", alva))
	stop := h.run()
	for len(h.got(sub)) == 0 {
		<-h.clock.waits
	}
	stop()
	if most.Load() > perHost || h.waiting() != 200 {
		t.Errorf("%d asked at the same time, %d wait", most.Load(), h.waiting())
	}
}

// What is newer comes while the older is on its way: the newer is sent too, after it, and not lost with it.
func TestNewerComesDuringAnAttempt(t *testing.T) {
	h := newHouse(t)
	var asked atomic.Int32
	slow := serveFunc(t, func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		if asked.Add(1) == 1 {
			newer := readyFor("job-2", alva)
			newer.Code = InvoiceReopened
			h.enqueue(newer)
		}
		w.WriteHeader(http.StatusCreated)
	})
	h.allow = append(h.allow, strings.TrimPrefix(slow, "http://"))
	h.restart()
	sub := h.subscription(alva, "phone")
	sub.Endpoint = slow + "/1"
	if _, err := h.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	if asked.Load() != 2 || len(h.sent) != 2 || h.sent[1].Code != InvoiceReopened || h.waiting() != 0 {
		t.Errorf("asked %d times, receipts %+v", asked.Load(), h.sent)
	}
}

// A host that failed several times in a row gets one attempt at a time, until it answers.
func TestSickHost(t *testing.T) {
	r := round{Sender: &Sender{}, lines: map[string]*line{}, flying: map[string]bool{}}
	land := func(a answer, status int) {
		r.line("a").flying++
		r.landed(result{delivery: delivery{Line: "a"}, answer: a, status: status})
	}
	for range sickFrom {
		land(later, 0)
	}
	if got := r.line("a").room(); got != 1 {
		t.Errorf("a sick host has room for %d", got)
	}
	land(later, 429) // it answers, and says that it is well but busy
	land(accepted, 201)
	if got := r.line("a").room(); got != perHost {
		t.Errorf("a host that is well again has room for %d", got)
	}
}

// fullStore takes no writes while full is set.
type fullStore struct {
	store.Store
	full   atomic.Bool
	writes atomic.Int32
}

func (f *fullStore) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	f.writes.Add(1)
	if f.full.Load() {
		return store.ErrFull
	}
	return f.Store.Update(ctx, space, fn)
}

// Where nothing can be written down, nothing more is sent: else each notice would go out again and again.
func TestFullDiskStopsSending(t *testing.T) {
	h := newHouse(t)
	st := &fullStore{Store: h.store}
	cfg := h.cfg
	cfg.Store = st
	cfg.Sent = func(context.Context, Receipt) error { st.full.Store(true); return nil }
	h.Sender = h.make(cfg)
	sub := h.subscribe(alva, "phone")
	h.enqueue(readyFor("job", alva))
	if err := h.Deliver(t.Context()); !errors.Is(err, store.ErrFull) {
		t.Fatalf("delivering on a full disk: %v", err)
	}
	if got := len(h.got(sub)); got != 1 || h.waiting() != 1 {
		t.Fatalf("%d sent, %d wait", got, h.waiting())
	}
	if err := h.Enqueue(t.Context(), readyFor("job-2", alva)); !errors.Is(err, store.ErrFull) {
		t.Errorf("what cannot be kept was taken: %v", err)
	}
}
