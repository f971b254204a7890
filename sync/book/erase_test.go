package book_test

import (
	"path/filepath"
	"strings"
	"testing"

	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/op"
)

// rebuilt makes the world's book anew from its log.
func (w *world) rebuilt() remake.Made {
	w.t.Helper()
	to, err := bolt.Open(w.ctx, filepath.Join(w.t.TempDir(), "rebuilt.db"), bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = to.Close() })
	made, err := remake.Rebuild(w.ctx, to, "b", w.config("b"), remake.How{From: w.store})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = to
	w.book = w.open("b")
	return made
}

// What the law asks to be erased goes, from the database, from the archive, and from what is restored from an older copy.
// The chain holds, and a colleague's rows stay.
func TestErased(t *testing.T) {
	w := newWorld(t)
	kept := w.kept()
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna, bea := w.phone("anna", 1), w.phone("bea", 2)
	secret := anna.record(3, "bo", "2026-10")
	anna.act(secret[0], op.Fields{"note": val("hemligt")})
	anna.act("shift/"+w.id(), op.Fields{"note": val("hemligt, och nekat")})
	anna.sync()
	theirs := bea.record(2, "bo", "2026-10")
	shared, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "both"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{
			{Doc: secret[1], Set: op.Fields{"note": val("a")}}, {Doc: theirs[0], Set: op.Fields{"note": val("b")}},
		}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	backup := w.copied()
	what := book.Erasing{Person: "anna", Docs: map[string]bool{}, Before: w.now.AddDate(0, 0, 1)}
	for _, ref := range secret {
		what.Docs[ref] = true
	}
	for kind, want := range map[string]uint64{"shift": 1, "plan": 0, "": 0} { // what was refused of a kind, whoever's
		none := book.Erasing{Kind: kind, Docs: map[string]bool{}, Before: what.Before}
		if found, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, none, true); err != nil || found.Entries != want {
			t.Errorf("refused of kind %q: %+v %v, want %d", kind, found, err, want)
		}
	}
	young := book.Erasing{Person: "anna", Docs: map[string]bool{}, Before: w.now.AddDate(0, 0, -1)}
	if found, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, young, true); err != nil || found.Entries != 0 {
		t.Errorf("what was refused since: %+v %v", found, err)
	}
	before := rows(t, w.store)
	asked, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, what, true)
	if err != nil || asked.Entries != 5 || asked.Documents != 3 || len(asked.Shared) != 1 || asked.Shared[0].Seq != shared.Seq {
		t.Fatalf("%+v %v", asked, err)
	}
	if is := rows(t, w.store); len(is) != len(before) {
		t.Error("asking alone wrote something")
	}
	if _, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, what, false); err != nil {
		t.Fatal(err)
	}
	report, err := w.book.Verify(w.ctx, nil)
	if err != nil || len(report.Faults) != 1 || !strings.Contains(report.Faults[0].What, "not finished") {
		t.Errorf("an erasure that was only written down: %+v %v", report, err)
	}
	if made := w.rebuilt(); made.Erased != 5 {
		t.Errorf("%+v", made)
	}
	report, err = w.book.Verify(w.ctx, nil)
	if err != nil || len(report.Faults) != 5 || !strings.Contains(report.Faults[0].What, "archive still holds") {
		t.Errorf("the archive still holds it: %+v %v", report.Faults, err)
	}
	looked, known := uint64(0), uint64(0)
	if n, err := w.book.EraseArchive(w.ctx, func(done, of uint64) { looked, known = done, of }); n != 5 || err != nil || looked == 0 || known < looked {
		t.Errorf("erased %d in the archive, and told of %d entries of %d, %v", n, looked, known, err)
	}
	gone := func(where string) {
		t.Helper()
		w.whole()
		for key, value := range rows(t, w.store) {
			if strings.Contains(value, "hemligt") {
				t.Errorf("%s: still in %q", where, key)
			}
		}
		history, err := w.book.History(w.ctx, theirs[0])
		if err != nil || len(history) != 2 {
			t.Errorf("%s: a colleague's row: %+v %v", where, history, err)
		}
		if _, there := rows(t, w.store)["doc/"+secret[1]]; there {
			t.Errorf("%s: a document of which entries were erased", where)
		}
	}
	gone("the database")
	for rec, err := range kept.Records(w.ctx, 0) {
		if err != nil || strings.Contains(string(rec.Payload), "hemligt") {
			t.Errorf("the archive: entry %d, %v", rec.Seq, err)
		}
	}
	if again, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, what, true); err != nil || again.Entries != 0 || again.Already != 5 {
		t.Errorf("asked again: %+v %v", again, err)
	}
	anna.sync()
	if len(anna.docs) != 0 {
		t.Errorf("the phone still has %+v", anna.docs)
	}
	w.restored(backup)
	gone("an older copy, restored")
}
