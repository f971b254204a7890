package book_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/op"
)

// A small domain for the engine's tests: shifts that assistants write and the office corrects, engagements that give the
// right to it, invoices that only commands write.

func text(fields op.Fields, name string) string {
	var s string
	_ = json.Unmarshal(fields[name], &s)
	return s
}

func val(s string) json.RawMessage { return json.RawMessage(`"` + s + `"`) }

func months(f op.Fields) []string {
	start, end := text(f, "start"), text(f, "end")
	if len(start) < 7 {
		return nil
	}
	if len(end) < 7 || end[:7] == start[:7] {
		return []string{start[:7]}
	}
	return []string{start[:7], end[:7]}
}

func schema() op.Schema {
	free := func(json.RawMessage) error { return nil }
	coupled := []string{"assistant", "beneficiary", "kind", "start", "end"}
	return op.Schema{
		"shift": {
			Name: "shift", Open: true, VoidWhy: true, Coupled: coupled, Frozen: append(slices.Clone(coupled), op.Void),
			Fields: map[string]func(json.RawMessage) error{
				"assistant": free, "beneficiary": free, "kind": free, "start": free, "end": free, "note": free, op.Void: free,
			},
			Check: func(_ string, f op.Fields) error {
				start, end := text(f, "start"), text(f, "end")
				if start == "" {
					return &op.Problem{Code: "start_missing", Field: "start"}
				}
				if end != "" && end < start {
					return &op.Problem{Code: "end_before_start", Field: "end"}
				}
				return nil
			},
			Seals: func(_ string, f op.Fields) (seals []string) {
				for _, m := range months(f) {
					seals = append(seals, text(f, "beneficiary")+"@"+m)
				}
				return seals
			},
			Feeds: func(_ string, f op.Fields) []string {
				feeds := []string{text(f, "assistant")}
				for _, m := range months(f) {
					feeds = append(feeds, text(f, "beneficiary")+"@"+m)
				}
				return feeds
			},
			Month: func(_ string, f op.Fields) string {
				list := months(f)
				if len(list) == 0 {
					return ""
				}
				return list[len(list)-1]
			},
		},
		"engagement": {
			Name: "engagement", Open: true,
			Fields: map[string]func(json.RawMessage) error{"assistant": free, "from": free, "to": free},
			Feeds: func(_ string, f op.Fields) []string {
				return []string{"book", "engagements/" + text(f, "assistant")}
			},
		},
		"invoice": {
			Name: "invoice", Fields: map[string]func(json.RawMessage) error{"state": free},
			Feeds: func(id string, _ op.Fields) []string { return []string{id} },
		},
	}
}

// rights: people whose name begins with office do all; an assistant writes their own shifts within an engagement.
type rights struct{}

func (rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	if strings.HasPrefix(who.Person, "office") {
		return book.Allowed, nil
	}
	if !strings.HasPrefix(ref, "shift/") || text(after, "assistant") != who.Person ||
		len(before) > 0 && text(before, "assistant") != who.Person {
		return book.Never, nil
	}
	if len(text(after, "start")) < 10 {
		return book.Never, nil
	}
	may := book.Never
	for doc, err := range docs.Feed("engagements/" + who.Person) {
		if err != nil {
			return book.Never, err
		}
		may = max(may, book.Held)
		day := text(after, "start")[:10]
		if doc.Text("from") <= day && (doc.Text("to") == "" || day <= doc.Text("to")) {
			may = book.Allowed
		}
	}
	return may, nil
}

func (rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	if strings.HasPrefix(person, "office") {
		return []string{"book"}, nil
	}
	for _, err := range docs.Feed("engagements/" + person) {
		return []string{person}, err
	}
	return nil, nil
}

func (rights) MayOpen(_ book.Documents, person, feed string) (bool, error) {
	return strings.HasPrefix(person, "office") && strings.Contains(feed, "@"), nil
}

// world is a book on a real store, with a clock and dice of its own.
type world struct {
	t     testing.TB
	ctx   context.Context
	store store.Store
	book  *book.Book
	// archives, if not nil, keep the book a second time.
	archives func(id string) (book.Archive, error)
	dice     map[string]*dice
	mu       sync.Mutex
	now      time.Time
	ids      uint64
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, ctx: t.Context(), dice: map[string]*dice{}, now: time.Date(2026, 10, 31, 12, 0, 0, 0, time.UTC)}
	st, err := bolt.Open(w.ctx, filepath.Join(t.TempDir(), "book.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	w.store = st
	w.book = w.open("b")
	return w
}

func (w *world) config(id string) book.Config {
	if w.dice[id] == nil {
		w.dice[id] = &dice{n: uint64(len(id) * 1000)}
	}
	return book.Config{Schema: schema(), Rights: rights{}, Clock: w.clock, Rand: w.dice[id], Archive: w.archives}
}

func (w *world) open(id string) *book.Book {
	b, err := book.Open(w.ctx, w.store, id, w.config(id))
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// turn turns the clock to a time, and later turns it on.
func (w *world) turn(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = now
}

func (w *world) later(d time.Duration) { w.turn(w.clock().Add(d)) }

// dice are the same in every run.
type dice struct {
	mu sync.Mutex
	n  uint64
}

func (d *dice) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range p {
		if i%32 == 0 {
			d.n++
		}
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, d.n))
		p[i] = sum[i%32]
	}
	return len(p), nil
}

