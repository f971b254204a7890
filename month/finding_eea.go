package month

import "passbok/care"

// outsideEEA finds hours of assistants who live outside the EEA: they are paid for special reasons only.
func outsideEEA(p *papers) []Finding {
	abroad := p.portionsOf(func(e *entry, _ care.Date) bool { return e.by.outside })
	return p.each(abroad, func(name, long string) Finding {
		return Finding{
			Code: OutsideEEA, Severity: Warns,
			Message: both("%s bor utanför EES: %s betalas bara om det finns särskilda skäl.", "%s lives outside the EEA: %s is paid only for special reasons.", name, long),
			Action:  Words{"Fråga Försäkringskassan innan räkningen skickas.", "Ask Försäkringskassan before the invoice is sent."},
		}
	})
}
