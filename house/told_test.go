package house

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/push"
	"passbok/sync/book"
	"passbok/sync/op"
)

// phones is a push service that notes whom a notice came to, by the path of their subscription.
type phones struct {
	*httptest.Server
	mu  sync.Mutex
	got []string
}

func newPhones(t *testing.T) *phones {
	p := &phones{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.got = append(p.got, r.URL.Path[1:])
		p.mu.Unlock()
		w.WriteHeader(http.StatusCreated)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *phones) told() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() { p.got = nil }()
	return slices.Sorted(slices.Values(p.got))
}

func (p *phones) subscribe(t *testing.T, h *House, people ...string) {
	t.Helper()
	text := base64.RawURLEncoding.EncodeToString
	for _, person := range people {
		device, err := ecdh.P256().GenerateKey(rand.Reader)
		if err == nil {
			_, err = h.push.Subscribe(t.Context(), push.Subscription{
				Person: person, Endpoint: p.URL + "/" + person, P256dh: text(device.PublicKey().Bytes()), Auth: text(make([]byte, 16)),
			})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// telling is a house with a provider, whose people have phones, and that can be stopped and started; nothing in it runs by itself.
type telling struct {
	*testing.T
	*phones
	*House
	book *book.Book
	now  time.Time
	cfg  Config
	n    int
}

const tellingBook = "01930000-0000-7000-8000-000000000009"

// newTelling is one that is started at now, with what cfg says besides.
func newTelling(t *testing.T, now time.Time, cfg Config) *telling {
	t.Helper()
	w := &telling{T: t, phones: newPhones(t), now: now, cfg: cfg}
	w.cfg.Data, w.cfg.PublicURL, w.cfg.Rand, w.cfg.Clock = t.TempDir(), "http://127.0.0.1:8080", rand.Reader, func() time.Time { return w.now }
	w.cfg.Log, w.cfg.Push = slog.New(slog.NewTextHandler(io.Discard, nil)), Push{Allow: []string{w.Listener.Addr().String()}}
	w.start()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func (w *telling) start() {
	w.Helper()
	var err error
	if w.House, err = Open(w.Context(), w.cfg); err == nil {
		w.book, err = w.OpenBook(w.Context(), tellingBook)
	}
	if err != nil {
		w.Fatal(err)
	}
}

// restart is another process on the same folder.
func (w *telling) restart() {
	w.Helper()
	if err := w.Close(); err != nil {
		w.Fatal(err)
	}
	w.start()
}

// write sets fields of a document.
func (w *telling) write(ref string, set map[string]any) {
	w.Helper()
	w.n++
	fields := op.Fields{}
	for name, value := range set {
		fields[name] = care.Value(value)
	}
	_, err := w.book.Do(w.Context(), book.Command{ID: fmt.Sprint("c", w.n), Name: "test"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: fields}}}, nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

// staff are people with a role each, and a phone.
func (w *telling) staff(roles map[string]string) {
	w.Helper()
	w.subscribe(w.T, w.House, slices.Collect(maps.Keys(roles))...)
	for person, role := range roles {
		w.write("membership/"+person, map[string]any{"person": person, "role": role, "from": "2026-01-01"})
	}
}

// tells has what was looked at sent, and compares whose phones a notice came to.
func (w *telling) tells(when string, looked error, people ...string) {
	w.Helper()
	if err := errors.Join(looked, w.push.Deliver(w.Context())); err != nil {
		w.Fatal(err)
	}
	if got := w.told(); !slices.Equal(got, people) {
		w.Errorf("%s: told %v, want %v", when, got, people)
	}
}
