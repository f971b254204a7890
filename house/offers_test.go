package house

import (
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// A vacant shift is offered, the first who accepts gets it, and the other is told: once each, whether the house runs or was
// stopped in between.
func TestAnOfferIsSettledOnce(t *testing.T) {
	w := newTelling(t, time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Config{})
	var s since
	want := func(when string, people ...string) {
		t.Helper()
		w.tells(when, w.settleOffers(t.Context(), w.book, &s), people...)
	}
	says := func(id, who, what string) {
		t.Helper()
		w.write("reply/"+id, map[string]any{"offer": "1", "assistant": who, "beneficiary": "alva", "month": "2026-11", "says": what})
	}
	has := func() string {
		t.Helper()
		var who string
		if err := w.book.View(t.Context(), func(docs book.Documents) error {
			doc, _, err := docs.Get("plan/p")
			who = doc.Text("assistant")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return who
	}
	w.staff(map[string]string{"samir": "assistant", "tilda": "assistant", "vera": "assistant", "karin": "coordinator"})
	w.write("membership/alva", map[string]any{"person": "alva", "role": "beneficiary", "from": "2026-01-01"})
	for _, who := range []string{"samir", "tilda", "vera"} {
		w.write("engagement/"+who, map[string]any{"assistant": who, "beneficiary": "alva", "from": "2026-01-01"})
	}
	when := map[string]any{"beneficiary": "alva", "kind": "active", "start": "2026-11-10T08:00+01:00", "end": "2026-11-10T16:00+01:00"}
	w.write("plan/p", when)
	want("nothing is offered")
	asleep := push.Wishes{Quiet: &push.Hours{From: "08:00", To: "10:00"}}
	if err := w.push.Wish(t.Context(), "vera", asleep); err != nil {
		t.Fatal(err)
	}
	when["plan"], when["to"], when["how"] = "p", []string{"samir", "tilda", "vera"}, care.OfferFirst
	w.write("offer/1", when)
	want("it is offered", "samir", "tilda")
	want("again")
	says("a", "vera", care.ReplyNo)
	want("somebody does not want it")
	says("b", "tilda", care.ReplyYes)
	says("c", "samir", care.ReplyYes)
	w.restart() // before it was settled
	s = since{}
	want("two accepted", "samir")
	if got := has(); got != "tilda" {
		t.Errorf("%q has it", got)
	}
	s = since{}
	want("from the beginning")
	w.now = w.now.Add(3 * time.Hour)
	want("somebody wakes up after it was given")
	asleep.Quiet = nil
	if err := w.push.Wish(t.Context(), "vera", asleep); err != nil {
		t.Fatal(err)
	}
	// What is not what was offered is taken back, and those who said yes hear of it; whoever has it by hand does not.
	again := func(id, plan string, more map[string]any) {
		t.Helper()
		fields := map[string]any{"beneficiary": "alva", "kind": "active", "start": "2026-11-11T08:00+01:00", "end": "2026-11-11T12:00+01:00"}
		w.write("plan/"+plan, fields)
		fields["plan"], fields["to"], fields["how"] = plan, []string{"samir", "tilda", "vera"}, care.OfferPick
		w.write("offer/"+id, fields)
		want("another is offered", "samir", "tilda", "vera")
		for _, who := range []string{"samir", "tilda"} {
			w.write("reply/"+id+who, map[string]any{"offer": id, "assistant": who, "beneficiary": "alva", "month": "2026-11", "says": care.ReplyYes})
		}
		want("two accept")
		w.write("plan/"+plan, more)
	}
	again("2", "q", map[string]any{"start": "2026-12-01T14:00+01:00", "end": "2026-12-01T18:00+01:00"})
	want("it is moved to another month", "samir", "tilda")
	again("3", "r", map[string]any{"assistant": "tilda"})
	want("it is given by hand", "samir")
	again("4", "u", map[string]any{"void": true})
	want("it is removed", "samir", "tilda")
	want("again")
	if err := w.book.View(t.Context(), func(docs book.Documents) error {
		asked, err := month.AskedIn(docs, "alva", "2026-11")
		for _, o := range asked.Offers {
			if o.Void != (o.Ref != "offer/1") {
				t.Errorf("%+v", o)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
