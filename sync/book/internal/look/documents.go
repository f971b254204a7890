package look

import (
	"iter"

	"passbok/sync/merge"
)

// Documents are the book's documents in one snapshot, or in the running transaction.
type Documents interface {
	// Get finds a document. One that was never made but has parked operations has no fields.
	Get(ref string) (merge.Document, bool, error)
	// Feed yields a feed's documents in the order of their last change. A document is also in the feeds that a candidate
	// or a parked operation would bring it to, so look at its own fields before counting it.
	Feed(name string) iter.Seq2[merge.Document, error]
	// Sealed says whether a seal is closed.
	Sealed(name string) (bool, error)
}
