package month

// numberMissing warns that Försäkringskassan cannot take an invoice without a number. It stops nothing here:
// the month can be locked on paper all the same.
func numberMissing(p *papers) []Finding {
	if p.identified || len(p.entries) == 0 {
		return nil
	}
	return []Finding{{
		Code: NumberMissing, Severity: Warns, Rows: []string{},
		Message: both("%s saknar personnummer. Försäkringskassan tar inte emot räkningen utan det.",
			"%s has no personnummer. Försäkringskassan does not take the invoice without it.", p.beneficiary.Name),
		Action: Words{"Skriv personnumret under Kunder.", "Write the personnummer under Customers."},
		Source: "FK 3057, punkt 1",
	}}
}
