package month

import (
	"passbok/care"
	"passbok/sync/merge"
)

// planned are the minutes of a plan within a span, somebody's or vacant, at a beneficiary.
func planned(doc merge.Document, beneficiary string, during care.Span) (plan care.Plan, sums care.Sums) {
	plan = care.PlanOf(doc.Ref, doc.Values())
	if !plan.Void && !plan.Draft && plan.Beneficiary == beneficiary { // a draft stands in the month for the sake of a value that was asked for
		sums = sums.Add(plan.Kind, plan.Span().And(during).Minutes())
	}
	return plan, sums
}

// ClockNight is a night on which clocks are changed, as Försäkringskassan reads its rows, and as it was.
type ClockNight struct {
	Day       int       `json:"day"`       // of the month
	Clocks    care.Sums `json:"clocks"`    // by subtracting the clock times of the rows
	Corrected care.Sums `json:"corrected"` // as Försäkringskassan corrects that: see correction
	Worked    care.Sums `json:"worked"`    // what was really worked
}

// clockNight puts the sums of the day on which clocks are changed side by side; nil where there is none, or no row in it.
func (p *papers) clockNight() *ClockNight {
	for _, d := range p.month.Dates() {
		if d.Length() == 24*60 {
			continue
		}
		n := ClockNight{Day: d.Day()}
		day := care.Span{Start: d.Start(), End: d.Next().Start()}
		for _, e := range p.entries {
			if !e.Counts() {
				continue
			}
			for _, row := range care.ClockRows(e.Span().And(day)) {
				read := clockMinutes(row.To) - clockMinutes(row.From)
				n.Clocks = n.Clocks.Add(e.Kind, read)
				n.Corrected = n.Corrected.Add(e.Kind, read+correction(row, d.Length()-24*60))
				n.Worked = n.Worked.Add(e.Kind, row.Minutes)
			}
		}
		if n.Worked == (care.Sums{}) {
			return nil
		}
		return &n
	}
	return nil
}

// correction is what Försäkringskassan adds to a row of the night, an hour more in autumn, less in spring. That it does so
// to rows that cover all of 02.00–03.00, and to no other, is assumed: the clock times say no more.
func correction(row care.ClockRow, minutes int) int {
	if row.From <= "02.00" && row.To >= "03.00" {
		return minutes
	}
	return 0
}

func clockMinutes(clock string) int {
	return (int(clock[0]-'0')*10+int(clock[1]-'0'))*60 + int(clock[3]-'0')*10 + int(clock[4]-'0')
}
