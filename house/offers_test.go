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
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// A vacant shift is offered, the first who accepts gets it, and the other is told: once each, whether the house runs or was
// stopped in between.
func TestAnOfferIsSettledOnce(t *testing.T) {
	p, data := newPhones(t), t.TempDir()
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	var h *House
	var b *book.Book
	var s offers
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
		s = offers{}
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
		if err := errors.Join(h.settleOffers(t.Context(), b, &s), h.push.Deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := p.told(); !slices.Equal(got, people) {
			t.Errorf("%s: told %v, want %v", when, got, people)
		}
	}
	says := func(id, who, what string) {
		t.Helper()
		write("reply/"+id, map[string]any{"offer": "1", "assistant": who, "beneficiary": "alva", "month": "2026-11", "says": what})
	}
	has := func() string {
		t.Helper()
		var who string
		if err := b.View(t.Context(), func(docs book.Documents) error {
			doc, _, err := docs.Get("plan/p")
			who = doc.Text("assistant")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return who
	}
	start()
	p.subscribe(t, h, "samir", "tilda", "vera", "karin")
	for person, role := range map[string]string{"samir": "assistant", "tilda": "assistant", "vera": "assistant", "karin": "coordinator", "alva": "beneficiary"} {
		write("membership/"+person, map[string]any{"person": person, "role": role, "from": "2026-01-01"})
	}
	for _, who := range []string{"samir", "tilda", "vera"} {
		write("engagement/"+who, map[string]any{"assistant": who, "beneficiary": "alva", "from": "2026-01-01"})
	}
	when := map[string]any{"beneficiary": "alva", "kind": "active", "start": "2026-11-10T08:00+01:00", "end": "2026-11-10T16:00+01:00"}
	write("plan/p", when)
	want("nothing is offered")
	when["plan"], when["to"], when["how"] = "p", []string{"samir", "tilda", "vera"}, care.OfferFirst
	write("offer/1", when)
	want("it is offered", "samir", "tilda", "vera")
	want("again")
	says("a", "vera", care.ReplyNo)
	want("somebody does not want it")
	says("b", "tilda", care.ReplyYes)
	says("c", "samir", care.ReplyYes)
	if err := h.Close(); err != nil { // before it was settled
		t.Fatal(err)
	}
	start()
	want("two accepted", "samir")
	if got := has(); got != "tilda" {
		t.Errorf("%q has it", got)
	}
	s = offers{}
	want("from the beginning")
	// What is not what was offered is taken back, and those who said yes hear of it; whoever has it by hand does not.
	again := func(id, plan string, more map[string]any) {
		t.Helper()
		fields := map[string]any{"beneficiary": "alva", "kind": "active", "start": "2026-11-11T08:00+01:00", "end": "2026-11-11T12:00+01:00"}
		write("plan/"+plan, fields)
		fields["plan"], fields["to"], fields["how"] = plan, []string{"samir", "tilda", "vera"}, care.OfferPick
		write("offer/"+id, fields)
		want("another is offered", "samir", "tilda", "vera")
		for _, who := range []string{"samir", "tilda"} {
			write("reply/"+id+who, map[string]any{"offer": id, "assistant": who, "beneficiary": "alva", "month": "2026-11", "says": care.ReplyYes})
		}
		want("two accept")
		write("plan/"+plan, more)
	}
	again("2", "q", map[string]any{"start": "2026-12-01T14:00+01:00", "end": "2026-12-01T18:00+01:00"})
	want("it is moved to another month", "samir", "tilda")
	again("3", "r", map[string]any{"assistant": "tilda"})
	want("it is given by hand", "samir")
	again("4", "u", map[string]any{"void": true})
	want("it is removed", "samir", "tilda")
	want("again")
	if err := b.View(t.Context(), func(docs book.Documents) error {
		all, err := month.OffersIn(docs, "alva", "2026-11")
		for _, o := range all {
			if o.Void != (o.Ref != "offer/1") {
				t.Errorf("%+v", o)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}
