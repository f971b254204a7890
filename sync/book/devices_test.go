package book_test

import (
	"errors"
	"fmt"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// requeue sends operations from a device that replaces another: ids unchanged, n from 1.
func (w *world) requeue(person string, device int, with *book.Replaces, ops ...op.Op) []book.Verdict {
	w.t.Helper()
	for i := range ops {
		ops[i].N = uint64(i + 1)
	}
	res, err := w.book.Sync(w.ctx, book.Actor{Person: person}, book.Request{Device: uuid(device), Replaces: with, Ops: encode(w.t, ops...)})
	if err != nil {
		w.t.Fatal(err)
	}
	return res.Verdicts
}

// What was taken from the old device after all is answered as then, whatever it was.
func TestQueuedAgainUnderANewDevice(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	w.seal("cy@2026-10", true)
	ops := []op.Op{
		anna.act(ref, op.Fields{"note": val("x")}),
		anna.act(ref, op.Fields{"mood": val("good")}, newer),
		anna.act("ship/"+w.id(), op.Fields{"a": val("b")}, newer),
		anna.act("shift/"+w.id(), hours("anna", "cy", "2026-10-30T08:00", "")),
		anna.act("shift/"+w.id(), hours("bea", "bo", "2026-10-30T08:00", "")),
	}
	first := anna.sync()
	again := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 1}, ops...)
	for i, v := range again {
		if !v.Again || v.Seq != first[i].Seq || v.Verdict != first[i].Verdict || v.Code != first[i].Code {
			t.Errorf("first %+v, queued again %+v", first[i], v)
		}
	}
	if len(again) != len(ops) {
		t.Errorf("%d of %d were answered", len(again), len(ops))
	}
	w.whole()
}

// A device may take over from one that this book has never heard of (it was restored from before that one's time), and
// may not from somebody else's.
func TestWhomADeviceMayReplace(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.phone("bea", 3).record(1, "bo", "2026-10")
	o := op.Op{V: 1, ID: w.id(), Doc: "shift/" + w.id(), Set: hours("anna", "bo", "2026-10-30T08:00", "")}
	if v := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 40}, o); v[0].Verdict != op.Applied {
		t.Errorf("taking over from a device that is unknown: %+v", v)
	}
	_, err := w.book.Sync(w.ctx, book.Actor{Person: "anna"}, book.Request{Device: uuid(4), Replaces: &book.Replaces{Device: uuid(3), Through: 1}})
	var problem *op.Problem
	if !errors.As(err, &problem) || problem.Code != op.CodeDeviceMismatch || problem.Field != "replaces" {
		t.Errorf("taking over from another person's: %v", err)
	}
}

// Whoever has taken over, and over again, knows what the first said as far as each knew it, and not a word more.
func TestLineage(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.act(ref, op.Fields{"note": val("2")})
	anna.act(ref, op.Fields{"end": val("2026-10-30T17:00")}) // the second device does not know of this
	anna.sync()
	said := func(device int, with *book.Replaces, set op.Fields) op.Verdict {
		return w.requeue("anna", device, with, op.Op{V: 1, ID: w.id(), Doc: ref, Set: set})[0].Verdict
	}
	if got := said(2, &book.Replaces{Device: uuid(1), Through: 2}, op.Fields{"note": val("b")}); got != op.Merged {
		t.Errorf("the second device: %s", got)
	}
	if got := said(3, &book.Replaces{Device: uuid(2), Through: 1}, op.Fields{"note": val("c")}); got != op.Merged {
		t.Errorf("the third: %s", got)
	}
	if got := said(4, &book.Replaces{Device: uuid(3), Through: 0}, op.Fields{"note": val("d")}); got != op.Conflict {
		t.Errorf("the fourth, which knows nothing of the third: %s", got)
	}
	if got := said(5, &book.Replaces{Device: uuid(4), Through: 1}, op.Fields{"start": val("2026-10-30T07:00"), "kind": val("waiting")}); got != op.Conflict {
		t.Errorf("the fifth, of what the first said unknown to all: %s", got)
	}
	if doc := w.doc(ref); doc.Conflicted("start") != true || doc.Text("start") != "2026-10-30T07:00" || doc.Text("end") != "2026-10-30T17:00" {
		t.Errorf("a combination that none of them has seen: %+v %+v", doc.Values(), doc.Conflicts)
	}
	w.whole()
}

