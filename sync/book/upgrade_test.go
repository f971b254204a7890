package book_test

import (
	"encoding/json"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// upgrade opens the book with an engine of the next version, in which a shift has a mood.
func (w *world) upgrade() {
	w.t.Helper()
	next := schema()
	next["shift"].Fields["mood"] = func(json.RawMessage) error { return nil }
	b, err := book.Open(w.ctx, w.store, "b", book.Config{
		Schema: next, Rights: rights{}, Clock: w.clock, Rand: &dice{n: 7000}, Version: op.Version + 1,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.book = b
}

func newer(o *op.Op) { o.V = op.Version + 1 }

// What a newer phone has said is judged when the server is upgraded, as if it had come then.
func TestAnUpgradeJudgesWhatWaitedForIt(t *testing.T) {
	for name, c := range map[string]struct {
		set   op.Fields
		fresh bool // it would make the document
		why   string
		// meanwhile is what happens between the operation and the upgrade.
		meanwhile func(w *world, anna *phone, ref string)
		verdict   op.Verdict // of what was settled; "" where it waits still
		code      string
		mood, end string
	}{
		"it is set":        {set: op.Fields{"mood": val("good")}, verdict: op.Applied, mood: "good", end: "16:00"},
		"and a new row is": {set: with(hours("anna", "bo", "2026-10-31T08:00", "2026-10-31T09:00"), "mood", "good"), fresh: true, verdict: op.Applied, mood: "good", end: "09:00"},
		"a new row that could not be read": {
			set: op.Fields{"mood": val("good"), "start": json.RawMessage(`["2026-10-31T08:00"]`), "assistant": val("anna")}, fresh: true,
			verdict: op.Declined, code: op.CodeNotAllowed,
		},
		"what is not valid": {set: op.Fields{"end": val("2026-10-01T00:00")}, verdict: op.Declined, code: "end_before_start", end: "16:00"},
		"a field that is not there even then": {
			set: op.Fields{"colour": val("red")}, verdict: op.Declined, code: op.CodeUnknownField, end: "16:00",
		},
		"somebody else has set it meanwhile": {
			set: op.Fields{"end": val("2026-10-30T17:00")}, meanwhile: func(w *world, _ *phone, ref string) {
				office := w.phone("office", 2)
				office.feeds = []string{"bo@2026-10"}
				office.sync()
				office.act(ref, op.Fields{"end": val("2026-10-30T18:00")})
				office.sync()
			}, verdict: op.Conflict, end: "18:00",
		},
		"the phone itself has, with its older version": {
			set: op.Fields{"end": val("2026-10-30T17:00")}, meanwhile: func(_ *world, anna *phone, ref string) {
				anna.act(ref, op.Fields{"end": val("2026-10-30T18:00")})
				anna.sync()
			}, verdict: op.Superseded, end: "18:00",
		},
		"the month is closed by now": {
			set: op.Fields{"end": val("2026-10-30T17:00")}, meanwhile: func(w *world, _ *phone, _ string) { w.seal("bo@2026-10", true) },
			code: op.ReasonSealed, end: "16:00",
		},
		"it was somebody else's by then": {
			set: op.Fields{"end": val("2026-10-30T17:00")}, meanwhile: func(w *world, _ *phone, ref string) { w.give(ref, "bea") },
			code: op.ReasonMoved, end: "16:00",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			anna := w.phone("anna", 1)
			ref := "shift/" + w.id()
			if !c.fresh {
				anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
				anna.sync()
			}
			o := anna.act(ref, c.set, newer)
			if v := anna.sync()[0]; v.Verdict != op.Parked || v.Code != op.ReasonVersion {
				t.Fatalf("%+v", v)
			}
			if c.meanwhile != nil {
				c.meanwhile(w, anna, ref)
			}
			w.upgrade()
			w.upgrade() // and once is enough
			doc := w.doc(ref)
			if end := doc.Text("end"); doc.Text("mood") != c.mood || end != "" && end[11:] != c.end || end == "" && c.end != "" {
				t.Errorf("the row is %v", doc.Values())
			}
			mine, _, err := w.book.Mine(w.ctx, anna.who, 0)
			if err != nil || len(mine) != 1 {
				t.Fatalf("its author finds %+v %v", mine, err)
			}
			if c.verdict == "" {
				if len(doc.Parked) != 1 || doc.Parked[0].Reason != c.code || mine[0].Code != c.code || mine[0].Settled != nil {
					t.Errorf("parked anew: %+v, its author is told %+v", doc.Parked, mine[0])
				}
				w.seal("bo@2026-10", false)
				if got := w.settle(o.ID, true); got != "applied" && got != "conflict" {
					t.Errorf("and then applied: %s", got)
				}
			} else if s := mine[0].Settled; s == nil || s.Verdict != c.verdict || s.Code != c.code || s.Person != "" || len(doc.Parked) != 0 {
				t.Errorf("its author is told %+v, the row has parked %+v", s, doc.Parked)
			}
			again, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Ops: encode(t, o)})
			if err != nil || !again.Verdicts[0].Again || again.Verdicts[0].Verdict != op.Parked {
				t.Errorf("sent again after a lost answer: %+v %v", again.Verdicts, err)
			}
			w.whole()
		})
	}
}

// What follows a creation that waited comes or goes with it.
func TestAnUpgradeTakesAlongWhatFollows(t *testing.T) {
	for name, c := range map[string]struct {
		start, verdict, end string
	}{
		"applied":  {"2026-10-31T08:00", "applied", "2026-10-31T10:00"},
		"declined": {"2026-10-31T12:00", "declined", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			anna := w.phone("anna", 1)
			ref := "shift/" + w.id()
			anna.act(ref, hours("anna", "bo", c.start, "2026-10-31T09:00"), newer)
			anna.act(ref, op.Fields{"note": val("x")})
			anna.act(ref, op.Fields{"end": val("2026-10-31T10:00")}, newer)
			anna.sync()
			w.upgrade()
			anna.sync()
			if got := anna.docs[ref]; text(got.fields, "end") != c.end || got.parked != 0 {
				t.Errorf("%+v", got)
			}
			mine, _, err := w.book.Mine(w.ctx, anna.who, 0)
			if err != nil || len(mine) != 3 {
				t.Fatalf("%+v %v", mine, err)
			}
			for _, r := range mine {
				if r.Settled == nil || string(r.Settled.Verdict) != c.verdict {
					t.Errorf("%+v: %+v", r, r.Settled)
				}
			}
			w.whole()
		})
	}
}

// An operation still newer than the upgraded server goes on waiting.
func TestAnUpgradeLeavesWhatItDoesNotUnderstand(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	o := anna.act(ref, op.Fields{"mood": val("good")}, func(o *op.Op) { o.V = op.Version + 2 })
	anna.sync()
	w.upgrade()
	if doc := w.doc(ref); len(doc.Parked) != 1 || doc.Parked[0].Reason != op.ReasonVersion {
		t.Errorf("%+v", doc.Parked)
	}
	if got := w.settle(o.ID, false); got != "declined" {
		t.Errorf("declined: %s", got)
	}
	w.whole()
}

func with(set op.Fields, name, value string) op.Fields {
	set[name] = val(value)
	return set
}
