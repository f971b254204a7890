package month

import (
	"fmt"

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
			Action: Words{"Fråga när passet slutade och skriv dit det.", "Ask when the shift ended and write it down."},
		}
		if meant, planned := p.meant[e.Ref]; planned {
			f = p.about(f, []portion{{e, care.Span{Start: e.Start, End: meant.End}.And(p.span)}})
			f.Message = both("%s: passet som började %s har inget slut. Det var planerat %s.", "%s: the shift that began %s has no end. It was planned %s.",
				p.names[e.Assistant], when(e.Start, e.End), when(meant.Start, meant.End))
		}
		found = append(found, f)
	}
	return found
}

// readMeant reads what was planned of the rows that have no end: the plan that a row answers, or else the one of the same assistant
// there in whose time it began. There are few such rows.
func (p *papers) readMeant() error {
	for _, e := range p.entries {
		if e.Void || !e.Open() || e.Assistant == "" {
			continue
		}
		for doc, err := range p.shared.docs.Feed(care.PlanFeed(e.Assistant, care.MonthOf(e.Start))) {
			if err != nil {
				return fmt.Errorf("read plans of %s: %w", e.Assistant, err)
			}
			plan := care.PlanOf(doc.Ref, doc.Values())
			theirs := plan.Assistant == e.Assistant && plan.Beneficiary == e.Beneficiary && !plan.Void && !plan.Draft && plan.End.After(e.Start)
			if !theirs || plan.Ref != "plan/"+e.Plan && (e.Plan != "" || plan.Start.After(e.Start)) {
				continue
			}
			if p.meant == nil {
				p.meant = map[string]care.Span{}
			}
			p.meant[e.Ref] = plan.Span()
		}
	}
	return nil
}