var _ io.Reader = (*dice)(nil)

// id is a fresh UUIDv7.
func (w *world) id() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids++
	return fmt.Sprintf("0192f0c1-0000-7000-8000-%012x", w.ids)
}

// uuid names a device.
func uuid(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

// phone is a device as a client would be: it queues, syncs, and lays pages over what it has.
type phone struct {
	*world
	who    book.Actor
	n      uint64
	queue  []op.Op
	cursor string
	epoch  string
	feeds  []string
	docs   map[string]pulled
	gone   []string
	pages  int
}

type pulled struct {
	rev    uint64
	fields op.Fields
	open   int
	parked int
}

func (w *world) phone(person string, device int) *phone {
	return &phone{world: w, who: book.Actor{Person: person, Device: uuid(device)}, docs: map[string]pulled{}}
}

// act queues an operation on what the phone has pulled.
func (p *phone) act(doc string, set op.Fields, more ...func(*op.Op)) op.Op {
	p.n++
	o := op.Op{V: 1, ID: p.id(), N: p.n, Doc: doc, Base: p.docs[doc].rev, Set: set}
	for _, change := range more {
		change(&o)
	}
	p.queue = append(p.queue, o)
	return o
}

// encode is what goes over the wire.
func encode(t testing.TB, ops ...op.Op) []json.RawMessage {
	var out []json.RawMessage
	for _, o := range ops {
		raw, err := o.Encode()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	return out
}

// sync sends the queue and pulls until there is no more; the answer is the verdicts.
func (p *phone) sync() []book.Verdict {
	p.t.Helper()
	var verdicts []book.Verdict
	for {
		res, err := p.book.Sync(p.ctx, p.who, book.Request{
			Device: p.who.Device, Epoch: p.epoch, Cursor: p.cursor, Now: op.FormatTime(p.clock()), Feeds: p.feeds,
			Ops: encode(p.t, p.queue...),
		})
		if err != nil {
			p.t.Fatalf("%s syncs: %v", p.who.Person, err)
		}
		p.queue = slices.DeleteFunc(p.queue, func(o op.Op) bool { return o.N <= res.Last })
		verdicts = append(verdicts, res.Verdicts...)
		p.take(res)
		if !res.More {
			return verdicts
		}
	}
}

func (p *phone) take(res book.Response) {
	p.cursor, p.epoch = res.Cursor, res.Epoch
	p.pages++
	if res.Reset {
		p.docs = map[string]pulled{}
	}
	for _, sent := range res.Docs {
		doc, err := sent.Document()
		if err != nil {
			panic(err)
		}
		p.docs[doc.Ref] = pulled{rev: doc.Rev, fields: doc.Values(), open: len(doc.Conflicts), parked: len(doc.Parked)}
	}
	for _, ref := range res.Gone {
		delete(p.docs, ref)
		p.gone = append(p.gone, ref)
	}
}

// engage gives an assistant the right to shifts from day to day.
func (w *world) engage(assistant, from, to string) {
	w.t.Helper()
	set := op.Fields{"assistant": val(assistant), "from": val(from)}
	if to != "" {
		set["to"] = val(to)
	}
	_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "engage", Person: "office"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: "engagement/" + w.id(), Set: set}}}, nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// hours are a shift's fields.
func hours(assistant, beneficiary, start, end string) op.Fields {
	set := op.Fields{"assistant": val(assistant), "beneficiary": val(beneficiary), "kind": val("active"), "start": val(start)}
	if end != "" {
		set["end"] = val(end)
	}
	return set
}

// whole demands that the book proves itself.
func (w *world) whole() {
	w.t.Helper()
	report, err := w.book.Verify(w.ctx, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(report.Faults) > 0 {
		w.t.Fatalf("verify: %+v", report.Faults)
	}
	w.follows()
}

// follows demands that everything the book keeps follows from its log: made anew from it, it is the same, byte for byte.
func (w *world) follows() {
	w.t.Helper()
	to, err := bolt.Open(w.ctx, filepath.Join(w.t.TempDir(), "anew.db"), bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = to.Close() }()
	_, err = remake.Rebuild(w.ctx, to, "b", w.config("b"), remake.How{From: w.store})
	if errors.Is(err, remake.ErrNothing) {
		return // a book without an entry
	}
	if err != nil {
		w.t.Fatal(err)
	}
	was, is := rows(w.t, w.store), rows(w.t, to)
	delete(was, "epoch") // its name is a new one
	delete(is, "epoch")
	if diff := cmp.Diff(was, is); diff != "" {
		w.t.Fatalf("made anew it is another book:\n%s", diff)
	}
}

// rows are all that a store has of the book.
func rows(t testing.TB, st store.Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := st.View(t.Context(), "book:b", func(r store.Reader) error {
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			all[string(kv.Key)] = string(kv.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
