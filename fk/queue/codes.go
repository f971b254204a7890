package queue

// The codes of how a document, or the connection, stands. They are stable; whoever speaks to people has a sentence for each.
const (
	CodeWaiting            = "elt_waiting"             // in the line
	CodeLater              = "elt_later"               // tried, and not taken: it is tried again
	CodeUncertain          = "elt_uncertain"           // it may have been taken: it is sent again as it is
	CodeHeld               = "elt_held"                // it may have been taken, and a person must look first
	CodeRestored           = "elt_restored"            // the house was restored from a copy, and a person must look first
	CodeDamaged            = "elt_damaged"             // what is kept of it is not what was put there
	CodeReceived           = "elt_received"            // there is a receipt
	CodeRejected           = "elt_rejected"            // Försäkringskassan does not take the document
	CodeRejectedSignature  = "elt_rejected_signature"  // or one of its signatures
	CodeRejectedUncertain  = "elt_rejected_uncertain"  // turned down now, and may have been taken before
	CodeWithdrawn          = "elt_withdrawn"           // taken back before it was sent
	CodeWithdrawnUncertain = "elt_withdrawn_uncertain" // taken back, and may have been taken before

	CodeNotConnected = "elt_not_connected" // nobody has said where ELT is
	CodeUnreachable  = "elt_unreachable"   // nobody answers, or it says that it takes nothing now
	CodeUnanswered   = "elt_unanswered"    // calls are begun, and their answers lost or unreadable
	CodeStopped      = "elt_stopped"       // no call is made until somebody has seen to the connection
	CodeGreeted      = "elt_greeted"       // the connection holds
	CodeUnknown      = "elt_unknown"       // the queue knows of no such document
	CodeNotHeld      = "elt_not_held"      // it is neither held nor uncertain
	CodeSchema       = "elt_schema"        // the document is not valid by the schema that the operator has installed
	CodeOther        = "elt_other"         // other bytes were sent under the same id
	CodeNoSignatures = "elt_no_signatures" // the signatures are not kept here
)

// Codes are all of them.
func Codes() []string {
	return []string{CodeWaiting, CodeLater, CodeUncertain, CodeHeld, CodeRestored, CodeDamaged, CodeReceived, CodeRejected,
		CodeRejectedSignature, CodeRejectedUncertain, CodeWithdrawn, CodeWithdrawnUncertain, CodeNotConnected, CodeUnreachable, CodeUnanswered,
		CodeStopped, CodeGreeted, CodeUnknown, CodeNotHeld, CodeSchema, CodeOther, CodeNoSignatures}
}

// Refusal is why something is not done with a document.
type Refusal struct{ code string }

// Error names the code.
func (r *Refusal) Error() string { return "queue of ELT: " + r.code }

// Code is one of Codes.
func (r *Refusal) Code() string { return r.code }

// Field is empty: it is about the whole.
func (r *Refusal) Field() string { return "" }

// Refuse makes a refusal.
func Refuse(code string) error { return &Refusal{code} }
