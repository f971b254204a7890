package month

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// FallenSheet names a version of a timesheet that somebody had signed, and whose rows are no longer the same.
type FallenSheet struct {
	Assistant, Beneficiary string
	Month                  care.Month
	Version                int
}

// String names it, and no other: <assistant>.<beneficiary>@<month>:<version>.
func (f FallenSheet) String() string {
	return fmt.Sprintf("%s.%s@%s:%d", f.Assistant, f.Beneficiary, f.Month, f.Version)
}

// SheetWatch finds signatures that have fallen, a month at a time, and keeps in mind which months have none that could. Its
// zero value is ready; it belongs to one book.
type SheetWatch struct{ signed book.Rows[bool] }

// Fallen are the fallen versions of a beneficiary's month, in order of the assistants' ids.
func (w *SheetWatch) Fallen(docs book.Documents, beneficiary string, m care.Month) ([]FallenSheet, error) {
	signed, err := w.signed.Feed(docs, care.MonthFeed(beneficiary, m), func(_ string, doc merge.Document) bool { return IsSigned(doc) })
	if err != nil {
		return nil, fmt.Errorf("look for signed timesheets of %s: %w", beneficiary, err)
	}
	if !slices.Contains(signed, true) {
		return nil, nil
	}
	p, err := readSheets(docs, beneficiary, m)
	if err != nil {
		return nil, err
	}
	var fallen []FallenSheet
	for _, assistant := range p.sheetHolders() {
		version, fell, err := p.fell(assistant)
		if err != nil {
			return nil, err
		}
		if fell {
			fallen = append(fallen, FallenSheet{assistant, beneficiary, m, version})
		}
	}
	return fallen, nil
}

// IsSigned tells whether a document is a timesheet that somebody has signed, whether or not that still holds.
func IsSigned(doc merge.Document) bool {
	return care.KindOf(doc.Ref) == "timesheet" && anySigned(care.SheetState(doc.Text("state")))
}

// anySigned tells whether anybody has signed a timesheet in this state.
func anySigned(state care.SheetState) bool {
	return state == care.SheetSigned || state == care.SheetRejected || signed(state)
}

// readSheets reads a month's rows and timesheets, and nothing else of it.
func readSheets(docs book.Documents, beneficiary string, m care.Month) (papers, error) {
	p := papers{beneficiary: Party{ID: beneficiary}, month: m, span: m.Span(), names: map[string]string{}, shared: newShared(docs)}
	if err := p.readRows(); err != nil {
		return papers{}, err
	}
	p.order()
	return p, nil
}

// fell tells whether the version at hand was signed, and has fallen since because its rows changed.
func (p *papers) fell(assistant string) (version int, fell bool, err error) {
	stood := p.sheetOf(assistant)
	now, err := p.holds(assistant)
	return stood.Version, anySigned(stood.State) && now.State == care.SheetOpen, err
}

// SheetFell leaves the notice of a signature that has fallen, for both who signed. Whoever gives the command names it after
// what fell, so that it is told once, whatever restarts. It writes nothing about the timesheet: that follows from the rows.
// The error is a *op.Problem with code sheet_state where the version holds.
func SheetFell(docs book.Documents, f FallenSheet, now time.Time) (book.Decision, error) {
	p, err := readSheets(docs, f.Beneficiary, f.Month)
	if err != nil {
		return book.Decision{}, err
	}
	version, fell, err := p.fell(f.Assistant)
	if err != nil {
		return book.Decision{}, err
	}
	if !fell || version != f.Version {
		return book.Decision{}, op.Problemf(CodeSheetState, "", "%s holds", f)
	}
	tell, err := f.notice(SheetNoticeFallen, "", now)
	return book.Decision{Jobs: []book.Job{tell}}, err
}

// notice is the job that tells both of a signature that is void. by is who made it so, and knows.
func (f FallenSheet) notice(code, by string, now time.Time) (book.Job, error) {
	payload, err := json.Marshal(Notice{Notice: code, Beneficiary: f.Beneficiary, Month: f.Month, Version: f.Version, Assistant: f.Assistant, By: by})
	if err != nil {
		return book.Job{}, fmt.Errorf("write notice %s: %w", code, err)
	}
	return book.Job{ID: code + ":" + f.String(), Kind: NoticeJob, Due: now, Payload: payload}, nil
}
