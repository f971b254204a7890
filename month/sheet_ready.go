package month

import (
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetReady says that an assistant's month at a beneficiary is whole: the assistant, or the office for them. The version
// is frozen, with what it is to be signed, printed and sent as; the command's id becomes the document's. Nothing that stops
// may be left about its rows, and the month must be over. Errors are *SheetNotReady, *SheetChanged, or a *op.Problem with
// code forbidden, sheet_state, sheet_not_over or sheet_empty.
func SheetReady(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.open(docs, care.ReadySheet, care.SheetReady)
	if err != nil {
		return book.Decision{}, err
	}
	if in.Now.Before(w.span.End) { // a row of tonight would make it fall
		return book.Decision{}, op.Problemf(CodeSheetNotOver, "month", "%s", in.Month)
	}
	if err := w.unchanged(); err != nil {
		return book.Decision{}, err
	}
	if err := w.unstopped(); err != nil {
		return book.Decision{}, err
	}
	t, err := w.timesheet(docs, in.Assistant, in.ID, w.sheet.Version+1)
	if err != nil {
		return book.Decision{}, err
	}
	if t.Sums.Total() == 0 {
		return book.Decision{}, op.Problemf(CodeSheetEmpty, "month", "%s", in.Month)
	}
	kept, hash, err := keepVersion(t)
	if err != nil {
		return book.Decision{}, err
	}
	rows, err := care.RowsHash(t.Rows)
	if err != nil {
		return book.Decision{}, err
	}
	route, _, err := w.sheetRoute(docs, t.Assistant)
	if err != nil {
		return book.Decision{}, err
	}
	fresh := sheet{
		Version: t.Version, Hash: hash, RowsHash: rows, Route: route, Sums: &t.Sums, Rows: len(t.Rows), Why: in.Why,
		Receipts: w.sheet.Receipts, Fallen: w.sheet.Fallen,
		At: map[care.SheetState]string{}, By: map[care.SheetState]string{},
	}
	if fresh.Fallen != nil && fresh.Fallen.At == "" {
		fresh.Fallen.At = in.Now.UTC().Format(time.RFC3339)
	}
	w.sheet, w.changes = fresh, []book.Change{kept}
	decision, err := w.step(care.SheetReady, in.Person)
	decision.Unseal = w.seal() // of a version that fell though it was sealed, as after a restore
	return decision, err
}
