package month

import (
	"cmp"
	"slices"
)

// overlapsOfTwo finds time of two assistants at once where none is granted for two: one finding for each two who met, of
// the rows that began later. Where no hours are granted yet, nothing is lost.
func overlapsOfTwo(p *papers) []Finding {
	type pair struct{ a, b string }
	type meeting struct{ paid, all []portion }
	found := map[pair]*meeting{}
	var going []*entry
	for _, e := range p.entries {
		if !e.Counts() {
			continue
		}
		going = slices.DeleteFunc(going, func(earlier *entry) bool { return !earlier.End.After(e.Start) })
		for _, earlier := range going {
			if earlier.Assistant == e.Assistant {
				continue
			}
			for _, part := range earlier.Span().And(e.Span()).And(p.span).Days() {
				d := &p.calendar[p.dayAt(part.Start)]
				if part.Minutes() == 0 || d.double || !p.looks(part) {
					continue
				}
				who := pair{min(earlier.Assistant, e.Assistant), max(earlier.Assistant, e.Assistant)}
				if found[who] == nil {
					found[who] = &meeting{}
				}
				m := found[who]
				m.all = append(m.all, portion{e, part})
				if d.grants {
					m.paid = append(m.paid, portion{e, part})
				}
			}
		}
		going = append(going, e)
	}
	pairs := make([]pair, 0, len(found))
	for who := range found {
		pairs = append(pairs, who)
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	var findings []Finding
	for _, who := range pairs {
		m := found[who]
		f := p.unpaid(Finding{
			Code: OverlapTwo, Severity: Warns,
			Message: both("%s och %s har tid samtidigt (%s), och dubbel assistans är inte beviljad.",
				"%s and %s have time at once (%s), and double assistance is not granted.", p.called(who.a), p.called(who.b), lengthOf(m.all)),
			Action: Words{"Rätta tiderna. Är dubbel assistans beviljad, skriv det i beslutet.", "Correct the times. If double assistance is granted, write it in the decision."},
		}, m.all)
		if len(m.paid) > 0 {
			f.Ore, f.portions = p.pay(m.paid), m.paid
		}
		findings = append(findings, f)
	}
	return findings
}
