package month

import (
	"time"

	"passbok/care"
)

// noEnds finds shifts that were never stopped. What one is worth nobody knows yet; where it was planned, it is what the plan says.
func noEnds(p *papers) []Finding {
	var found []Finding
	for _, e := range p.entries {
		if e.Void || !e.Open() {
			continue
		}
		f := Finding{
			Code: NoEnd, Severity: Stops, Rows: []string{e.Ref},
			Message: both("%s: passet som började %s har inget slut.", "%s: the shift that began %s has no end.",
				p.names[e.Assistant], when(e.Start, e.End)),
			Action: Words{"Pågår det inte längre: fråga när det slutade och skriv dit det.", "If it is over: ask when it ended and write it down."},
		}
		if meant, planned := p.meant[e.Ref]; planned {
			f = p.about(f, []portion{{e, care.Span{Start: e.Start, End: meant.End}.And(p.span)}})
			f.Message = both("%s: passet som började %s har inget slut. Det var planerat %s.", "%s: the shift that began %s has no end. It was planned %s.",
				p.names[e.Assistant], when(e.Start, e.End), when(meant.Start, meant.End))
		}
		if until, may := p.goes[e.Ref]; may {
			f.Until = care.FormatMinute(until)
		}
		found = append(found, f)
	}
	return found
}

// readMeant reads what was planned of the rows that have no end, as assistants are asked by it. There are few such rows.
func (p *papers) readMeant() error {
	for _, e := range p.entries {
		if e.Void || !e.Open() || e.Assistant == "" {
			continue
		}
		theirs, err := p.workedBefore(e)
		if err != nil {
			return err
		}
		since := care.StayBegan(theirs, e.Shift)
		meant, err := care.PlannedFor(Records(p.shared.docs), e.Shift, since)
		if err != nil {
			return err
		}
		if meant.End.After(e.Start) {
			if p.meant == nil {
				p.meant = map[string]care.Span{}
			}
			p.meant[e.Ref] = meant
		}
		if !e.conflict && !e.parked {
			p.goesOn(e, theirs, care.Going{Start: e.Start, Since: since, Planned: meant.End})
		}
	}
	return nil
}

// goesOn keeps until when a row without an end may be a shift that goes on as it should: until its assistant is asked about it, or begins
// another. One that is asked about as something else is none.
func (p *papers) goesOn(e *entry, theirs []care.Shift, going care.Going) {
	if p.goes == nil {
		p.goes = map[string]time.Time{}
	}
	p.goes[e.Ref] = going.AskedAt()
	if passed := care.Passed(theirs, e.Shift); !passed.IsZero() && passed.Before(p.goes[e.Ref]) {
		p.goes[e.Ref] = passed
	}
}

// workedBefore are the rows of an entry's assistant around it.
func (p *papers) workedBefore(e *entry) (theirs []care.Shift, err error) {
	for m := care.MonthOf(e.Start); m <= p.month.Next(); m = m.Next() {
		shifts, err := p.shared.worked(e.Assistant, m)
		if err != nil {
			return nil, err
		}
		for _, shift := range shifts {
			if !shift.Void {
				theirs = append(theirs, *shift)
			}
		}
	}
	return theirs, nil
}
