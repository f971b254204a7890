package book_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// seal closes a beneficiary's month, or opens it again.
func (w *world) seal(name string, closed bool) {
	w.t.Helper()
	_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "seal", Person: "office"}, func(book.Documents) (book.Decision, error) {
		if closed {
			return book.Decision{Seal: []string{name}}, nil
		}
		return book.Decision{Unseal: []string{name}}, nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) settle(id string, apply bool) string {
	r, err := w.book.Settle(w.ctx, book.Command{ID: w.id(), Name: "settle", Person: "office", Why: "sett"}, id, apply, nil)
	if err != nil {
		var problem *op.Problem
		if errors.As(err, &problem) {
			return problem.Code
		}
		w.t.Fatal(err)
	}
	return string(r.Answer[12 : len(r.Answer)-2])
}

func TestAppliedParkedOperationsAreMerged(t *testing.T) {
	for name, c := range map[string]struct {
		then func(w *world, anna *phone, ref string) // while the operation is parked, the month open again
		want string
		end  string
		open int
	}{
		"nothing has happened": {func(*world, *phone, string) {}, "applied", "2026-10-30T17:00", 0},
		"the office has changed it meanwhile": {func(w *world, _ *phone, ref string) {
			office := w.phone("office", 2)
			office.feeds = []string{"bo@2026-10"}
			office.sync()
			office.act(ref, op.Fields{"end": val("2026-10-30T18:00")})
			office.sync()
		}, "conflict", "2026-10-30T18:00", 1},
		"the phone has said it anew": {func(_ *world, anna *phone, ref string) {
			anna.act(ref, op.Fields{"end": val("2026-10-30T19:00")})
			anna.sync()
		}, "superseded", "2026-10-30T19:00", 0},
		"the phone has said it anew, and that waits beside what the office says": {func(w *world, anna *phone, ref string) {
			office := w.phone("office", 2)
			office.feeds = []string{"bo@2026-10"}
			office.sync()
			office.act(ref, op.Fields{"end": val("2026-10-30T18:00")})
			office.sync()
			anna.act(ref, op.Fields{"end": val("2026-10-30T19:00")})
			anna.sync()
		}, "superseded", "2026-10-30T18:00", 1},
		"the phone that replaced it has": {func(w *world, _ *phone, ref string) {
			next := w.phone("anna", 7)
			o := next.act(ref, op.Fields{"end": val("2026-10-30T20:00")})
			next.queue = nil
			_, err := w.book.Sync(w.ctx, next.who, book.Request{
				Device: uuid(7), Replaces: &book.Replaces{Device: uuid(1), Through: 2}, Ops: encode(w.t, o),
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}, "superseded", "2026-10-30T20:00", 0},
		"the phone has said another part of it": {func(_ *world, anna *phone, ref string) {
			anna.act(ref, op.Fields{"start": val("2026-10-30T09:00")})
			anna.sync()
		}, "applied", "2026-10-30T17:00", 0},
		"another note": {func(_ *world, anna *phone, ref string) {
			anna.act(ref, op.Fields{"note": val("x")})
			anna.sync()
		}, "applied", "2026-10-30T17:00", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			anna := w.phone("anna", 1)
			ref := "shift/" + w.id()
			anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
			anna.sync()
			w.seal("bo@2026-10", true)
			parked := anna.act(ref, op.Fields{"end": val("2026-10-30T17:00")})
			if v := anna.sync(); v[0].Code != op.ReasonSealed {
				t.Fatalf("%+v", v)
			}
			w.seal("bo@2026-10", false)
			c.then(w, anna, ref)
			if got := w.settle(parked.ID, true); got != c.want {
				t.Fatalf("settled as %s, want %s", got, c.want)
			}
			anna.sync()
			if got := anna.docs[ref]; text(got.fields, "end") != c.end || got.open != c.open || got.parked != 0 {
				t.Errorf("%+v", got)
			}
			if got := w.settle(parked.ID, true); got != op.CodeNotParked {
				t.Errorf("settled again: %s", got)
			}
			w.whole()
		})
	}
}

// A phone's candidate holds also what it had said before. What was parked in between is not superseded by that.
func TestWhatACandidateHoldsFromBeforeSupersedesNothing(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	office.feeds = []string{"bo@2026-10"}
	ref := "shift/" + w.id()
	anna.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.sync()
	office.sync()
	office.act(ref, op.Fields{"end": val("2026-10-30T15:00")})
	office.sync()
	send := func(o op.Op) book.Verdict { // and pull nothing
		anna.queue = nil
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Ops: encode(t, o)})
		if err != nil {
			t.Fatal(err)
		}
		return res.Verdicts[0]
	}
	send(anna.act(ref, op.Fields{"end": val("2026-10-30T17:00")}))
	w.seal("bo@2026-10", true)
	parked := anna.act(ref, op.Fields{"end": val("2026-10-30T18:00")})
	if v := send(parked); v.Verdict != op.Parked {
		t.Fatalf("%+v", v)
	}
	w.seal("bo@2026-10", false)
	if v := send(anna.act(ref, op.Fields{"kind": val("waiting")})); v.Verdict != op.Conflict {
		t.Fatalf("%+v", v)
	}
	if got := w.settle(parked.ID, true); got != "conflict" {
		t.Errorf("settled as %s", got)
	}
	_ = w.book.View(w.ctx, func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		if c := doc.Conflicts[0].Candidates; len(c) != 2 || text(c[0].Set, "end") != "2026-10-30T17:00" || text(c[1].Set, "end") != "2026-10-30T18:00" {
			t.Errorf("%+v", c)
		}
		return err
	})
	if v := send(anna.act(ref, op.Fields{"kind": val("standby")})); v.Verdict != op.Conflict {
		t.Fatalf("%+v", v)
	}
	_ = w.book.View(w.ctx, func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		if c := doc.Conflicts[0].Candidates; len(c) != 2 || text(c[0].Set, "end") != "2026-10-30T18:00" || text(c[1].Set, "kind") != "standby" {
			t.Errorf("when the phone goes on from the newer of its two: %+v", c)
		}
		return err
	})
	w.whole()
}

