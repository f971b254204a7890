package book_test

import (
	"strings"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// erases writes down an erasure about anna, and answers what it takes.
func (w *world) erases(refs ...string) book.Erased {
	w.t.Helper()
	what := book.Erasing{Person: "anna", Docs: map[string]bool{}, Before: w.clock().AddDate(0, 0, 1)}
	for _, ref := range refs {
		what.Docs[ref] = true
	}
	done, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, what, false)
	if err != nil {
		w.t.Fatal(err)
	}
	return done
}

// erased makes the book anew after an erasure, and demands that it proves itself, and is the same however often it is made.
func (w *world) erased() {
	w.t.Helper()
	w.rebuilt()
	if _, err := w.book.EraseArchive(w.ctx, nil); err != nil {
		w.t.Fatal(err)
	}
	w.whole()
}

// did carries out a command of the office.
func (w *world) did(set ...book.Change) uint64 {
	w.t.Helper()
	receipt, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "several"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: set}, nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return receipt.Seq
}

// Somebody's refused edit of a colleague's row names that row. It goes, and the row stays.
func TestAnErasureTakesNoColleaguesRow(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna, bea := w.phone("anna", 1), w.phone("bea", 2)
	theirs := bea.record(2, "bo", "2026-10")[0]
	anna.act(theirs, op.Fields{"note": val("nekat")})
	if verdicts := anna.sync(); verdicts[0].Verdict != op.Refused {
		t.Fatal(verdicts)
	}
	before := w.doc(theirs)
	if done := w.erases(); done.Entries != 1 || done.Documents != 0 {
		t.Errorf("%+v", done)
	}
	w.erased()
	if after := w.doc(theirs); after.Rev != before.Rev || string(after.Encode()) != string(before.Encode()) {
		t.Errorf("a colleague's row was %s, and is %s", before.Encode(), after.Encode())
	}
}

// An erasure of before the documents were named ends those whose entries it names, and no other: not that of a refused edit.
func TestAnErasureThatNamesNoDocuments(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna, bea := w.phone("anna", 1), w.phone("bea", 2)
	own := "shift/" + w.id()
	anna.act(own, hours("anna", "bo", "2026-10-05T08:00+02:00", ""))
	made := anna.sync()[0].Seq
	theirs := bea.record(1, "bo", "2026-10")[0]
	anna.act(theirs, op.Fields{"note": val("nekat")})
	refused := anna.sync()[0].Seq
	if err := w.book.EraseUnnamed(w.ctx, book.Command{ID: w.id()}, made, refused); err != nil {
		t.Fatal(err)
	}
	w.erased()
	if w.doc(own).Exists() || !w.doc(theirs).Exists() {
		t.Errorf("their own: %v, a colleague's: %v", w.doc(own).Exists(), w.doc(theirs).Exists())
	}
}

