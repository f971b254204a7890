package month

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetReport is what became of a version of a timesheet on its way to Försäkringskassan, as the house learns it.
type SheetReport struct {
	Assistant   string
	Beneficiary string
	Month       care.Month
	Version     int
	Receipt     string // Försäkringskassan's transaction id
	Words       string // why it does not take it
	Now         time.Time
}

// SheetSent notes that a version is on its way to Försäkringskassan.
func SheetSent(docs book.Documents, r SheetReport) (book.Decision, error) {
	return r.enter(docs, care.SheetSent)
}

// SheetReceived notes Försäkringskassan's receipt.
func SheetReceived(docs book.Documents, r SheetReport) (book.Decision, error) {
	return r.enter(docs, care.SheetReceived)
}

// SheetRejected notes that Försäkringskassan does not take a version, in its words.
func SheetRejected(docs book.Documents, r SheetReport) (book.Decision, error) {
	return r.enter(docs, care.SheetRejected)
}

// enter moves a timesheet on. What is said of a version that has been replaced or reopened meanwhile moves nothing; that
// Försäkringskassan has it is kept all the same.
func (r SheetReport) enter(docs book.Documents, next care.SheetState) (book.Decision, error) {
	ask := Ask{Person: byFK, Beneficiary: r.Beneficiary, Month: r.Month, Now: r.Now}
	w, err := SheetInput{SheetAsk: SheetAsk{Ask: ask, Assistant: r.Assistant}}.read(docs)
	if err != nil {
		return book.Decision{}, err
	}
	if r.Version < 1 || r.Version > w.sheet.Version {
		return book.Decision{}, op.Problemf(CodeSheetUnknown, "", "no version %d of it", r.Version)
	}
	if next != care.SheetSent {
		w.sheet.receive(SheetReceipt{r.Version, care.RouteELT, r.Now.UTC().Format(time.RFC3339), r.Receipt, r.Words})
	}
	if w.sheet.Version != r.Version || !w.sheet.State.May(next) {
		return w.note()
	}
	by := byFK
	if next == care.SheetSent {
		by = byPassbok
	}
	return w.step(next, by)
}

// receive keeps a receipt, once.
func (s *sheet) receive(r SheetReceipt) {
	same := func(k SheetReceipt) bool {
		return k.Version == r.Version && k.Route == r.Route && k.Receipt == r.Receipt && k.Rejected == r.Rejected
	}
	if !slices.ContainsFunc(s.Receipts, same) {
		s.Receipts = append(s.Receipts, r)
	}
}
