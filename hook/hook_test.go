package hook_test

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/hook"
	"passbok/internal/outward"
	"passbok/store"
	"passbok/store/bolt"
)

// log is a book's: an entry each, of one event; empty: nothing that anybody wants.
type log struct{ entries []string }

func (l *log) Head(context.Context, string) (uint64, error) { return uint64(len(l.entries)), nil }

func (l *log) Next(_ context.Context, book string, after uint64, wanted func(string) bool) (hook.Happened, uint64, error) {
	for seq := after + 1; seq <= uint64(len(l.entries)) && book == "b"; seq++ {
		if event := l.entries[seq-1]; wanted(event) {
			return hook.Happened{Seq: seq, At: time.Unix(int64(seq), 0), Events: []hook.Event{{Event: event, Beneficiary: "alva", Month: "2026-10"}}}, seq, nil
		}
	}
	return hook.Happened{}, uint64(len(l.entries)), nil
}

// receiver is the other system: it reads posts as Standard Webhooks has them, with code of its own.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	secret string
	status int
	got    []hook.Post
	wrong  []string
	slow   func() // what passes while it answers
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: 200}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.slow != nil {
			r.slow()
		}
		body, _ := io.ReadAll(req.Body)
		key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.secret, "whsec_"))
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(req.Header.Get("webhook-id") + "." + req.Header.Get("webhook-timestamp") + "." + string(body)))
		if "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)) != req.Header.Get("webhook-signature") {
			r.wrong = append(r.wrong, "signature")
		}
		var post hook.Post
		if err := json.Unmarshal(body, &post); err != nil || post.ID != req.Header.Get("webhook-id") {
			r.wrong = append(r.wrong, string(body))
		}
		if r.status == 200 {
			r.got = append(r.got, post)
		}
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) heard() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var said []string
	for _, post := range r.got {
		for _, e := range post.Events {
			said = append(said, e.Event)
		}
	}
	r.got = nil
	return strings.Join(said, " ")
}

func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

type world struct {
	*testing.T
	store store.Store
	now   time.Time
	log   *log
	there *receiver
	hooks *hook.Hooks
	dead  []string
	deaf  error // of telling that one is dead
}

func newWorld(t *testing.T) *world {
	t.Helper()
	st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: st, now: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), log: &log{}, there: newReceiver(t)}
	w.open()
	return w
}

// open is a start of the house.
func (w *world) open() {
	w.hooks = hook.New(hook.Config{
		Store: w.store, Source: w.log, Guard: outward.Guard{Allowed: []string{strings.TrimPrefix(w.there.URL, "http://")}},
		Clock: func() time.Time { return w.now }, After: time.After, Rand: rand.Reader,
		Dead: func(_ context.Context, h hook.Hook) error {
			if w.deaf == nil {
				w.dead = append(w.dead, h.ID)
			}
			return w.deaf
		},
	})
}

func (w *world) make(events ...string) hook.Hook {
	w.Helper()
	secret, made, err := w.hooks.Make(context.Background(), "b", w.there.URL+"/x", events, "karin")
	if err != nil {
		w.Fatal(err)
	}
	w.there.secret = secret
	return made
}

func (w *world) deliver() string {
	w.Helper()
	if err := w.hooks.Deliver(context.Background()); err != nil {
		w.Fatal(err)
	}
	return w.there.heard()
}

func (w *world) one() hook.Hook {
	w.Helper()
	list, err := w.hooks.Of(context.Background(), "b")
	if err != nil || len(list) != 1 {
		w.Fatal(list, err)
	}
	return list[0]
}

func TestWhatHappensIsPostedOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	w.log.entries = []string{hook.MonthLocked} // before it was made
	w.make(hook.MonthLocked, hook.SheetReceived)
	if got := w.deliver(); got != "" {
		t.Errorf("%q", got)
	}
	w.log.entries = append(w.log.entries, hook.MonthLocked, "", hook.PlanChanged, hook.SheetReceived)
	if got := w.deliver(); got != "month.locked timesheet.received" {
		t.Errorf("%q", got)
	}
	if got := w.deliver(); got != "" {
		t.Errorf("again: %q", got)
	}
	if len(w.there.wrong) > 0 || w.one().Seq != 5 || !w.one().Told.Equal(w.now) {
		t.Errorf("%q %+v", w.there.wrong, w.one())
	}
}

