package push

import (
	"slices"
	"time"
)

// Code names what happened. Codes are kept in queues and payloads: they are never renamed.
type Code string

// What people are told about.
const (
	InvoiceReady    Code = "invoice_ready"    // the office has marked a month's invoice ready
	InvoiceReopened Code = "invoice_reopened" // the office has opened it again
	InvoiceSigned   Code = "invoice_signed"   // signed, and the same as what was sent
	InvoiceDiffers  Code = "invoice_differs"  // signed, and not the same as what was sent
	SheetFallen     Code = "sheet_fallen"     // a timesheet's rows have changed since it was signed
	SheetReopened   Code = "sheet_reopened"   // a signed timesheet was taken back
	ShiftConflict   Code = "shift_conflict"   // two answers stand for one shift
	ShiftForgotten  Code = "shift_forgotten"  // a shift has gone on for long, or past its plan
	CertificateEnds Code = "certificate_ends" // a client certificate of the house's ends before long
	Message         Code = "message"          // somebody has said something about a row, a plan, a day or a month
	Test            Code = "test"             // the person has asked whether notices reach them
)

// Urgency is the Urgency header of RFC 8030, section 5.3.
type Urgency string

// The urgencies in use: a phone that saves power wakes for high only.
const (
	Normal Urgency = "normal"
	High   Urgency = "high"
)

// notice is one row of the table: all there is to know about one kind of notice.
type notice struct {
	code    Code
	ttl     time.Duration // how long it is worth being told; push services keep at most four weeks
	urgency Urgency
	group   string // notices of one group about one month replace each other
	path    string // where a tap leads
	office  string // where a tap leads for a coordinator
	sv, en  words
}

// words may hold {Month}, the month's name with a capital. last is the sentence that follows where
// the last day to act is known: {deadline}.
type words struct{ title, body, last string }

const day = 24 * time.Hour

// notices is the table. A newer "ready" takes the place of an older "reopened" of the same month;
// "differs" is replaced by nothing but itself, since nothing may hide it.
func notices() []notice {
	return []notice{
		{InvoiceReady, 14 * day, Normal, "invoice",
			"/rakning/{beneficiary}/{month}", "/office/{beneficiary}/{month}",
			words{"{Month} är klar att titta på", "Det tar ungefär tre minuter.", "Sista dag är {deadline}."},
			words{"{Month} is ready for you to look at", "It takes about three minutes.", "The last day is {deadline}."}},
		{InvoiceReopened, 14 * day, Normal, "invoice",
			"/rakning/{beneficiary}/{month}", "/office/{beneficiary}/{month}",
			words{"{Month} är öppnad igen", "Något ändras. Du får veta när den är klar att titta på.", ""},
			words{"{Month} has been opened again", "Something is being changed. You will be told when it is ready.", ""}},
		{InvoiceSigned, 14 * day, Normal, "invoice",
			"/rakning/{beneficiary}/{month}", "/office/{beneficiary}/{month}",
			words{"{Month} är klar", "Allt är mottaget. Du behöver inte göra något mer.", ""},
			words{"{Month} is done", "Everything has been received. There is nothing more for you to do.", ""}},
		{InvoiceDiffers, 28 * day, High, "differs",
			"/rakning/{beneficiary}/{month}", "/office/{beneficiary}/{month}",
			words{"Ett svar stämmer inte", "Det signerade skiljer sig från det skickade. Titta nu.", ""},
			words{"An answer does not match", "What was signed differs from what was sent. Look now.", ""}},
		{SheetFallen, 14 * day, Normal, "sheet",
			"/month/{month}", "/office/{beneficiary}/{month}",
			words{"{Month} behöver skrivas under igen", "Tiderna har ändrats sedan underskriften. Öppna och se vad som är nytt.", ""},
			words{"{Month} must be signed again", "The times have changed since the signature. Open and see what is new.", ""}},
		{SheetReopened, 14 * day, Normal, "sheet",
			"/month/{month}", "/office/{beneficiary}/{month}",
			words{"{Month} är öppnad igen", "Underskriften gäller inte längre. Titta på tiderna och skriv under på nytt.", ""},
			words{"{Month} has been opened again", "The signature holds no longer. Look at the times and sign anew.", ""}},
		{ShiftConflict, 7 * day, Normal, "conflict",
			"/", "/office/{beneficiary}/{month}",
			words{"En tid behöver dig", "Det finns två olika svar. Du väljer.", ""},
			words{"A time needs you", "There are two different answers. You choose.", ""}},
		{ShiftForgotten, day, Normal, "forgotten",
			"/", "/",
			words{"Pågår ett pass fortfarande?", "Öppna Passbok och svara. Inget slutar av sig självt.", ""},
			words{"Is a shift still going on?", "Open Passbok and answer. Nothing ends by itself.", ""}},
		{CertificateEnds, 7 * day, Normal, "certificate",
			"/office/connection", "/office/connection",
			words{"Ett certifikat går snart ut", "Utan det kan inget skrivas under eller skickas. Säg till den som sköter servern.", "Sista dag är {deadline}."},
			words{"A certificate runs out before long", "Without it nothing can be signed or sent. Tell whoever looks after the server.", "The last day is {deadline}."}},
		{Message, 7 * day, Normal, "message",
			"/talk/{beneficiary}/{month}", "/office/{beneficiary}/{month}",
			words{"{Month}: ett nytt meddelande", "Öppna Passbok och läs det.", ""},
			words{"{Month}: a new message", "Open Passbok to read it.", ""}},
		{Test, time.Hour, High, "test",
			"/more/notices", "/office/me",
			words{"Aviseringarna fungerar", "Det var du som bad om den här.", ""},
			words{"Notices work", "You asked for this one.", ""}},
	}
}

// Codes are all codes of the table, in its order.
func Codes() []Code {
	var all []Code
	for _, n := range notices() {
		all = append(all, n.code)
	}
	return all
}

func noticeOf(code Code) (notice, bool) {
	table := notices()
	i := slices.IndexFunc(table, func(n notice) bool { return n.code == code })
	if i < 0 {
		return notice{}, false
	}
	return table[i], true
}
