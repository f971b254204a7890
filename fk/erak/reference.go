package erak

import (
	"strconv"
	"strings"

	"passbok/care"
)

// Reference names one version of one month's invoice to Försäkringskassan, and comes back in each report.
// It holds ids only: no name, no number.
type Reference struct {
	Book        string
	Beneficiary string
	Month       care.Month
	Version     int
}

// String is <book>/<beneficiary>@<month>.<version>.
func (r Reference) String() string {
	return r.Book + "/" + r.Beneficiary + "@" + string(r.Month) + "." + strconv.Itoa(r.Version)
}

// ParseReference reads what String writes; a [Refusal] where it is nothing of the kind.
func ParseReference(text string) (Reference, error) {
	book, rest, _ := strings.Cut(text, "/")
	beneficiary, rest, _ := strings.Cut(rest, "@")
	month, version, _ := strings.Cut(rest, ".")
	r := Reference{Book: book, Beneficiary: beneficiary}
	var err error
	if r.Month, err = care.ParseMonth(month); err != nil {
		return Reference{}, refuse(CodeMalformed, KeyReference, "not a reference of ours")
	}
	r.Version, err = strconv.Atoi(version)
	if err != nil || r.Version < 1 || !isID(book) || !isID(beneficiary) || r.String() != text {
		return Reference{}, refuse(CodeMalformed, KeyReference, "not a reference of ours")
	}
	return r, nil
}

// isID wants 1 to 64 of letters, digits, hyphen and underscore.
func isID(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return text != "" && len(text) <= 64
}
