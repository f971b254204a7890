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

// SheetToSign is the version of which [SheetSigned], or for care.SheetApproved [SheetApproved], would now note that it is
// signed, once all that they want holds. Errors are as theirs.
func SheetToSign(docs book.Documents, in SheetInput, next care.SheetState) (care.Timesheet, error) {
	act := care.SignSheet
	if next == care.SheetApproved {
		act = care.ApproveSheet
	}
	_, frozen, err := in.toSign(docs, act, next)
	return frozen, err
}

func (in SheetInput) toSign(docs book.Documents, act care.Act, next care.SheetState) (*sheetWork, care.Timesheet, error) {
	w, err := in.open(docs, act, next)
	if err != nil {
		return nil, care.Timesheet{}, err
	}
	if err := w.sameVersion(); err != nil {
		return nil, care.Timesheet{}, err
	}
	if err := w.unstopped(); err != nil {
		return nil, care.Timesheet{}, err
	}
	if w.sheet.Route != care.RouteELT {
		return nil, care.Timesheet{}, op.Problemf(CodeSheetPaper, "", "it goes on paper")
	}
	frozen, err := Sheet(docs, in.Assistant, in.Beneficiary, in.Month, w.sheet.Version)
	if err != nil {
		return nil, care.Timesheet{}, err
	}
	unsaid, err := sheetUnsaid(docs, frozen)
	if err != nil {
		return nil, care.Timesheet{}, err
	}
	if len(unsaid) > 0 {
		return nil, care.Timesheet{}, op.Problemf(CodeSheetUnsaid, unsaid[0], "%v", unsaid)
	}
	return w, frozen, nil
}

func (in SheetInput) sign(docs book.Documents, act care.Act, next care.SheetState) (book.Decision, error) {
	w, _, err := in.toSign(docs, act, next)
	if err != nil {
		return book.Decision{}, err
	}
	decision, err := w.step(next, in.Person)
	if next == care.SheetApproved {
		decision.Seal = w.seal()
	}
	return decision, err
}