// A document goes as a whole, though a command that also made what must be kept stays: nothing of it is in the book any more, and
// what the log still holds of it is told, until the last that the command was about may go.
func TestWhatWasMadeWithOthersGoes(t *testing.T) {
	for name, ended := range map[string]bool{"made anew at once": false, "written down, and asked for again": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.kept()
			alone, first, second, theirs := "shift/"+w.id(), "shift/"+w.id(), "shift/"+w.id(), "shift/"+w.id()
			both := w.did(book.Change{Doc: alone, Set: hours("anna", "bo", "2026-10-01T08:00+02:00", "")}, book.Change{Doc: theirs, Set: hours("bea", "bo", "2026-10-02T08:00+02:00", "")})
			w.did(book.Change{Doc: first, Set: hours("anna", "bo", "2026-10-03T08:00+02:00", "")}, book.Change{Doc: second, Set: hours("anna", "bo", "2026-10-04T08:00+02:00", "")})
			later := w.did(book.Change{Doc: first, Set: op.Fields{"note": val("a")}}, book.Change{Doc: theirs, Set: op.Fields{"note": val("b")}})
			done := w.erases(alone, first, second)
			if ended {
				done = w.erases()
			}
			if done.Documents < 2 || done.Entries != 1 || len(done.Shared) != 2 || done.Shared[0].Seq != both || done.Shared[1].Seq != later ||
				done.Shared[0].Gone[0] != alone || done.Shared[0].Kept != 1 || len(done.Refs) != 3 {
				t.Errorf("%+v", done)
			}
			for _, when := range []string{"written down", "made anew"} {
				for _, ref := range []string{alone, first, second} {
					if doc := w.doc(ref); doc.Rev > 0 {
						t.Errorf("%s: %s is %+v", when, ref, doc.Values())
					}
				}
				if doc := w.doc(theirs); doc.Text("note") != "b" || doc.Text("assistant") != "bea" {
					t.Errorf("%s: a colleague's row is %+v", when, doc.Values())
				}
				w.erased()
			}
			if again := w.erases(); again.Entries != 0 || again.Already != 1 || len(again.Shared) != 2 {
				t.Errorf("asked again: %+v", again)
			}
			if rest := w.erases(theirs); rest.Entries != 2 || len(rest.Shared) != 0 {
				t.Errorf("when the rest may go: %+v", rest)
			}
			w.erased()
			if left := w.keys("doc/"); len(left) != 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// What is written under a name after the document of that name was erased is a new one, and is kept however often the book is made anew.
func TestADocumentAfterItsErasure(t *testing.T) {
	w := newWorld(t)
	w.kept()
	ref, other := "shift/"+w.id(), "shift/"+w.id()
	row := hours("anna", "bo", "2026-10-01T08:00+02:00", "")
	row["note"] = val("hemligt")
	w.did(book.Change{Doc: ref, Set: row}, book.Change{Doc: other, Set: hours("bea", "bo", "2026-10-02T08:00+02:00", "")})
	w.erases(ref)
	w.did(book.Change{Doc: ref, Set: hours("bea", "bo", "2026-10-08T08:00+02:00", "")})
	w.erased()
	if doc := w.doc(ref); doc.Text("assistant") != "bea" || doc.Text("note") != "" {
		t.Errorf("%+v", doc.Values())
	}
}

// An erasure that was interrupted between its entries is finished by the next, though the documents are gone by which it found what goes.
func TestAnErasureInParts(t *testing.T) {
	w := newWorld(t)
	w.kept()
	ref := "shift/" + w.id()
	w.did(book.Change{Doc: ref, Set: hours("anna", "bo", "2026-10-01T08:00+02:00", "")})
	w.did(book.Change{Doc: ref, Set: op.Fields{"note": val("hemligt")}})
	if err := w.book.EraseInterrupted(w.ctx, book.Command{ID: w.id()}, ref); err != nil {
		t.Fatal(err)
	}
	w.erased()
	if done := w.erases(); done.Documents != 1 || done.Entries != 2 || done.Earlier != 1 {
		t.Errorf("%+v", done)
	}
	w.erased()
	for key, value := range rows(t, w.store) {
		if strings.Contains(value, "hemligt") {
			t.Errorf("still in %q", key)
		}
	}
}

// What was erased is known by its id for ever: a phone that offers it again is told so, and nothing of it comes back.
func TestWhatWasErasedIsNotTakenAgain(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	row := hours("anna", "bo", "2026-10-05T08:00+02:00", "")
	row["note"] = val("hemligt")
	made := anna.act(ref, row)
	refused := anna.act("shift/"+w.id(), op.Fields{"note": val("hemligt, och nekat")})
	stays := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-06T08:00+02:00", ""))
	reused := stays
	reused.N, reused.Set = stays.N+1, op.Fields{"note": val("hemligt, med ett id som redan finns")}
	anna.queue, anna.n = append(anna.queue, reused), reused.N
	first := anna.sync()
	if len(first) != 4 || first[3].Code != op.CodeIDReused {
		t.Fatalf("%+v", first)
	}
	cmd := book.Command{ID: w.id(), Name: "note", Body: val("hemligt")}
	note := func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: op.Fields{"note": val("hemligt än")}}}}, nil
	}
	receipt, err := w.book.Do(w.ctx, cmd, note)
	if err != nil {
		t.Fatal(err)
	}
	w.erases(ref)
	w.erased()
	same := w.phone("anna", 1)
	same.queue = []op.Op{made, refused, stays, reused}
	for i, verdicts := range [][]book.Verdict{same.sync(), w.requeue("anna", 2, &book.Replaces{Device: uuid(1), Through: reused.N}, made, refused, stays, reused)} {
		for j, v := range verdicts {
			if !v.Again || v.Seq != first[j].Seq || v.Verdict != first[j].Verdict {
				t.Errorf("from device %d: %+v, at first %+v", i+1, v, first[j])
			}
		}
	}
	again, err := w.book.Do(w.ctx, cmd, note)
	if err != nil || !again.Again || again.Seq != receipt.Seq || again.Hash != receipt.Hash {
		t.Errorf("the command: %+v %v, at first %+v", again, err, receipt)
	}
	if did, ok, err := w.book.Did(w.ctx, cmd.ID); err != nil || !ok || did.Body != nil || did.Name != "note" {
		t.Errorf("%+v %v %v", did, ok, err)
	}
	for key, value := range rows(t, w.store) {
		if strings.Contains(value, "hemligt") {
			t.Errorf("back in %q", key)
		}
	}
	w.whole()
}

// What nobody could read, and so was on no document, goes with what it has become, or with its time.
func TestWhatCouldNotBeReadIsErased(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.act("ship/"+w.id(), op.Fields{"a": val("hemligt")}, newer)
	anna.sync()
	young := book.Erasing{Person: "anna", Docs: map[string]bool{}, Before: w.now.AddDate(0, 0, -1)}
	if found, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, young, true); err != nil || found.Entries != 0 || found.Refused != 1 {
		t.Errorf("what has come since: %+v %v", found, err)
	}
	if done := w.erases(); done.Entries != 1 || done.Refused != 0 {
		t.Errorf("%+v", done)
	}
	w.erased()
	if left := w.keys("parked/"); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
