package book_test

import (
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// A row of anna's is given to bea while anna's phone is offline.
func TestARowGivenToAnother(t *testing.T) {
	for name, c := range map[string]struct {
		who     string
		device  int
		synced  bool                              // the phone has pulled the row as it was before
		base    func(before, given uint64) uint64 // instead of what was pulled
		set     op.Fields                         //
		verdict op.Verdict
		code    string
	}{
		"by whom it was, from the phone that made it": {who: "anna", device: 1, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Parked, code: op.ReasonMoved},
		"from the phone that made it, and never pulled it": {
			who: "anna", device: 1, base: func(uint64, uint64) uint64 { return 0 }, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Parked, code: op.ReasonMoved,
		},
		"a note":                              {who: "anna", device: 1, set: op.Fields{"note": val("x")}, verdict: op.Parked, code: op.ReasonMoved},
		"a removal":                           {who: "anna", device: 1, set: op.Fields{op.Void: []byte("true")}, verdict: op.Parked, code: op.ReasonMoved},
		"from another phone that had seen it": {who: "anna", device: 5, synced: true, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Parked, code: op.ReasonMoved},
		"from another phone that had not":     {who: "anna", device: 5, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Refused, code: op.CodeNotAllowed},
		"having seen that it is another's":    {who: "anna", device: 5, base: func(_, given uint64) uint64 { return given }, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Refused, code: op.CodeNotAllowed},
		"taking it back":                      {who: "anna", device: 1, set: op.Fields{"assistant": val("anna")}, verdict: op.Parked, code: op.ReasonMoved},
		"giving it to a third":                {who: "anna", device: 1, set: op.Fields{"assistant": val("cleo")}, verdict: op.Refused, code: op.CodeNotAllowed},
		"a stranger's":                        {who: "cleo", device: 6, base: func(before, _ uint64) uint64 { return before }, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Refused, code: op.CodeNotAllowed},
		"a stranger's, of all its past":       {who: "cleo", device: 6, base: func(_, given uint64) uint64 { return given }, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Refused, code: op.CodeNotAllowed},
		"by whom it is now":                   {who: "bea", device: 7, base: func(_, given uint64) uint64 { return given }, set: op.Fields{"end": val("2026-10-30T17:00")}, verdict: op.Applied},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for _, person := range []string{"anna", "bea", "cleo"} {
				w.engage(person, "2026-10-01", "")
			}
			first := w.phone("anna", 1)
			ref := "shift/" + w.id()
			first.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
			first.sync()
			before := first.docs[ref].rev
			writer := first
			if c.device != 1 {
				writer = w.phone(c.who, c.device)
			}
			if c.synced {
				writer.sync()
			}
			office := w.phone("office", 2)
			office.feeds = []string{"bo@2026-10"}
			office.sync()
			office.act(ref, op.Fields{"assistant": val("bea")})
			given := office.sync()[0].Seq
			o := writer.act(ref, c.set, func(o *op.Op) {
				o.Why = "fel"
				if c.base != nil {
					o.Base = c.base(before, given)
				}
			})
			v := writer.sync()[0]
			if v.Verdict != c.verdict || v.Code != c.code {
				t.Fatalf("%+v", v)
			}
			office.sync()
			if parked := office.docs[ref].parked; (parked == 1) != (c.verdict == op.Parked) || text(office.docs[ref].fields, "assistant") != "bea" {
				t.Errorf("what the office sees: %+v", office.docs[ref])
			}
			mine, _, err := w.book.Mine(w.ctx, book.Actor{Person: c.who}, 0)
			if err != nil || (len(mine) == 1 && mine[0].ID == o.ID) != (c.verdict != op.Applied) {
				t.Errorf("what its author finds: %+v %v", mine, err)
			}
			if again, err := w.book.Sync(w.ctx, writer.who, book.Request{Device: writer.who.Device, Ops: encode(t, o)}); err != nil || again.Verdicts[0].Code != c.code || !again.Verdicts[0].Again {
				t.Errorf("sent again: %+v %v", again.Verdicts, err)
			}
			w.whole()
		})
	}
}

// All that a phone has queued meanwhile waits, and is decided one by one: an operation that was parked teaches its writer
// nothing of what others did.
func TestAllThatWasWrittenToARowGivenAway(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	ref := "shift/" + w.id()
	anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.sync()
	office.feeds = []string{"bo@2026-10"}
	office.sync()
	office.act(ref, op.Fields{"assistant": val("bea")})
	office.sync()
	first := anna.act(ref, op.Fields{"end": val("2026-10-30T17:00")})
	second := anna.act(ref, op.Fields{"note": val("x")})
	for _, v := range anna.sync() {
		if v.Verdict != op.Parked || v.Code != op.ReasonMoved {
			t.Errorf("%+v", v)
		}
	}
	if got := w.settle(first.ID, true); got != string(op.Conflict) { // an end that nobody has seen with bea
		t.Errorf("applied as %s", got)
	}
	if got := w.settle(second.ID, false); got != "declined" {
		t.Errorf("%s", got)
	}
	mine, _, err := w.book.Mine(w.ctx, book.Actor{Person: "anna"}, 0)
	if err != nil || len(mine) != 2 || mine[0].Settled == nil || mine[1].Settled == nil {
		t.Errorf("what became of them: %+v %v", mine, err)
	}
	office.sync()
	if got := office.docs[ref]; text(got.fields, "end") != "2026-10-30T17:00" || text(got.fields, "assistant") != "bea" || got.open != 1 || got.parked != 0 {
		t.Errorf("%+v", got)
	}
	w.whole()
}
