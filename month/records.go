package month

import (
	"iter"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// Records shows a book's documents to package care, which knows no engine.
func Records(docs book.Documents) care.Records { return records{docs} }

type records struct{ docs book.Documents }

func (r records) Get(ref string) (care.Record, bool, error) {
	doc, there, err := r.docs.Get(ref)
	return record(doc), there, err
}

func (r records) Feed(name string) iter.Seq2[care.Record, error] {
	return func(yield func(care.Record, error) bool) {
		for doc, err := range r.docs.Feed(name) {
			if !yield(record(doc), err) {
				return
			}
		}
	}
}

func record(doc merge.Document) care.Record {
	return care.Record{Ref: doc.Ref, Fields: doc.Values(), Conflicts: len(doc.Conflicts), Parked: len(doc.Parked)}
}
