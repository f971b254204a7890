package house

import (
	"cmp"
	"fmt"
	"time"
)

// Progress is how far something is that takes long.
type Progress struct {
	Book string
	What string // is counted, in words; empty: entries
	Done uint64
	Of   uint64 // 0: nobody knows yet
}

// String says it on a line.
func (p Progress) String() string {
	what := cmp.Or(p.What, entriesDone)
	if p.Of == 0 {
		return fmt.Sprintf("book %s: %d %s", p.Book, p.Done, what)
	}
	return fmt.Sprintf("book %s: %d of %d %s", p.Book, p.Done, p.Of, what)
}

// What is counted.
const (
	entriesDone    = "entries"
	erasedDone     = "entries, for what is to go from the archive"
	archiveDone    = "bytes of the archive"
	scansDone      = "scans"
	signaturesDone = "signatures"
	sendingsDone   = "timesheets that were sent"
)

// counting passes on how far something of a book is; nobody need listen.
func counting(tell func(Progress), book, what string) func(done, of uint64) {
	return func(done, of uint64) {
		if tell != nil {
			tell(Progress{Book: book, What: what, Done: done, Of: of})
		}
	}
}

// slowly passes progress on at most every two seconds: work that takes less says nothing but its result.
func slowly(clock func() time.Time, tell func(Progress)) func(Progress) {
	last := clock()
	return func(p Progress) {
		now := clock()
		if p.Done == p.Of || now.Sub(last) < 2*time.Second {
			return
		}
		last = now
		tell(p)
	}
}
