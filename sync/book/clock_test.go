package book_test

import (
	"encoding/json"
	"testing"
	"time"

	"passbok/sync/book"
	"passbok/sync/op"
)

// What an operation is marked with, by what the device says of its clocks when the person acts and when it is sent.
func TestClocksAreJudgedByEvidence(t *testing.T) {
	const minute, hour, year = 60_000, 3_600_000, 365 * 86_400_000
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	at := func(ahead time.Duration) string { return op.FormatTime(w.clock().Add(ahead)) }
	for _, c := range []struct {
		name string
		now  time.Duration // of the device at the request
		at   op.At
		want int64
	}{
		{"nothing is said", 0, op.At{}, 0},
		{"well within two minutes", time.Second, op.At{Wall: at(0), Offset: 90_000}, 0},
		{"the request alone: beyond two minutes", -time.Hour, op.At{}, -hour},
		{"the request alone: the operation does not know", time.Hour, op.At{Wall: at(time.Hour)}, hour},
		{"right when it was done, set since", time.Hour, op.At{Wall: at(0), Offset: 250}, 0},
		{"wrong when it was done, set right since", 0, op.At{Wall: at(time.Hour), Offset: hour}, hour},
		{"a year off when it was done, right now", 0, op.At{Wall: at(365 * 24 * time.Hour), Offset: year}, year},
		{"done after it came: it was that far ahead at the least", 0, op.At{Wall: at(3 * time.Hour), Offset: 40}, 3 * hour},
		{"the same, though it says nothing", 0, op.At{Wall: at(3 * time.Hour)}, 3 * hour},
		{"no clock reading", 0, op.At{Wall: "yesterday", Offset: -hour}, -hour},
		{"no offset that can be", time.Hour, op.At{Offset: 1e300}, hour},
		{"three minutes behind", 0, op.At{Wall: at(-3 * time.Minute), Offset: -3 * minute}, -3 * minute},
	} {
		ref := "shift/" + w.id()
		o := anna.act(ref, hours("anna", "bo", "2026-10-31T08:00", ""), func(o *op.Op) { o.At = c.at })
		anna.queue = nil
		got, start := w.clocked(anna, o, c.now)
		if got != c.want || start != `"2026-10-31T08:00"` {
			t.Errorf("%s: marked %d, want %d; starts %s", c.name, got, c.want, start)
		}
	}

	// Who has seen what was taken a moment ago cannot have acted a day before.
	ref := anna.record(1, "bo", "2026-10")[0]
	o := anna.act(ref, op.Fields{"note": val("x")}, func(o *op.Op) { o.At = op.At{Wall: at(-24 * time.Hour), Offset: 12} })
	anna.queue = nil
	if got, _ := w.clocked(anna, o, 0); got != -24*hour {
		t.Errorf("before what its writer had seen: marked %d", got)
	}
	w.whole()
}

// clocked sends an operation from a device whose clock is so far ahead; the answer is the document's mark, and its start.
func (w *world) clocked(p *phone, o op.Op, ahead time.Duration) (clock int64, start string) {
	w.t.Helper()
	res, err := w.book.Sync(w.ctx, p.who, book.Request{
		Device: p.who.Device, Now: op.FormatTime(w.clock().Add(ahead)), Ops: encode(w.t, o),
	})
	if err != nil || res.Verdicts[0].Verdict != op.Applied {
		w.t.Fatalf("%+v %v", res.Verdicts, err)
	}
	for _, doc := range res.Docs {
		if doc.Ref != o.Doc {
			continue
		}
		var out struct {
			Clock  int64
			Wall   string
			Fields map[string]json.RawMessage
		}
		text, _ := json.Marshal(doc)
		if err := json.Unmarshal(text, &out); err != nil {
			w.t.Fatal(err)
		}
		if out.Clock != 0 && out.Wall != o.At.Wall || out.Clock == 0 && out.Wall != "" {
			w.t.Errorf("marked %d, with the wall clock at %q", out.Clock, out.Wall)
		}
		return out.Clock, string(out.Fields["start"])
	}
	w.t.Fatalf("%s did not come", o.Doc)
	return 0, ""
}
