package nudge_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/nudge"
	"passbok/push"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

const bookID = "01930000-0000-7000-8000-000000000009"

// world is a book, a ladder, and people who have devices and addresses. It writes down who is told, and when.
type world struct {
	testing.TB
	store  *bolt.Store
	book   *book.Book
	due    *nudge.Due
	ladder *nudge.Ladder
	now    time.Time
	n      int

	mu      sync.Mutex
	devices map[string]int    // how many a person has
	mail    map[string]string // addresses
	mobile  map[string]string
	sms     bool                // the house has that way, too, from the next start on
	order   map[string][]string // of ways, as a person wants it
	wishes  map[string]push.Wishes
	ids     map[string]bool
	told    []string // "<when> <way> <person> <code>"
	notices []push.Notice
	broken  error // of mail
}

type rights struct{ clock func() time.Time }

func (r rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	return book.Allowed, nil
}
func (r rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, now)
}
func (r rights) MayOpen(docs book.Documents, person, feed string) (bool, error) { return true, nil }

// at is a time in Stockholm, "2026-11-03 10:00".
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, care.Stockholm())
	if err != nil {
		panic(err)
	}
	return t
}

func newWorld(t testing.TB, begins string) *world {
	t.Helper()
	st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "store"), bolt.Options{AddressSpace: 1 << 28})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	w := &world{TB: t, store: st, now: at(begins), devices: map[string]int{}, mail: map[string]string{}, mobile: map[string]string{}, order: map[string][]string{}, wishes: map[string]push.Wishes{}, ids: map[string]bool{}}
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	w.book, err = book.Open(t.Context(), st, bookID, book.Config{Schema: schema, Rights: rights{w.clock}, Clock: w.clock, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	w.restart()
	return w
}

func (w *world) clock() time.Time { return w.now }

// restart is what a new process does.
func (w *world) restart() {
	w.due = &nudge.Due{}
	ways := []nudge.Way{mailer{w, "mail", w.mail}}
	if w.sms {
		ways = append(ways, mailer{w, "sms", w.mobile})
	}
	w.ladder = nudge.New(nudge.Config{Store: w.store, Space: "registry", Push: pusher{w}, Ways: ways, Order: w.ordered})
}

// write sets fields of a document: "alva" is a text, 1 a number, and so on.
func (w *world) write(ref string, fields map[string]any) {
	w.Helper()
	set := op.Fields{}
	for name, v := range fields {
		set[name] = care.Value(v)
	}
	w.n++
	_, err := w.book.Do(w.Context(), book.Command{ID: fmt.Sprintf("write-%d", w.n), Name: "test"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: set}}}, nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) role(person, role string) {
	w.write("membership/"+person+role, map[string]any{"person": person, "role": role, "from": "2026-01-01"})
}

func (w *world) invoice(state care.State, version int) {
	w.write(care.InvoiceRef("alva", "2026-10"), map[string]any{
		"beneficiary": "alva", "month": "2026-10", "state": string(state), "version": version,
		"at": map[string]string{string(state): w.now.UTC().Format(time.RFC3339)}, "by": map[string]string{},
	})
}

func (w *world) found() nudge.Found {
	w.Helper()
	var found nudge.Found
	err := w.book.View(w.Context(), func(docs book.Documents) (err error) {
		found, err = w.due.Look(docs, w.now)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return found
}

func (w *world) look() time.Time {
	w.Helper()
	next, err := w.ladder.Look(w.Context(), bookID, w.found(), w.now)
	if err != nil {
		w.Fatal(err)
	}
	return next
}

// until looks whenever it is time to, until then.
func (w *world) until(then string) {
	w.Helper()
	for looks := 0; ; looks++ {
		next := w.look()
		if looks > 2000 {
			w.Fatalf("it looks for ever, at %s", w.now)
		}
		if next.After(at(then)) || next.IsZero() {
			w.now = at(then)
			return
		}
		w.now = next
	}
}

// want compares who was told since the last time.
func (w *world) want(lines ...string) {
	w.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	slices.Sort(w.told) // who is told in the same minute, in whatever order
	slices.Sort(lines)
	if !slices.Equal(w.told, lines) {
		w.Errorf("told\n  %s\nwant\n  %s", strings.Join(w.told, "\n  "), strings.Join(lines, "\n  "))
	}
	w.told = nil
}

func (w *world) tell(way string, person string, n push.Notice) {
	w.told = append(w.told, fmt.Sprintf("%s %s %s %s", w.now.In(care.Stockholm()).Format("01-02 15:04"), way, person, n.Code))
	w.notices = append(w.notices, n)
}

// pusher is push, of which only is asked whom it would tell.
type pusher struct{ *world }

func (p pusher) reaches(person string, n push.Notice) int {
	switch devices := p.devices[person]; n.Devices {
	case push.NewestDevice:
		return min(devices, 1)
	case push.OtherDevices:
		return max(devices-1, 0)
	default:
		return devices
	}
}

func (p pusher) Enqueue(_ context.Context, n push.Notice) error {
	if _, _, _, err := n.Words("sv"); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, person := range n.To {
		if id := n.ID + person; !p.ids[id] && p.reaches(person, n) > 0 {
			p.ids[id] = true
			p.tell(strings.Join([]string{"push", string(n.Devices)}, "-"), person, n)
		}
	}
	return nil
}

func (p pusher) Withdraw(_ context.Context, person string, n push.Notice, meant func(id string) bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, told := range p.notices {
		if slices.Contains(told.To, person) && told.Code == n.Code && !meant(told.ID) {
			p.Errorf("%s was told by the ladder, and is not taken back", told.ID)
		}
	}
	p.tell("back", person, n)
	return nil
}

func (p pusher) Reaches(_ context.Context, person string, n push.Notice) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reaches(person, n), nil
}

func (p pusher) Wishes(_ context.Context, person string) (said, holds push.Wishes, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	said = p.wishes[person]
	if holds = said; holds.Digest == "" {
		holds.Digest = push.DigestAt
	}
	return said, holds, nil
}

func (w *world) ordered(_ context.Context, _, person string) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.order[person], nil
}

// mailer is a way of some kind, with the addresses that it is given.
type mailer struct {
	*world
	kind string
	to   map[string]string
}

func (m mailer) Kind() string { return m.kind }

func (m mailer) Reach(_ context.Context, _, person string, n push.Notice, from time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return false, m.broken
	}
	if m.to[person] == "" {
		return false, nil
	}
	way := m.kind
	if from.After(m.now) {
		way += from.In(care.Stockholm()).Format("@15:04")
	}
	m.tell(way, person, n)
	return true, nil
}
