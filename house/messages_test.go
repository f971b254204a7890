package house

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What somebody says is told to whom it is for, once: whether the house runs, has just started, or was stopped in between.
func TestAMessageIsToldOnce(t *testing.T) {
	p, data := newPhones(t), t.TempDir()
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	var h *House
	var b *book.Book
	var m messages
	start := func() {
		t.Helper()
		var err error
		h, err = Open(t.Context(), Config{
			Data: data, PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
			Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Push: Push{Allow: []string{p.Listener.Addr().String()}},
		})
		if err == nil {
			b, err = h.OpenBook(t.Context(), "01930000-0000-7000-8000-000000000009")
		}
		if err != nil {
			t.Fatal(err)
		}
		m = messages{}
	}
	n := 0
	write := func(ref string, set map[string]any) {
		t.Helper()
		n++
		fields := op.Fields{}
		for name, value := range set {
			fields[name] = care.Value(value)
		}
		if _, err := b.Do(t.Context(), book.Command{ID: fmt.Sprint("c", n), Name: "test"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: ref, Set: fields}}}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when string, people ...string) {
		t.Helper()
		if err := errors.Join(h.tellMessages(t.Context(), b, &m), h.push.Deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := p.told(); !slices.Equal(got, people) {
			t.Errorf("%s: told %v, want %v", when, got, people)
		}
	}
	said := func(id, author, as string) {
		t.Helper()
		write("message/"+id, map[string]any{
			"author": author, "as": as, "beneficiary": "alva", "assistant": "samir", "month": "2026-10", "day": "2026-10-05", "shift": "1",
			"text": "hej", "said": "2026-11-09T09:00+01:00",
		})
	}
	start()
	p.subscribe(t, h, "samir", "karin", "tilda", "alva")
	for person, role := range map[string]string{"samir": "assistant", "karin": "coordinator", "tilda": "assistant", "alva": "beneficiary"} {
		write("membership/"+person, map[string]any{"person": person, "role": role, "from": "2026-01-01"})
	}
	want("nothing was said")
	said("1", "samir", care.RoleAssistant)
	want("an assistant asks", "karin")
	want("again")
	said("2", "karin", care.RoleCoordinator)
	want("the office answers", "samir")
	said("3", "alva", care.RoleBeneficiary)
	if err := h.Close(); err != nil { // before it was told
		t.Fatal(err)
	}
	start()
	want("after a stop", "karin", "samir")
	m = messages{}
	want("from the beginning")
	said("4", "karin", care.RoleCoordinator)
	now = now.Add(25 * time.Hour)
	m = messages{}
	want("too long ago")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}
