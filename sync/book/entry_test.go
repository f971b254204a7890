package book_test

import (
	"slices"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// An entry says which documents it changed, and is the one that their history tells of. One that is not there is none, and
// one whose content was erased says no more than that it was.
func TestEntryNamesWhatItChanged(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	secret := w.phone("anna", 1).record(1, "bo", "2026-10")[0]
	receipt, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "two"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: "shift/" + w.id(), Set: hours("anna", "bo", "2026-10-05T08:00", "")}, {Doc: secret, Set: op.Fields{"note": val("x")}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	entry, ok, err := w.book.Entry(w.ctx, receipt.Seq)
	if err != nil || !ok || len(entry.Docs) != 2 || !slices.Contains(entry.Docs, secret) || entry.Name != "two" || entry.Seq != receipt.Seq {
		t.Errorf("%+v %t %v", entry, ok, err)
	}
	told, err := w.book.History(w.ctx, secret)
	if err != nil || len(told) != 2 || told[1].Hash != entry.Hash || told[1].At != entry.At {
		t.Errorf("%+v, and its history %+v: %v", entry, told, err)
	}
	for _, seq := range []uint64{0, receipt.Seq + 1, 1 << 62} {
		if entry, ok, err := w.book.Entry(w.ctx, seq); ok || err != nil {
			t.Errorf("entry %d: %+v %v", seq, entry, err)
		}
	}
	what := book.Erasing{Person: "anna", Docs: map[string]bool{secret: true}, Before: w.now.AddDate(0, 0, 1)}
	if _, err := w.book.Erase(w.ctx, book.Command{ID: w.id()}, what, false); err != nil {
		t.Fatal(err)
	}
	w.rebuilt()
	if entry, ok, err := w.book.Entry(w.ctx, told[0].Seq); err != nil || !ok || len(entry.Docs) != 0 || entry.Hash != told[0].Hash {
		t.Errorf("erased: %+v %t %v", entry, ok, err)
	}
}
