package server_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passbok/server"
	"passbok/store"
	"passbok/store/bolt"
)

// narrow is a real store whose disk can be made full.
type narrow struct {
	store.Store
	full atomic.Bool
	torn atomic.Bool // its flush failed: nothing is taken any more
}

func (n *narrow) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if n.torn.Load() {
		return store.ErrBroken
	}
	if n.full.Load() {
		// As where the last page no longer fits: the work was done, and nothing of it is kept.
		return n.Store.Update(ctx, space, func(tx store.Txn) error {
			if err := fn(tx); err != nil {
				return err
			}
			return store.ErrFull
		})
	}
	return n.Store.Update(ctx, space, fn)
}

func TestFullDisk(t *testing.T) {
	st, err := bolt.Open(context.Background(), t.TempDir()+"/passbok.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	disk := &narrow{Store: st}
	w := (&world{TB: t, store: disk, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), log: &lines{}}).open(disk)
	c := w.joined(assistant)
	first := c.shift(assistant, "2026-10-10T08:00+02:00", "2026-10-10T12:00+02:00")
	disk.full.Store(true)
	for _, r := range []request{
		{method: "POST", path: "/api/v1/sync", body: map[string]any{"device": c.device, "ops": []any{first}}},
		{method: "POST", path: "/api/v1/session/pairing"},
		{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, raw: []byte(`{}`)},
	} {
		got := c.do(r)
		got.problem(503, "storage_full")
		if got.header.Get("Retry-After") != "60" {
			t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
		}
	}
	c.get("/api/v1/ops?mine").want(200) // reading goes on
	disk.full.Store(false)
	if v := c.sync(first).Verdicts[0]; v.Verdict != "applied" || v.Again {
		t.Errorf("what was not acknowledged was kept: %+v", v)
	}
	c.keep(c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, raw: []byte(`{}`)}).want(200))
}

func TestBrokenStore(t *testing.T) {
	st, err := bolt.Open(context.Background(), t.TempDir()+"/passbok.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	disk := &narrow{Store: st}
	w := (&world{TB: t, store: disk, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), log: &lines{}}).open(disk, func(cfg *server.Config) {
		cfg.Ready = func(context.Context) error {
			if disk.torn.Load() {
				return store.ErrBroken
			}
			return nil
		}
	})
	c := w.joined(assistant)
	c.get("/readyz").want(200)
	disk.torn.Store(true)
	one := c.shift(assistant, "2026-10-10T08:00+02:00", "2026-10-10T12:00+02:00")
	c.post("/api/v1/sync", map[string]any{"device": c.device, "ops": []any{one}}).problem(503, "storage_broken")
	c.get("/readyz").problem(503, "storage_broken")
	c.get("/healthz").want(200)
	c.get("/api/v1/ops?mine").want(200) // reading goes on
}

// A device sends its operations again by itself. A command only its giver does, and may have been done before the server failed.
func TestTroubleIsToldByWhatWasAsked(t *testing.T) {
	st, err := bolt.Open(context.Background(), t.TempDir()+"/passbok.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	disk := &narrow{Store: st}
	w := (&world{TB: t, store: disk, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), log: &lines{}}).open(disk)
	a, c := w.joined(assistant), w.joined(coordinator)
	one := a.shift(assistant, "2026-10-10T08:00+02:00", "2026-10-10T12:00+02:00")
	disk.torn.Store(true)
	const perhaps, once, again = "It may have been done.", "it is not done twice", "stays on the phone and is sent"
	for _, k := range []struct {
		got      reply
		has, not []string
	}{
		{a.post("/api/v1/sync", map[string]any{"device": a.device, "ops": []any{one}}), []string{again}, []string{perhaps}},
		{c.post("/api/v1/months/"+beneficiary+"/2026-10/close", map[string]any{"id": c.id(), "saw": "x", "until": "2026-10-10"}), []string{perhaps, once}, []string{again}},
		{c.post("/api/v1/session/pairing", nil), []string{perhaps}, []string{once, again}},
	} {
		said := k.got.problem(503, "storage_broken").Message["en"]
		for _, text := range k.has {
			if !strings.Contains(said, text) {
				t.Errorf("%q lacks %q", said, text)
			}
		}
		for _, text := range k.not {
			if strings.Contains(said, text) {
				t.Errorf("%q says %q", said, text)
			}
		}
	}
}

