package month

import "passbok/care"

// outsideEngagement finds hours of an assistant on days on which they were not engaged at the beneficiary.
func outsideEngagement(p *papers) []Finding {
	outside := p.portionsOf(func(e *entry, d care.Date) bool {
		for _, spell := range e.by.engaged {
			if spell.holds(d) {
				return false
			}
		}
		return true
	})
	return p.each(outside, func(name, long string) Finding {
		return Finding{
			Code: OutsideEngagement, Severity: Warns,
			Message: both("%s: %s ligger utanför uppdraget hos %s.", "%s: %s is outside the engagement at %s.", name, long, p.beneficiary.Name),
			Action: p.say(Words{"Rätta tiden, eller uppdragets datum.", "Correct the time, or the engagement's dates."},
				Words{"Välj någon som har uppdrag den dagen, eller rätta uppdragets datum.", "Choose somebody who is engaged on that day, or correct the engagement's dates."}),
		}
	})
}

// each makes one finding for each assistant with portions, in order of their ids.
func (p *papers) each(portions map[string][]portion, made func(name, long string) Finding) []Finding {
	var found []Finding
	for _, assistant := range p.who {
		if mine := portions[assistant]; len(mine) > 0 {
			found = append(found, p.about(made(p.names[assistant], lengthOf(mine)), mine))
		}
	}
	return found
}
