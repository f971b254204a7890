package nudge_test

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/nudge"
	"passbok/push"
)

// services are push services on hosts of their own: two that answer slowly, one that fails, and one that never answers.
type services struct {
	mu    sync.Mutex
	took  map[string]int // by endpoint
	tries map[string]int // of the one that fails
	last  chan string
	dead  int // attempts at the dead one that wait now
	most  int
	hosts []*httptest.Server
}

func newServices(t testing.TB) *services {
	s := &services{took: map[string]int{}, tries: map[string]int{}, last: make(chan string, 20000)}
	gone := make(chan struct{})
	for _, serve := range []http.HandlerFunc{s.slow, s.slow, s.failing, func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.dead++
		s.most = max(s.most, s.dead)
		s.mu.Unlock()
		select {
		case <-r.Context().Done():
		case <-gone:
		}
		s.mu.Lock()
		s.dead--
		s.mu.Unlock()
	}} {
		s.hosts = append(s.hosts, httptest.NewServer(serve))
	}
	t.Cleanup(func() {
		close(gone)
		for _, host := range s.hosts {
			host.Close()
		}
	})
	return s
}

func (s *services) slow(w http.ResponseWriter, r *http.Request) {
	select {
	case <-time.After(2 * time.Millisecond):
	case <-r.Context().Done():
	}
	s.mu.Lock()
	s.took[r.Host+r.URL.Path]++
	s.mu.Unlock()
	w.WriteHeader(http.StatusCreated)
	s.last <- r.URL.Path
}

func (s *services) failing(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.tries[r.URL.Path]++
	s.mu.Unlock()
	w.WriteHeader(http.StatusServiceUnavailable)
}

// crowd is a ladder over real push, and people of whom each fourth subscribes at each of the services.
func crowd(t testing.TB, w *world, s *services, n int) (*push.Sender, []string) {
	t.Helper()
	cfg := push.Config{Store: w.store, Space: "registry", Public: "https://passbok.example", Clock: time.Now, After: time.After, Rand: rand.Reader}
	for _, host := range s.hosts {
		cfg.Allow = append(cfg.Allow, strings.TrimPrefix(host.URL, "http://"))
	}
	sender, err := push.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	device, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	people := make([]string, n)
	var all sync.WaitGroup
	slots := make(chan struct{}, 64)
	for i := range people {
		people[i] = fmt.Sprintf("person-%d", i)
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if _, err := sender.Subscribe(t.Context(), push.Subscription{
				Person: people[i], Endpoint: s.hosts[i%4].URL + "/" + people[i], P256dh: text(device.PublicKey().Bytes()), Auth: text(make([]byte, 16)),
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.ladder = nudge.New(nudge.Config{Store: w.store, Space: "registry", Push: sender})
	return sender, people
}

// everybody is one matter a person, all due.
func everybody(people []string) nudge.Found {
	var found nudge.Found
	for _, person := range people {
		found.Matters = append(found.Matters, nudge.Matter{
			Key: "invoice_ready:" + person + "@2026-10", Code: push.InvoiceReady, Beneficiary: person, Month: "2026-10", Version: 1, To: []string{person},
		})
	}
	return found
}

// run looks twice, as after another commit, sends, and waits until those at hosts that answer have theirs.
func (s *services) run(t testing.TB, w *world, sender *push.Sender, people []string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- sender.Run(ctx) }()
	for range 2 {
		if _, err := w.ladder.Look(ctx, bookID, everybody(people), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	for range len(people) / 2 {
		<-s.last
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Many are due at once, and one push service is dead and another fails: the others' people wait for nobody, none is told
// twice, and the dead one is asked by a few at a time.
func TestNobodyWaitsBehindADeadService(t *testing.T) {
	w, s := newWorld(t, "2026-11-03 10:00"), newServices(t)
	sender, people := crowd(t, w, s, 400)
	s.run(t, w, sender, people)
	s.mu.Lock()
	defer s.mu.Unlock()
	for endpoint, n := range s.took {
		if n != 1 {
			t.Errorf("%s was told %d times", endpoint, n)
		}
	}
	if len(s.took) != 200 {
		t.Errorf("%d were told", len(s.took))
	}
	for path, n := range s.tries {
		if n > 2 {
			t.Errorf("%s was tried %d times", path, n)
		}
	}
	if s.most > 8 {
		t.Errorf("%d attempts at once at the dead one", s.most)
	}
}

// BenchmarkDue tells 10,000 people at once, a fourth at a dead service and a fourth at one that fails: how many a second get
// theirs, and how much memory stands while it goes on.
func BenchmarkDue(b *testing.B) {
	for range b.N {
		b.StopTimer()
		w, s := newWorld(b, "2026-11-03 10:00"), newServices(b)
		sender, people := crowd(b, w, s, 10_000)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		s.run(b, w, sender, people)
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(w)
		runtime.KeepAlive(sender)
		b.ReportMetric(float64(len(people)/2*b.N)/b.Elapsed().Seconds(), "notices/s")
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
	}
}

// BenchmarkReady is the time from an invoice that is marked ready, with nothing else due, until a push service has the notice.
func BenchmarkReady(b *testing.B) {
	w, s := people(b, "2026-11-03 10:00"), newServices(b)
	sender, _ := crowd(b, w, s, 4)
	device, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	if _, err := sender.Subscribe(b.Context(), push.Subscription{Person: "alva", Endpoint: s.hosts[0].URL + "/alva", P256dh: text(device.PublicKey().Bytes()), Auth: text(make([]byte, 16))}); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	go func() { _ = sender.Run(ctx) }()
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		began := time.Now()
		w.invoice(care.Ready, n+1)
		w.look()
		<-s.last
		took = append(took, time.Since(began))
		w.invoice(care.Open, n+1)
		w.look()
	}
	slices.Sort(took)
	p95 := took[len(took)*95/100]
	b.ReportMetric(float64(p95.Microseconds())/1000, "p95-ms")
	if p95 > time.Second {
		b.Errorf("a target is missed: %s, at most a second", p95)
	}
}
