package month

import (
	"maps"

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

// Happened is what an entry of the log did to a document, by the document's history; ok is false where it is nothing that others are
// told of. It goes by what the document was when the entry had been written, and by nothing that came later, so that whoever asks late, or
// again, is told the same. Of what is erased by law nothing is told.
func Happened(ref string, story []book.HistoryEntry, seq uint64) (h Happening, ok bool) {
	was, is, there := atEntry(story, seq)
	if !there {
		return Happening{}, false
	}
	h = Happening{Beneficiary: care.Text(is, "beneficiary"), Assistant: care.Text(is, "assistant"), Month: care.Month(care.Text(is, "month")), Version: care.Count(is, "version")}
	before, after := care.Text(was, "state"), care.Text(is, "state")
	switch care.KindOf(ref) {
	case "invoice":
		h.Assistant = ""
		h.What = invoiceHappened(care.State(before), care.State(after))
	case "timesheet":
		if before != after {
			h.What = map[care.SheetState]string{care.SheetReceived: ReceivedSheet, care.SheetComplete: ReceivedSheet, care.SheetRejected: RejectedSheet}[care.SheetState(after)]
		}
	case "plan":
		h.Plan, h.Month = care.ID(ref), ""
		if h.What = planHappened(was, is); h.What == PlanWithdrawn { // whose it was: the same change may have taken them from it
			h.Beneficiary, h.Assistant = care.Text(was, "beneficiary"), care.Text(was, "assistant")
		}
	}
	return h, h.What != ""
}

// atEntry is a document before an entry of its history and after it; there is false where the entry is not in it, or something up to it
// is erased.
func atEntry(story []book.HistoryEntry, seq uint64) (was, is care.Fields, there bool) {
	is = care.Fields{}
	for _, entry := range story {
		if entry.Seq > seq || entry.Erased {
			break
		}
		was = maps.Clone(is)
		for _, change := range entry.Changes {
			is[change.Field] = change.To
		}
		there = entry.Seq == seq
	}
	return was, is, there
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
func planHappened(was, is care.Fields) string {
	before, after := isPublished(was), isPublished(is)
	switch {
	case after && !before:
		return PlanPublished
	case before && !after:
		return PlanWithdrawn
	case !after:
		return ""
	}
	for _, field := range []string{"assistant", "beneficiary", "kind", "start", "end"} {
		if care.Text(was, field) != care.Text(is, field) {
			return PlanChanged
		}
	}
	return ""
}

func isPublished(plan care.Fields) bool {
	return care.Text(plan, "beneficiary") != "" && !care.Flag(plan, "void") && !care.Flag(plan, "draft")
}
