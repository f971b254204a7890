package month

import (
	"slices"
	"strings"
	"time"

	"passbok/care"
)

// timesheets finds the timesheets that are missing, unsigned, changed since they were signed, or that Försäkringskassan does not
// take, once the month is over: one finding for each of the four, whoever they are of.
func timesheets(p *papers, now time.Time) []Finding {
	if now.Before(p.span.End) {
		return nil
	}
	byCode := map[string][]string{}
	for _, assistant := range p.who {
		sums := p.sumsOf(assistant)
		if sums == (care.Sums{}) {
			continue
		}
		if code := p.wrongSheet(assistant); code != "" {
			byCode[code] = append(byCode[code], assistant)
		}
	}
	said := map[string]Words{
		TimesheetMissing:  {"Tidsredovisning saknas: %s.", "A timesheet is missing: %s."},
		TimesheetUnsigned: {"Tidsredovisning är inte underskriven av båda: %s.", "A timesheet is not signed by both: %s."},
		TimesheetChanged:  {"Tidsredovisning har ändrats sedan den skrevs under: %s.", "A timesheet has changed since it was signed: %s."},
		TimesheetRejected: {"Försäkringskassan tog inte emot en tidsredovisning: %s.", "Försäkringskassan did not take a timesheet: %s."},
	}
	do := map[string]Words{
		TimesheetMissing:  {"Gör tidsredovisningen klar och be om underskrift.", "Make the timesheet ready and ask for the signature."},
		TimesheetUnsigned: {"Påminn den som ska skriva under.", "Remind whoever is to sign."},
		TimesheetChanged:  {"Be om ny underskrift. Det som har ändrats visas rad för rad.", "Ask for a new signature. What has changed is shown row by row."},
		TimesheetRejected: {"Läs varför på tidsredovisningen, öppna den, och skicka en ny.", "Read why on the timesheet, reopen it, and send a new one."},
	}
	var found []Finding
	for _, code := range []string{TimesheetMissing, TimesheetUnsigned, TimesheetChanged, TimesheetRejected} {
		who := byCode[code]
		if len(who) == 0 {
			continue
		}
		found = append(found, p.about(Finding{
			Code: code, Severity: Warns, Message: both(said[code].SV, said[code].EN, p.namesOf(who)), Action: do[code],
		}, p.portionsBy(who)))
	}
	return found
}

// namesOf are the names of some assistants, in order.
func (p *papers) namesOf(who []string) string {
	names := make([]string, 0, len(who))
	for _, id := range who {
		names = append(names, p.names[id])
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// portionsBy are the hours of some assistants.
func (p *papers) portionsBy(who []string) []portion {
	var portions []portion
	for _, one := range p.cut {
		if slices.Contains(who, one.Assistant) {
			portions = append(portions, one.portion)
		}
	}
	return portions
}

// wrongSheet is what is wrong with an assistant's timesheet, its rows being what they are now; empty where nothing is. One
// that was never made, or is open again before anybody had signed it, is missing.
func (p *papers) wrongSheet(assistant string) string {
	s, there := p.held[assistant]
	switch {
	case !there:
		return TimesheetMissing
	case signed(s.State):
		return ""
	case s.State == care.SheetRejected:
		return TimesheetRejected
	case s.State != "" && s.State != care.SheetOpen:
		return TimesheetUnsigned
	case s.Fallen != nil && anySigned(s.Fallen.State):
		if s.Fallen.Why == FallenRows {
			return TimesheetChanged
		}
		return TimesheetUnsigned // it was reopened, and nothing of it has changed
	}
	return TimesheetMissing
}

// signed tells whether everybody who must has signed a timesheet in this state.
func signed(state care.SheetState) bool {
	return slices.Contains([]care.SheetState{care.SheetApproved, care.SheetSent, care.SheetReceived, care.SheetHandSigned, care.SheetComplete}, state)
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
