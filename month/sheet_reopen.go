package month

import (
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetReopen takes a timesheet back: its rows may change again, and what had been signed is void. The office gives a
// reason. The assistant may do it as long as the provider has not signed, and gives one once they have signed themselves.
// A version that reached Försäkringskassan stays known by its receipt. Where somebody had signed, the other one is told.
func SheetReopen(docs book.Documents, in SheetInput) (book.Decision, error) {
	w, err := in.open(docs, care.ReopenSheet, care.SheetOpen)
	if err != nil {
		return book.Decision{}, err
	}
	own := in.Person == in.Assistant
	if own && !slices.Contains([]care.SheetState{care.SheetReady, care.SheetSigned, care.SheetPrinted}, w.sheet.State) {
		return book.Decision{}, op.Problemf(CodeSheetState, "", "%s", w.sheet.State)
	}
	if strings.TrimSpace(in.Why) == "" && (!own || w.sheet.State != care.SheetReady) {
		return book.Decision{}, &op.Problem{Code: op.CodeWhyMissing, Field: "why"}
	}
	if err := w.unchanged(); err != nil {
		return book.Decision{}, err
	}
	was := w.sheet.State
	w.sheet = sheet{
		Version: w.sheet.Version, Why: in.Why, Receipts: w.sheet.Receipts, Scans: w.sheet.Scans,
		Fallen: &SheetFallen{Version: w.sheet.Version, State: w.sheet.State, At: in.Now.UTC().Format(time.RFC3339), Why: FallenReopened, RowsHash: w.sheet.RowsHash},
		At:     map[care.SheetState]string{}, By: map[care.SheetState]string{},
	}
	decision, err := w.step(care.SheetOpen, in.Person)
	if err != nil {
		return book.Decision{}, err
	}
	decision.Unseal = w.seal()
	if anySigned(was) {
		tell, err := FallenSheet{in.Assistant, in.Beneficiary, in.Month, w.sheet.Version}.notice(SheetNoticeReopened, in.Person, in.Now)
		if err != nil {
			return book.Decision{}, err
		}
		decision.Jobs = []book.Job{tell}
	}
	return decision, nil
}
