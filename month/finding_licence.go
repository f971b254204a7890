package month

// licenceLapsed finds hours on days on which the provider has no licence. Where nobody has written down when it holds,
// nothing is said; and a beneficiary who employs the assistants needs none.
func licenceLapsed(p *papers) []Finding {
	if p.alone || p.licence == (spell{}) {
		return nil
	}
	var outside []portion
	for _, one := range p.cut {
		d := p.calendar[one.day].Date
		if (p.licence.from != "" && d < p.licence.from) || (p.licence.to != "" && d > p.licence.to) {
			outside = append(outside, one.portion)
		}
	}
	if len(outside) == 0 {
		return nil
	}
	return []Finding{p.about(Finding{
		Code: LicenceLapsed, Severity: Warns,
		Message: both("Tillståndet gäller inte alla dagar: %s betalas inte.", "The licence does not hold on all days: %s is not paid.", lengthOf(outside)),
		Action:  Words{"Skriv när tillståndet gäller under Inställningar, eller hör med Ivo.", "Write when the licence holds under Settings, or ask Ivo."},
	}, outside)}
}
