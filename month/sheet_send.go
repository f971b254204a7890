package month

import (
	"encoding/json"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SendJob is the kind of job that brings a signed version of a timesheet to the queue of ELT; a [Sending] is its payload.
const SendJob = "sheet.send"

// Sending names a version of a timesheet that is to be sent, and in which round: it is sent again after it was turned down.
type Sending struct {
	Assistant   string     `json:"assistant"`
	Beneficiary string     `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Version     int        `json:"version"`
	ID          string     `json:"id"` // the document's, at Försäkringskassan
	Round       string     `json:"round,omitempty"`
}

// Ref is the document that keeps the version.
func (s Sending) Ref() string { return care.SheetRef(s.Assistant, s.Beneficiary, s.Month, s.Version) }

// SheetSend asks that the version at hand, which both have signed, is sent to Försäkringskassan; also one that was turned
// down, as it is. Twice is once. Errors are *SheetNotReady, *SheetChanged, or a *op.Problem with code forbidden, sheet_state or
// sheet_paper.
func SheetSend(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.open(docs, care.SendSheet, care.SheetSent)
	if err != nil {
		return book.Decision{}, err
	}
	if err := w.sameVersion(); err != nil {
		return book.Decision{}, err
	}
	return w.send(docs)
}

// SheetSendAgain asks once more for a version that is on its way, as far as the book knows, and of which the queue knows
// nothing: as after the house was made anew from its archive. Errors are as of [SheetSend].
func SheetSendAgain(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.open(docs, care.SendSheet, care.SheetReceived) // sent, and without a receipt
	if err != nil {
		return book.Decision{}, err
	}
	if err := w.sameVersion(); err != nil {
		return book.Decision{}, err
	}
	return w.job(docs, in.ID)
}

// send is the decision that leaves the version at hand to the queue.
func (w *sheetWork) send(docs book.Documents) (book.Decision, error) {
	if err := w.unstopped(); err != nil {
		return book.Decision{}, err
	}
	if w.sheet.Route != care.RouteELT {
		return book.Decision{}, op.Problemf(CodeSheetPaper, "", "it goes on paper")
	}
	return w.job(docs, w.sheet.At[care.SheetRejected])
}

func (w *sheetWork) job(docs book.Documents, round string) (book.Decision, error) {
	frozen, err := Sheet(docs, w.in.Assistant, w.in.Beneficiary, w.in.Month, w.sheet.Version)
	if err != nil {
		return book.Decision{}, err
	}
	s := Sending{w.in.Assistant, w.in.Beneficiary, w.in.Month, w.sheet.Version, frozen.ID, round}
	payload, err := json.Marshal(s)
	if err != nil {
		return book.Decision{}, fmt.Errorf("write a job: %w", err)
	}
	return book.Decision{
		Jobs:   []book.Job{{ID: SendJob + ":" + frozen.ID + ":" + round, Kind: SendJob, Due: w.in.Now, Payload: payload}},
		Answer: care.Value(map[string]any{"state": w.sheet.State, "version": w.sheet.Version, "hash": w.sheet.Hash}),
	}, nil
}

// SheetWanted tells whether a version that is to be sent still is: not where it was reopened, replaced or printed since, where its
// rows have changed, or where Försäkringskassan has it.
func SheetWanted(docs book.Documents, s Sending) (bool, error) {
	p, err := readAlone(docs, s.Beneficiary, s.Month)
	if err != nil {
		return false, err
	}
	now, err := p.holds(s.Assistant)
	if err != nil {
		return false, err
	}
	onItsWay := []care.SheetState{care.SheetApproved, care.SheetSent, care.SheetRejected}
	return now.Version == s.Version && slices.Contains(onItsWay, now.State), nil
}

// Report is what the house tells of it.
func (s Sending) Report() SheetReport {
	return SheetReport{Assistant: s.Assistant, Beneficiary: s.Beneficiary, Month: s.Month, Version: s.Version}
}