// What is not taken is tried again, more and more seldom, over a restart too; after three days it is given up, and goes on from there.
func TestBackOffAndGivingUp(t *testing.T) {
	w := newWorld(t)
	w.make(hook.MonthLocked)
	w.log.entries = []string{hook.MonthLocked, hook.MonthLocked}
	w.there.answers(500)
	waits := []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second}
	for i, wait := range waits {
		w.deliver()
		if h := w.one(); h.Tries != i+1 || h.Fault != "500" || h.Next.Sub(w.now) != wait || h.Seq != 0 {
			t.Fatalf("%+v", h)
		}
		w.now = w.now.Add(wait - time.Second)
		w.deliver()
		if h := w.one(); h.Tries != i+1 {
			t.Fatalf("tried too early: %+v", h)
		}
		w.now = w.now.Add(time.Second)
		w.open()
	}
	for range 100 {
		w.deliver()
		w.now = w.now.Add(time.Hour)
	}
	if h := w.one(); h.Dead.IsZero() || len(w.dead) != 1 || h.Seq != 0 {
		t.Fatalf("%+v %q", h, w.dead)
	}
	w.there.answers(200)
	if got := w.deliver(); got != "" {
		t.Errorf("a dead one is told: %q", got)
	}
	if err := w.hooks.GoOn(t.Context(), "b", w.one().ID); err != nil {
		t.Fatal(err)
	}
	if got := w.deliver(); got != "month.locked month.locked" {
		t.Errorf("%q", got)
	}
	w.log.entries = append(w.log.entries, hook.MonthLocked)
	w.there.answers(410)
	if w.deliver(); w.one().Dead.IsZero() || len(w.dead) != 2 {
		t.Errorf("gone: %+v", w.one())
	}
}

// A slow system has its turn ended, so that others wait for it no longer than that; it goes on in the next round.
func TestASlowOneKeepsNobodyWaiting(t *testing.T) {
	w := newWorld(t)
	w.make(hook.MonthLocked)
	w.log.entries = slices.Repeat([]string{hook.MonthLocked}, 5)
	w.there.slow = func() { w.now = w.now.Add(14 * time.Second) }
	for _, want := range []int{2, 2, 1, 0} {
		if got := len(strings.Fields(w.deliver())); got != want {
			t.Errorf("%d posts in a round, want %d", got, want)
		}
	}
}

// Where it could not be told that a hook was given up, it is told later; once it is told, never again.
func TestThatOneWasGivenUpIsToldInTheEnd(t *testing.T) {
	w := newWorld(t)
	w.make(hook.MonthLocked)
	w.log.entries = []string{hook.MonthLocked}
	w.there.answers(410)
	w.deaf = errors.New("the disk is full")
	for range 2 {
		if err := w.hooks.Deliver(t.Context()); !errors.Is(err, w.deaf) {
			t.Errorf("%v", err)
		}
	}
	if w.one().Dead.IsZero() {
		t.Fatalf("%+v", w.one())
	}
	w.open()
	w.deaf = nil
	for range 3 {
		w.deliver()
	}
	if len(w.dead) != 1 {
		t.Errorf("told %q", w.dead)
	}
}

func TestWhatIsNoHook(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		address string
		events  []string
		want    error
	}{
		{w.there.URL, nil, hook.ErrEvents}, {w.there.URL, []string{"x"}, hook.ErrEvents}, {"https://x/" + strings.Repeat("a", 1024), hook.Events(), hook.ErrURL},
		{"http://example.org/", hook.Events(), outward.ErrInsecure}, {"https://127.0.0.1/", hook.Events(), outward.ErrPrivate}, {"https://nowhere.invalid/", hook.Events(), outward.ErrUnreachable},
	} {
		if _, _, err := w.hooks.Make(t.Context(), "b", tt.address, tt.events, "karin"); !errors.Is(err, tt.want) {
			t.Errorf("%s %q: %v, want %v", tt.address, tt.events, err, tt.want)
		}
	}
	made := w.make(hook.Events()...)
	if err := w.hooks.End(t.Context(), "c", made.ID); !errors.Is(err, hook.ErrUnknown) {
		t.Errorf("another book ends it: %v", err)
	}
	if err := w.hooks.End(t.Context(), "b", made.ID); err != nil {
		t.Fatal(err)
	}
	w.log.entries = []string{hook.MonthLocked}
	if got := w.deliver(); got != "" {
		t.Errorf("an ended one is told: %q", got)
	}
}
