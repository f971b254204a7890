package month

// openConflicts finds rows that two people have given different values, with nobody having chosen yet.
func openConflicts(p *papers) []Finding {
	var found []Finding
	for _, e := range p.entries {
		if !e.conflict {
			continue
		}
		found = append(found, Finding{
			Code: OpenConflict, Severity: Stops, Rows: []string{e.Ref}, Ore: p.worth(e.Shift),
			Message: both("%s: två olika uppgifter om passet %s.", "%s: two different statements about the shift %s.",
				p.names[e.Assistant], when(e.Start, e.End)),
			Action: Words{"Välj vilken som gäller. Båda är sparade.", "Choose which one holds. Both are kept."},
		})
	}
	return found
}
