package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"passbok/care"
	"passbok/eid"
	"passbok/eid/handout"
	"passbok/eid/key"
	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/fk/erak"
	"passbok/hook"
	"passbok/internal/outward"
	"passbok/month"
	"passbok/month/paper"
	"passbok/nudge"
	"passbok/push"
	"passbok/server"
	"passbok/store"
	"passbok/store/blob"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// The people of the world. The numbers are in the form of ids, so that refs read well in a failing test.
const (
	bookID      = "b00c0000-0000-7000-8000-000000000001"
	coordinator = "c0000000-0000-7000-8000-000000000001"
	assistant   = "a0000000-0000-7000-8000-000000000001"
	colleague   = "a0000000-0000-7000-8000-000000000002"
	former      = "a0000000-0000-7000-8000-000000000003" // left on 31 October
	beneficiary = "be000000-0000-7000-8000-000000000001"
	godMan      = "0e000000-0000-7000-8000-000000000001"
	stranger    = "be000000-0000-7000-8000-000000000002" // another beneficiary, whom nobody here works for
	erakOrigin  = "https://fk.example"
	erakSecret  = "a secret of the tests"
	nobody      = "f0000000-0000-7000-8000-000000000001" // in no book
)

// world is a house with one book over real bbolt, served on a real socket.
type world struct {
	testing.TB
	store  store.Store
	book   *book.Book
	server *server.Server
	config server.Config
	url    string
	client *http.Client
	invite *eid.Invitations
	erak   *erak.Service
	log    *lines
	scans  *blob.Folder

	mu   sync.Mutex
	now  time.Time
	next int
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// later turns the clock on.
func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// id makes the next UUIDv7 of the world.
func (w *world) id() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	return fmt.Sprintf("01930000-0000-7000-8000-%012x", w.next)
}

func newWorld(t testing.TB, change ...func(*server.Config)) *world {
	t.Helper()
	ctx := context.Background()
	st, err := bolt.Open(ctx, t.TempDir()+"/passbok.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	w := &world{TB: t, store: st, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), log: &lines{}}
	return w.open(st, change...)
}

// open builds the house over a store.
func (w *world) open(st store.Store, change ...func(*server.Config)) *world {
	t, ctx := w.TB, context.Background()
	t.Helper()
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	var err error
	w.book, err = book.Open(ctx, st, bookID, book.Config{Schema: schema, Rights: rights{w.clock}, Clock: w.clock, Rand: rand.Reader})
	must(t, err)
	w.populate()
	w.erak, err = erak.New(erak.Config{URL: erakOrigin + "/rakning", Secret: []byte(erakSecret), Public: "https://passbok.example", Clock: w.clock})
	must(t, err)
	secret, err := key.Secret(ctx, st, rand.Reader, "refresh")
	must(t, err)
	ring, err := key.Signing(ctx, st, rand.Reader)
	must(t, err)
	sender, err := push.Open(ctx, push.Config{
		Store: st, Space: eid.Registry, Public: "https://passbok.example", Clock: w.clock,
		After: func(time.Duration) <-chan time.Time { return nil }, Rand: rand.Reader,
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			if host == "push.example" {
				return []netip.Addr{netip.MustParseAddr("9.9.9.9")}, nil
			}
			return []netip.Addr{netip.MustParseAddr("192.168.1.4")}, nil
		},
	})
	must(t, err)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	w.url = strings.Replace("http://"+ln.Addr().String(), "127.0.0.1", "localhost", 1) // passkeys want a name
	sessions := session.New(st, secret, w.clock, server.Standings(books{w.book}, w.clock))
	w.invite = eid.NewInvitations(st, w.clock, rand.Reader)
	w.scans = blob.Open(t.TempDir()+"/scans", w.clock)
	door := eid.NewDoor(st, sessions, w.clock)
	keys, err := passkey.New(st, secret, w.url, w.clock, rand.Reader)
	must(t, err)
	cfg := server.Config{
		PublicURL: w.url, App: appFiles(), Books: books{w.book},
		Door: door, Sessions: sessions, Invitations: w.invite, Passkeys: door.With(keys),
		Subscriptions: sender, Erak: w.erak, Keys: ring, RecordKey: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)), Scans: w.scans, Ladder: nudge.New(nudge.Config{Store: st, Space: eid.Registry, Push: sender}),
		Handouts: handout.New(st, w.clock, rand.Reader), Hooks: hook.New(hook.Config{Store: st, Source: silence{}, Clock: w.clock, Rand: rand.Reader, Guard: outward.Guard{Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			return map[string][]netip.Addr{"open.example": {netip.MustParseAddr("9.9.9.9")}, "inside.example": {netip.MustParseAddr("10.0.0.1")}}[host], nil
		}}}),
		Clock: w.clock, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	}
	for _, f := range change {
		f(&cfg)
	}
	w.config = cfg
	w.server, err = server.New(cfg)
	must(t, err)
	served := make(chan error, 1)
	go func() { served <- w.server.Listen(ln) }()
	w.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		w.client.CloseIdleConnections()
		if err := w.server.Shutdown(stop); err != nil {
			t.Errorf("shut down: %v", err)
		}
		if err := <-served; err != nil {
			t.Errorf("listen: %v", err)
		}
	})
	return w
}

