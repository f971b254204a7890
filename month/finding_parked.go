package month

import (
	"passbok/care"
	"passbok/sync/op"
)

// parkedDeclaration is of a change of what the invoice says besides its hours: it is about the whole month.
func (p *papers) parkedDeclaration() Finding {
	f := p.about(Finding{
		Code: ParkedOperation, Severity: Stops,
		Message: Words{"En ändring av räkningens uppgifter väntar på dig.", "A change of what the invoice says waits for you."},
		Action:  Words{"Godkänn den, eller avböj och skriv varför.", "Apply it, or decline it and say why."},
	}, p.everything())
	f.Rows = []string{}
	return f
}

// parkedOperations finds changes that came when the month was closed, or from somebody who had left: a
// coordinator applies or declines them.
func parkedOperations(p *papers) []Finding {
	var found []Finding
	for _, doc := range p.parked {
		if care.KindOf(doc.Ref) == "declaration" {
			found = append(found, p.parkedDeclaration())
			continue
		}
		for _, wait := range doc.Parked {
			shift := care.ShiftOf(doc.Ref, op.Overlay(doc.Values(), wait.Set))
			name := p.names[shift.Assistant]
			if name == "" {
				name = "–"
			}
			f := Finding{
				Code: ParkedOperation, Severity: Stops, Rows: []string{doc.Ref}, Ore: p.worth(shift),
				Message: both("%s: en ändring av ett pass väntar på dig.", "%s: a change of a shift waits for you.", name),
				Action:  Words{"Godkänn den, eller avböj och skriv varför.", "Apply it, or decline it and say why."},
			}
			if !shift.Start.IsZero() {
				f.Message = both("%s: en ändring av passet %s väntar på dig.", "%s: a change of the shift %s waits for you.",
					name, when(shift.Start, shift.End))
			}
			found = append(found, f)
		}
	}
	return found
}
