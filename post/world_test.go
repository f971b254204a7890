package post_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/post"
	"passbok/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hand is a clock that stands still until it is moved; what waits then is woken.
type hand struct {
	mu      sync.Mutex
	now     time.Time
	waiting []chan time.Time
	at      []time.Time
}

func newHand() *hand { return &hand{now: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)} }

func (h *hand) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hand) after(d time.Duration) <-chan time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	rings := make(chan time.Time, 1)
	if d <= 0 {
		rings <- h.now
		return rings
	}
	h.waiting, h.at = append(h.waiting, rings), append(h.at, h.now.Add(d))
	return rings
}

func (h *hand) move(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
	for i := len(h.at) - 1; i >= 0; i-- {
		if !h.at[i].After(h.now) {
			h.waiting[i] <- h.now
			h.at, h.waiting = slices.Delete(h.at, i, i+1), slices.Delete(h.waiting, i, i+1)
		}
	}
}

// memory is a store in memory, whose process can be killed: from then on nothing is written.
type memory struct {
	store.Store
	mu   sync.Mutex
	rows map[string][]byte
	left int // updates until it is killed; below 0: never
}

func newMemory() *memory { return &memory{rows: map[string][]byte{}, left: -1} }

func (m *memory) View(_ context.Context, _ string, fn func(store.Reader) error) error {
	m.mu.Lock()
	rows := maps.Clone(m.rows)
	m.mu.Unlock()
	return fn(view{rows})
}

func (m *memory) Update(_ context.Context, _ string, fn func(store.Txn) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left == 0 {
		return store.ErrClosed
	}
	m.left--
	rows := maps.Clone(m.rows)
	if err := fn(view{rows}); err != nil {
		return err
	}
	m.rows = rows
	return nil
}

func (m *memory) live(updates int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left = updates
}

func (m *memory) keys(prefix string) (found []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key := range m.rows {
		if strings.HasPrefix(key, prefix) {
			found = append(found, key)
		}
	}
	return found
}

func (m *memory) text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return fmt.Sprintf("%s", slices.Collect(maps.Values(m.rows)))
}

type view struct{ rows map[string][]byte }

func (v view) Get(key []byte) ([]byte, error) { return v.rows[string(key)], nil }
func (v view) Put(key, value []byte)          { v.rows[string(key)] = append([]byte{}, value...) }
func (v view) Delete(key []byte)              { delete(v.rows, string(key)) }
func (v view) Scan(from, to []byte) iter.Seq2[store.KV, error] {
	keys := slices.Sorted(maps.Keys(v.rows))
	return func(yield func(store.KV, error) bool) {
		for _, key := range keys {
			if key >= string(from) && (to == nil || key < string(to)) && !yield(store.KV{Key: []byte(key), Value: v.rows[key]}, nil) {
				return
			}
		}
	}
}

// way takes messages, or does what the test says.
type way struct {
	kind string
	mu   sync.Mutex
	sent []string // to and id, one after the other
	fail func(to string, n int) error
}

func (w *way) Kind() string { return w.kind }

func (w *way) Send(ctx context.Context, to string, m post.Message) error {
	w.mu.Lock()
	n, fail := len(w.sent), w.fail
	w.sent = append(w.sent, to+" "+m.ID)
	w.mu.Unlock()
	if fail != nil {
		return fail(to, n)
	}
	return ctx.Err()
}

func (w *way) took() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// world is a queue with all around it.
type world struct {
	*post.Queue
	t         *testing.T
	hand      *hand
	disk      *memory
	mail, sms *way
	log       *bytes.Buffer
	mu        sync.Mutex
	ended     []string // kind, id, state and address
	untold    error
	counted   map[string]int
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, hand: newHand(), disk: newMemory(), mail: &way{kind: post.Mail}, sms: &way{kind: post.SMS}, log: &bytes.Buffer{}, counted: map[string]int{}}
	w.open()
	return w
}

// open is what a start of the process does.
func (w *world) open() {
	w.t.Helper()
	var err error
	w.Queue, err = post.Open(post.Config{
		Store: w.disk, Ways: []post.Way{w.mail, w.sms}, Clock: w.hand.clock, After: w.hand.after, Meter: w,
		Log: slog.New(slog.NewTextHandler(&locked{w: w.log, mu: &w.mu}, nil)), Ended: w.end,
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

type locked struct {
	mu *sync.Mutex
	w  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (w *world) Posted(kind, result string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counted[kind+" "+result]++
}

func (w *world) end(_ context.Context, f post.Fate, to string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.untold != nil {
		return w.untold
	}
	w.ended = append(w.ended, fmt.Sprintf("%s %s %s %s", f.Kind, f.ID, f.State, to))
	return nil
}

func (w *world) told() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.ended)
}

// order is a message for somebody that is worth sending for a day.
func (w *world) order(kind, id, to string) post.Order {
	return post.Order{
		Book: "book", Person: "alva", Kind: kind, To: to, Until: w.hand.clock().Add(24 * time.Hour),
		Message: post.Message{ID: id, Lang: "sv", Subject: "Oktober är klar", Text: "Titta på den.", Link: "https://house.example/"},
	}
}

func (w *world) put(kind, id, to string) {
	w.t.Helper()
	if err := w.Enqueue(w.t.Context(), w.order(kind, id, to)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) deliver() {
	w.t.Helper()
	if err := w.Deliver(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// is holds what is known of a message to what it should be.
func (w *world) is(kind, id string, want post.State, tries int) {
	w.t.Helper()
	f, known, err := w.Of(w.t.Context(), kind, "alva", id)
	if err != nil || !known || f.State != want || f.Tries != tries {
		w.t.Errorf("%s %s: %+v %v %v, want %s after %d", kind, id, f, known, err, want, tries)
	}
}
