package month

import (
	"strings"
)

// numberMissing warns that Försäkringskassan cannot take an invoice without a number. It stops nothing here:
// the month can be locked on paper all the same.
func numberMissing(p *papers) []Finding {
	if p.identified || p.standingRows() == 0 {
		return nil
	}
	return []Finding{{
		Code: NumberMissing, Severity: Warns, Rows: []string{},
		Message: both("%s saknar personnummer. Försäkringskassan tar inte emot räkningen utan det.",
			"%s has no personnummer. Försäkringskassan does not take the invoice without it.", p.beneficiary.Name),
		Action: Words{"Skriv personnumret under Kunder.", "Write the personnummer under Customers."},
	}}
}

// numbersWrong finds numbers that cannot be: no such date, or a check digit that does not hold. They are refused when they
// are written; what was brought in otherwise is found here. It is about the whole month: no form goes through with one.
func numbersWrong(p *papers) []Finding {
	if p.standingRows() == 0 {
		return nil
	}
	var who []string
	if p.badNumber {
		who = append(who, p.beneficiary.Name)
	}
	if p.badProvider {
		who = append(who, "organisationsnummer")
	}
	for _, id := range p.who {
		if p.of(id).badNumber {
			who = append(who, p.names[id])
		}
	}
	if len(who) == 0 {
		return nil
	}
	f := p.about(Finding{
		Code: NumberWrong, Severity: Stops,
		Message: both("Ett nummer stämmer inte: %s.", "A number does not hold: %s.", strings.Join(who, ", ")),
		Action:  Words{"Rätta numret: kontrollsiffran eller datumet är fel.", "Correct the number: its check digit or its date is wrong."},
	}, p.everything())
	f.Rows = []string{}
	return []Finding{f}
}
