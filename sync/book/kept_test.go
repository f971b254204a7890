package book_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// notesIn is a computation: the notes of a feed, and who is engaged.
func notesIn(feed, engagement string) func(book.Documents) (string, error) {
	return func(docs book.Documents) (string, error) {
		var all []string
		for doc, err := range docs.Feed(feed) {
			if err != nil {
				return "", err
			}
			all = append(all, doc.Ref+"="+doc.Text("note"))
		}
		who, _, err := docs.Get(engagement)
		return strings.Join(all, ",") + " " + who.Text("to"), err
	}
}

// What is kept is what would be computed, whatever happened in between: changes that are taken, that come to nothing, that
// were not heard of, and documents that leave a feed. And nothing is computed again for what does not concern it.
func TestKeptIsWhatIs(t *testing.T) {
	feeds := []string{"bo@2026-10", "bo@2026-11", "cleo@2026-10"}
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		disk := &torn{Store: w.store}
		w.store = disk
		w.book = w.open("b")
		w.engage("anna", "2026-10-01", "")
		refs := append(w.phone("anna", 1).record(3, "bo", "2026-10"), w.phone("anna", 2).record(2, "cleo", "2026-10")...)
		var shelf book.Kept[string]
		var rows book.Rows[string]
		computed := 0
		look := func() (before int) {
			before = computed
			if err := w.book.View(w.ctx, func(docs book.Documents) error {
				for _, feed := range feeds {
					compute := notesIn(feed, "engagement/anna")
					want, err := compute(docs)
					if err != nil {
						return err
					}
					got, err := shelf.Get(docs, feed, func(docs book.Documents) (string, error) { computed++; return compute(docs) })
					if err != nil || got != want {
						r.Fatalf("%s: kept %q, is %q, %v", feed, got, want, err)
					}
					told, err := rows.Feed(docs, feed, func(ref string, doc merge.Document) string { return ref + "=" + doc.Text("note") })
					who, _, _ := docs.Get("engagement/anna")
					if got := strings.Join(told, ",") + " " + who.Text("to"); err != nil || got != want {
						r.Fatalf("%s: its rows are kept as %q, are %q, %v", feed, got, want, err)
					}
				}
				return nil
			}); err != nil {
				r.Fatal(err)
			}
			return before
		}
		look()
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			ref := rapid.SampledFrom(refs).Draw(r, "ref")
			set := rapid.SampledFrom([]op.Fields{
				{"note": val(fmt.Sprint(computed))}, {"start": val("2026-11-03"), "end": val("2026-11-03")}, {"start": val("2026-10-03"), "end": val("2026-10-03")}, {"beneficiary": val("bo")},
			}).Draw(r, "set")
			disk.now = rapid.IntRange(0, 3).Draw(r, "torn") == 0
			_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "note"}, func(docs book.Documents) (book.Decision, error) {
				for _, feed := range feeds { // in the transaction nothing is kept
					if _, err := shelf.Get(docs, feed, notesIn(feed, "engagement/anna")); err != nil {
						return book.Decision{}, err
					}
					if _, err := rows.Feed(docs, feed, func(string, merge.Document) string { return "never to be seen" }); err != nil {
						return book.Decision{}, err
					}
				}
				return book.Decision{Set: []book.Change{{Doc: ref, Set: set}}}, nil
			})
			if disk.now != errors.Is(err, errTorn) {
				r.Fatal(err)
			}
			disk.now = false
			if rapid.IntRange(0, 4).Draw(r, "unheard") == 0 {
				if err := w.book.ForgetNews(w.ctx); err != nil {
					r.Fatal(err)
				}
			}
			if rapid.Bool().Draw(r, "looked") {
				look()
			}
		}
		look()
		if before := look(); computed != before {
			r.Errorf("nothing happened, and %d were computed again", computed-before)
		}
		w.give(refs[0], "anna")
		w.set("shift/elsewhere", op.Fields{"start": val("2026-10-03"), "end": val("2026-10-03"), "assistant": val("anna"), "beneficiary": val("dina"), "kind": val("active")})
		if before := look(); computed > before+1 {
			r.Errorf("what concerned one at most made %d be computed again", computed-before)
		}
	})
}

// Many look while others write: each sees what its own snapshot holds.
func TestKeptByMany(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	refs := w.phone("anna", 1).record(2, "bo", "2026-10")
	var shelf book.Kept[string]
	compute := notesIn("bo@2026-10", "engagement/anna")
	var all sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		all.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := w.book.View(context.Background(), func(docs book.Documents) error {
					want, err := compute(docs)
					if err != nil {
						return err
					}
					got, err := shelf.Get(docs, "bo", compute)
					if err == nil && got != want {
						err = fmt.Errorf("kept %q, is %q", got, want)
					}
					return err
				}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 60 {
		w.set(refs[i%2], op.Fields{"note": val(fmt.Sprint(i))})
	}
	close(done)
	all.Wait()
}
