package house_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/fk/sim"
	"passbok/gauge/gaugetest"
	"passbok/house"
	pushsim "passbok/push/sim"
	"passbok/sync/book"
	"passbok/sync/op"
)

// watchedHouse is a house on loopback whose numbers are asked for. Its clock stands still until it is turned.
type watchedHouse struct {
	*testing.T
	house   *house.House
	url     string
	metrics string
	archive string       // its folder
	turned  atomic.Int64 // nanoseconds since 09:00
	syncs   int          // that were answered
}

func (w *watchedHouse) clock() time.Time {
	return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(w.turned.Load()))
}

func (w *watchedHouse) turn(d time.Duration) { w.turned.Add(int64(d)) }

func watch(t *testing.T, allow ...string) *watchedHouse {
	t.Helper()
	w := &watchedHouse{T: t}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.metrics = "http://" + ln.Addr().String()
	cfg := config(t)
	w.archive = t.TempDir()
	cfg.Clock, cfg.Archive, cfg.Version, cfg.Metrics = w.clock, w.archive, "v1", ln
	cfg.Push.Allow = allow
	authority, err := sim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := authority.Client("a supplier", time.Now().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	cfg.ELT = house.ELT{URL: "https://127.0.0.1:1/", Identity: elt.Identity{Certificate: certificate}} // nothing is sent
	cfg.BankID = connected(t)
	w.house = open(t, cfg)
	w.url = serve(t, w.house)
	return w
}

// eventually asks until a number is what it will be.
func (w *watchedHouse) eventually(key string, want float64) gaugetest.Told {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), 30*time.Second)
	defer cancel()
	for {
		told := gaugetest.At(w, w.metrics)
		if got, there := told.Values[key]; there && got == want {
			return told
		}
		if ctx.Err() != nil {
			w.Fatalf("%s is %v, and never became %v", key, told.Values[key], want)
		}
	}
}

// synced is what a sync of one device's brings.
type synced struct {
	Cursor, Code string
	Verdicts     []struct {
		ID, Verdict, Code string
		Seq               uint64
	}
	Differs []string
	More    bool
	Docs    []struct {
		Doc, Month string
		Rev        uint64
	}
}

// sync exchanges once, with operations if any.
func (w *watchedHouse) sync(p *phone, more map[string]any, ops ...op.Op) (got synced) {
	w.Helper()
	request := map[string]any{"device": p.device, "now": op.FormatTime(w.clock())}
	for key, v := range more {
		request[key] = v
	}
	raw := []json.RawMessage{}
	for _, o := range ops {
		text, err := o.Encode()
		if err != nil {
			w.Fatal(err)
		}
		raw = append(raw, text)
	}
	if len(raw) > 0 {
		request["ops"] = raw
	}
	status, body, err := p.post("/api/v1/sync", request)
	if err != nil || status != http.StatusOK || json.Unmarshal(body, &got) != nil {
		w.Fatalf("sync: %d %s %v", status, body, err)
	}
	w.syncs++
	return got
}

// holding is what a device has pulled.
type holding struct {
	cursor string
	revs   map[string]uint64
	months map[string][]string // lines of digests, by month
}

// pull syncs from the beginning until there is no more.
func (w *watchedHouse) pull(p *phone) holding {
	w.Helper()
	at := holding{revs: map[string]uint64{}, months: map[string][]string{}}
	for {
		got := w.sync(p, map[string]any{"cursor": at.cursor, "feeds": []string{feed}})
		for _, doc := range got.Docs {
			at.revs[doc.Doc] = doc.Rev
			at.months[doc.Month] = append(at.months[doc.Month], fmt.Sprintf("%s %d\n", doc.Doc, doc.Rev))
		}
		if at.cursor = got.Cursor; !got.More {
			return at
		}
	}
}

// digests are of what is held, as docs/protocol.md says.
func (h holding) digests() map[string]string {
	out := map[string]string{}
	for month, lines := range h.months {
		slices.Sort(lines)
		sum := sha256.Sum256([]byte(strings.Join(lines, "")))
		out[month] = hex.EncodeToString(sum[:])[:16]
	}
	return out
}

// feed is the month in which everything here happens.
const feed = "alva@2026-10"

// edit is the next operation of a device, on a document that is there.
func (p *phone) edit(doc string, base uint64, field, value string) op.Op {
	p.n++
	return op.Op{
		V: 1, ID: p.beginning + fmt.Sprintf("%012x", 2*p.n), N: p.n, Doc: doc, Base: base,
		Set: op.Fields{field: care.Value(value)},
	}
}

// command is a command's id, that of no operation.
func (p *phone) command(n int) string { return p.beginning + fmt.Sprintf("%012x", 1<<32+n) }

// act does what only the server itself does.
func (w *watchedHouse) act(id string, decision book.Decision) {
	w.Helper()
	b, err := w.house.OpenBook(w.Context(), w.house.Books()[0])
	if err == nil {
		_, err = b.Do(w.Context(), book.Command{ID: id, Name: "test", Person: "operator"}, func(book.Documents) (book.Decision, error) { return decision, nil })
	}
	if err != nil {
		w.Fatal(err)
	}
}

// pushService is a push service on loopback, and its host.
func pushService(t *testing.T) (base, host string) {
	t.Helper()
	service, err := pushsim.New(pushsim.Config{Clock: time.Now, After: time.After})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	base, stopped, err := service.Start(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); <-stopped })
	at, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	return base, at.Host
}

// subscribe lets a device be told of things.
func (w *watchedHouse) subscribe(p *phone, service string) {
	w.Helper()
	resp, err := http.Post(service+"/subscriptions", "application/json", nil)
	if err != nil {
		w.Fatal(err)
	}
	var sub map[string]any
	err = json.NewDecoder(resp.Body).Decode(&sub)
	_ = resp.Body.Close()
	if err != nil {
		w.Fatal(err)
	}
	sub["lang"] = "sv"
	if status, body, err := p.ask(http.MethodPut, "/api/v1/push/subscription", sub); err != nil || status != http.StatusOK {
		w.Fatalf("subscribe: %d %s %v", status, body, err)
	}
}

// is holds numbers to what they must be; BOOK is the only book's label.
func (w *watchedHouse) is(want map[string]float64) gaugetest.Told {
	w.Helper()
	told := gaugetest.At(w, w.metrics)
	for key, v := range want {
		key = strings.ReplaceAll(key, "BOOK", `book="`+w.house.Books()[0]+`"`)
		if got, there := told.Values[key]; got != v || !there && v != 0 {
			w.Errorf("%s is %v (told: %v), want %v", key, got, there, v)
		}
	}
	return told
}
