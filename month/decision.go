package month

import (
	"slices"
	"time"

	"passbok/care"
)

// DecisionNone is the state of a month for which nothing is decided, and nothing known to be applied for.
const DecisionNone = "none"

// Decision is what is decided of a month, and how far it has gone. Hours per week and per month are judged by the month,
// hours per period by the decision's own from and to.
type Decision struct {
	State   string    `json:"state"` // none, applied, granted or extension
	Granter string    `json:"granter,omitempty"`
	From    care.Date `json:"from,omitempty"`
	To      care.Date `json:"to,omitempty"`
	Per     string    `json:"per,omitempty"`
	Double  bool      `json:"double"`
	Rate    string    `json:"rate,omitempty"`
	Use     *care.Use `json:"use"` // null without hours
}

// current is the decision that the month goes by: the last that is in force in it, one that grants before one that waits. Where
// the papers are read as of a day, it is the last that holds on that day, if any does.
func (p *papers) current() care.Fields {
	if len(p.decisions) > 0 {
		return p.decisions[holdingOn(p.decisions, p.asof)]
	}
	var last care.Fields
	for _, d := range p.ever {
		if decided(d, p.month) > 0 {
			last = d
		}
	}
	return last
}

// holdingOn is which of some decisions, in order of their first days, goes on a day: the last that holds, else the last.
func holdingOn(decisions []care.Fields, on care.Date) int {
	for i, d := range slices.Backward(decisions) {
		if spellOf(d).holds(on) {
			return i
		}
	}
	return len(decisions) - 1
}

// asOf are the same papers as of a day, which says which decision's hours are meant where it changes within the month.
func (p *papers) asOf(on care.Date) (*papers, error) {
	then := *p
	then.asof, then.before = on, care.Sums{}
	return &then, then.readBefore()
}

// awaited tells whether a decision is applied for that is to hold on a day.
func (p *papers) awaited(d care.Date) bool {
	for _, decision := range p.ever {
		state := care.Text(decision, "state")
		if (state == care.DecisionApplied || state == care.DecisionExtension) && spellOf(decision).holds(d) {
			return true
		}
	}
	return false
}

// grants tells whether hours are granted on a day.
func (p *papers) grants(d care.Date) bool {
	return slices.ContainsFunc(p.decisions, func(f care.Fields) bool { return spellOf(f).holds(d) })
}

// double tells whether two assistants at once are granted on a day.
func (p *papers) double(d care.Date) bool {
	for _, decision := range p.decisions {
		if care.Flag(decision, "double") && spellOf(decision).holds(d) {
			return true
		}
	}
	return false
}

// budget is the period that hours are judged over, its granted minutes, and what was used of them before the month.
func (p *papers) budget() (during spell, minutes int, before care.Sums, known bool) {
	all := granted(p.decisions, p.month)
	if all == nil {
		return spell{}, 0, care.Sums{}, false
	}
	if c := p.current(); care.Text(c, "per") == care.PerPeriod {
		return spellOf(c), care.Count(c, "minutes"), p.before, true
	}
	return spell{p.month.First(), p.month.Last()}, *all, care.Sums{}, true
}

// readBefore adds up what was used before the month of a decision that is for a period.
func (p *papers) readBefore() error {
	c := p.current()
	if care.Text(c, "per") != care.PerPeriod {
		return nil
	}
	during := spellOf(c)
	for m := during.from.Month(); m < p.month; m = m.Next() {
		used, err := p.shared.used(p.beneficiary.ID, m)
		if err != nil {
			return err
		}
		p.before = p.before.Plus(used.since(m, during.from))
	}
	return nil
}

// decision is what is decided of the month, as of today: of a month that is over, as of its end.
func (p *papers) decision(sums care.Sums, now time.Time) (Decision, error) {
	p, err := p.asOf(min(max(care.DateOf(now), p.month.First()), p.month.Last()))
	if err != nil {
		return Decision{}, err
	}
	c := p.current()
	if c == nil {
		return Decision{State: DecisionNone}, nil
	}
	d := Decision{
		State: care.Text(c, "state"), Granter: care.Text(c, "granter"), From: spellOf(c).from, To: spellOf(c).to,
		Per: care.Text(c, "per"), Double: care.Flag(c, "double"), Rate: care.Text(c, "rate"),
	}
	if d.State == "" {
		d.State = care.DecisionGranted
	}
	if during, minutes, before, known := p.budget(); known {
		through := min(care.DateOf(now), p.month.Last())
		ahead, err := p.shared.aheadOf(p.beneficiary.ID, during, through)
		if err != nil {
			return Decision{}, err
		}
		use := care.UseOf(during.from, during.to, minutes, before.Plus(p.within(spell{during.from, min(during.to, through)}, sums)), through, ahead)
		d.Use = &use
	}
	return d, nil
}

// within is the month's sums of the days of a period.
func (p *papers) within(during spell, all care.Sums) care.Sums {
	if during.holds(p.month.First()) && during.holds(p.month.Last()) {
		return all
	}
	var sums care.Sums
	for _, one := range p.cut {
		if during.holds(p.calendar[one.day].Date) {
			sums = sums.Add(one.Kind, one.part.Minutes())
		}
	}
	return sums
}
