package care

import (
	"cmp"
	"regexp"
)

// codeShape is what a code or a number of another system may be. What has blanks or signs in it would be read by that system
// as something else.
var codeShape = regexp.MustCompile(`^[\p{L}\p{N}_-]{1,20}$`)

// ParseCode reads a code of another system: 1 to 20 letters, digits, hyphens and underscores. The error is a *Problem.
func ParseCode(text string) (string, error) {
	if !codeShape.MatchString(text) {
		return "", problem(BadText, "", "not a code of 1 to 20 letters and digits")
	}
	return text, nil
}

// PayCodes are what a provider's payroll system calls each kind of time; empty: the provider has said nothing of it.
type PayCodes struct {
	Active  string `json:"active"`
	Waiting string `json:"waiting"`
	Standby string `json:"standby"`
}

// PayCodesOf are a provider's own.
func PayCodesOf(provider Fields) PayCodes {
	return PayCodes{Text(provider, "pay_active"), Text(provider, "pay_waiting"), Text(provider, "pay_standby")}
}

// Or has others where nothing is said.
func (c PayCodes) Or(others PayCodes) PayCodes {
	return PayCodes{cmp.Or(c.Active, others.Active), cmp.Or(c.Waiting, others.Waiting), cmp.Or(c.Standby, others.Standby)}
}

// Of is the code of a kind; empty of what is no kind.
func (c PayCodes) Of(kind Kind) string {
	switch kind {
	case Active:
		return c.Active
	case Waiting:
		return c.Waiting
	case Standby:
		return c.Standby
	}
	return ""
}
