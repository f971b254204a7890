package house

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/post"
	"passbok/sync/book"
	"passbok/sync/op"
)

// letters is mail: it writes down what it took.
type letters struct{ took []string }

func (l *letters) Kind() string { return post.Mail }
func (l *letters) Send(_ context.Context, to string, m post.Message) error {
	l.took = append(l.took, to+" "+m.Subject+" "+m.Link)
	return nil
}

// A whole house: an invoice that is ready is told to whoever may send it, by real push, again, and then by the way that the
// house has; the book learns that it was told; a restart in between tells nobody twice; and once it is sent nobody is told any more.
func TestAHouseClimbsUntilItIsDone(t *testing.T) {
	const provider = "01930000-0000-7000-8000-000000000009"
	p, data, mail := newPhones(t), t.TempDir(), &letters{}
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	var h *House
	var b *book.Book
	start := func() {
		t.Helper()
		var err error
		h, err = Open(t.Context(), Config{
			Data: data, PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader, Post: []post.Way{mail},
			Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Push: Push{Allow: []string{p.Listener.Addr().String()}},
		})
		if err == nil {
			b, err = h.OpenBook(t.Context(), provider)
		}
		if err != nil {
			t.Fatal(err)
		}
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
		if err := errors.Join(nudged(h, b), h.push.Deliver(t.Context()), h.post.Deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := p.told(); !slices.Equal(got, people) {
			t.Errorf("%s: told %v, want %v", when, got, people)
		}
	}
	invoice := func(state care.State) {
		write(care.InvoiceRef("alva", "2026-10"), map[string]any{
			"beneficiary": "alva", "month": "2026-10", "state": string(state), "version": 1,
			"at": map[string]string{string(care.Ready): now.Format(time.RFC3339)}, "by": json.RawMessage("{}"),
		})
	}
	state := func() (is string) {
		t.Helper()
		err := b.View(t.Context(), func(docs book.Documents) error {
			doc, _, err := docs.Get(care.InvoiceRef("alva", "2026-10"))
			is = doc.Text("state")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	start()
	p.subscribe(t, h, "alva", "karin")
	write("membership/1", map[string]any{"person": "alva", "role": "beneficiary", "from": "2026-01-01"})
	write("membership/2", map[string]any{"person": "karin", "role": "coordinator", "from": "2026-01-01"})
	write(care.ReachRef("alva"), map[string]any{"person": "alva", "mail": "alva@passbok.example"})
	want("nothing yet")
	invoice(care.Ready)
	want("ready", "alva")
	if got := state(); got != string(care.Notified) {
		t.Errorf("the book says %s", got)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	start()
	want("after a restart")
	now = now.Add(72 * time.Hour)
	want("again", "alva")
	now = now.Add(72 * time.Hour)
	want("there is no other device: by mail")
	if !slices.Equal(mail.took, []string{"alva@passbok.example Oktober är klar att titta på http://127.0.0.1:8080/rakning/alva/2026-10"}) {
		t.Errorf("mail %v", mail.took)
	}
	invoice(care.HandedOver)
	now = now.Add(240 * time.Hour)
	want("sent")
	about, err := h.ladder.About(t.Context(), provider, "alva", "2026-10")
	if err != nil || len(about) != 1 || about[0].Done.IsZero() || about[0].Steps[0].Delivered.IsZero() {
		t.Errorf("%+v, %v", about, err)
	}
	now = now.AddDate(0, 3, 0)
	if swept, err := h.ladder.Sweep(t.Context(), now); err != nil || swept != 1 {
		t.Errorf("swept %d, %v", swept, err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

// The office is told of a backup that is old, once a week; of none where none was ever taken; and of a disk that is nearly
// full, once a day.
func TestTheOfficeIsToldOfTheServer(t *testing.T) {
	p := newPhones(t)
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	h, err := Open(t.Context(), Config{
		Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Push: Push{Allow: []string{p.Listener.Addr().String()}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	b, err := h.OpenBook(t.Context(), "01930000-0000-7000-8000-000000000009")
	if err != nil {
		t.Fatal(err)
	}
	p.subscribe(t, h, "karin")
	_, err = b.Do(t.Context(), book.Command{ID: "a", Name: "test"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: "membership/1", Set: op.Fields{"person": care.Value("karin"), "role": care.Value("coordinator"), "from": care.Value("2026-01-01")}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	told := func(codes ...string) {
		t.Helper()
		if err := errors.Join(h.tellTroubles(t.Context()), h.push.Deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := p.told(); len(got) != len(codes) {
			t.Errorf("%s: told %v, want %v", now, got, codes)
		}
	}
	if _, err := nearlyFull(h.cfg.Data); err != nil {
		t.Error(err)
	}
	low := false
	h.nearlyFull = func(string) (bool, error) { return low, nil }
	told()
	if err := h.Backup(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	told()
	now = now.AddDate(0, 0, 8)
	told("backup")
	told()
	now = now.AddDate(0, 0, 7)
	told("backup")
	low = true
	told("disk")
	told()
}
