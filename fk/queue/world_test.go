package queue_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hand is a clock that goes on by itself as soon as somebody waits.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hand) after(d time.Duration) <-chan time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(max(d, 0))
	came := make(chan time.Time, 1)
	came <- h.now
	return came
}

// memory is a store in memory.
type memory struct {
	store.Store
	mu   sync.Mutex
	rows map[string][]byte
}

func newMemory() *memory { return &memory{rows: map[string][]byte{}} }

func (m *memory) View(_ context.Context, space string, fn func(store.Reader) error) error {
	m.mu.Lock()
	rows := maps.Clone(m.rows)
	m.mu.Unlock()
	return fn(view{rows, space + "\x00"})
}

func (m *memory) Update(_ context.Context, space string, fn func(store.Txn) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows := maps.Clone(m.rows)
	if err := fn(view{rows, space + "\x00"}); err != nil {
		return err
	}
	m.rows = rows
	return nil
}

type view struct {
	rows  map[string][]byte
	space string
}

func (v view) Get(key []byte) ([]byte, error) { return v.rows[v.space+string(key)], nil }
func (v view) Put(key, value []byte)          { v.rows[v.space+string(key)] = bytes.Clone(value) }
func (v view) Delete(key []byte)              { delete(v.rows, v.space+string(key)) }
func (v view) Scan(from, to []byte) iter.Seq2[store.KV, error] {
	return func(yield func(store.KV, error) bool) {
		for _, key := range slices.Sorted(maps.Keys(v.rows)) {
			own, ours := strings.CutPrefix(key, v.space)
			if ours && own >= string(from) && (to == nil || own < string(to)) && !yield(store.KV{Key: []byte(own), Value: v.rows[key]}, nil) {
				return
			}
		}
	}
}

// mortal is a store whose process is killed: from then on nothing is written.
type mortal struct {
	store.Store
	mu   sync.Mutex
	left int // updates until then; below 0: never
	dead chan struct{}
}

func newMortal(st store.Store, left int) *mortal {
	return &mortal{Store: st, left: left, dead: make(chan struct{})}
}

func (m *mortal) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left == 0 {
		select {
		case <-m.dead:
		default:
			close(m.dead)
		}
		return store.ErrClosed
	}
	m.left--
	return m.Store.Update(ctx, space, fn)
}

// shelf is every provider's book, as far as the queue has to do with it: what was told, and which versions were taken back.
type shelf struct {
	mu      sync.Mutex
	leaving func(queue.Item) // if not nil, called before each call
	sent    map[queue.Sheet]bool
	taken   map[queue.Sheet]bool // back: wanted no more
	ended   map[queue.Sheet]queue.Item
	told    map[string]int // by id, round and state
	fail    func() error   // if not nil, of Ended
}

func newShelf() *shelf {
	return &shelf{sent: map[queue.Sheet]bool{}, taken: map[queue.Sheet]bool{}, ended: map[queue.Sheet]queue.Item{}, told: map[string]int{}}
}

func (s *shelf) Wanted(_ context.Context, i queue.Item) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.taken[i.Sheet()] && s.ended[i.Sheet()].State != elt.EntryReceived, nil
}

func (s *shelf) Leaving(ctx context.Context, i queue.Item) (bool, error) {
	wanted, err := s.Wanted(ctx, i)
	if s.leaving != nil && wanted {
		s.leaving(i)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent[i.Sheet()] = s.sent[i.Sheet()] || wanted
	return wanted, err
}

func (s *shelf) Ended(_ context.Context, i queue.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		if err := s.fail(); err != nil {
			return err
		}
	}
	s.ended[i.Sheet()] = i
	s.told[i.ID+" "+i.Round+" "+string(i.State)]++
	return nil
}

// id is the n-th document's.
func id(n int) string { return fmt.Sprintf("3f2a0000-0000-4000-8000-%012x", n) }

func ref(n int) string { return fmt.Sprintf("sheet/a%d.b@2026-10:1", n) }

