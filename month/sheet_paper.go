package month

import (
	"fmt"
	"slices"
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
	if err := w.keepScans(); err != nil {
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
	if err := w.keepScans(); err != nil {
		return book.Decision{}, err
	}
	w.sheet.Receipts = append(w.sheet.Receipts, SheetReceipt{
		Version: w.sheet.Version, Route: care.RoutePaper, At: in.Now.UTC().Format(time.RFC3339),
	})
	return w.step(care.SheetComplete, in.Person)
}

// SheetScanned keeps more pages of a paper that is signed by hand, or better pictures of it, beside the ones there are: none
// goes. The timesheet stays where it is; who did it, and when, is in its history. Errors are *SheetChanged, or a *op.Problem with
// code forbidden, sheet_state, sheet_unknown or sheet_scans.
func SheetScanned(docs book.Documents, in SheetInput) (book.Decision, error) {
	if err := allowedSheet(docs, in.SheetAsk, care.PaperSheet); err != nil {
		return book.Decision{}, err
	}
	w, err := in.read(docs)
	if err != nil {
		return book.Decision{}, err
	}
	if state := w.sheet.State; state != care.SheetHandSigned && state != care.SheetComplete {
		return book.Decision{}, op.Problemf(CodeSheetState, "", "%s", state)
	}
	if err := w.sameVersion(); err != nil {
		return book.Decision{}, err
	}
	if err := w.keepScans(); err != nil {
		return book.Decision{}, err
	}
	return w.note()
}

// keepScans notes what the paper looks like, beside what is known of it already. Nothing of an earlier version goes: those
// that were sent must be found. The error is a *op.Problem with code sheet_scans.
func (w *sheetWork) keepScans() error {
	for _, s := range w.in.Scans {
		if s.Version = w.sheet.Version; !slices.Contains(w.sheet.Scans, s) {
			w.sheet.Scans = append(w.sheet.Scans, s)
		}
	}
	if n := len(w.sheet.scansOf(w.sheet.Version)); n > care.ScanFiles {
		return op.Problemf(CodeSheetScans, "scans", "%d", n)
	}
	return nil
}

// scansOf are the scans of one version.
func (s sheet) scansOf(version int) []care.Scan {
	of := []care.Scan{}
	for _, scan := range s.Scans {
		if scan.Version == version {
			of = append(of, scan)
		}
	}
	return of
}

// MayKeepScan says whether a person may give a scan of a timesheet: whoever may take it over the steps of the paper way.
// The error is a *op.Problem with code forbidden.
func MayKeepScan(docs book.Documents, ask SheetAsk) error {
	return allowedSheet(docs, ask, care.PaperSheet)
}

// ScanOf finds one of a timesheet's scans, for whoever may look at the timesheet: the office, and its assistant. Errors are
// *op.Problem with code forbidden, or sheet_unknown where the timesheet names no such scan.
func ScanOf(docs book.Documents, ask SheetAsk, hash string) (care.Scan, error) {
	if err := allowedSheet(docs, ask, care.SeeSheet); err != nil {
		return care.Scan{}, err
	}
	doc, _, err := docs.Get(care.TimesheetRef(ask.Assistant, ask.Beneficiary, ask.Month))
	if err != nil {
		return care.Scan{}, fmt.Errorf("read a timesheet: %w", err)
	}
	s, err := sheetOf(doc)
	if err != nil {
		return care.Scan{}, err
	}
	at := slices.IndexFunc(s.Scans, func(scan care.Scan) bool { return scan.Hash == hash })
	if at < 0 {
		return care.Scan{}, op.Problemf(CodeSheetUnknown, "", "it names no such scan")
	}
	return s.Scans[at], nil
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
