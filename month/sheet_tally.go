package month

import (
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// SheetTally is how far a month's timesheets have come, over all assistants who have time in it. A timesheet is counted once.
type SheetTally struct {
	Of      int `json:"of"`
	Missing int `json:"missing"` // that the assistant has not signed yet
	// Anew are those that were signed, and whose signatures are not kept here: to be opened, and signed anew. Only where it is known what
	// is kept, as Uncertain.
	Anew    int `json:"anew"`
	Approve int `json:"approve"` // that the provider is to sign, here or on paper
	Print   int `json:"print"`   // that go on paper, and are to be printed
	Send    int `json:"send"`    // signed by both, and not on their way
	Sent    int `json:"sent"`    // on their way
	// Of those on their way: that nobody knows whether they have arrived, and that stand still until somebody has looked. Only
	// where it is known how they stand in the queue: see [Customer.OnItsWay].
	Uncertain int `json:"uncertain"`
	Held      int `json:"held"`
	Rejected  int `json:"rejected"` // that Försäkringskassan does not take
	Received  int `json:"received"` // that Försäkringskassan has, on either way
	// Who are the assistants whose signature is missing, in order of name. Those who have said nothing are among them once the
	// month is over.
	Who []Party `json:"who"`
	// underway are the versions that somebody has signed and that go the digital way, as far as it is not known that Försäkringskassan
	// has them, by their refs, with how far the book knows that they have come.
	underway map[string]care.SheetState
}

// Signed is how many both have signed, on either way.
func (t SheetTally) Signed() int { return t.Send + t.Sent + t.Rejected + t.Received }

// tally counts the timesheets as they hold. Assistants without a minute in the month have none to give in.
func (p *papers) tally(docs book.Documents) (SheetTally, error) {
	t := SheetTally{Who: []Party{}, underway: map[string]care.SheetState{}}
	for _, assistant := range p.sheetHolders() {
		s := p.held[assistant]
		if s.State == "" || s.State == care.SheetOpen {
			if p.sumsOf(assistant) == (care.Sums{}) {
				continue
			}
		}
		t.Of++
		if s.Route == care.RouteELT && (s.State == care.SheetSigned || s.State == care.SheetApproved || s.State == care.SheetSent) {
			t.underway[care.SheetRef(assistant, p.beneficiary.ID, p.month, s.Version)] = s.State
		}
		if by := t.of(s); by != nil {
			*by++
			continue
		}
		name, err := p.name(docs, assistant)
		if err != nil {
			return SheetTally{}, err
		}
		t.Missing++
		t.Who = append(t.Who, Party{assistant, name})
	}
	slices.SortFunc(t.Who, func(a, b Party) int { return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID) })
	return t, nil
}

// of is the count that a timesheet belongs to; nil where its assistant is to sign.
func (t *SheetTally) of(s sheet) *int {
	switch s.State {
	case care.SheetReady:
		if s.Route == care.RoutePaper {
			return &t.Print
		}
	case care.SheetSigned, care.SheetPrinted:
		return &t.Approve
	case care.SheetApproved, care.SheetHandSigned:
		return &t.Send
	case care.SheetSent:
		return &t.Sent
	case care.SheetRejected:
		return &t.Rejected
	case care.SheetReceived, care.SheetComplete:
		return &t.Received
	}
	return nil
}

// signing is how the month stands with the signatures of its timesheets, over being whether it has ended.
func (t SheetTally) signing(over bool) Stage {
	switch {
	case t.Of == 0:
		return None
	case t.Signed() == t.Of:
		return Done
	case t.Anew+t.Approve+t.Print > 0:
		return You
	case over:
		return Wait
	}
	return None
}

// sending is how it stands with what Försäkringskassan has of them.
func (t SheetTally) sending() Stage {
	switch {
	case t.Of == 0:
		return None
	case t.Received == t.Of:
		return Done
	case t.Rejected+t.Held+t.Send > 0:
		return You
	case t.Sent > 0:
		return Wait
	}
	return None
}

