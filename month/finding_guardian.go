package month

import (
	"time"

	"passbok/care"
)

// guardianEnds tells, in time, that a child comes of age, on which day the guardian's right to send the invoice ends; and goes on
// telling it while nobody has written how it goes on: the last day of the guardian's paper, or who represents afterwards.
func guardianEnds(p *papers, now time.Time) []Finding {
	today := care.DateOf(now)
	w := care.WarningsOn(today)
	if p.born == "" || w.AdultYears == 0 {
		return nil
	}
	adult := p.born.Years(w.AdultYears)
	if today < adult.Before(w.AdultDays) {
		return nil
	}
	guardian, after := false, max(today, adult)
	for _, f := range p.represented {
		during := spellOf(f)
		if care.Text(f, "kind") != care.Guardian && during.holds(after) {
			return nil
		}
		guardian = guardian || care.Text(f, "kind") == care.Guardian && during.from < adult && (during.to == "" || during.to >= adult)
	}
	if !guardian {
		return nil
	}
	message := both("%s fyller %d år den %s. Då upphör vårdnadshavarens rätt att skicka räkningen.",
		"%s turns %d on %s. Then the guardian's right to send the invoice ends.", p.beneficiary.Name, w.AdultYears, day(adult))
	if today >= adult {
		message = both("%s fyllde %d år den %s. Vårdnadshavarens rätt att skicka räkningen har upphört.",
			"%s turned %d on %s. The guardian's right to send the invoice has ended.", p.beneficiary.Name, w.AdultYears, day(adult))
	}
	return []Finding{{
		Code: GuardianEnds, Severity: Informs, Rows: []string{}, Message: message,
		Action: Words{"Skriv vem som företräder från den dagen, om någon gör det, och vårdnadshavarens sista dag. Annars skickar personen räkningen själv.",
			"Write who represents from that day, if anybody does, and the guardian's last day. Else the person sends the invoice themselves."},
		Source: w.Cite(),
	}}
}
