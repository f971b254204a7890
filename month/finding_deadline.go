package month

import (
	"time"

	"passbok/care"
)

// deadlines tells that Försäkringskassan's last day is near, or past, while the month is not with them.
func deadlines(p *papers, now time.Time) []Finding {
	if p.minutes() == 0 || p.invoice.State.Reached(care.Received) {
		return nil
	}
	today, last := care.DateOf(now), p.month.Deadline()
	w := care.WarningsOn(today)
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
