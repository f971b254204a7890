package month

import "passbok/care"

// decided is how many days of the month a decision is in force.
func decided(decision care.Fields, m care.Month) int {
	if care.Flag(decision, "void") {
		return 0
	}
	from, to := care.Date(care.Text(decision, "from")), care.Date(care.Text(decision, "to"))
	if from == "" {
		return 0
	}
	first, last := max(from, m.First()), m.Last()
	if to != "" {
		last = min(to, last)
	}
	return max(0, first.Days(last))
}

// granted is the minutes that decisions grant in a month, part of a minute left out; nil where none is in
// force. Hours per week are spread evenly over its seven days, hours per month over the month's, hours per
// period over the days of the decision.
func granted(decisions []care.Fields, m care.Month) *int {
	if len(decisions) == 0 {
		return nil
	}
	total := 0
	for _, d := range decisions {
		minutes, days, of := care.Count(d, "minutes"), decided(d, m), 7
		switch care.Text(d, "per") {
		case care.PerMonth:
			of = m.First().Days(m.Last())
		case care.PerPeriod:
			of = care.Date(care.Text(d, "from")).Days(care.Date(care.Text(d, "to")))
		}
		total += minutes * days / of
	}
	return &total
}

// rate is öre an hour on a day: the higher one where a decision of that day says so.
func (p *papers) rate(d care.Date) int {
	higher := false
	for _, decision := range p.decisions {
		if d.Within(care.Date(care.Text(decision, "from")), care.Date(care.Text(decision, "to"))) {
			higher = higher || care.Text(decision, "rate") == care.RateHigher
		}
	}
	rate, _ := care.RateOn(d)
	return rate.Hour(higher)
}

// granter is who decided the month: a municipality's goes on paper. Empty without a decision.
func (p *papers) granter() string {
	granter := ""
	for _, d := range p.ever {
		if decided(d, p.month) == 0 {
			continue
		}
		if granter = care.Text(d, "granter"); granter == care.GranterMunicipality {
			return granter
		}
	}
	return granter
}
