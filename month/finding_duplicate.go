package month

import (
	"slices"
	"time"

	"passbok/care"
)

// likelyDuplicates finds two rows that are likely one shift, where no other rule says so: a shift that somebody forgot to
// stop, and then wrote once more; and one that stands on two assistants, who have nearly the same times where one at a time
// is granted. (Of one assistant's two whole rows overlaps says it, since those stop the month.)
func likelyDuplicates(p *papers) []Finding {
	return append(p.forgottenTwice(), p.onTwo()...)
}

// forgottenTwice are shifts without an end that another row of the same assistant begins with.
func (p *papers) forgottenTwice() []Finding {
	var found []Finding
	for _, open := range p.entries {
		if open.Void || !open.Open() {
			continue
		}
		near := time.Duration(p.warningsOf(open).DuplicateMinutes) * time.Minute
		at := slices.IndexFunc(p.entries, func(e *entry) bool {
			return e.Counts() && e.Assistant == open.Assistant && e.Kind == open.Kind && e.Start.Sub(open.Start).Abs() <= near
		})
		if at < 0 {
			continue
		}
		whole := p.entries[at]
		found = append(found, Finding{
			Code: LikelyDuplicate, Severity: Informs, Rows: []string{open.Ref, whole.Ref}, Duplicate: open.Ref,
			Message: both("%s: passet som började %s har inget slut, och är troligen samma som %s.", "%s: the shift that began %s has no end, and is likely the same as %s.",
				p.names[open.Assistant], when(open.Start, open.End), when(whole.Start, whole.End)),
			Action: Words{"Är det samma pass: ta bort raden utan slut. Annars: skriv när det slutade.", "If it is the same shift, remove the row without an end. If not, write when it ended."},
		})
	}
	return found
}

// onTwo are rows of two assistants with nearly the same times.
func (p *papers) onTwo() []Finding {
	var found []Finding
	var going []*entry
	for _, e := range p.entries {
		if !e.Counts() {
			continue
		}
		going = slices.DeleteFunc(going, func(earlier *entry) bool { return !earlier.End.After(e.Start) })
		for _, earlier := range going {
			shared := earlier.Span().And(e.Span())
			same := care.Overlap{A: &earlier.Shift, B: &e.Shift, Shared: shared}.Same()
			if part := shared.And(p.span); !same || earlier.Assistant == e.Assistant || part.Minutes() == 0 || p.calendar[p.dayAt(part.Start)].double {
				continue
			}
			found = append(found, Finding{
				Code: LikelyDuplicate, Severity: Informs, Rows: []string{earlier.Ref, e.Ref}, Duplicate: max(earlier.Ref, e.Ref), // ids are made in order of time
				Message: both("%s och %s har nästan samma tid: %s. Troligen är det ett pass som står på två.", "%s and %s have nearly the same time: %s. It is likely one shift that stands on two.",
					p.names[earlier.Assistant], p.names[e.Assistant], when(shared.Start, shared.End)),
				Action: Words{"Fråga vem som arbetade, och ta bort den andras rad.", "Ask who worked, and remove the other one's row."},
			})
		}
		going = append(going, e)
	}
	return found
}
