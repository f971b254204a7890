package book_test

import (
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// After a restore a phone that has had another device id queues all that it keeps under a new one, and knows nothing through
// `through`. What of that is answered as said before is its own all the same: nobody is asked about what they said twice.
func TestWhatIsQueuedAgainIsOnesOwn(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	base := anna.docs[ref].rev
	first := anna.act(ref, op.Fields{"end": val("2026-10-01T17:00")})
	anna.sync()
	backup := w.copied()
	second := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"end": val("2026-10-01T18:00")}}
	third := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"kind": val("waiting")}}
	if v := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: first.N}, second, third); v[0].Verdict != op.Applied || v[1].Verdict != op.Applied {
		t.Fatalf("before the restore: %+v", v)
	}
	w.restored(backup)
	v := w.requeue("anna", 3, &book.Replaces{Device: uuid(2), Through: 0}, first, second, third)
	if len(v) != 3 || !v[0].Again || v[1].Again || v[1].Verdict != op.Applied || v[2].Verdict != op.Applied {
		t.Errorf("after it: %+v", v)
	}
	if doc := w.doc(ref); len(doc.Conflicts) != 0 || doc.Text("end") != "2026-10-01T18:00" || doc.Text("kind") != "waiting" {
		t.Errorf("anna is asked about what she said herself: %+v %+v", doc.Values(), doc.Conflicts)
	}
	// What a copy of her phone has said since, and this one does not have, is not its own.
	said := func(device int, n uint64, end string, base uint64) op.Op {
		t.Helper()
		o := op.Op{V: 1, ID: w.id(), N: n, Doc: ref, Base: base, Set: op.Fields{"end": val("2026-10-01T" + end)}}
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(device), Ops: encode(t, o)})
		if err != nil || len(res.Verdicts) != 1 {
			t.Fatalf("%+v %v", res.Verdicts, err)
		}
		return o
	}
	said(4, 1, "19:00", w.doc(ref).Rev)
	said(3, 4, "20:00", base)
	if doc := w.doc(ref); !doc.Conflicted("end") || doc.Text("end") != "2026-10-01T19:00" {
		t.Errorf("what a copy of her phone has said: %+v %+v", doc.Values(), doc.Conflicts)
	}
	w.whole()
}

// Whoever takes over from a device that has queued something again knows that too, as far as that one's n was known to it.
func TestWhatAPredecessorQueuedAgain(t *testing.T) {
	for through, want := range map[uint64]op.Verdict{0: op.Conflict, 1: op.Applied} {
		w := newWorld(t)
		w.engage("anna", "2026-10-01", "")
		anna := w.phone("anna", 1)
		ref := anna.record(1, "bo", "2026-10")[0]
		base := anna.docs[ref].rev
		first := anna.act(ref, op.Fields{"end": val("2026-10-01T17:00")})
		anna.sync()
		w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 0}, first)
		second := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"end": val("2026-10-01T18:00")}}
		if v := w.requeue("anna", 3, &book.Replaces{Device: uuid(2), Through: through}, second); v[0].Verdict != want {
			t.Errorf("through %d: %s", through, v[0].Verdict)
		}
		w.whole()
	}
}

// Where what is parked was queued again, what the same device says after it is later, when that is applied.
func TestParkedAndQueuedAgain(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	base := anna.docs[ref].rev
	w.seal("bo@2026-10", true)
	late := anna.act(ref, op.Fields{"note": val("x"), "end": val("2026-10-01T17:00")})
	anna.sync()
	w.seal("bo@2026-10", false)
	note := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"note": val("y")}}
	end := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"end": val("2026-10-01T18:00")}}
	if v := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 0}, late, note, end); !v[0].Again || v[1].Verdict != op.Applied || v[2].Verdict != op.Applied {
		t.Fatalf("%+v", v)
	}
	if got := w.settle(late.ID, true); got != "superseded" {
		t.Errorf("what was said before is applied: %s", got)
	}
	if doc := w.doc(ref); doc.Text("note") != "y" || doc.Text("end") != "2026-10-01T18:00" || len(doc.Conflicts) != 0 {
		t.Errorf("%+v %+v", doc.Values(), doc.Conflicts)
	}
	w.whole()
}

// What follows a creation that was refused and queued again is told so, though nobody knows any more from whom the device took over.
func TestWhatFollowsARefusedCreationQueuedAgain(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	made := anna.act(ref, hours("bea", "bo", "2026-10-30T08:00", ""))
	anna.sync()
	next := op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"end": val("2026-10-30T09:00")}}
	v := w.requeue("anna", 3, &book.Replaces{Device: uuid(2), Through: 0}, made, next)
	if !v[0].Again || v[0].Code != op.CodeNotAllowed || v[1].Code != op.CodeFollowsRefused {
		t.Errorf("%+v", v)
	}
	w.whole()
}

// A word is nobody's but the person's who said it, whoever sends it again.
func TestAnotherPersonsQueuedAgain(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	base := anna.docs[ref].rev
	hers := anna.act(ref, op.Fields{"note": val("x")})
	anna.sync()
	other := op.Op{V: 1, ID: w.id(), Doc: ref, Base: base, Set: op.Fields{"note": val("y")}}
	if v := w.requeue("office", 2, nil, hers, other); !v[0].Again || v[1].Verdict != op.Conflict {
		t.Errorf("%+v", v)
	}
	w.whole()
}
