package care

// Problem says why a value or a document cannot stand. Its code is stable and is part of the API.
type Problem struct {
	code, field, detail string
}

// The codes of [Problem]. The sentences for people, in Swedish and English, are the server's.
const (
	BadText            = "bad_text"               // not a text, or too long, or with control characters
	BadID              = "bad_id"                 // not an id: 1–64 of a–z, 0–9 and hyphen
	BadChoice          = "bad_choice"             // not one of the words allowed
	BadFlag            = "bad_flag"               // neither true nor false
	BadCount           = "bad_count"              // not a whole number within its limits
	BadDate            = "bad_date"               // not a date of the calendar, YYYY-MM-DD
	BadMonth           = "bad_month"              // not a month of the calendar, YYYY-MM
	BadTime            = "bad_time"               // not a minute with the offset that Stockholm has then
	BadNumber          = "bad_number"             // a personnummer or organisationsnummer that cannot be
	BadMail            = "bad_mail"               // no address of mail
	BadMobile          = "bad_mobile"             // no number of a mobile phone
	Missing            = "missing"                // a field that the document cannot be without
	EndBeforeStart     = "end_before_start"       // a shift that ends before it starts
	ShiftTooLong       = "shift_too_long"         // a shift of three days or more
	ToBeforeFrom       = "to_before_from"         // a period that ends before it begins
	PeriodTooLong      = "period_too_long"        // hours granted over more than half a year at a time
	PersonnummerAndSam = "two_identity_numbers"   // both a personnummer and a samordningsnummer
	AssistantIsSelf    = "assistant_is_self"      // somebody who would be their own assistant
	RepresentativeSelf = "representative_is_self" // somebody who would represent themselves
	PersonUnknown      = "person_unknown"         // names somebody who is not in the book
	NotKept            = "not_kept"               // a note of a day whose notes are kept no more
)

func problem(code, field, detail string) error { return &Problem{code, field, detail} }

// Code is the stable code, one of the constants of this package.
func (p *Problem) Code() string { return p.code }

// Field is the field of the document that the problem is about; empty for one about the whole.
func (p *Problem) Field() string { return p.field }

// Error is for logs and programmers. It never quotes the value, which may be personal.
func (p *Problem) Error() string {
	if p.field == "" {
		return p.code + ": " + p.detail
	}
	return p.code + " (" + p.field + "): " + p.detail
}

// Codes are all codes that this package answers with; whoever speaks to people has a sentence for each.
func Codes() []string {
	return []string{
		BadText, BadID, BadChoice, BadFlag, BadCount, BadDate, BadMonth, BadTime, BadNumber, BadMail, BadMobile, Missing, EndBeforeStart,
		ShiftTooLong, ToBeforeFrom, PeriodTooLong, PersonnummerAndSam, AssistantIsSelf, RepresentativeSelf,
		PersonUnknown, NotKept,
	}
}
