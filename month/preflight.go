package month

import (
	"slices"
	"time"

	"passbok/care"
)

// The parts of the pre-flight: what must agree for a month to be paid.
const (
	CheckSums          = "sums"          // what was marked ready is what the rows say, and nothing else is signed
	CheckRows          = "rows"          // every row can stand
	CheckOverlaps      = "overlaps"      // nobody in two places, no two where one is granted
	CheckPeople        = "people"        // numbers, engagements, ages, the licence
	CheckRegistrations = "registrations" // 3066
	CheckTimesheets    = "timesheets"    // there, and signed
	CheckDecision      = "decision"      // hours are granted, and enough
	CheckDeadline      = "deadline"      // not past
)

// Checks are the parts of the pre-flight, in their order.
func Checks() []string {
	return []string{CheckSums, CheckRows, CheckOverlaps, CheckPeople, CheckRegistrations, CheckTimesheets, CheckDecision, CheckDeadline}
}

// How a part of the pre-flight stands.
const (
	Agrees = "agrees"
	Wrong  = "wrong" // a finding says what
	Waits  = "waits" // it cannot be said yet: the month is going on, or nothing is decided
)

// Check is how one part stands.
type Check struct {
	Check string `json:"check"`
	State string `json:"state"`
}

// Preflight answers whether a month would be paid as it stands.
type Preflight struct {
	Paid     bool      `json:"paid"` // all parts agree, and there is time to be paid for
	Checks   []Check   `json:"checks"`
	Findings []Finding `json:"findings"` // all: those of the view, and those that go by the clock; the gravest first
	Ore      int       `json:"ore"`      // öre that may not be paid, each minute once
}

// preflight is made of what the papers say, which is found, and of the time.
func (p *papers) preflight(c computed, found []Finding, now time.Time) Preflight {
	all := gravest(append(append([]Finding{}, found...), p.timely(now)...))
	states := map[string]string{}
	if now.Before(p.span.End) || p.minutes() == 0 {
		states[CheckTimesheets] = Waits
	}
	if !p.decidedThroughout() {
		states[CheckDecision] = Waits
	}
	if p.invoice.State.Sealed() && p.invoice.Sums != nil && *p.invoice.Sums != c.sums {
		states[CheckSums] = Wrong
	}
	if p.invoice.State == care.Differs {
		states[CheckSums] = Wrong
	}
	for _, f := range all {
		if check := checkOf(f.Code); check != "" && f.Severity != Informs {
			states[check] = Wrong
		}
	}
	answer := Preflight{Paid: p.minutes() > 0, Findings: all, Ore: p.money(all).Risk}
	for _, check := range Checks() {
		state := states[check]
		if state == "" {
			state = Agrees
		}
		answer.Paid = answer.Paid && state == Agrees
		answer.Checks = append(answer.Checks, Check{check, state})
	}
	return answer
}

// decidedThroughout tells whether hours are granted on every day with time that counts.
func (p *papers) decidedThroughout() bool {
	return !slices.ContainsFunc(p.cut, func(one piece) bool { return !p.calendar[one.day].grants })
}
