package book_test

import (
	"slices"
	"testing"

	"passbok/sync/book"
)

// Entries after one, in order, at most so many; the last one's number is that of the last.
func TestEntriesAfterOne(t *testing.T) {
	w := newWorld(t)
	begun, err := w.book.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"one", "two", "three"} {
		if _, err := w.book.Do(t.Context(), book.Command{ID: id, Name: "x"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := w.book.Entries(t.Context(), begun, 10)
	if err != nil || len(all) != 3 {
		t.Fatal(all, err)
	}
	last, err := w.book.Last(t.Context())
	if err != nil || last != all[2].Seq {
		t.Errorf("last %d %v, entries %+v", last, err, all)
	}
	two, err := w.book.Entries(t.Context(), all[0].Seq, 1)
	if err != nil || !slices.EqualFunc(two, all[1:2], func(a, b book.Entry) bool { return a.Hash == b.Hash }) {
		t.Errorf("%+v %v", two, err)
	}
	if none, err := w.book.Entries(t.Context(), last, 10); err != nil || len(none) != 0 {
		t.Errorf("%+v %v", none, err)
	}
}
