package push

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/push/sim"
	"passbok/store"
	"passbok/store/bolt"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock stands still until it is moved; a timer rings when the clock has come to it.
type clock struct {
	mu      sync.Mutex
	now     time.Time
	waiting []waiter
	// waits gets the length of every wait that begins and does not end at once.
	waits chan time.Duration
}

type waiter struct {
	at   time.Time
	ring chan time.Time
}

func newClock() *clock {
	// What the sender signs is dated by the machine's clock, and the simulator checks it: so near to now.
	return &clock{now: time.Now().Truncate(time.Second), waits: make(chan time.Duration, 1000)}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	ring := make(chan time.Time, 1)
	if d <= 0 {
		ring <- c.now
		return ring
	}
	c.waiting = append(c.waiting, waiter{c.now.Add(d), ring})
	select {
	case c.waits <- d:
	default:
	}
	return ring
}

func (c *clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	kept := c.waiting[:0]
	for _, w := range c.waiting {
		if w.at.After(c.now) {
			kept = append(kept, w)
			continue
		}
		w.ring <- c.now
	}
	c.waiting = kept
}

// house is a sender with its store, and a push service that it may send to.
type house struct {
	*Sender
	t     testing.TB
	path  string
	store *bolt.Store
	clock *clock
	sim   *sim.Service
	base  string
	sent  []Receipt
	cfg   Config
	allow []string
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "store"), clock: newClock()}
	var err error
	if h.sim, err = sim.New(sim.Config{Clock: time.Now, After: time.After}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h.sim)
	t.Cleanup(server.Close)
	h.base = server.URL
	h.allow = []string{strings.TrimPrefix(h.base, "http://")}
	h.open()
	t.Cleanup(h.close)
	return h
}

func (h *house) open() {
	h.t.Helper()
	st, err := bolt.Open(h.t.Context(), h.path, bolt.Options{AddressSpace: 1 << 26})
	if err != nil {
		h.t.Fatal(err)
	}
	h.store = st
	var mu sync.Mutex
	h.cfg = Config{
		Store: st, Space: "registry", Public: "https://passbok.example", Allow: h.allow,
		Clock: h.clock.Now, After: h.clock.After, Rand: rand.Reader,
		Sent: func(_ context.Context, r Receipt) error {
			mu.Lock()
			defer mu.Unlock()
			h.sent = append(h.sent, r)
			return nil
		},
	}
	h.Sender = h.make(h.cfg)
}

func (h *house) make(cfg Config) *Sender {
	h.t.Helper()
	s, err := Open(h.t.Context(), cfg)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *house) close() {
	h.http.CloseIdleConnections()
	if err := h.store.Close(); err != nil {
		h.t.Error(err)
	}
}

// restart is what a new process does: the same file, opened anew.
func (h *house) restart() {
	h.t.Helper()
	h.close()
	h.open()
}

// subscription makes one at the simulator, as a browser would.
func (h *house) subscription(person, device string) Subscription {
	h.t.Helper()
	request := httptest.NewRequest("POST", h.base+"/subscriptions", strings.NewReader(`{"applicationServerKey":"`+h.PublicKey()+`"}`))
	answer := httptest.NewRecorder()
	h.sim.ServeHTTP(answer, request)
	var made struct {
		Endpoint string
		Keys     struct{ P256dh, Auth string }
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &made); err != nil {
		h.t.Fatal(err)
	}
	return Subscription{Person: person, Device: device, Endpoint: made.Endpoint, P256dh: made.Keys.P256dh, Auth: made.Keys.Auth}
}

func (h *house) subscribe(person, device string) Subscription {
	h.t.Helper()
	kept, err := h.Subscribe(h.t.Context(), h.subscription(person, device))
	if err != nil {
		h.t.Fatal(err)
	}
	return kept
}

func (h *house) of(person string) []Subscription {
	h.t.Helper()
	subs, err := h.Of(h.t.Context(), person)
	if err != nil {
		h.t.Fatal(err)
	}
	return subs
}

func (h *house) enqueue(n Notice) {
	h.t.Helper()
	if err := h.Enqueue(h.t.Context(), n); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) deliver() {
	h.t.Helper()
	if err := h.Deliver(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// got lists what the simulator took for an endpoint: all of it, in order.
func (h *house) got(sub Subscription) []sim.Message {
	h.t.Helper()
	answer := httptest.NewRecorder()
	h.sim.ServeHTTP(answer, httptest.NewRequest("GET", "/messages?all=1&endpoint="+url.QueryEscape(sub.Endpoint), nil))
	var messages []sim.Message
	if err := json.NewDecoder(answer.Body).Decode(&messages); err != nil {
		h.t.Fatal(err)
	}
	return messages
}

// waiting counts the keys of the queue that stand for deliveries.
func (h *house) waiting() int {
	h.t.Helper()
	due, pending := 0, 0
	err := h.store.View(h.t.Context(), "registry", func(r store.Reader) error {
		for range r.Scan(store.Prefix([]byte(dueKeys))) {
			due++
		}
		for range r.Scan(store.Prefix([]byte("notice/pending/"))) {
			pending++
		}
		return nil
	})
	if err != nil || due != pending {
		h.t.Fatalf("%d keys are due and %d pending: %v", due, pending, err)
	}
	return due
}

const (
	alva = "0198c0de-0000-7000-8000-000000000001"
	bo   = "0198c0de-0000-7000-8000-000000000002"
)

func readyFor(id string, to ...string) Notice {
	return Notice{ID: id, Code: InvoiceReady, To: to, Month: "2026-10", Beneficiary: alva, Deadline: "2026-12-05"}
}

// nowhere is a host that answers every question about its address with one that is not public.
func nowhere(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
}

// status is a server that answers everything by a function.
func serveFunc(t testing.TB, f http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return server.URL
}

func drain(r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }
