package house

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/push"
	"passbok/sync/book"
)

// exchanging is a house in which Samir works Tuesday and Tilda Thursday, who are asked to exchange them; Vera works there, too.
type exchanging struct {
	*telling
	s since
}

func newExchanging(t *testing.T) *exchanging {
	t.Helper()
	w := &exchanging{telling: newTelling(t, time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Config{})}
	w.staff(map[string]string{"samir": "assistant", "tilda": "assistant", "vera": "assistant", "karin": "coordinator"})
	w.write("membership/alva", map[string]any{"person": "alva", "role": "beneficiary", "from": "2026-01-01"})
	for _, who := range []string{"samir", "tilda", "vera"} {
		w.write("engagement/"+who, map[string]any{"assistant": who, "beneficiary": "alva", "from": "2026-01-01"})
	}
	return w
}

// propose plans a pair of shifts, and proposes to exchange them.
func (w *exchanging) propose(id string) {
	w.Helper()
	var sides []map[string]any
	for plan, who := range map[string]string{"p" + id: "samir", "q" + id: "tilda"} {
		day := map[string]string{"samir": "10", "tilda": "12"}[who]
		fields := map[string]any{"assistant": who, "beneficiary": "alva", "kind": "active", "start": "2026-11-" + day + "T08:00+01:00", "end": "2026-11-" + day + "T16:00+01:00"}
		w.write("plan/"+plan, fields)
		fields["plan"] = plan
		sides = append(sides, fields)
	}
	w.write("exchange/"+id, map[string]any{"sides": sides})
}

func (w *exchanging) says(exchange, reply, who, what string) {
	w.Helper()
	w.write("reply/"+reply, map[string]any{"exchange": exchange, "assistant": who, "beneficiary": "alva", "month": "2026-11", "says": what})
}