var template = sync.OnceValue(func() []byte {
	raw, err := os.ReadFile("../elt/testdata/three-kinds.xml")
	if err != nil {
		panic(err)
	}
	return raw
})

// document is a timesheet of its own.
func document(n int) []byte {
	from := bytes.Index(template(), []byte("<id>")) + len("<id>")
	to := bytes.Index(template(), []byte("</id>"))
	return slices.Concat(template()[:from], []byte(id(n)), template()[to:])
}

func order(n int, book, round string) queue.Order {
	at := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	sign := func(who string) elt.Signature {
		return elt.Signature{XML: []byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">` + who + `</Signature>`), OCSP: []byte{0x30, 3, 10, 1, 0}, At: at}
	}
	return queue.Order{
		Sheet: queue.Sheet{Book: book, Ref: ref(n)}, ID: id(n), Round: round,
		Submission: elt.Submission{Document: document(n), Assistant: sign("bo"), Provider: sign("karin")},
	}
}

// world is a queue on a store in memory, against a service of a test's own.
type world struct {
	testing.TB
	hand  *hand
	store *memory
	books *shelf
	calls *service
	*queue.Queue
}

// service answers what a test says.
type service struct {
	mu     sync.Mutex
	hand   *hand
	answer func(n int, s elt.Submission) (elt.Receipt, error) // of the n-th call, from 0
	ids    []string
	at     []time.Time
	bytes  map[string]string // by id
	wrong  []string
	off    bool // not connected
	greet  error
}

func (s *service) Connected() bool             { return !s.off }
func (s *service) Greet(context.Context) error { return s.greet }
func (s *service) receipt(n int) elt.Receipt {
	return elt.Receipt{TxID: id(1<<20 + n), At: s.hand.clock()}
}
func (s *service) named(sub elt.Submission) string {
	return string(sub.Document[bytes.Index(sub.Document, []byte("<id>"))+4:][:36])
}

func (s *service) Send(_ context.Context, sub elt.Submission) (elt.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, now := s.named(sub), s.hand.clock()
	if was, known := s.bytes[name]; known && was != string(sub.Document) {
		s.wrong = append(s.wrong, "other bytes under "+name)
	}
	if n := len(s.at); n > 0 && now.Sub(s.at[n-1]) < elt.Gap {
		s.wrong = append(s.wrong, fmt.Sprintf("%s after the call before", now.Sub(s.at[n-1])))
	}
	s.bytes[name] = string(sub.Document)
	n := len(s.ids)
	s.ids, s.at = append(s.ids, name), append(s.at, now)
	if s.answer == nil {
		return s.receipt(n), nil
	}
	return s.answer(n, sub)
}

func newWorld(t testing.TB) *world {
	t.Helper()
	h := &hand{now: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)}
	w := &world{TB: t, hand: h, store: newMemory(), books: newShelf(), calls: &service{hand: h, bytes: map[string]string{}}}
	w.open()
	return w
}

func (w *world) config() queue.Config {
	return queue.Config{Store: w.store, Client: w.calls, Books: w.books, Clock: w.hand.clock, After: w.hand.after, Rand: rand.Reader, Mark: "one"}
}

func (w *world) open() {
	w.Helper()
	q, err := queue.Open(w.Context(), w.config())
	w.must(err)
	w.Queue = q
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) put(n int, book, round string) {
	w.Helper()
	w.must(w.Put(w.Context(), order(n, book, round)))
}

func (w *world) item(n int, book string) queue.Item {
	w.Helper()
	known, err := w.Of(w.Context(), book, ref(n))
	w.must(err)
	return known[ref(n)]
}

// work runs the queue until something is so.
func (w *world) work(until func() bool) {
	w.Helper()
	ctx, stop := context.WithCancel(w.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	deadline := time.Now().Add(10 * time.Second)
	for !until() && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	ok := until()
	stop()
	<-done
	if !ok {
		w.Fatalf("it never came to that: %d calls, %+v", len(w.calls.ids), w.Count())
	}
}

func (w *world) idle() bool { return w.Count().Oldest.IsZero() }
