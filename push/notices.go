package push

import (
	"slices"
	"sync"
	"time"
)

// Code names what happened. Codes are kept in queues and payloads: they are never renamed.
type Code string

// What people are told about.
const (
	InvoiceReady       Code = "invoice_ready"        // the office has marked a month's invoice ready
	InvoiceProviderDay Code = "invoice_provider_day" // it waits still, and the provider's own last day is near
	InvoiceLastDay     Code = "invoice_last_day"     // it waits still, and Försäkringskassan's last day is near
	InvoiceReopened    Code = "invoice_reopened"     // the office has opened it again
	InvoiceExpired     Code = "invoice_expired"      // handed over a day ago, and Försäkringskassan has said nothing of it
	InvoiceReceived    Code = "invoice_received"     // Försäkringskassan has it, and nobody has signed it there yet
	InvoiceSigned      Code = "invoice_signed"       // signed, and the same as what was sent
	InvoiceDiffers     Code = "invoice_differs"      // signed, and not the same as what was sent

	MonthLook       Code = "month_look"        // a month is over: its assistant looks it through
	SheetSign       Code = "sheet_sign"        // a timesheet waits for its assistant's signature
	SheetFallen     Code = "sheet_fallen"      // a timesheet's rows have changed since it was signed
	SheetReopened   Code = "sheet_reopened"    // a signed timesheet was taken back
	ShiftConflict   Code = "shift_conflict"    // two answers stand for one shift
	ShiftForgotten  Code = "shift_forgotten"   // a shift has gone on for long, or past its plan
	ShiftNotStarted Code = "shift_not_started" // a planned shift has not begun
	PlanChanged     Code = "plan_changed"      // what somebody is planned for has changed
	ShiftOffered    Code = "shift_offered"     // a vacant shift is offered
	OfferGone       Code = "offer_gone"        // a shift that one had accepted is somebody else's, or is offered no longer
	ExchangeOffered Code = "exchange_offered"  // the office asks two assistants to exchange shifts
	ExchangeDone    Code = "exchange_done"     // both have said yes: each has the other's shift
	ExchangeGone    Code = "exchange_gone"     // an exchange that one had accepted came to nothing

	OfficeDigest      Code = "office_digest"      // what waits for the office, once a day
	OfficeConflict    Code = "office_conflict"    // two answers stand for one shift
	ConflictLastDay   Code = "conflict_last_day"  // they do so still, on the last day
	OfficeParked      Code = "office_parked"      // a change waits for the office
	OfficePaper       Code = "office_paper"       // an invoice is to go on paper, and nobody has printed it yet
	SheetsMissing     Code = "sheets_missing"     // the last day is near, and Försäkringskassan lacks timesheets
	Unreached         Code = "unreached"          // somebody could not be reached
	ELTRejected       Code = "elt_rejected"       // Försäkringskassan did not take a timesheet
	ConnectionTrouble Code = "connection_trouble" // Försäkringskassan's service does not answer us
	CertificateEnds   Code = "certificate_ends"   // a client certificate of the house's ends before long
	BackupOld         Code = "backup_old"         // no copy of the database was taken for a week
	DiskLow           Code = "disk_low"           // the server's disk is nearly full
	HookDead          Code = "hook_dead"          // another system takes nothing of what it is told
	Message           Code = "message"            // somebody has said something about a row, a plan, a day or a month
	SubscriptionEnds  Code = "subscription_ends"  // a device will be told nothing any more, unless it is opened
	Test              Code = "test"               // the person has asked whether notices reach them
)

// Urgency is the Urgency header of RFC 8030, section 5.3.
type Urgency string

// The urgencies in use: a phone that saves power wakes for high only.
const (
	Normal Urgency = "normal"
	High   Urgency = "high"
)

// Audience is who is told.
type Audience string

