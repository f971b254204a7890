package book_test

import (
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// Whoever has left sends all that their phone still holds, in as many requests as it takes, and is shown nothing: what was
// worked while engaged stands, what came after waits.
func TestWhoeverLeftWithAFullPhone(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-15")
	anna := w.phone("anna", 1)
	old := anna.record(1, "bo", "2026-10")[0]
	anna.who.SendOnly = true
	for i := range 450 {
		day := []string{"2026-10-14", "2026-10-16"}[i%2]
		anna.act("shift/"+w.id(), hours("anna", "bo", day+"T08:00", day+"T16:00"))
	}
	anna.act(old, op.Fields{"note": val("x")})
	verdicts, shown := map[string]int{}, len(anna.docs)
	for len(anna.queue) > 0 {
		batch := anna.queue[:min(op.MaxBatch, len(anna.queue))]
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Cursor: anna.cursor, Feeds: []string{"bo@2026-10"}, Ops: encode(t, batch...)})
		if err != nil || len(res.Docs)+len(res.Gone)+len(res.Denied) > 0 || res.Cursor != anna.cursor {
			t.Fatalf("%d documents, %d gone, denied %v, %v", len(res.Docs), len(res.Gone), res.Denied, err)
		}
		for _, v := range res.Verdicts {
			verdicts[string(v.Verdict)+v.Code]++
		}
		anna.queue = anna.queue[len(res.Verdicts):]
	}
	if verdicts["applied"] != 226 || verdicts["parkedright_ended"] != 225 || len(verdicts) != 2 {
		t.Errorf("%v", verdicts)
	}
	if len(anna.docs) != shown {
		t.Errorf("shown %d documents more", len(anna.docs)-shown)
	}
	w.whole()
}

// A person in two books has two of everything: nothing said or seen in one is known in the other, though the phone, the
// ids of its operations and the cursor be the same.
func TestAPersonInTwoBooks(t *testing.T) {
	w := newWorld(t)
	one, two := w.book, w.open("another")
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	o := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-30T08:00", ""))
	if v := anna.sync(); v[0].Verdict != op.Applied || v[0].Seq != 2 {
		t.Fatalf("in the first: %+v", v)
	}
	req := book.Request{Device: uuid(1), Cursor: anna.cursor, Ops: encode(t, o)}
	res, err := two.Sync(w.ctx, anna.who, req)
	if err != nil || !res.Reset || res.Verdicts[0].Again || res.Verdicts[0].Code != op.CodeNotAllowed || res.Verdicts[0].Seq != 1 || len(res.Docs) != 0 {
		t.Fatalf("the second, where she works for nobody: %+v %v", res, err)
	}
	w.book = two
	w.engage("anna", "2026-10-01", "")
	o.ID, o.N, o.Doc = w.id(), 2, "shift/"+w.id()
	req = book.Request{Device: uuid(1), Cursor: res.Cursor, Ops: encode(t, o)}
	if res, err = two.Sync(w.ctx, anna.who, req); err != nil || res.Reset || res.Verdicts[0].Verdict != op.Applied || len(res.Docs) != 1 {
		t.Errorf("engaged there too: %+v %v", res, err)
	}
	if mine, _, err := one.Mine(w.ctx, anna.who, 0); err != nil || len(mine) != 0 {
		t.Errorf("the first tells of the second's: %+v %v", mine, err)
	}
	w.whole()
	w.book = one
	w.whole()
}

// The right to a row is asked for at the row's own time, whenever the phone finds a network, and a phone that has lost a
// feed meanwhile keeps its say of what it wrote.
func TestARightThatEndedWhileThePhoneWasAway(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-15")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	late, after := "shift/"+w.id(), "shift/"+w.id()
	anna.act(late, hours("anna", "bo", "2026-10-15T23:00", "2026-10-16T06:00")) // begun on the last day
	anna.act(after, hours("anna", "bo", "2026-10-16T00:00", "2026-10-16T06:00"))
	anna.act(ref, op.Fields{"start": val("2026-10-16T08:00"), "end": val("2026-10-16T16:00")}) // moved out of it
	anna.act(after, op.Fields{"note": val("x")})
	got := ""
	for _, v := range anna.sync() {
		got += string(v.Verdict) + ":" + v.Code + " "
	}
	if got != "applied: parked:right_ended parked:right_ended parked:follows " {
		t.Errorf("%s", got)
	}
	w.whole()
}
