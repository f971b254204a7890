package layout

import (
	"cmp"
	"slices"
)

// span is a run of entries, both ends included.
type span struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// Spans are runs of entries, in order and apart from each other.
type Spans []span

// Add is the runs and one entry after them.
func (s Spans) Add(seq uint64) Spans {
	if n := len(s); n > 0 && s[n-1].To+1 == seq {
		s[n-1].To = seq
		return s
	}
	return append(s, span{From: seq, To: seq})
}

// With is the runs together with others.
func (s Spans) With(more Spans) Spans {
	all := slices.Concat(s, more)
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.From, b.From) })
	var out Spans
	for _, run := range all {
		if n := len(out); n > 0 && run.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, run.To)
		} else {
			out = append(out, run)
		}
	}
	return out
}

// Contain says whether one of the runs has the entry.
func (s Spans) Contain(seq uint64) bool {
	_, found := slices.BinarySearchFunc(s, seq, func(run span, seq uint64) int {
		switch {
		case run.To < seq:
			return -1
		case run.From > seq:
			return 1
		}
		return 0
	})
	return found
}

// Count is how many entries there are in all.
func (s Spans) Count() (n uint64) {
	for _, run := range s {
		n += run.To - run.From + 1
	}
	return n
}
