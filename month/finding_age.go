package month

import "passbok/care"

// underAge finds hours of an assistant before the day on which they come of age. Of one whose number is not known nothing
// is said.
func underAge(p *papers) []Finding {
	young := p.portionsOf(func(e *entry, d care.Date) bool {
		born, w := e.by.born, care.WarningsOn(d)
		return born != "" && w.Years > 0 && d < born.Years(w.Years)
	})
	w := care.WarningsOn(p.month.First())
	return p.each(young, func(name, long string) Finding {
		return Finding{
			Code: UnderAge, Severity: Warns,
			Message: both("%s har inte fyllt %d år: %s betalas inte.", "%s is not yet %d years old: %s is not paid.", name, w.Years, long),
			Action:  Words{"Kontrollera personnumret. Är det rätt, ska någon annan arbeta passen.", "Check the personnummer. If it is right, somebody else must work the shifts."},
			Source:  w.Cite(),
		}
	})
}
