package month

import "passbok/care"

// overlaps finds an assistant who is in two places at once, at this beneficiary or here and at another. Of
// two rows that are likely one shift, the one that was made later is named as the one to remove.
func overlaps(p *papers) []Finding {
	all := make([]*care.Shift, 0, len(p.entries)+len(p.elsewhere))
	for _, e := range p.entries {
		if e.Assistant != "" {
			all = append(all, &e.Shift)
		}
	}
	all = append(all, p.elsewhere...)
	var found []Finding
	for _, o := range care.Overlaps(all) {
		a, b := o.A, o.B
		if a.Beneficiary != p.beneficiary.ID {
			a, b = b, a
		}
		if a.Beneficiary == p.beneficiary.ID && p.looks(o.Shared) {
			found = append(found, p.overlap(a, b, o))
		}
	}
	return found
}

// overlap tells of a, a row of this month, and b, which may be another beneficiary's. Who that is, is told to
// the office alone.
func (p *papers) overlap(a, b *care.Shift, o care.Overlap) Finding {
	name, at, long := p.names[a.Assistant], when(o.Shared.Start, o.Shared.End), hours(o.Shared.Minutes())
	f := Finding{
		Code: OverlapAssistant, Severity: Stops, Rows: []string{a.Ref}, Ore: p.worth(*a),
		Action: Words{"Rätta tiden på en av raderna, eller ta bort den ena.", "Correct the time of one of the rows, or remove one."},
	}
	if p.ahead {
		f.Action = Words{"Flytta det ena passet, eller låt någon annan arbeta det.", "Move one of the shifts, or let somebody else work it."}
	}
	if b.Beneficiary != p.beneficiary.ID {
		f.Message = p.say(Words{"%s har tid på två ställen samtidigt: %s (%s).", "%s has time in two places at once: %s (%s)."},
			Words{"%s är planerad på två ställen samtidigt: %s (%s).", "%s is planned in two places at once: %s (%s)."}, name, at, long)
		f.Also = &Also{Beneficiary: b.Beneficiary, Row: b.Ref}
		return f
	}
	f.Rows, f.Ore = append(f.Rows, b.Ref), f.Ore+p.worth(*b)
	if !o.Same() || p.ahead {
		f.Message = p.say(Words{"%s har två rader samtidigt: %s (%s).", "%s has two rows at once: %s (%s)."},
			Words{"%s har två pass samtidigt: %s (%s).", "%s has two shifts at once: %s (%s)."}, name, at, long)
		return f
	}
	f.Duplicate = max(a.Ref, b.Ref) // ids are made in order of time
	f.Message = both("%s har troligen skrivit samma pass två gånger: %s.", "%s has likely written the same shift twice: %s.", name, at)
	f.Action = Words{"Ta bort den ena raden.", "Remove one of the rows."}
	return f
}