// A device that says that its predecessor had come further than the book has heard does not know what that one says later: a
// copy of it may live on.
func TestNobodyKnowsWhatAPredecessorHasYetToSay(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.sync()
	said := func(with *book.Replaces, note string) op.Verdict {
		return w.requeue("anna", 2, with, op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"end": val(note)}})[0].Verdict
	}
	if got := said(&book.Replaces{Device: uuid(1), Through: 40}, "2026-10-30T17:00"); got != op.Applied {
		t.Fatalf("what it had said: %s", got)
	}
	anna.act(ref, op.Fields{"note": val("sagt efteråt")})
	anna.sync()
	if v := w.requeue("anna", 3, &book.Replaces{Device: uuid(2), Through: 1}, op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"note": val("ny")}}); v[0].Verdict != op.Conflict {
		t.Errorf("what a copy of the first has said since: %s", v[0].Verdict)
	}
	w.whole()
}

// What a device and the one that took over from it have parked on one row is decided in the order in which it was said.
func TestParkedInOrderAcrossDevices(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	w.seal("bo@2026-10", true)
	made := anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.sync()
	ended := op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"end": val("2026-10-30T17:00")}}
	noted := op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"note": val("x")}}
	if v := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 1}, ended); v[0].Code != op.ReasonFollows {
		t.Fatalf("%+v", v)
	}
	if v := w.requeue("anna", 3, &book.Replaces{Device: uuid(2), Through: 1}, noted); v[0].Code != op.ReasonFollows {
		t.Fatalf("%+v", v)
	}
	w.seal("bo@2026-10", false)
	for _, later := range []op.Op{ended, noted} {
		if got := w.settle(later.ID, true); got != op.CodeParkedEarlier {
			t.Errorf("before its creation: %s", got)
		}
	}
	if got := w.settle(made.ID, true); got != "applied" {
		t.Errorf("%s", got)
	}
	if doc := w.doc(ref); doc.Text("end") != "2026-10-30T17:00" || doc.Text("note") != "x" || len(doc.Parked) != 0 {
		t.Errorf("%+v", doc)
	}
	w.whole()
}

// Parked operations of one device on a row that is there are decided in the order of n, each by itself.
func TestParkedInOrderOfN(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	w.seal("bo@2026-10", true)
	var ops []op.Op
	for _, end := range []string{"17", "18", "19"} {
		ops = append(ops, anna.act(ref, op.Fields{"end": val("2026-10-01T" + end + ":00")}))
	}
	anna.sync()
	w.seal("bo@2026-10", false)
	for i, want := range []struct {
		op   int
		yes  bool
		want string
	}{{2, true, op.CodeParkedEarlier}, {1, true, op.CodeParkedEarlier}, {0, true, "applied"}, {2, true, op.CodeParkedEarlier}, {1, false, "declined"}, {2, true, "applied"}} {
		if got := w.settle(ops[want.op].ID, want.yes); got != want.want {
			t.Errorf("%d: %s, want %s", i, got, want.want)
		}
	}
	if end := w.doc(ref).Text("end"); end != "2026-10-01T19:00" {
		t.Errorf("it ends at %s", end)
	}
	w.whole()
}

// What is written to a row whose creation was declined meanwhile goes the same way, and is not called a stranger's.
func TestWhatFollowsADeclinedCreation(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-15")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	made := anna.act(ref, hours("anna", "bo", "2026-10-31T08:00", ""))
	anna.act(ref, op.Fields{"note": val("x")})
	anna.sync()
	w.settle(made.ID, false)
	anna.act(ref, op.Fields{"end": val("2026-10-31T09:00")})
	anna.act(ref, op.Fields{"note": val("y")})
	for _, v := range anna.sync() {
		if v.Verdict != op.Refused || v.Code != op.CodeFollowsRefused {
			t.Errorf("%+v", v)
		}
	}
	next := op.Op{V: 1, ID: w.id(), Doc: ref, Set: op.Fields{"note": val("z")}}
	if v := w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: 4}, next); v[0].Code != op.CodeFollowsRefused {
		t.Errorf("from the device that took over: %+v", v)
	}
	w.whole()
}

// A row that has been in very many months is full one day: then the next move is refused and kept, and nothing breaks.
func TestARowThatHasBeenEverywhere(t *testing.T) {
	w := newWorld(t)
	office := w.phone("office", 1)
	ref := "shift/" + w.id()
	office.act(ref, hours("anna", "bo", "2026-10-30T08:00", ""))
	codes := map[string]int{}
	for i := range 1500 {
		office.act(ref, op.Fields{"beneficiary": val(fmt.Sprintf("beneficiary-with-a-long-name-%d", i))})
		if len(office.queue) == op.MaxBatch {
			for _, v := range office.sync() {
				codes[v.Code]++
			}
		}
	}
	office.sync()
	if codes[op.CodeDocumentFull] == 0 || codes[""] < 500 {
		t.Errorf("%v", codes)
	}
	w.whole()
}
