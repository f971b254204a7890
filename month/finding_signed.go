package month

// signedEarlier warns that an earlier version of the invoice is signed at Försäkringskassan, though the month
// has been reopened: what holds there is not what holds here, until the new version is signed.
func signedEarlier(p *papers) []Finding {
	var found []Finding
	for _, late := range p.invoice.Late {
		f := Finding{
			Code: SignedEarlier, Severity: Warns, Rows: []string{},
			Message: both("Version %d av räkningen är undertecknad hos Försäkringskassan (%s), men månaden har låsts upp.",
				"Version %d of the invoice is signed at Försäkringskassan (%s), but the month has been reopened.", late.Version, dayOf(late.At)),
			Action: Words{"Lås och skicka den nya räkningen, och säg till Försäkringskassan att den gamla är ersatt.",
				"Lock and send the new invoice, and tell Försäkringskassan that it replaces the old one."},
		}
		if len(late.Differences) > 0 {
			f.Message = both("Version %d av räkningen är undertecknad hos Försäkringskassan (%s), med annat än det som skickades, och månaden har låsts upp.",
				"Version %d of the invoice is signed at Försäkringskassan (%s), with other than what was sent, and the month has been reopened.", late.Version, dayOf(late.At))
		}
		found = append(found, f)
	}
	return found
}
