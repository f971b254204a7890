package care

// PaperStep is how far an invoice that goes on paper has come.
type PaperStep string

// The steps of an invoice that is signed by hand.
const (
	PaperAsked   PaperStep = "asked"   // whoever may send it has chosen paper, or the office has for them
	PaperPrinted PaperStep = "printed" // it is printed
	PaperSigned  PaperStep = "signed"  // signed by hand
	PaperSent    PaperStep = "sent"    // posted or handed in
)

// PaperSteps are all of them, in order.
func PaperSteps() []PaperStep { return []PaperStep{PaperAsked, PaperPrinted, PaperSigned, PaperSent} }

// How a paper went to Försäkringskassan, or to the municipality that has decided.
const (
	PaperPosted   = "posted"
	PaperHandedIn = "handed_in"
)
