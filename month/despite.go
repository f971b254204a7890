package month

import (
	"slices"
	"strings"

	"passbok/sync/op"
)

// Despite is what the pre-flight held against a month when somebody locked it all the same, and said why. It is noted with
// the invoice, for whoever asks afterwards; the clock has gone on by then, and a pre-flight of that time cannot be made anew.
type Despite struct {
	Codes  []string `json:"codes"`  // of the findings that warned, the gravest first, each once
	Checks []Check  `json:"checks"` // the parts that did not agree
	Ore    int      `json:"ore"`    // öre that may not be paid
}

// WhyAsked is why a month is not locked yet: the pre-flight is not green, and whoever locks it has not said why they do it
// all the same. What somebody has seen must not change by the clock, so a pre-flight is no part of a look: it is held
// against the command at the time it is given, and said in the answer.
type WhyAsked struct{ Preflight Preflight }

// Error names what warns.
func (w *WhyAsked) Error() string {
	return w.Unwrap().Error() + ": " + strings.Join(w.Preflight.despite().Codes, ", ")
}

// Unwrap is the problem that a caller acts upon.
func (w *WhyAsked) Unwrap() error { return &op.Problem{Code: op.CodeWhyMissing, Field: "why"} }

// despite is what to note of a pre-flight that is not green; nil of one that is.
func (f Preflight) despite() *Despite {
	if f.Paid {
		return nil
	}
	d := &Despite{Codes: []string{}, Checks: []Check{}, Ore: f.Ore}
	for _, found := range f.Findings {
		if found.Severity != Informs && !slices.Contains(d.Codes, found.Code) {
			d.Codes = append(d.Codes, found.Code)
		}
	}
	for _, check := range f.Checks {
		if check.State != Agrees {
			d.Checks = append(d.Checks, check)
		}
	}
	return d
}

// despite says what the pre-flight holds against locking the month now; nil where nothing is. The error is a *WhyAsked
// where something is, and no reason is given.
func (in Input) despite(p *papers, found []Finding) (*Despite, error) {
	c, err := p.compute()
	if err != nil {
		return nil, err
	}
	flight := p.preflight(c, found, in.Now)
	held := flight.despite()
	if held != nil && strings.TrimSpace(in.Why) == "" {
		return nil, &WhyAsked{flight}
	}
	return held, nil
}
