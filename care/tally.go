package care

import (
	"cmp"
	"slices"
	"time"
)

// Counts tells whether the shift's minutes count: it was not removed, and has an end.
func (s Shift) Counts() bool { return !s.Void && !s.Open() }

// Long tells whether the shift lasts longer than a row may (rules.json): 24 hours. See over_24h in package month.
func (s Shift) Long() bool {
	return s.Counts() && s.End.Sub(s.Start) > time.Duration(FiguresOn(DateOf(s.Start)).LongestRowMinutes)*time.Minute
}

// SumsIn adds up the minutes that shifts have in a month. A shift that passes the month's end counts in each
// month with its part.
func SumsIn(m Month, shifts []Shift) Sums {
	var sums Sums
	for _, s := range shifts {
		if s.Counts() {
			sums = sums.Add(s.Kind, s.Span().Within(m).Minutes())
		}
	}
	return sums
}

// Overlap is two rows of one assistant that share time: nobody is in two places.
type Overlap struct {
	A, B   *Shift // A starts first
	Shared Span
}

// Same tells whether the two are likely one shift that was recorded twice: at one beneficiary, of one kind,
// and apart by so little at both ends that they share at least four fifths of the time they cover together.
func (o Overlap) Same() bool {
	if o.A.Beneficiary != o.B.Beneficiary || o.A.Kind != o.B.Kind {
		return false
	}
	end := o.A.End
	if o.B.End.After(end) {
		end = o.B.End
	}
	return 5*o.Shared.Minutes() >= 4*Span{o.A.Start, end}.Minutes()
}

// Overlaps finds the pairs of shifts of one assistant that share at least a minute, in order of the later
// start. Shifts of other assistants, removed ones and those without an end overlap nothing.
func Overlaps(shifts []*Shift) []Overlap {
	counted := make([]*Shift, 0, len(shifts))
	for _, s := range shifts {
		if s.Counts() {
			counted = append(counted, s)
		}
	}
	slices.SortFunc(counted, func(a, b *Shift) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Ref, b.Ref))
	})
	var found []Overlap
	going := map[string][]*Shift{} // by assistant: those that may still share time with one that starts now
	for _, s := range counted {
		still := going[s.Assistant][:0]
		for _, earlier := range going[s.Assistant] {
			if !earlier.End.After(s.Start) {
				continue
			}
			still = append(still, earlier)
			if shared := earlier.Span().And(s.Span()); shared.Minutes() > 0 {
				found = append(found, Overlap{earlier, s, shared})
			}
		}
		going[s.Assistant] = append(still, s)
	}
	return found
}
