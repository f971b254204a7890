package month

import "passbok/care"

// unregistered finds hours before the notice about the assistant (3066) reached Försäkringskassan, or without any. The day
// on which it came counts as reached: the hour is nowhere written.
func unregistered(p *papers) []Finding {
	var found []Finding
	covered := func(e *entry, d care.Date) bool {
		for _, r := range e.by.registered {
			if r.received != "" && r.received <= d && r.holds(d) {
				return true
			}
		}
		return false
	}
	late := p.portionsOf(func(e *entry, d care.Date) bool { return !covered(e, d) })
	for _, assistant := range p.who {
		portions := late[assistant]
		if len(portions) == 0 {
			continue
		}
		found = append(found, p.about(p.registration(assistant, portions), portions))
	}
	return found
}

func (p *papers) registration(assistant string, portions []portion) Finding {
	name, long := p.names[assistant], lengthOf(portions)
	f := Finding{
		Code: RegistrationLate, Severity: Warns,
		Action: Words{"Kontrollera när Försäkringskassan fick anmälan (3066) och skriv dagen under assistenten. Tid före den dagen betalas inte.",
			"Check when Försäkringskassan received the notice (3066) and write the day under the assistant. Time before that day is not paid."},
	}
	received, there := p.noticed(assistant)
	switch {
	case !there:
		f.Code = RegistrationUnknown
		f.Message = both("%s: ingen anmälan (3066) är känd. Det gäller %s.", "%s: no notice (3066) is known. It concerns %s.", name, long)
	case received == "":
		f.Code = RegistrationUnknown
		f.Message = both("%s: ingen vet om anmälan (3066) har kommit fram. Det gäller %s.", "%s: nobody knows whether the notice (3066) has arrived. It concerns %s.", name, long)
	default:
		f.Message = both("%s: %s ligger utanför anmälan (3066), som kom fram %s.", "%s: %s is outside the notice (3066), which arrived %s.", name, long, day(received))
	}
	return f
}

// noticed is the day on which the first notice about an assistant arrived, empty where nobody knows, and whether there is any.
func (p *papers) noticed(assistant string) (received care.Date, there bool) {
	for _, r := range p.of(assistant).registered {
		there = true
		if r.received != "" && (received == "" || r.received < received) {
			received = r.received
		}
	}
	return received, there
}

// of is what is known of an assistant; of one who is not known, nothing.
func (p *papers) of(assistant string) *staff {
	if s := p.staff[assistant]; s != nil {
		return s
	}
	return &staff{}
}
