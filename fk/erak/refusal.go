package erak

// The codes of what a caller can be told.
const (
	CodeNotConnected  = "erak_not_connected"   // nobody has said where E-RÄK is
	CodeNotForErak    = "erak_not_for_fk"      // the decision is a municipality's: its months go on paper
	CodeNoNumber      = "erak_no_personnummer" // the beneficiary's number is not known
	CodeNoProvider    = "erak_no_provider"     // the provider's number is not known
	CodeBadReference  = "erak_bad_reference"   // what names the month cannot be a reference
	CodeForged        = "erak_forged"          // a report that Försäkringskassan has not signed
	CodeReportExpired = "erak_report_expired"  // a report signed too long ago, or in the future
	CodeMalformed     = "erak_malformed"       // a report that cannot be read
)

// RefusalCodes are the codes that a [Refusal] can have: the server has a sentence for each.
func RefusalCodes() []string {
	return []string{CodeNotConnected, CodeNotForErak, CodeNoNumber, CodeNoProvider, CodeBadReference,
		CodeForged, CodeReportExpired, CodeMalformed}
}

// Refusal is an error that whoever asked can act on. Its text is for logs and quotes no value.
type Refusal struct{ code, field, detail string }

func refuse(code, field, detail string) error { return &Refusal{code, field, detail} }

// Error says what was wrong.
func (r *Refusal) Error() string {
	if r.field == "" {
		return r.code + ": " + r.detail
	}
	return r.code + " (" + r.field + "): " + r.detail
}

// Code is one of [RefusalCodes].
func (r *Refusal) Code() string { return r.code }

// Field is the field at fault; "" where it is the whole.
func (r *Refusal) Field() string { return r.field }
