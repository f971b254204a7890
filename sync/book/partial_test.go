package book_test

import (
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// A book that was restored without its archive lacks what phones have not given back yet. They give it back in any order:
// what does not fit today may fit tomorrow, so nothing that was accepted once is refused for it.
func TestAPartialBookRefusesNothingForWhatItLacks(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, tablet := w.phone("anna", 1), w.phone("anna", 2)
	backup := w.copied()

	ref, made := shift(w, anna, "2026-10-05")
	anna.sync()
	tablet.sync()
	office := w.phone("office", 5)
	office.feeds = []string{"bo@2026-10"}
	office.sync()
	kind := office.act(ref, op.Fields{"kind": val("waiting")})
	note := office.act(ref, op.Fields{"note": val("y")})
	office.sync()
	longer := tablet.act(ref, op.Fields{"end": val("2026-10-05T17:00+01:00")})
	later := tablet.act(ref, op.Fields{"note": val("x")})
	tablet.sync()
	w.engage("bea", "2026-10-01", "") // by a command: no phone has it
	bea := w.phone("bea", 3)
	hers, row := shift(w, bea, "2026-10-06")
	bea.sync()
	w.restored(backup)

	parked := func(p *phone, reasons []string, all ...op.Op) {
		t.Helper()
		verdicts := p.offers(all)
		if len(verdicts) != len(reasons) {
			t.Fatalf("%+v", verdicts)
		}
		for i, v := range verdicts {
			if v.Code != reasons[i] || (reasons[i] == "") != (v.Verdict == op.Applied) {
				t.Errorf("%d: %+v", i, v)
			}
		}
	}
	parked(tablet, []string{op.ReasonRestored, op.ReasonRestored}, longer, later) // of a row that is not there
	parked(office, []string{op.ReasonRestored, op.ReasonFollows}, kind, note)
	parked(bea, []string{op.ReasonRestored}, row) // by somebody who is not engaged
	stranger := w.phone("eve", 4)
	odd, _ := shift(w, stranger, "2026-10-07")
	if v := stranger.sync(); v[0].Code != op.ReasonRestored {
		t.Errorf("a stranger: %+v", v)
	}
	w.book = w.open("b") // a start in between decides nothing
	if docs := tablet.docs; len(docs) != 0 {
		t.Errorf("a row is shown that nobody has the whole of: %+v", docs)
	}
	parked(anna, []string{""}, made)
	w.engage("bea", "2026-10-01", "") // anew, by the office
	w.whole()

	release := func() {
		t.Helper()
		if done, err := w.book.Release(w.ctx, book.Command{ID: w.id()}, nil); !done.Held || err != nil {
			t.Fatal(done, err)
		}
	}
	release()
	anna.sync()
	bea.sync()
	// What tablet and office had seen was numbered in the part that is lost, so nobody can say that they had seen this: the times
	// are asked about. Of the note they had not seen each other's.
	if got := anna.docs[ref]; text(got.fields, "note") != "x" || got.parked != 0 || got.open != 2 {
		t.Errorf("the row is not back: %+v", got)
	}
	if got := bea.docs[hers]; text(got.fields, "end") == "" || got.parked != 0 {
		t.Errorf("hers is not back: %+v", got)
	}
	mine, _, err := w.book.Mine(w.ctx, stranger.who, 0)
	if err != nil || len(mine) != 1 || mine[0].Settled == nil || mine[0].Settled.Verdict != op.Declined || mine[0].Settled.Code != op.CodeNotAllowed {
		t.Errorf("the stranger is told %+v %v", mine, err)
	}
	if doc := w.doc(odd); doc.Exists() || len(doc.Parked) != 0 {
		t.Errorf("the stranger's row: %+v", doc)
	}
	another := shiftsBy(w, stranger)
	if another.Code != op.CodeNotAllowed {
		t.Errorf("afterwards a stranger is a stranger: %+v", another)
	}
	w.whole()
}

func shiftsBy(w *world, p *phone) book.Verdict {
	shift(w, p, "2026-10-08")
	return p.sync()[0]
}