// A row that would move into a closed month is seen where it would go.
func TestAParkedMoveIsSeenInBothMonths(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	ref := anna.record(1, "bo", "2026-10")[0]
	w.seal("cy@2026-10", true)
	office.feeds = []string{"bo@2026-10"}
	office.sync()
	moved := office.act(ref, op.Fields{"beneficiary": val("cy")})
	office.sync()
	closed := w.phone("office", 3)
	closed.feeds = []string{"cy@2026-10"}
	closed.sync()
	if got := closed.docs[ref]; got.parked != 1 || text(got.fields, "beneficiary") != "bo" {
		t.Errorf("in the month it would go to: %+v", got)
	}
	w.settle(moved.ID, false)
	closed.sync()
	if _, has := closed.docs[ref]; has {
		t.Error("and no longer, once it is declined")
	}
	w.whole()
}

// What a newer phone says waits for the upgrade; it can be declined.
func TestNewerOperationsWait(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	on := anna.act(ref, op.Fields{"mood": val("good")}, func(o *op.Op) { o.V = 2 })
	off := anna.act("ship/"+w.id(), op.Fields{"a": val("b")}, func(o *op.Op) { o.V = 2 })
	for _, v := range anna.sync() {
		if v.Verdict != op.Parked || v.Code != op.ReasonVersion {
			t.Errorf("%+v", v)
		}
	}
	if anna.docs[ref].parked != 1 {
		t.Errorf("%+v", anna.docs[ref])
	}
	for _, o := range []op.Op{on, off} {
		if got := w.settle(o.ID, true); got != op.ReasonVersion {
			t.Errorf("applied: %s", got)
		}
		if got := w.settle(o.ID, false); got != "declined" {
			t.Errorf("declined: %s", got)
		}
	}
	w.whole()
}

// What a newer phone says in shapes that mean nothing here is no reason to refuse it; that somebody has no business with
// a document is, whatever is said of it.
func TestNewerContentIsNotJudged(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.engage("cleo", "2026-10-01", "")
	anna, cleo, office := w.phone("anna", 1), w.phone("cleo", 3), w.phone("office", 2)
	office.feeds = []string{"bo@2026-10"}
	ref := anna.record(1, "bo", "2026-10")[0]
	newer := func(o *op.Op) { o.V = 2 }
	at := op.Fields{"start": json.RawMessage(`{"at":"2026-10-31T08:00"}`), "assistant": json.RawMessage(`["anna"]`)}
	fresh := anna.act("shift/"+w.id(), at, newer)
	anna.act(ref, at, newer)
	anna.act("invoice/"+w.id(), op.Fields{"state": val("x")}, newer)
	anna.act("shift/named-otherwise", at, newer)
	for _, v := range anna.sync() {
		if v.Verdict != op.Parked || v.Code != op.ReasonVersion {
			t.Errorf("%+v", v)
		}
	}
	cleo.act(ref, at, newer)
	if v := cleo.sync()[0]; v.Verdict != op.Refused || v.Code != op.CodeNotAllowed {
		t.Errorf("on a stranger's row: %+v", v)
	}
	office.sync()
	if len(office.docs) != 3 || office.docs[ref].parked != 0 { // two engagements and the row
		t.Errorf("what nobody can read is before the office: %+v", office.docs)
	}
	mine, _, err := w.book.Mine(w.ctx, anna.who, 0)
	if err != nil || len(mine) != 4 {
		t.Errorf("its author sees %d of 4: %v", len(mine), err)
	}
	if got := w.settle(fresh.ID, true); got != op.ReasonVersion {
		t.Errorf("applied: %s", got)
	}
	w.whole()
}

