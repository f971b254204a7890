package month

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// PlanAsk is a stretch of days of a beneficiary's plans, both days included, as somebody at the office means them.
type PlanAsk struct {
	Person      string
	Beneficiary string
	From, To    care.Date
	Drafts      []care.Plan // not saved yet: they hold instead of the book's
	Now         time.Time
}

// PlanCheck is what the rules say of planned days.
type PlanCheck struct {
	Findings []Finding   `json:"findings"` // rows are plans and shifts; what stops cannot be, the rest may
	Hours    []PlanHours `json:"hours"`    // of each period that hours are granted for and that the days touch; none without a decision
}

// PlanHours are granted hours, and what is worked and planned of them: counted minutes, exact.
type PlanHours struct {
	From    care.Date     `json:"from"` // of the period
	To      care.Date     `json:"to"`
	Granted int           `json:"granted"` // minutes
	Worked  care.Fraction `json:"worked"`
	Planned care.Fraction `json:"planned"` // still to come, also what is vacant
	Left    care.Fraction `json:"left"`    // below zero where it is more than is granted
}

// planRules are those of a month's rules that can be told before anybody has worked.
var planRules = []func(*papers) []Finding{
	overlaps, outsideEngagement, absent, over24h, unregistered, underAge, inHospital, inActivity,
	overlapsOfTwo, outsideDecision, overGranted, overAverage, dailyRest, weeklyRest, longPass,
}

// impossible are the findings over which nothing can be planned. Of the others whoever plans is warned.
var impossible = []string{OverlapAssistant, OutsideEngagement}

// longestPeriod bounds for how many months a decision's hours are added up.
const longestPeriod = 24

// CheckPlan says what the rules of a month find in planned days, had they been worked as they stand; for the office, else the
// error is a *op.Problem with code forbidden. Of days that are over it says what was worked.
func CheckPlan(docs book.Documents, ask PlanAsk) (PlanCheck, error) {
	if err := allowed(docs, ask.Person, care.Board, "", ask.Now); err != nil {
		return PlanCheck{}, err
	}
	return checkPlan(docs, ask)
}

func checkPlan(docs book.Documents, ask PlanAsk) (PlanCheck, error) {
	w := planning{docs, ask.Now, map[string]care.Plan{}}
	for _, draft := range ask.Drafts {
		w.drafts[draft.Ref] = draft
	}
	check := PlanCheck{Findings: []Finding{}, Hours: []PlanHours{}}
	window := care.Span{Start: ask.From.Start(), End: ask.To.Next().Start()}
	sh, worked := w.shared(), newShared(docs)
	for m := ask.From.Month(); m <= ask.To.Month(); m = m.Next() {
		p, err := read(sh, ask.Beneficiary, m)
		if err != nil {
			return PlanCheck{}, err
		}
		if err := p.readAway(); err != nil {
			return PlanCheck{}, err
		}
		p.window, p.ahead = window, true
		for _, on := range p.turns(max(ask.From, m.First()), min(ask.To, m.Last())) {
			then, err := p.asOf(on)
			if err != nil {
				return PlanCheck{}, err
			}
			if err := check.month(then, worked); err != nil {
				return PlanCheck{}, err
			}
		}
	}
	check.Findings = gravest(check.Findings)
	return check, nil
}

// turns are days of a stretch within the month: the first, and those on which another decision is the one that holds.
func (p *papers) turns(from, to care.Date) (days []care.Date) {
	last := -1
	for on := from; on <= to; on = on.Next() {
		if i := holdingOn(p.decisions, on); on == from || i != last {
			days, last = append(days, on), i
		}
	}
	return days
}

// month takes what the rules say of a month, and the hours that are granted in it.
func (c *PlanCheck) month(p *papers, worked *shared) error {
	for _, rule := range planRules {
		for _, f := range p.cited(rule(p)) {
			c.add(f)
		}
	}
	hours, known, err := p.planHours(worked)
	if err != nil {
		return err
	}
	if known && !slices.ContainsFunc(c.Hours, func(h PlanHours) bool { return h.From == hours.From && h.To == hours.To }) {
		c.Hours = append(c.Hours, hours)
	}
	return nil
}

// add takes a finding once: a night between two months is found in both.
func (c *PlanCheck) add(f Finding) {
	f.Severity = Warns
	if slices.Contains(impossible, f.Code) {
		f.Severity = Stops
	}
	if !slices.ContainsFunc(c.Findings, func(other Finding) bool {
		return other.Code == f.Code && other.Message == f.Message && slices.Equal(other.Rows, f.Rows)
	}) {
		c.Findings = append(c.Findings, f)
	}
}

// planHours are the hours of the period that the month's decision is for; false where none is known.
func (p *papers) planHours(worked *shared) (PlanHours, bool, error) {
	during, minutes, _, known := p.budget()
	if !known || during.to == "" {
		return PlanHours{}, false, nil
	}
	var done, all care.Sums
	last := min(during.to.Month(), during.from.Month().Plus(longestPeriod))
	for m := during.from.Month(); m <= last; m = m.Next() {
		before, err := worked.used(p.beneficiary.ID, m)
		if err != nil {
			return PlanHours{}, false, err
		}
		with, err := p.shared.used(p.beneficiary.ID, m)
		if err != nil {
			return PlanHours{}, false, err
		}
		done, all = done.Plus(before.within(m, during)), all.Plus(with.within(m, during))
	}
	use := care.UseOf(during.from, during.to, minutes, all, during.to, care.Ahead{})
	return PlanHours{From: during.from, To: during.to, Granted: minutes, Worked: done.Counted(), Planned: all.Less(done).Counted(), Left: use.Left}, true, nil
}
