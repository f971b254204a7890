package month

// over24h finds shifts of more than 24 hours: most likely one that was forgotten.
func over24h(p *papers) []Finding {
	var found []Finding
	for _, e := range p.entries {
		if !e.Long() || !p.looks(e.Span()) {
			continue
		}
		found = append(found, Finding{
			Code: OverADay, Severity: Stops, Rows: []string{e.Ref}, Ore: p.worth(e.Shift),
			Message: both("%s: passet som började %s är %s långt.", "%s: the shift that began %s is %s long.",
				p.called(e.Assistant), when(e.Start, e.Start), hours(e.Span().Minutes())),
			Action: Words{"Rätta slutet. Var det flera pass, dela upp dem.", "Correct the end. If it was several shifts, divide them."},
		})
	}
	return found
}
