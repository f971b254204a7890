package month

import (
	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetSigned notes that the assistant has signed the version at hand, on the digital way. What was signed, and the
// signature, are kept by whoever asked for it. Errors are *SheetNotReady, *SheetChanged, or a *op.Problem with code
// forbidden, sheet_state, sheet_paper, or sheet_unsaid where it lacks what Försäkringskassan's service must have.
func SheetSigned(docs book.Documents, in SheetInput) (book.Decision, error) {
	return in.sign(docs, care.SignSheet, care.SheetSigned)
}

// SheetApproved notes that the provider has signed, too: the rows are sealed. Errors are as of [SheetSigned].
func SheetApproved(docs book.Documents, in SheetInput) (book.Decision, error) {
	return in.sign(docs, care.ApproveSheet, care.SheetApproved)
}

func (in SheetInput) sign(docs book.Documents, act care.Act, next care.SheetState) (book.Decision, error) {
	w, err := in.open(docs, act, next)
	if err != nil {
		return book.Decision{}, err
	}
	if err := w.sameVersion(); err != nil {
		return book.Decision{}, err
	}
	if err := w.unstopped(); err != nil {
		return book.Decision{}, err
	}
	if w.sheet.Route != care.RouteELT {
		return book.Decision{}, op.Problemf(CodeSheetPaper, "", "it goes on paper")
	}
	frozen, err := Sheet(docs, in.Assistant, in.Beneficiary, in.Month, w.sheet.Version)
	if err != nil {
		return book.Decision{}, err
	}
	unsaid, err := sheetUnsaid(docs, frozen)
	if err != nil {
		return book.Decision{}, err
	}
	if len(unsaid) > 0 {
		return book.Decision{}, op.Problemf(CodeSheetUnsaid, unsaid[0], "%v", unsaid)
	}
	decision, err := w.step(next, in.Person)
	if next == care.SheetApproved {
		decision.Seal = w.seal()
	}
	return decision, err
}
