package month

import (
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Pending is how a beneficiary's month stands, as far as anybody is to be told of it. It follows from the documents alone.
type Pending struct {
	Beneficiary string
	Month       care.Month
	Own         care.Date // the provider's own last day; empty without one
	Invoice     care.State
	Version     int
	Office      bool                     // it is the office's turn with an invoice that is ready: something is said to be wrong, or it is on paper and not with whoever signs it
	Paper       bool                     // the invoice goes on paper
	Print       bool                     // and the office is to print it
	At          map[care.State]time.Time // when the invoice entered each state
	Sheets      []PendingSheet           // in order of the assistants' ids
	Conflicts   []Split
	Parked      int // documents of the month with changes that wait for the office
}

// Expires is the day from which an invoice that was handed over, and of which Försäkringskassan has said nothing, no longer
// counts as on its way; empty where it waits for no answer.
func (w Pending) Expires() care.Date {
	sent := w.At[care.HandedOver]
	if w.Invoice != care.HandedOver || w.Paper || sent.IsZero() {
		return ""
	}
	return care.DateOf(sent).Next().Before(-care.HandOverDays)
}

// PendingSheet is an assistant's timesheet.
type PendingSheet struct {
	Assistant string
	State     care.SheetState
	Version   int
	Route     string // of the version at hand; empty while open
	Minutes   int    // real ones of its rows
	Lost      string // a signature that was made holds no longer, and why: FallenRows, FallenReopened, or empty
	At        map[care.SheetState]time.Time
}

// Split is a shift about which two answers stand.
type Split struct{ Ref, Assistant string }

// Pendings reads how months stand, and keeps what it has read until it changes. Its zero value is ready; it belongs to one
// book.
type Pendings struct {
	rows   book.Rows[said]
	months book.Kept[Pending]
	people book.Kept[[]string]
}

// Beneficiaries are those who have the role at some time of the month, in order of their ids.
func (w *Pendings) Beneficiaries(docs book.Documents, m care.Month) ([]string, error) {
	return w.people.Get(docs, string(m), func(docs book.Documents) ([]string, error) { return beneficiariesIn(docs, m) })
}

// Month is how a beneficiary's month stands.
func (w *Pendings) Month(docs book.Documents, beneficiary string, m care.Month) (Pending, error) {
	return w.months.Get(docs, beneficiary+"@"+string(m), func(docs book.Documents) (Pending, error) {
		sh := newShared(docs)
		sh.rows = func(beneficiary string, m care.Month) ([]said, error) { return rowsIn(docs, beneficiary, m, &w.rows) }
		p := papers{beneficiary: Party{ID: beneficiary}, month: m, span: m.Span(), names: map[string]string{}, shared: sh}
		if err := p.readRows(); err != nil {
			return Pending{}, err
		}
		p.order()
		provider, err := providerOf(docs)
		if err != nil {
			return Pending{}, err
		}
		p.own = care.Count(provider, "deadline_day")
		if p.invoice, err = invoiceOf(docs, beneficiary, m); err != nil {
			return Pending{}, err
		}
		return p.pending()
	})
}

func (p *papers) pending() (Pending, error) {
	w := Pending{
		Beneficiary: p.beneficiary.ID, Month: p.month, Own: p.month.OwnDeadline(p.own),
		Invoice: p.invoice.State, Version: p.invoice.Version, At: times(p.invoice.At), Parked: len(p.parked), Paper: p.invoice.Paper != nil,
		Print:  p.invoice.State.Sealed() && p.invoice.Paper != nil && !p.invoice.Paper.did(care.PaperPrinted),
		Office: p.isHeld() || p.invoice.Paper != nil && (!p.invoice.Paper.did(care.PaperPrinted) || p.invoice.Paper.did(care.PaperSigned)),
	}
	minutes := map[string]int{}
	for _, e := range p.entries {
		minutes[e.Assistant] += e.minutes
		if e.conflict && !e.Void {
			w.Conflicts = append(w.Conflicts, Split{e.Ref, e.Assistant})
		}
	}
	for _, assistant := range p.sheetHolders() {
		s, err := p.holds(assistant)
		if err != nil {
			return Pending{}, fmt.Errorf("look at the timesheet of %s: %w", assistant, err)
		}
		line := PendingSheet{Assistant: assistant, State: s.State, Version: s.Version, Minutes: minutes[assistant], At: times(s.At)}
		if s.State != care.SheetOpen {
			line.Route = s.Route
		} else if s.Fallen != nil && anySigned(s.Fallen.State) {
			line.Lost = s.Fallen.Why
		}
		w.Sheets = append(w.Sheets, line)
	}
	return w, nil
}

// times reads when states were entered; what cannot be read was never.
func times[S comparable](at map[S]string) map[S]time.Time {
	read := map[S]time.Time{}
	for state, text := range at {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			read[state] = t
		}
	}
	return read
}
