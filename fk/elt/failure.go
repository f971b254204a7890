package elt

// Kind is what is to be done about a document that was not taken.
type Kind string

// The kinds of a [Failure].
const (
	// Rejected: Försäkringskassan has read it and does not take it. It is corrected and signed anew, or goes on paper.
	Rejected Kind = "rejected"
	// Later: it is sent again, by and by, as it is.
	Later Kind = "later"
	// Stopped: nothing will be taken until somebody has seen to the connection: certificate, address, agreement.
	Stopped Kind = "stopped"
)

// Failure is why a document was not, or may not have been, taken.
type Failure struct {
	Kind Kind
	// Fault is FaultXML or FaultSignature where Försäkringskassan has rejected it; else "".
	Fault string
	// Words are Försäkringskassan's own, as they came; "" where it has said nothing.
	Words string
	// Uncertain: it may have been taken all the same, since the answer was lost on its way or cannot be read.
	Uncertain bool
	err       error
}

// Error says what happened, for logs. Försäkringskassan's words are not in it: they may name people.
func (f *Failure) Error() string {
	text := "send a timesheet over ELT: " + string(f.Kind)
	if f.Fault != "" {
		text += " (" + f.Fault + ")"
	}
	if f.Uncertain {
		text += ", it may have been taken"
	}
	if f.err != nil {
		text += ": " + f.err.Error()
	}
	return text
}

// Unwrap is what lies beneath.
func (f *Failure) Unwrap() error { return f.err }
