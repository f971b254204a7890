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
	CodeRejected      = "erak_rejected"        // E-RÄK finds something wrong with the invoice: Refusal.Faults say what
	CodeNoAnswer      = "erak_no_answer"       // no answer that can be read: it may have arrived, and is not signed
	CodeShut          = "erak_shut"            // E-RÄK does not let us in: our certificate, agreement or address
)

// RefusalCodes are the codes that a [Refusal] can have: the server has a sentence for each.
func RefusalCodes() []string {
	return []string{CodeNotConnected, CodeNotForErak, CodeNoNumber, CodeNoProvider, CodeBadReference,
		CodeForged, CodeReportExpired, CodeMalformed, CodeRejected, CodeNoAnswer, CodeShut}
}

// Refusal is an error that whoever asked can act on. Its text is for logs and quotes no value.
type Refusal struct {
	code, field, detail string
	faults              []Fault
}

// Fault is one thing that E-RÄK finds wrong with an invoice, in its own words, which may quote what was sent: for the person
// who sends it, and no log.
type Fault struct {
	Field string `json:"field"` // of the form; empty where it is about none, or about one that we have never heard of
	Text  string `json:"text"`
}

func refuse(code, field, detail string) error {
	return &Refusal{code: code, field: field, detail: detail}
}

// Faults are what is wrong, with CodeRejected; at least one.
func (r *Refusal) Faults() []Fault { return r.faults }

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
