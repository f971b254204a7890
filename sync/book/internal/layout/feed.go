package layout

import (
	"bytes"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// Live is the value of a feed's row whose document is in the feed: '+', and its month.
func Live(month string) []byte { return append([]byte{'+'}, month...) }

// Gone is the value of a feed's row whose document has left the feed.
func Gone() []byte { return []byte{'-'} }

// IsGone says whether a feed's row is Gone.
func IsGone(value []byte) bool { return bytes.HasPrefix(value, []byte{'-'}) }

// MonthOf is the month in a row that is Live; "" where the document has no age.
func MonthOf(value []byte) string { return string(value[min(1, len(value)):]) }

// FeedsOf are the feeds that a document belongs to, and its month: by what stands, and by what a candidate or a parked
// operation would make of it, so that an open question is seen wherever its answer matters.
func FeedsOf(kind op.Kind, doc merge.Document) (feeds map[string]bool, month string) {
	feeds = map[string]bool{}
	id, values := doc.ID(), doc.Values()
	add := func(fields op.Fields) {
		for _, feed := range kind.FeedsOf(id, fields) {
			feeds[feed] = true
		}
		month = max(month, kind.MonthOf(id, fields))
	}
	add(values)
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			add(op.Overlay(values, candidate.Set))
		}
	}
	for _, parked := range doc.Parked {
		add(op.Overlay(values, parked.Set))
	}
	return feeds, month
}
