package month

import "passbok/care"

// inHospital finds hours while the beneficiary is in hospital, without special reasons.
func inHospital(p *papers) []Finding {
	return p.each(p.during(func(kind string) bool { return kind == care.StayHospital }), func(name, long string) Finding {
		return Finding{
			Code: InHospital, Severity: Warns,
			Message: both("%s: %s är under sjukhusvård. Den tiden betalas bara om det finns särskilda skäl.",
				"%s: %s is during hospital care. That time is paid only for special reasons.", name, long),
			Action: Words{"Rätta tiden, eller skriv att det finns särskilda skäl.", "Correct the time, or write that there are special reasons."},
		}
	})
}

// inActivity finds hours while the beneficiary is at school, in childcare or in daily activity, without special reasons.
func inActivity(p *papers) []Finding {
	return p.each(p.during(func(kind string) bool { return kind != care.StayHospital }), func(name, long string) Finding {
		return Finding{
			Code: InActivity, Severity: Warns,
			Message: both("%s: %s är under skola, barnomsorg eller daglig verksamhet. Den tiden betalas bara om det finns särskilda skäl.",
				"%s: %s is during school, childcare or daily activity. That time is paid only for special reasons.", name, long),
			Action: Words{"Rätta tiden, eller skriv att det finns särskilda skäl.", "Correct the time, or write that there are special reasons."},
		}
	})
}

// during are the parts of rows that lie in stays of some kinds, by assistant.
func (p *papers) during(is func(kind string) bool) map[string][]portion {
	found := map[string][]portion{}
	if len(p.stays) == 0 {
		return found
	}
	for _, e := range p.entries {
		if !e.Counts() {
			continue
		}
		for _, s := range p.stays {
			if part := e.Span().And(s.span); is(s.kind) && part.Minutes() > 0 && p.looks(part) {
				found[e.Assistant] = append(found[e.Assistant], portion{e, part})
			}
		}
	}
	return found
}