func TestCrowd(t *testing.T) {
	hold, held := make(chan struct{}), make(chan struct{})
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Most = 1
		cfg.Ready = func(context.Context) error { held <- struct{}{}; <-hold; return nil }
	})
	answered := make(chan reply)
	go func() { answered <- w.anonymous().get("/readyz") }()
	<-held
	got := w.anonymous().get("/healthz")
	got.problem(503, "overloaded")
	if got.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	close(hold)
	if got := <-answered; got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
	w.anonymous().get("/healthz").want(200)
}

// busy is push subscriptions whose key takes its time.
type busy struct {
	server.Subscriptions
	key func()
}

func (b *busy) PublicKey() string {
	b.key()
	return b.Subscriptions.PublicKey()
}

func TestOnePersonsRunawayPhone(t *testing.T) {
	hold, arrived := make(chan struct{}), make(chan struct{}, 64)
	var waits atomic.Bool
	waits.Store(true)
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Subscriptions = &busy{cfg.Subscriptions, func() {
			if waits.Load() {
				arrived <- struct{}{}
				<-hold
			}
		}}
	})
	c, other := w.joined(assistant), w.joined(colleague)
	var wg sync.WaitGroup
	for range server.MostAPerson {
		wg.Go(func() { _ = c.get("/api/v1/push") })
	}
	for range server.MostAPerson {
		<-arrived
	}
	waits.Store(false)
	c.get("/api/v1/push").problem(429, "too_many_requests")
	other.get("/api/v1/push").want(200)
	close(hold)
	wg.Wait()
	c.get("/api/v1/push").want(200)
}

func TestPanicIsOneRequests(t *testing.T) {
	var falls atomic.Bool
	falls.Store(true)
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Subscriptions = &busy{cfg.Subscriptions, func() {
			if falls.Load() {
				panic("a nil map, say")
			}
		}}
	})
	c := w.joined(assistant)
	c.get("/api/v1/push").problem(500, "internal")
	falls.Store(false)
	c.get("/api/v1/push").want(200)
	if !strings.Contains(w.log.String(), "a nil map, say") {
		t.Error("the panic is not in the log")
	}
}

func TestNotReadySaysNoMoreThanThat(t *testing.T) {
	broken := errors.New("the disk at /var/lib/passbok is gone")
	w := newWorld(t, func(cfg *server.Config) { cfg.Ready = func(context.Context) error { return broken } })
	got := w.anonymous().get("/readyz")
	got.problem(503, "not_ready")
	if strings.Contains(string(got.body), "disk") {
		t.Errorf("an inner error reached the outside: %s", got.body)
	}
	w.anonymous().get("/healthz").want(200)
}

func TestLogHoldsNoPersonalData(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	w.joined(beneficiary).handOver()
	office.get("/api/v1/docs/person/" + beneficiary + "/history").want(200)
	office.get("/api/v1/months/NOBODY/2026-10").problem(400, "bad_id")
	text := w.log.String()
	if !strings.Contains(text, "route=/api/v1/months/:beneficiary/:month") {
		t.Fatalf("the log is not what this test thinks: %s", text)
	}
	for _, private := range []string{beneficiary, assistant, "Alva", "Karin", "9805", office.access, office.cookie, office.device} {
		if strings.Contains(text, private) {
			t.Errorf("the log holds %q", private)
		}
	}
}

func TestServesWhileBodyIsSlow(t *testing.T) {
	w := newWorld(t)
	reader, writer := io.Pipe()
	go func() {
		req, _ := http.NewRequest("POST", w.url+"/api/v1/session", reader)
		req.Header.Set("Content-Type", "application/json")
		if resp, err := w.client.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	}()
	_, _ = writer.Write([]byte(`{"invitation"`))
	w.anonymous().get("/healthz").want(200)
	_, _ = io.Copy(writer, bytes.NewReader([]byte(`:"x","device":{"id":"x"}}`)))
	_ = writer.Close()
}
