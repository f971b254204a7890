package month

import (
	"time"

	"passbok/care"
)

// outsideDecision finds hours on days for which nothing is decided, though there have been decisions, and nothing is
// applied for. While a first decision is awaited, or an extension, hours are only reported: see the pre-flight.
func outsideDecision(p *papers) []Finding {
	decided := false
	for _, d := range p.ever {
		decided = decided || care.Grants(d)
	}
	if !decided {
		return nil
	}
	var outside []portion
	for _, one := range p.cut {
		if d := &p.calendar[one.day]; !d.grants && !d.awaited && p.looks(one.part) {
			outside = append(outside, one.portion)
		}
	}
	if len(outside) == 0 {
		return nil
	}
	return []Finding{p.about(Finding{
		Code: OutsideDecision, Severity: Warns,
		Message: both("%s ligger på dagar utan beslut.", "%s is on days without a decision.", lengthOf(outside)),
		Action:  Words{"Skriv in det nya beslutet, eller att en förlängning är sökt.", "Write the new decision, or that an extension is applied for."},
	}, outside)}
}

// overGranted finds the hours beyond the granted ones: those that were worked last.
func overGranted(p *papers) []Finding {
	during, minutes, before, known := p.budget()
	if !known {
		return nil
	}
	whole := care.CountedParts()
	units := func(s care.Sums) int64 { f := s.Counted(); return f.Num * (whole / f.Den) }
	left := int64(minutes)*whole - units(before)
	var beyond []portion
	for _, one := range p.cut {
		if d := &p.calendar[one.day]; !d.grants || !during.holds(d.Date) {
			continue
		}
		each := units(care.Sums{}.Add(one.Kind, 1)) // what a minute of this kind counts
		fits := max(left, 0) / max(each, 1)
		minutes := int64(one.part.Minutes())
		if left -= each * minutes; fits < minutes {
			one.part.Start = one.part.Start.Add(time.Duration(fits) * time.Minute)
			beyond = append(beyond, one.portion)
		}
	}
	if len(beyond) == 0 {
		return nil
	}
	over := int((-left + whole - 1) / whole)
	return []Finding{p.about(Finding{
		Code: OverGranted, Severity: Warns,
		Message: p.say(Words{"%s mer än de beviljade %s är räknade.", "%s more than the granted %s is counted."},
			Words{"Med det som är planerat blir det %s mer än de beviljade %s.", "With what is planned it comes to %s more than the granted %s."}, hours(over), hours(minutes)),
		Action: Words{"Kontrollera raderna och beslutet. Tid utöver de beviljade timmarna betalas inte.", "Check the rows and the decision. Time beyond the granted hours is not paid."},
	}, beyond)}
}

// decisionEnds tells that a decision runs out soon, with none after it.
func decisionEnds(p *papers, now time.Time) []Finding {
	today := care.DateOf(now)
	w := care.WarningsOn(today)
	last := care.Date("")
	for _, d := range p.ever {
		during := spellOf(d)
		if during.to == "" || care.Text(d, "state") == care.DecisionApplied || care.Text(d, "state") == care.DecisionExtension {
			return nil // it goes on, or more is applied for
		}
		last = max(last, during.to)
	}
	if last == "" || last < today || last.Before(w.DecisionDays) > today {
		return nil
	}
	return []Finding{{
		Code: DecisionEnds, Severity: Informs, Rows: []string{},
		Message: both("Beslutet tar slut %s.", "The decision ends %s.", day(last)),
		Action:  Words{"Sök förlängning, och skriv in den under kunden.", "Apply for an extension, and write it under the customer."},
		Source:  w.CiteOwn(),
	}}
}
