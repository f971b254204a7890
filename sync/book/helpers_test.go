package book_test

import (
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// doc is a document as it is.
func (w *world) doc(ref string) (doc merge.Document) {
	w.t.Helper()
	err := w.book.View(w.ctx, func(docs book.Documents) error {
		var err error
		doc, _, err = docs.Get(ref)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return doc
}

// give makes a row another assistant's, by the office.
func (w *world) give(ref, assistant string) {
	w.t.Helper()
	w.set(ref, op.Fields{"assistant": val(assistant)})
}

// set sets fields by a command, as the office.
func (w *world) set(ref string, set op.Fields) {
	w.t.Helper()
	_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "set", Person: "office"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: set}}}, nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
