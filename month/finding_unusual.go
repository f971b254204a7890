package month

import (
	"time"
)

// unusualLength tells of rows that are much longer or shorter than rows are. Over 24 hours is another finding, and a row
// of no minute, as one that was started and stopped at once, is none: it goes into no timesheet.
func unusualLength(p *papers) []Finding {
	unusual := map[string][]portion{}
	for _, e := range p.entries {
		if !e.Counts() || e.Long() || e.Span().Minutes() == 0 {
			continue
		}
		w := p.warningsOf(e)
		if long := e.End.Sub(e.Start); long > time.Duration(w.UnusualHours)*time.Hour || long < time.Duration(w.UnusualMinutes)*time.Minute {
			unusual[e.Assistant] = append(unusual[e.Assistant], portion{e, e.Span()})
		}
	}
	var found []Finding
	for _, assistant := range p.who {
		rows := unusual[assistant]
		if len(rows) == 0 {
			continue
		}
		w := p.warningsOf(rows[0].entry)
		f := Finding{
			Code: UnusualLength, Severity: Informs,
			Message: both("%s: passet %s är %s, en ovanlig längd.", "%s: the shift %s is %s, an unusual length.",
				p.names[assistant], when(rows[0].Start, rows[0].End), hours(rows[0].part.Minutes())),
			Action: Words{"Fråga om tiderna stämmer.", "Ask whether the times are right."},
			Source: w.CiteOwn(),
		}
		if len(rows) > 1 {
			f.Message = both("%s: %d pass har en ovanlig längd.", "%s: %d shifts have an unusual length.", p.names[assistant], len(rows))
		}
		found = append(found, p.unpaid(f, rows))
	}
	return found
}
