// Package roll reads a provider's list of people, as a spreadsheet writes it, into the documents of a book: who they are,
// their roles, of an assistant the engagement, the employment and the registration, of a customer the decision, and whom somebody represents. What cannot be read it names, by
// line and column. It is pure: bytes in, documents or problems out; it knows no book, and who is already there it is told.
//
// The file is CSV: comma, semicolon or tab between columns, the first line says what they hold ([Columns]). UTF-8, with or
// without a mark at its beginning; what is not UTF-8 is read as Windows-1252, which older spreadsheets write.
package roll

import "passbok/care"

// Line is one line of the list, as understood.
type Line struct {
	Number        int // in the file, from 1; the header is a line too
	Role          string
	Given, Family string
	Phone         string
	Personnummer  care.Personnummer // or samordningsnummer
	Coordination  bool              // it is a samordningsnummer
	From          care.Date         // of the role, and of an assistant's engagement, employment and registration
	Customer      care.Personnummer // of the beneficiary for whom an assistant works; may be empty
	Regime        string            // of an assistant's employment; empty: no employment is written
	Sent          care.Date         // of the registration; empty: none is written
	Received      care.Date
	Mail          string // address to send to; may be empty
	Mobile        string // E.164, to send SMS to; may be empty
	Lang          string // care.Swedish or care.English; empty: nothing is said
	Task          string // as what somebody represents the customer: care.Guardian …
	Scope         []string
	Decision      Decision // of a customer; of no hours: none is written
}

// Decision is the hours that a customer is granted.
type Decision struct {
	Minutes int
	Per     string // care.PerWeek …
	Granter string
	From    care.Date
	To      care.Date // may be empty
}

// Name is the whole name.
func (l Line) Name() string { return l.Given + " " + l.Family }

// Problem is something that must be put right in the file before anything of it is taken.
type Problem struct {
	Line   int    // 0: the whole file
	Column string // as the file calls it; empty: the whole line
	Code   string // one of this package's
}

// The codes of [Problem]. The sentences for people are the server's.
const (
	NotText       = "not_text"       // no CSV: a workbook, a picture, UTF-16
	NotCSV        = "not_csv"        // a quotation mark that is not closed, or stands where none may
	Empty         = "empty"          // no line but the header, or none at all
	TooLong       = "too_long"       // more lines than are taken at once
	ColumnTwice   = "column_twice"   // two columns hold the same
	ColumnNone    = "column_none"    // a column that is needed is not there
	ColumnOther   = "column_other"   // a column whose name is not known
	Missing       = "missing"        // nothing is written where something must be
	BadText       = "bad_text"       // too long, or with signs that are no letters
	BadRole       = "bad_role"       // neither assistant nor beneficiary
	BadNumber     = "bad_number"     // no personnummer: its length, date or check digit
	BadDate       = "bad_date"       // no date YYYY-MM-DD
	BadRegime     = "bad_regime"     // no regime of working time
	BadMail       = "bad_mail"       // no address of mail
	BadMobile     = "bad_mobile"     // no number of a mobile phone
	BadLang       = "bad_lang"       // no language that people are written to in
	BadTask       = "bad_task"       // nothing as which somebody is represented
	BadScope      = "bad_scope"      // nothing that such a task covers
	BadHours      = "bad_hours"      // no hours
	BadPer        = "bad_per"        // neither week, month nor period
	BadGranter    = "bad_granter"    // neither Försäkringskassan nor a municipality
	BadTime       = "bad_clock"      // no clock time HH.MM, or none of that day
	BadKind       = "bad_kind"       // no kind of time
	PlanTooLong   = "plan_too_long"  // a plan lasts a day or more
	NoAssistant   = "no_assistant"   // nobody in the book has the assistant's number
	NotEngaged    = "not_engaged"    // the assistant does not work for the customer on that day
	PeriodWrong   = "period_wrong"   // a decision ends before it begins, or a period has no end or is too long
	NotTheirs     = "not_theirs"     // the line says what somebody of that role does not have
	NoCustomer    = "no_customer"    // an employment in a household, a registration or a representative without a customer
	Unknown       = "unknown"        // the customer is neither in the book nor in the file
	NotCustomer   = "not_customer"   // whom the line calls customer is none
	Self          = "self"           // the assistant is their own customer
	SentMissing   = "sent_missing"   // received, and never sent
	SentAfter     = "sent_after"     // received before it was sent
	SaidTwice     = "said_twice"     // another line says the same
	NamedOther    = "named_other"    // another line has the same number and another name
	ManyOfOne     = "many_of_one"    // one person on more lines than are taken together
	ColumnsBeyond = "columns_beyond" // the line has more columns than the header
)

// Codes are all of them.
func Codes() []string {
	return []string{
		NotText, NotCSV, Empty, TooLong, ColumnTwice, ColumnNone, ColumnOther, Missing, BadText, BadRole, BadNumber, BadDate, BadRegime, BadMail, BadMobile, BadLang,
		BadTask, BadScope, BadHours, BadPer, BadGranter, PeriodWrong, BadTime, BadKind, PlanTooLong, NoAssistant, NotEngaged,
		NotTheirs, NoCustomer, Unknown, NotCustomer, Self, SentMissing, SentAfter, SaidTwice, NamedOther, ManyOfOne, ColumnsBeyond,
	}
}

// MostLines is how many people's lines one file may have.
const MostLines = 5000
