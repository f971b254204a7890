package house

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
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

// A signature that falls is told to both who signed, once: whether the house runs, has just started, or was stopped in
// between; and a version that is signed anew and falls is told of again.
func TestASignatureThatFallsIsToldToBothOnce(t *testing.T) {
	const provider = "01930000-0000-7000-8000-000000000009"
	p, data := newPhones(t), t.TempDir()
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	var h *House
	var b *book.Book
	var s signatures
	start := func() {
		t.Helper()
		var err error
		h, err = Open(t.Context(), Config{
			Data: data, PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
			Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Push: Push{Allow: []string{p.Listener.Addr().String()}},
		})
		if err == nil {
			b, err = h.OpenBook(t.Context(), provider)
		}
		if err != nil {
			t.Fatal(err)
		}
		s = signatures{}
	}
	look := func() error {
		return errors.Join(h.noteFallen(t.Context(), b, &s), h.carryOver(t.Context(), b), h.push.Deliver(t.Context()))
	}
	n := 0
	write := func(ref string, set map[string]any) {
		t.Helper()
		n++
		fields := op.Fields{}
		for name, value := range set {
			fields[name] = care.Value(value)
		}
		_, err := b.Do(t.Context(), book.Command{ID: string(rune('a' + n)), Name: "test"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: ref, Set: fields}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(when string, people ...string) {
		t.Helper()
		if err := look(); err != nil {
			t.Fatal(err)
		}
		if got := p.told(); !slices.Equal(got, people) {
			t.Errorf("%s: told %v, want %v", when, got, people)
		}
	}
	signed := func(version int, end string) {
		t.Helper()
		rows, err := care.RowsHash([]care.SheetRow{{Day: 5, From: "08.00", To: end, Kind: care.Active, Minutes: 60 * int(end[1]-'0'+10-8), Row: "shift/1"}})
		if err != nil {
			t.Fatal(err)
		}
		write(care.TimesheetRef("samir", "alva", "2026-10"), map[string]any{
			"assistant": "samir", "beneficiary": "alva", "month": "2026-10", "state": "signed", "version": version, "rows_hash": rows,
			"at": json.RawMessage("{}"), "by": json.RawMessage("{}"),
		})
	}
	start()
	p.subscribe(t, h, "samir", "karin", "tilda")
	for person, role := range map[string]string{"samir": "assistant", "karin": "coordinator", "tilda": "assistant"} {
		write("membership/"+person, map[string]any{"person": person, "role": role, "from": "2026-01-01"})
	}
	write("shift/1", map[string]any{"assistant": "samir", "beneficiary": "alva", "kind": "active", "start": "2026-10-05T08:00+02:00", "end": "2026-10-05T12:00+02:00"})
	signed(1, "12.00")
	want("signed")
	write("shift/1", map[string]any{"end": "2026-10-05T13:00+02:00"})
	want("a row changed", "karin", "samir")
	write("shift/1", map[string]any{"end": "2026-10-05T14:00+02:00"})
	want("it changed once more")
	again := func() {
		t.Helper()
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		start()
	}
	again()
	now = now.Add(40 * 24 * time.Hour) // longer than the queue remembers what it has sent
	want("after a restart, much later")
	signed(2, "14.00")
	want("signed anew")
	write("shift/1", map[string]any{"end": "2026-10-05T15:00+02:00"})
	again() // before anybody looked
	want("it changed just before a stop", "karin", "samir")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestMonthsAmongFeeds(t *testing.T) {
	got := monthsOf([]string{"alva", "alva@2026-10", "plans/samir@2026-10", "shifts/samir@2026-10", "book", "bo@2026-13", "snapshots/alva@2026-10"})
	if want := []sheetMonth{{"alva", "2026-10"}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
