package book_test

import (
	"strings"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// A right that comes or goes is felt at the next sync, however often one has synced before.
func TestRightsAreNeverStale(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.phone("anna", 1).record(3, "bo", "2026-10")
	two := w.phone("anna", 2)
	two.sync()
	bea := w.phone("bea", 3)
	bea.sync()
	w.engage("bea", "2026-10-01", "")
	bea.act("shift/"+w.id(), hours("bea", "bo", "2026-10-05T08:00", ""))
	if v := bea.sync(); v[0].Verdict != op.Applied || len(bea.docs) != 1 {
		t.Errorf("engaged a moment ago: %+v, %d documents", v, len(bea.docs))
	}
}

// What one transaction cannot hold is taken by the next: nothing is turned away for its size as a whole.
func TestMoreThanOneTransactionHolds(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	for range 130 {
		set := hours("anna", "bo", "2026-10-05T08:00", "")
		set["note"] = val(strings.Repeat("x", 1500))
		anna.act("shift/"+w.id(), set)
	}
	verdicts := anna.sync()
	if len(verdicts) != 130 || len(anna.docs) != 130 || anna.pages < 2 {
		t.Errorf("%d verdicts, %d documents, %d requests", len(verdicts), len(anna.docs), anna.pages)
	}
	w.whole()
}

// A first sync leaves old documents out on every page of it, not only on its first.
func TestAFirstSyncOfSeveralPages(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2020-01-01", "")
	anna := w.phone("anna", 1)
	anna.record(600, "bo", "2026-10")
	anna.record(40, "bo", "2024-02")
	fresh := w.phone("anna", 2)
	fresh.sync()
	if len(fresh.docs) != 600 || fresh.pages != 2 {
		t.Errorf("%d documents in %d pages", len(fresh.docs), fresh.pages)
	}
}

// What one entry changed comes together, however small the page: a cursor stands between entries, and in the middle of one a
// device would be sent the same for ever.
func TestAPageEndsBetweenEntries(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	refs := anna.record(5, "bo", "2026-10")
	var changes []book.Change
	for _, ref := range refs {
		changes = append(changes, book.Change{Doc: ref, Set: op.Fields{"note": val("x")}})
	}
	done, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "all", Person: "office"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: changes}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.book.SmallPages(2)
	var cursor string
	pages, of := 0, map[int]int{} // documents of the command, by page
	for more := true; more; pages++ {
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(2), Cursor: cursor})
		if err != nil || pages > 5 {
			t.Fatalf("page %d: %v", pages, err)
		}
		for _, sent := range res.Docs {
			if doc, err := sent.Document(); err != nil {
				t.Fatal(err)
			} else if doc.Rev == done.Seq {
				of[pages]++
			}
		}
		cursor, more = res.Cursor, res.More
	}
	if len(of) != 1 || of[pages-1] != 5 {
		t.Errorf("the command's documents came so, by page: %v", of)
	}
}
