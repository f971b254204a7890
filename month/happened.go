package month

import (
	"encoding/json"

	"passbok/care"
	"passbok/sync/book"
)

// Happening is something that other systems may be told of: what became of a month, an invoice, a timesheet or a plan, by ids alone.
type Happening struct {
	What        string // one of those below
	Beneficiary string
	Assistant   string
	Month       care.Month
	Plan        string // id
	Version     int    // of the invoice or the timesheet
}

// What may happen. They are the names under which other systems hear of it (docs/integrations.md).
const (
	MonthLocked   = "month.locked"
	MonthReopened = "month.reopened"
	SignedInvoice = "invoice.signed"
	ReceivedSheet = "timesheet.received"
	RejectedSheet = "timesheet.rejected"
	PlanPublished = "plan.published"
	PlanChanged   = "plan.changed"
	PlanWithdrawn = "plan.withdrawn"
)

// Happened is what an entry's change of a document brought; ok is false where it is nothing that others are told of. fields are the
// document's as they are now.
func Happened(ref string, fields care.Fields, changes []book.FieldChange) (h Happening, ok bool) {
	h = Happening{Beneficiary: care.Text(fields, "beneficiary"), Assistant: care.Text(fields, "assistant"), Month: care.Month(care.Text(fields, "month"))}
	h.Version = care.Count(fields, "version")
	change := map[string]book.FieldChange{}
	for _, c := range changes {
		change[c.Field] = c
	}
	state, moved := change["state"]
	switch care.KindOf(ref) {
	case "invoice":
		h.Assistant = ""
		if moved {
			h.What = invoiceHappened(care.State(textOf(state.From)), care.State(textOf(state.To)))
		}
	case "timesheet":
		if moved {
			h.What = map[care.SheetState]string{care.SheetReceived: ReceivedSheet, care.SheetComplete: ReceivedSheet, care.SheetRejected: RejectedSheet}[care.SheetState(textOf(state.To))]
		}
	case "plan":
		h.Plan = care.ID(ref)
		h.Month = ""
		h.What = planHappened(fields, change)
	}
	return h, h.What != ""
}

func invoiceHappened(from, to care.State) string {
	switch {
	case to == care.Signed && from != care.Signed:
		return SignedInvoice
	case to.Sealed() && !from.Sealed():
		return MonthLocked
	case !to.Sealed() && from.Sealed():
		return MonthReopened
	}
	return ""
}

// planHappened is what became of a plan for those who see published ones: what happens to a draft is the office's alone.
func planHappened(now care.Fields, change map[string]book.FieldChange) string {
	was, is := true, true // there, and published
	for _, hides := range []string{"void", "draft"} {
		before, after := care.Flag(now, hides), care.Flag(now, hides)
		if c, said := change[hides]; said {
			before, after = string(c.From) == "true", string(c.To) == "true"
		}
		was, is = was && !before, is && !after
	}
	if begun, said := change["beneficiary"]; said && textOf(begun.From) == "" {
		was = false
	}
	switch {
	case is && !was:
		return PlanPublished
	case was && !is:
		return PlanWithdrawn
	case !is:
		return ""
	}
	for _, field := range []string{"assistant", "beneficiary", "kind", "start", "end"} {
		if _, said := change[field]; said {
			return PlanChanged
		}
	}
	return ""
}

// textOf is a text as JSON has it; empty for anything else.
func textOf(raw json.RawMessage) (text string) {
	if json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}