// The audiences, as the table says them.
const (
	Signer    Audience = "the beneficiary, or whoever represents them" // and may send the invoice
	Assistant Audience = "the assistant"
	Office    Audience = "the coordinators"
	Offices   Audience = "every provider's coordinators; and whoever runs the server, where they have said an address"
	Both      Audience = "the one who signs, and the coordinators"
	Talkers   Audience = "whoever it is said to"
	Themself  Audience = "the person, on that device"
)

// Way is how far a notice goes to reach somebody.
type Way string

// The ways, as the table says them.
const (
	Once   Way = "push, once, to each device"
	OrElse Way = "push, once, to each device; mail or SMS where no device takes it"
	Climb  Way = "the ladder" // see package nudge
	Digest Way = "in the day's digest"
)

// Row is one row of the table: all there is to know about one kind of notice.
type Row struct {
	Code  Code
	What  string // what has happened
	Who   Audience
	When  string
	Way   Way
	Until string
	Grave bool // on a person's wish it comes within their quiet hours, too; an answer to what they just asked always does

	ttl      time.Duration // how long it is worth being told; push services keep at most four weeks
	urgency  Urgency
	group    string // notices of one group about one month replace each other
	path     string // where a tap leads
	office   string // where a tap leads for a coordinator
	optional bool   // whoever it is to may turn it off
	sv, en   words
}

// words may hold {Month}, the month's name with a capital. last is the sentence that follows where the last day to act is
// known: {deadline}. Of what only stands in a digest the title is a few words in the middle of a sentence.
type words struct{ title, body, last string }

const day = 24 * time.Hour

// Rows is the table, in the order in which it is documented.
func Rows() []Row { return slices.Clone(allRows()) }

// allRows is made once: it is asked for each matter, at each look.
var allRows = sync.OnceValue(func() []Row { return slices.Concat(invoiceRows(), assistantRows(), officeRows(), ownRows()) })

// Codes are all codes of the table, in its order.
func Codes() []Code {
	var all []Code
	for _, row := range allRows() {
		all = append(all, row.Code)
	}
	return all
}

// RowOf is the row of a code.
func RowOf(code Code) (Row, bool) {
	rows := allRows()
	i := slices.IndexFunc(rows, func(row Row) bool { return row.Code == code })
	if i < 0 {
		return Row{}, false
	}
	return rows[i], true
}

// ownRows are about notices themselves.
func ownRows() []Row {
	return []Row{
		{Code: SubscriptionEnds, What: "the browser says that a device's subscription ends within a week", Who: Themself,
			When: "at once, once a day", Way: Once, Until: "the app has been opened there", ttl: 7 * day, urgency: Normal, group: "subscription",
			path: "/", office: "/office",
			sv: words{"Öppna Passbok på den här enheten", "Annars slutar aviseringarna att komma hit.", ""},
			en: words{"Open Passbok on this device", "Otherwise notices stop coming here.", ""}},
		{Code: Message, What: "somebody has said something about a row, a plan, a day or a month", Who: Talkers,
			When: "at once", Way: OrElse, Until: "a week has passed", ttl: 7 * day, urgency: Normal, group: "message",
			path: "/talk/{beneficiary}/{month}", office: "/office/{beneficiary}/{month}",
			sv: words{"{Month}: ett nytt meddelande", "Öppna Passbok och läs det.", ""},
			en: words{"{Month}: a new message", "Open Passbok to read it.", ""}},
		{Code: Test, What: "the person has asked whether notices reach them", Who: Themself,
			When: "at once, whatever the hour", Way: Once, Until: "an hour has passed", ttl: time.Hour, urgency: High, group: "test",
			path: "/more/notices", office: "/office/me",
			sv: words{"Aviseringarna fungerar", "Det var du som bad om den här.", ""},
			en: words{"Notices work", "You asked for this one.", ""}},
	}
}

// Job is what the notice of an invoice is named after, within the command that marks it ready.
func Job(code Code, beneficiary, month string) string {
	return string(code) + ":" + beneficiary + "@" + month
}
