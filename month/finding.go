package month

import (
	"cmp"
	"slices"
	"time"

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
	// Until is set where what is found may be as it should, until then: a shift that goes on. No clock is in it: whoever looks has one.
	Until string `json:"until,omitempty"`
	Also  *Also  `json:"also,omitempty"` // where else it happens; for the office alone

	portions []portion // the hours it is about, where they are not all of its rows
}

// Also is the other end of a finding that reaches over two beneficiaries.
type Also struct {
	Beneficiary string `json:"beneficiary"`
	Row         string `json:"row"`
}

// findings are what the rules find that go by the papers alone, the gravest first. They are in the hash of a look: no
// clock changes them.
func (p *papers) findings() []Finding {
	found := []Finding{}
	for _, rule := range rules {
		found = append(found, rule(p)...)
	}
	return p.cited(gravest(found))
}

// timely is what the rules find that go by the clock, too, the gravest first.
func (p *papers) timely(now time.Time) []Finding {
	found := []Finding{}
	for _, rule := range timelyRules {
		found = append(found, rule(p, now)...)
	}
	return p.cited(gravest(found))
}

// cited says of each finding where it comes from, unless the limit that it goes by has said so.
func (p *papers) cited(found []Finding) []Finding {
	for i := range found {
		if found[i].Source == "" {
			if rule, known := care.RuleOn(found[i].Code, p.month.Last()); known {
				found[i].Source = rule.Cite()
			}
		}
	}
	return found
}

func gravest(found []Finding) []Finding {
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
	return care.Sums{}.Add(s.Kind, minutes).Counted().Ore(p.rateOf(s.Start))
}

// money is what the month is worth, and how much of it may not be paid: the hours of what stops or warns, each minute
// once, and what waits without being a row yet.
func (p *papers) money(found []Finding) Money {
	month := 0
	for _, e := range p.entries {
		month += e.worth(e.minutes)
	}
	loose, counted := 0, map[string]bool{}
	var risky []portion
	var byRef map[string]*entry // only what names rows and no portions asks for it
	for _, f := range found {
		if f.Severity == Informs || f.Ore == 0 {
			continue
		}
		risky = append(risky, f.portions...)
		if f.portions != nil {
			continue
		}
		if byRef == nil {
			byRef = p.byRef()
		}
		for _, ref := range f.Rows {
			if e := byRef[ref]; e != nil {
				if e.Counts() {
					risky = append(risky, portion{e, e.Span().And(p.span)})
				}
			} else if !counted[ref] {
				counted[ref] = true
				loose += f.Ore
			}
		}
	}
	return Money{Month: month, Risk: p.pay(risky) + loose, Estimated: estimated(p.month)}
}

// byRef finds the month's rows by their refs.
func (p *papers) byRef() map[string]*entry {
	found := make(map[string]*entry, len(p.entries))
	for _, e := range p.entries {
		found[e.Ref] = e
	}
	return found
}

// Money is in öre.
type Money struct {
	Month int `json:"month"` // what the month's rows are worth at the rate
	Risk  int `json:"risk"`  // how much of it may not be paid, as it stands
	// Estimated says that the rate of the month is not known yet: both are reckoned with the last that is.
	Estimated bool `json:"estimated,omitempty"`
}

// estimated tells whether the rate of some day of a month is not known yet.
func estimated(m care.Month) bool {
	_, known := care.RateOn(m.Last())
	return !known
}

func stops(found []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f Finding) bool { return f.Severity != Stops })
}
