package month

import (
	"cmp"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetPrinted notes that the version at hand was printed: it goes on paper. It may be printed again, and it may be
// printed though it was meant to be signed here: both ways are taken in one month.
func SheetPrinted(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.paper(docs, care.SheetPrinted)
	if err != nil {
		return book.Decision{}, err
	}
	w.sheet.Route = care.RoutePaper
	return w.step(care.SheetPrinted, in.Person)
}

// SheetHandSigned notes that the assistant and the provider have signed the paper: the rows are sealed, and a change of
// one waits for the office from now on.
func SheetHandSigned(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.paper(docs, care.SheetHandSigned)
	if err != nil {
		return book.Decision{}, err
	}
	decision, err := w.step(care.SheetHandSigned, in.Person)
	decision.Seal = w.seal()
	return decision, err
}

// SheetComplete notes that the paper is with Försäkringskassan.
func SheetComplete(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.paper(docs, care.SheetComplete)
	if err != nil {
		return book.Decision{}, err
	}
	w.sheet.Scan = cmp.Or(in.Scan, w.sheet.Scan)
	w.sheet.Receipts = append(w.sheet.Receipts, SheetReceipt{
		Version: w.sheet.Version, Route: care.RoutePaper, At: in.Now.UTC().Format(time.RFC3339),
	})
	return w.step(care.SheetComplete, in.Person)
}

// paper opens a timesheet for a step of the paper way. Errors are *SheetNotReady, *SheetChanged, or a *op.Problem with
// code forbidden or sheet_state.
func (in SheetInput) paper(docs book.Documents, next care.SheetState) (*sheetWork, error) {
	w, err := in.open(docs, care.PaperSheet, next)
	if err != nil {
		return nil, err
	}
	if err := w.sameVersion(); err != nil {
		return nil, err
	}
	return w, w.unstopped()
}

// sameVersion says whether the version that the person saw is the one at hand, else the error is a *SheetChanged.
func (w *sheetWork) sameVersion() error {
	if w.sheet.Version == 0 {
		return op.Problemf(CodeSheetUnknown, "", "it was never marked ready")
	}
	return w.unchanged()
}