// nextSheets is what the office is to do with the month's timesheets; false where there is nothing.
func (t SheetTally) nextSheets() (Next, bool) {
	for _, step := range []struct {
		code      string
		n         int
		one, many Words
	}{
		{"rejected", t.Rejected, Words{"Försäkringskassan tog inte emot en tidsredovisning.", "Försäkringskassan did not take a timesheet."},
			Words{"Försäkringskassan tog inte emot %d tidsredovisningar.", "Försäkringskassan did not take %d timesheets."}},
		{"held", t.Held, Words{"En tidsredovisning har stannat på vägen till Försäkringskassan.", "A timesheet has stopped on its way to Försäkringskassan."},
			Words{"%d tidsredovisningar har stannat på vägen till Försäkringskassan.", "%d timesheets have stopped on their way to Försäkringskassan."}},
		{"sign_anew", t.Anew, Words{"En tidsredovisning ska öppnas och skrivas under igen: underskrifterna finns inte kvar här.", "One timesheet is to be reopened and signed again: its signatures are not kept here."},
			Words{"%d tidsredovisningar ska öppnas och skrivas under igen: underskrifterna finns inte kvar här.", "%d timesheets are to be reopened and signed again: their signatures are not kept here."}},
		{"approve", t.Approve, Words{"En tidsredovisning att skriva under för anordnaren.", "One timesheet to sign for the provider."},
			Words{"%d tidsredovisningar att skriva under för anordnaren.", "%d timesheets to sign for the provider."}},
		{"send_sheets", t.Send, Words{"En tidsredovisning att skicka.", "One timesheet to send."},
			Words{"%d tidsredovisningar att skicka.", "%d timesheets to send."}},
		{"print", t.Print, Words{"En tidsredovisning att skriva ut.", "One timesheet to print."},
			Words{"%d tidsredovisningar att skriva ut.", "%d timesheets to print."}},
	} {
		switch {
		case step.n == 1:
			return Next{step.code, "office", step.one}, true
		case step.n > 1:
			return Next{step.code, "office", both(step.many.SV, step.many.EN, step.n)}, true
		}
	}
	return Next{}, false
}

// nextAfterInvoice is what is left of the timesheets once the invoice is signed; false where nothing is.
func (t SheetTally) nextAfterInvoice() (Next, bool) {
	switch {
	case t.Missing == 1:
		return Next{"sheets", "assistants", both("Räkningen är underskriven. Tidsredovisningen för %s saknas.",
			"The invoice is signed. The timesheet of %s is missing.", t.Who[0].Name)}, true
	case t.Missing > 1:
		return Next{"sheets", "assistants", both("Räkningen är underskriven. %d tidsredovisningar saknas.",
			"The invoice is signed. %d timesheets are missing.", t.Missing)}, true
	case t.Sent > 0:
		return Next{"sheets_sent", "fk", Words{"Räkningen är underskriven. Tidsredovisningar är på väg.",
			"The invoice is signed. Timesheets are on their way."}}, true
	}
	return Next{}, false
}

// Underway are the versions that somebody has signed and that go the digital way, without a receipt so far: how far the book knows that
// each has come, by its ref.
func (c Customer) Underway() map[string]care.SheetState { return c.Sheets.underway }

// OnItsWay is the customer's line as it is where it is known how its timesheets stand in the queue, and whose signatures are lost, by the
// refs of [Customer.Underway]. What is in the queue is on its way, whatever the book has heard of it so far, and has what it needs.
func (c Customer) OnItsWay(queued map[string]Queued, lost map[string]bool) Customer {
	for ref, state := range c.Sheets.underway {
		at, there := queued[ref]
		from := c.Sheets.of(sheet{State: state, Route: care.RouteELT})
		switch {
		case there && state != care.SheetSent:
			*from--
			c.Sheets.Sent++
		case !there && lost[ref]:
			*from--
			c.Sheets.Anew++
		}
		switch at {
		case QueuedUncertain:
			c.Sheets.Uncertain++
		case QueuedHeld:
			c.Sheets.Held++
		case QueuedWaiting:
		}
	}
	c.Stages.Sheets, c.Stages.Sent, c.Next = c.Sheets.signing(c.over), c.Sheets.sending(), c.nextOf()
	return c
}

// Queued is how a version stands in the queue to Försäkringskassan.
type Queued string

// How a version may stand in the queue.
const (
	QueuedWaiting   Queued = "waiting"
	QueuedUncertain Queued = "uncertain" // it may have arrived, and is sent again as it is
	QueuedHeld      Queued = "held"      // it stands still until somebody has looked
)

// nextOf is what happens next to the customer: the office's with the timesheets, or what the month itself asks for.
func (c Customer) nextOf() Next {
	sheets, some := c.Sheets.nextSheets()
	if some && c.State != care.Differs && (c.State.Sealed() || c.Stops == 0) {
		return sheets
	}
	if left, some := c.Sheets.nextAfterInvoice(); some && c.State == care.Signed {
		return left
	}
	return c.besides
}

// over tells whether the month has ended.
func (p *papers) over(now time.Time) bool { return !now.Before(p.span.End) }