// populate writes the people, by a command as the operator's tools do.
func (w *world) populate() {
	w.Helper()
	set := func(ref string, fields map[string]any) book.Change {
		out := op.Fields{}
		for name, v := range fields {
			out[name] = care.Value(v)
		}
		return book.Change{Doc: ref, Set: out}
	}
	var changes []book.Change
	for _, p := range []struct{ id, name, role, to string }{
		{coordinator, "Karin Påhittsson", "coordinator", ""}, {assistant, "Aras Testberg", "assistant", ""},
		{colleague, "Bo Exempel", "assistant", ""}, {former, "Fia Förut", "assistant", "2026-10-31"},
		{beneficiary, "Alva Prov", "beneficiary", ""}, {godMan, "Gun Ställföre", "representative", ""},
		{stranger, "Sten Annan", "beneficiary", ""},
	} {
		membership := map[string]any{"person": p.id, "role": p.role, "from": "2026-01-01"}
		if p.to != "" {
			membership["to"] = p.to
		}
		changes = append(changes, set("person/"+p.id, map[string]any{"name": p.name, "route": "elt", "employer": "provider"}),
			set("membership/"+w.id(), membership))
	}
	for _, a := range []struct{ id, to string }{{assistant, ""}, {colleague, ""}, {former, "2026-10-31"}} {
		fields := map[string]any{"assistant": a.id, "beneficiary": beneficiary, "from": "2026-01-01"}
		if a.to != "" {
			fields["to"] = a.to
		}
		changes = append(changes, set("engagement/"+w.id(), fields))
	}
	changes = append(changes, set("identity/"+w.id(), map[string]any{"person": beneficiary, "personnummer": "198507099805"}),
		set("provider/"+w.id(), map[string]any{"name": "Prova Assistans", "organisationsnummer": "556000000" + string(care.CheckDigit("556000000"))}))
	changes = append(changes, set("representation/"+w.id(), map[string]any{
		"representative": godMan, "beneficiary": beneficiary, "kind": "god_man", "from": "2026-01-01",
		"scope": []string{"rights", "property", "person"},
	}), set("decision/"+w.id(), map[string]any{
		"beneficiary": beneficiary, "granter": "fk", "from": "2026-01-01", "minutes": 6000, "per": "week",
	}))
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "provider.add", Person: "operator"},
		func(book.Documents) (book.Decision, error) { return book.Decision{Set: changes}, nil })
	must(w.TB, err)
}

// forget takes the documents of a kind that this world was populated with out of it: they are voided.
func (w *world) forget(kind string) {
	w.Helper()
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.forget", Person: "operator"},
		func(docs book.Documents) (book.Decision, error) {
			var d book.Decision
			for doc, err := range docs.Feed(care.IdentityFeed(beneficiary)) {
				if err != nil {
					return d, err
				}
				if strings.HasPrefix(doc.Ref, kind) {
					d.Set = append(d.Set, book.Change{Doc: doc.Ref, Set: op.Fields{"void": care.Value(true)}})
				}
			}
			return d, nil
		})
	must(w.TB, err)
}

// represent makes a person the beneficiary's god man beside the one there is.
func (w *world) represent(person string) {
	w.Helper()
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.represent", Person: "operator"},
		func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: "representation/" + nobody, Set: op.Fields{
				"representative": care.Value(person), "beneficiary": care.Value(beneficiary), "kind": care.Value("god_man"),
				"from": care.Value("2026-01-01"), "scope": care.Value([]string{"rights", "property"}),
			}}}}, nil
		})
	must(w.TB, err)
}

// endRole ends all roles of a person yesterday.
func (w *world) endRole(person string) {
	w.Helper()
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.end", Person: "operator"},
		func(docs book.Documents) (book.Decision, error) {
			var d book.Decision
			for doc, err := range docs.Feed(care.MembershipIndex(person)) {
				if err != nil {
					return d, err
				}
				to := care.Value(w.clock().AddDate(0, 0, -1).Format(time.DateOnly))
				d.Set = append(d.Set, book.Change{Doc: doc.Ref, Set: op.Fields{"to": to}})
			}
			return d, nil
		})
	must(w.TB, err)
}

// silence is a log in which nothing happens.
type silence struct{}

func (silence) Head(context.Context, string) (uint64, error) { return 0, nil }

func (silence) Next(_ context.Context, _ string, after uint64, _ func(string) bool) (hook.Happened, uint64, error) {
	return hook.Happened{}, after, nil
}

// books is a house with one book.
type books struct{ only *book.Book }

func (b books) Book(id string) (*book.Book, bool) { return b.only, id == bookID }

func (b books) Tagged(tag string) []*book.Book {
	if tag != paper.Tag(bookID) {
		return nil
	}
	return []*book.Book{b.only}
}

// rights hands care's rights to the engine.
type rights struct{ clock func() time.Time }

func (r rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	may, err := care.May(month.Records(docs), who.Person, r.clock(), ref, before, after)
	return [...]book.Permission{care.Never: book.Never, care.Held: book.Held, care.Allowed: book.Allowed}[may], err
}

func (r rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, now)
}

func (r rights) MayOpen(docs book.Documents, person, feed string) (bool, error) {
	return care.MayOpen(month.Records(docs), person, feed, r.clock())
}

// lines is a log that tests read.
type lines struct {
	mu   sync.Mutex
	text []byte
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, p...)
	return len(p), nil
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}

func appFiles() fstest.MapFS {
	return fstest.MapFS{
		"index.html":                {Data: []byte("<!doctype html><title>Passbok</title>")},
		"index.html.br":             {Data: []byte("brotli of the index")},
		"sw.js":                     {Data: []byte("// worker")},
		"manifest.webmanifest":      {Data: []byte("{}")},
		"assets/app-B3xK9a2d.js":    {Data: []byte("export {}")},
		"assets/app-B3xK9a2d.js.gz": {Data: []byte("gzip of the app")},
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustJSON(t testing.TB, v any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(v)
	must(t, err)
	return raw
}