// Whatever waits is in the list, in the order it came, with the document that it would change; what was decided is not.
func TestWhatIsParkedIsListed(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	p := w.phone("anna", 1)
	ref := p.record(1, "bo", "2026-10")[0]
	w.seal("bo@2026-10", true)
	var ids []string
	for _, note := range []string{"one", "two"} {
		ids = append(ids, p.act(ref, op.Fields{"end": val(fmt.Sprintf("2026-10-01T17:0%d", len(ids))), "note": val(note)}).ID)
	}
	p.sync()
	list := func(limit int) (found []string, all int) {
		t.Helper()
		ops, all, err := w.book.ParkedOps(w.ctx, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range ops {
			if one.Doc.Ref != ref || !one.Doc.Exists() || one.Person != "anna" || one.Parked.Reason != op.ReasonSealed || one.At == "" {
				t.Errorf("%+v", one)
			}
			found = append(found, one.ID)
		}
		return found, all
	}
	if found, all := list(9); !slices.Equal(found, ids) || all != 2 {
		t.Errorf("listed %v of %d, want %v", found, all, ids)
	}
	if found, all := list(1); !slices.Equal(found, ids[:1]) || all != 2 {
		t.Errorf("listed %v of %d, want the oldest", found, all)
	}
	if _, err := w.book.Settle(w.ctx, book.Command{ID: w.id(), Name: "decline", Why: "no"}, ids[0], false, nil); err != nil {
		t.Fatal(err)
	}
	if found, all := list(9); !slices.Equal(found, ids[1:]) || all != 1 {
		t.Errorf("listed %v of %d after one was declined", found, all)
	}
}

// Whoever applies what waits is judged by what comes of it, in the same transaction.
func TestWhoAppliesIsJudged(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	w.seal("bo@2026-10", true)
	parked := anna.act(ref, op.Fields{"end": val("2026-10-01T17:30")})
	anna.sync()
	w.seal("bo@2026-10", false)
	settle := func(may book.Judge) error {
		_, err := w.book.Settle(w.ctx, book.Command{ID: w.id(), Name: "apply", Person: "office"}, parked.ID, true, may)
		return err
	}
	told := errors.New("not by you")
	var was, becomes string
	err := settle(func(_ book.Documents, of string, before, after op.Fields) error {
		if of == ref {
			was, becomes = text(before, "end"), text(after, "end")
		}
		return told
	})
	if !errors.Is(err, told) || was == "" || was == becomes || becomes != "2026-10-01T17:30" {
		t.Errorf("%v, %q becomes %q", err, was, becomes)
	}
	if err := settle(nil); err != nil {
		t.Errorf("it waits no longer: %v", err)
	}
	w.whole()
}

func TestACommandIsFoundAgain(t *testing.T) {
	w := newWorld(t)
	id := w.id()
	made, err := w.book.Do(w.ctx, book.Command{ID: id, Name: "x", Person: "office", Body: json.RawMessage(`{"a":1}`)}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Answer: json.RawMessage(`{"b":2}`)}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	did, ok, err := w.book.Did(w.ctx, id)
	if err != nil || !ok || did.Name != "x" || did.Person != "office" || string(did.Body) != `{"a":1}` || string(did.Answer) != `{"b":2}` || did.Seq != made.Seq || did.Hash != made.Hash {
		t.Errorf("%+v, %t, %v", did, ok, err)
	}
	if _, ok, err := w.book.Did(w.ctx, w.id()); ok || err != nil {
		t.Errorf("one that nobody gave: %t, %v", ok, err)
	}
}
