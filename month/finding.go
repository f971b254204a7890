package month

import (
	"cmp"
	"slices"

	"passbok/care"
)

// Severity is how grave a finding is.
type Severity string

// The severities. What stops must be settled before the invoice is marked ready.
const (
	Stops   Severity = "stops"
	Warns   Severity = "warns"
	Informs Severity = "informs"
)

// Finding is something about a month that somebody must settle or know.
type Finding struct {
	Code      string   `json:"code"`
	Severity  Severity `json:"severity"`
	Rows      []string `json:"rows"` // refs of the rows it is about
	Message   Words    `json:"message"`
	Action    Words    `json:"action"`              // what to do
	Source    string   `json:"source"`              // of the rule
	Ore       int      `json:"ore"`                 // öre that may not be paid
	Duplicate string   `json:"duplicate,omitempty"` // the row that is likely the other one again
	Also      *Also    `json:"also,omitempty"`      // where else it happens; for the office alone
}

// Also is the other end of a finding that reaches over two beneficiaries.
type Also struct {
	Beneficiary string `json:"beneficiary"`
	Row         string `json:"row"`
}

// The codes of findings.
const (
	NoEnd            = "no_end"
	OverlapAssistant = "overlap_assistant"
	OpenConflict     = "open_conflict"
	OverADay         = "over_24h"
	ParkedOperation  = "parked"
	NumberMissing    = "number_missing"
	SignedEarlier    = "signed_earlier"
	ClockOff         = "clock_off"
)

// rules are the findings, each in its own file. The order is that of equal findings on a screen.
var rules = []func(*papers) []Finding{
	openConflicts, noEnds, overlaps, over24h, parkedOperations, numberMissing, signedEarlier, clocksOff,
}

// findings are what all rules find, the gravest first.
func (p *papers) findings() []Finding {
	found := []Finding{}
	for _, rule := range rules {
		found = append(found, rule(p)...)
	}
	grave := []Severity{Stops, Warns, Informs}
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Compare(slices.Index(grave, a.Severity), slices.Index(grave, b.Severity))
	})
	return found
}

// worth is the öre that a row's minutes of this month are paid with, at the rate of its first day.
func (p *papers) worth(s care.Shift) int {
	if !s.Counts() {
		return 0
	}
	minutes := s.Span().And(p.span).Minutes()
	return care.Sums{}.Add(s.Kind, minutes).Counted().Ore(p.rate(care.DateOf(s.Start)))
}

// worthOf adds up what the rows with these refs are worth, each once.
func (p *papers) worthOf(refs map[string]bool) int {
	ore := 0
	for _, e := range p.entries {
		if refs[e.Ref] {
			ore += p.worth(e.Shift)
		}
	}
	return ore
}

// money is what the month is worth, and how much of it may not be paid: the rows of what stops or warns, and
// what waits without being a row yet.
func (p *papers) money(found []Finding) Money {
	all, risky := map[string]bool{}, map[string]bool{}
	for _, e := range p.entries {
		all[e.Ref] = true
	}
	loose := 0
	for _, f := range found {
		if f.Severity == Informs {
			continue
		}
		for _, ref := range f.Rows {
			if !all[ref] && !risky[ref] {
				loose += f.Ore
			}
			risky[ref] = true
		}
	}
	return Money{Month: p.worthOf(all), Risk: p.worthOf(risky) + loose}
}

// Money is in öre.
type Money struct {
	Month int `json:"month"` // what the month's rows are worth at the rate
	Risk  int `json:"risk"`  // how much of it may not be paid, as it stands
}

func stops(found []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f Finding) bool { return f.Severity != Stops })
}
