package book_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"passbok/store"
	"passbok/sync/book"
	"passbok/sync/op"
)

var errTorn = errors.New("the disk went away")

// torn is a store whose transactions do all their work and then are not kept, for as long as it is so.
type torn struct {
	store.Store
	now bool
}

func (s *torn) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	return s.Store.Update(ctx, space, func(tx store.Txn) error {
		if err := fn(tx); err != nil || !s.now {
			return err
		}
		return errTorn
	})
}

// However often a feed has been looked at, it shows the documents as they are: after a change, and after one that came
// to nothing and whose place in the log another one took.
func TestFeedsShowWhatIsNow(t *testing.T) {
	w := newWorld(t)
	disk := &torn{Store: w.store}
	w.store = disk
	w.book = w.open("b")
	w.engage("anna", "2026-10-01", "")
	refs := w.phone("anna", 1).record(3, "bo", "2026-10")
	look := func(docs book.Documents) (told map[string]string) {
		told = map[string]string{}
		for doc, err := range docs.Feed("bo@2026-10") {
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := docs.Get(doc.Ref)
			if err != nil || got.Text("note") != doc.Text("note") || got.Rev != doc.Rev {
				t.Fatalf("the feed shows %q of %d, the document is %q of %d, %v", doc.Text("note"), doc.Rev, got.Text("note"), got.Rev, err)
			}
			told[doc.Ref] = doc.Text("note")
		}
		return told
	}
	for i := range 20 {
		note := fmt.Sprint("note ", i)
		disk.now = i%3 == 0
		_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "note"}, func(docs book.Documents) (book.Decision, error) {
			look(docs)
			return book.Decision{Set: []book.Change{{Doc: refs[i%3], Set: op.Fields{"note": val(note)}}}}, nil
		})
		if disk.now != errors.Is(err, errTorn) {
			t.Fatal(err)
		}
		if err := w.book.View(w.ctx, func(docs book.Documents) error {
			if told := look(docs); len(told) != 3 || (told[refs[i%3]] == note) == disk.now {
				t.Errorf("%d: %v", i, told)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	disk.now = false
	w.whole()
}
