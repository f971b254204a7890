package month

// noEnds finds shifts that were never stopped. What they are worth nobody knows yet.
func noEnds(p *papers) []Finding {
	var found []Finding
	for _, e := range p.entries {
		if e.Void || !e.Open() {
			continue
		}
		found = append(found, Finding{
			Code: NoEnd, Severity: Stops, Rows: []string{e.Ref},
			Message: both("%s: passet som började %s har inget slut.", "%s: the shift that began %s has no end.",
				p.names[e.Assistant], when(e.Start, e.End)),
			Action: Words{"Fråga när passet slutade och skriv dit det.", "Ask when the shift ended and write it down."},
		})
	}
	return found
}
