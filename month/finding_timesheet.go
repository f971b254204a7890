package month

import (
	"slices"
	"strings"
	"time"

	"passbok/care"
)

// timesheets finds the timesheets that are missing, unsigned or changed since they were signed, once the month is over: one
// finding for each of the three, whoever they are of.
func timesheets(p *papers, now time.Time) []Finding {
	if now.Before(p.span.End) {
		return nil
	}
	byCode := map[string][]string{}
	for _, assistant := range p.assistants() {
		sums := p.sumsOf(assistant)
		if sums == (care.Sums{}) {
			continue
		}
		if code := p.sheets[assistant].wrong(sums); code != "" {
			byCode[code] = append(byCode[code], assistant)
		}
	}
	said := map[string]Words{
		TimesheetMissing:  {"Tidsredovisning saknas: %s.", "A timesheet is missing: %s."},
		TimesheetUnsigned: {"Tidsredovisning är inte underskriven av båda: %s.", "A timesheet is not signed by both: %s."},
		TimesheetChanged:  {"Tidsredovisning har ändrats sedan den skrevs under: %s.", "A timesheet has changed since it was signed: %s."},
	}
	do := map[string]Words{
		TimesheetMissing:  {"Gör tidsredovisningen klar och be om underskrift.", "Make the timesheet ready and ask for the signature."},
		TimesheetUnsigned: {"Påminn den som ska skriva under.", "Remind whoever is to sign."},
		TimesheetChanged:  {"Be om ny underskrift. Det som har ändrats visas rad för rad.", "Ask for a new signature. What has changed is shown row by row."},
	}
	var found []Finding
	for _, code := range []string{TimesheetMissing, TimesheetUnsigned, TimesheetChanged} {
		who := byCode[code]
		if len(who) == 0 {
			continue
		}
		names := make([]string, 0, len(who))
		for _, id := range who {
			names = append(names, p.names[id])
		}
		slices.Sort(names)
		var portions []portion
		p.pieces(func(s care.Shift, _ care.Date, part care.Span) {
			if slices.Contains(who, s.Assistant) {
				portions = append(portions, portion{s, part})
			}
		})
		found = append(found, p.about(Finding{
			Code: code, Severity: Warns, Message: both(said[code].SV, said[code].EN, strings.Join(names, ", ")), Action: do[code],
			Source: "FK 3059: en underskriven tidsredovisning för varje assistent",
		}, portions))
	}
	return found
}

// wrong is what is wrong with a timesheet whose rows add up to these sums; empty where nothing is. One that is not there
// is missing.
func (s *sheet) wrong(now care.Sums) string {
	switch {
	case s == nil:
		return TimesheetMissing
	case s.fell && !s.signed():
		return TimesheetChanged
	case s.signed() && s.sums != nil && *s.sums != now:
		return TimesheetChanged
	case s.state == "" || s.state == care.SheetOpen:
		return TimesheetMissing
	case !s.signed():
		return TimesheetUnsigned
	}
	return ""
}

// sumsOf are an assistant's sums of the month.
func (p *papers) sumsOf(assistant string) care.Sums {
	var sums care.Sums
	for _, e := range p.entries {
		if e.Assistant == assistant {
			sums = sums.Add(e.Kind, e.minutes)
		}
	}
	return sums
}