// stands is who has Samir's plan and Tilda's, and the exchange.
func (w *exchanging) stands(id string) (samirs, tildas string, e care.Exchange) {
	w.Helper()
	if err := w.book.View(w.Context(), func(docs book.Documents) error {
		p, _, err := docs.Get("plan/p" + id)
		if err != nil {
			return err
		}
		q, _, err := docs.Get("plan/q" + id)
		if err != nil {
			return err
		}
		doc, _, err := docs.Get("exchange/" + id)
		samirs, tildas, e = p.Text("assistant"), q.Text("assistant"), care.ExchangeOf(doc.Ref, doc.Values())
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return samirs, tildas, e
}

// Both are asked, and told that it is done, once each; nobody else is told anything, whether the house runs or was stopped in between.
func TestAnExchangeIsToldToTheTwoAlone(t *testing.T) {
	w := newExchanging(t)
	want := func(when string, people ...string) {
		t.Helper()
		w.tells(when, w.settleOffers(t.Context(), w.book, &w.s), people...)
	}
	want("nothing is asked")
	w.propose("1")
	want("it is proposed", "samir", "tilda")
	want("again")
	w.says("1", "a", "tilda", care.ReplyYes)
	want("one says yes")
	w.says("1", "b", "samir", care.ReplyYes)
	w.restart() // before it was settled
	w.s = since{}
	want("both have said yes", "samir", "tilda")
	if samirs, tildas, e := w.stands("1"); samirs != "tilda" || tildas != "samir" || !e.Given {
		t.Errorf("%s %s %+v", samirs, tildas, e)
	}
	w.s = since{}
	want("from the beginning")
	if err := w.push.Wish(t.Context(), "samir", push.Wishes{Quiet: &push.Hours{From: "08:00", To: "10:00"}}); err != nil {
		t.Fatal(err)
	}
	w.propose("2")
	want("the plans are theirs again, and another is proposed to one who sleeps", "tilda")
	w.says("2", "c", "tilda", care.ReplyYes)
	want("one says yes")
	w.says("2", "d", "samir", care.ReplyNo)
	want("the other says no", "tilda")
	if _, _, e := w.stands("2"); !e.Void || e.Why != care.ExchangeDeclined {
		t.Errorf("%+v", e)
	}
	w.now = w.now.Add(3 * time.Hour)
	want("who slept wakes up")
	w.propose("3")
	want("another is proposed", "samir", "tilda")
	w.says("3", "e", "tilda", care.ReplyYes)
	w.write("plan/p3", map[string]any{"start": "2026-12-01T08:00+01:00", "end": "2026-12-01T16:00+01:00"})
	want("a plan is moved to another month", "tilda")
	w.propose("4")
	want("another is proposed", "samir", "tilda")
	w.write("exchange/4", map[string]any{"void": true})
	want("the office takes it back before anybody answered")
}

// Whatever order answers, changes of plans and retractions come in, and whenever the house looks: both plans change hands or neither
// does, once, and only by the yes of both to what was proposed.
func TestAnExchangeGivesBothOrNeither(t *testing.T) {
	w, n := newExchanging(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		id := fmt.Sprint(n)
		w.propose(id)
		defer func() { // nothing of this one is in the next one's way
			w.write("plan/p"+id, map[string]any{"void": true})
			w.write("plan/q"+id, map[string]any{"void": true})
		}()
		last, moved, back, times := map[string]string{}, false, false, 0 // what is known without the house
		agreed := func() bool { return last["samir"] == care.ReplyYes && last["tilda"] == care.ReplyYes }
		look := func() {
			samirs, tildas, e := w.stands(id)
			may := !e.Void && !e.Given && !moved && !back && agreed()
			if err := w.settleOffers(t.Context(), w.book, &w.s); err != nil {
				rt.Fatal(err)
			}
			nowSamirs, nowTildas, after := w.stands(id)
			changed := []bool{nowSamirs != samirs, nowTildas != tildas}
			switch {
			case changed[0] != changed[1]:
				rt.Fatalf("one changed hands: %s %s, were %s %s", nowSamirs, nowTildas, samirs, tildas)
			case changed[0] != may || may && (nowSamirs != "tilda" || nowTildas != "samir"):
				rt.Fatalf("%s %s, were %s %s; both said yes to what stands: %v", nowSamirs, nowTildas, samirs, tildas, may)
			case after.Given != (e.Given || may):
				rt.Fatalf("it says %+v", after)
			}
			if changed[0] {
				times++
			}
			open := !after.Given && !after.Void
			if (moved || last["samir"] == care.ReplyNo || last["tilda"] == care.ReplyNo) && open {
				rt.Fatalf("it stands open: %+v", after)
			}
		}
		for i, what := range rapid.SliceOfN(rapid.SampledFrom([]string{"samir yes", "tilda yes", "samir yes", "tilda yes", "samir no", "tilda no", "move", "give away", "put back", "take back", "look", "look", "stop"}), 1, 12).Draw(rt, "steps") {
			_, _, e := w.stands(id)
			switch what {
			case "samir yes", "tilda yes", "samir no", "tilda no":
				who, says := what[:5], what[6:]
				last[who] = says
				w.says(id, fmt.Sprintf("%s-%d", id, i), who, says)
			case "move", "give away":
				if e.Given {
					continue // the office may do what it likes afterwards
				}
				moved = true
				w.write("plan/p"+id, map[string]map[string]any{"move": {"end": "2026-11-10T17:00+01:00"}, "give away": {"assistant": "vera"}}[what])
			case "put back": // as it was: nobody has looked since, or it is over already
				moved = moved && e.Given
				if !e.Given {
					w.write("plan/p"+id, map[string]any{"assistant": "samir", "end": "2026-11-10T16:00+01:00"})
				}
			case "take back":
				back = true
				w.write("exchange/"+id, map[string]any{"void": true})
			case "look":
				look()
			case "stop":
				w.restart()
				w.s = since{}
			}
		}
		look()
		look()
		if times > 1 {
			rt.Fatalf("it happened %d times", times)
		}
	})
	if err := w.push.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.told(); len(got) == 0 || slices.Contains(got, "vera") || slices.Contains(got, "karin") {
		t.Errorf("told %v", got)
	}
}
