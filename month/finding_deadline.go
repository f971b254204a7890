package month

import (
	"time"

	"passbok/care"
)

// deadlines tells that Försäkringskassan's last day is near, or past, while the month is not with them: its invoice, or, where
// that is, timesheets.
func deadlines(p *papers, now time.Time) []Finding {
	if p.minutes() == 0 {
		return nil
	}
	today, last := care.DateOf(now), p.month.Deadline()
	w := care.WarningsOn(today)
	if p.invoice.State.Reached(care.Received) {
		return p.sheetsLate(today, last, w)
	}
	switch {
	case today > last:
		f := p.about(Finding{
			Code: DeadlinePast, Severity: Warns,
			Message: both("Sista dagen var %s, och månaden är inte hos Försäkringskassan.", "The last day was %s, and the month is not at Försäkringskassan.", day(last)),
			Action:  Words{"Skicka så fort det går, och ring Försäkringskassan.", "Send it as soon as possible, and call Försäkringskassan."},
		}, p.everything())
		f.Rows = []string{} // it is about the month
		return []Finding{f}
	case today >= last.Before(w.DeadlineDays):
		return []Finding{{
			Code: DeadlineNear, Severity: Informs, Rows: []string{},
			Message: both("Sista dagen är %s.", "The last day is %s.", day(last)),
			Action:  Words{"Skicka räkningen och tidsredovisningarna i tid.", "Send the invoice and the timesheets in time."},
		}}
	}
	return nil
}

// sheetsLate is of a month whose invoice Försäkringskassan has, and not all of its timesheets: one that is on its way counts as
// theirs when its receipt has come.
func (p *papers) sheetsLate(today, last care.Date, w care.Warnings) []Finding {
	var who []string
	for _, assistant := range p.who {
		state := p.held[assistant].State
		if p.sumsOf(assistant) != (care.Sums{}) && state != care.SheetReceived && state != care.SheetComplete {
			who = append(who, assistant)
		}
	}
	do := Words{"Skicka tidsredovisningarna. Försäkringskassan kan vänta med pengarna för hela månaden tills de kommer.",
		"Send the timesheets. Försäkringskassan may wait with the whole month's money until they come."}
	switch {
	case len(who) == 0 || today < last.Before(w.DeadlineDays):
		return nil
	case today > last:
		return []Finding{p.about(Finding{
			Code: DeadlinePast, Severity: Warns, Action: do,
			Message: both("Sista dagen var %s, och Försäkringskassan har ingen tidsredovisning för: %s.", "The last day was %s, and Försäkringskassan has no timesheet of: %s.", day(last), p.namesOf(who)),
		}, p.portionsBy(who))}
	}
	return []Finding{{
		Code: DeadlineNear, Severity: Informs, Rows: []string{}, Action: do,
		Message: both("Sista dagen är %s, och Försäkringskassan har ingen tidsredovisning för: %s.", "The last day is %s, and Försäkringskassan has no timesheet of: %s.", day(last), p.namesOf(who)),
	}}
}
