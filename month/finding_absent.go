package month

import (
	"fmt"

	"passbok/care"
)

// Absent is found in plans alone: the assistant is away then. Of why nothing is said.
const Absent = "absent"

// absent finds plans of somebody who is away.
func absent(p *papers) []Finding {
	found := map[string][]portion{}
	for _, e := range p.entries {
		for _, away := range e.by.away {
			if part := e.Span().And(away); e.Counts() && part.Minutes() > 0 && p.looks(part) {
				found[e.Assistant] = append(found[e.Assistant], portion{e, part})
			}
		}
	}
	var all []Finding
	for _, id := range p.who {
		if len(found[id]) == 0 {
			continue
		}
		all = append(all, p.unpaid(Finding{
			Code: Absent, Severity: Warns,
			Message: both("%s är frånvarande: det gäller %s.", "%s is away: it concerns %s.", p.names[id], lengthOf(found[id])),
			Action:  Words{"Låt någon annan arbeta passet, eller rätta frånvaron.", "Let somebody else work the shift, or correct the absence."},
		}, found[id]))
	}
	return all
}

// readAway reads when the assistants are away.
func (p *papers) readAway() error {
	for _, id := range p.who {
		for doc, err := range p.shared.docs.Feed(care.AbsenceIndex(id)) {
			if err != nil {
				return fmt.Errorf("read when %s is away: %w", id, err)
			}
			s := care.ShiftOf(doc.Ref, doc.Values()) // the fields that both have are the same ones
			if s.Assistant != id || s.Void {
				continue
			}
			span := care.Span{Start: s.Start, End: p.span.End}
			if !s.Open() {
				span.End = s.End
			}
			p.staff[id].away = append(p.staff[id].away, span)
		}
	}
	return nil
}
