package care

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Timesheet is the snapshot of one assistant's month at one beneficiary, as it was when it was marked ready: what is
// signed, printed and sent (FK 3059). It never changes; what is reopened gets a new one, with the next version.
type Timesheet struct {
	V           int           `json:"v"`  // of this shape: 1
	ID          string        `json:"id"` // UUID in lower case: the document's id at Försäkringskassan
	Month       Month         `json:"month"`
	Version     int           `json:"version"` // of this timesheet, from 1
	Beneficiary SheetPerson   `json:"beneficiary"`
	Assistant   SheetPerson   `json:"assistant"`
	Provider    InvoiceParty  `json:"provider"`
	Employer    string        `json:"employer"`  // one of EmployedByProvider …
	Other       SheetEmployer `json:"other"`     // where the employer is another
	Agreement   bool          `json:"agreement"` // a collective agreement applies
	Periods     []SheetPeriod `json:"periods"`   // over which working time is limited: two where one ends within the month
	Rows        []SheetRow    `json:"rows"`      // in order of time
	Sums        Sums          `json:"sums"`      // real minutes
}

// SheetPerson is somebody on a timesheet. One of the numbers is known, or neither; never both.
type SheetPerson struct {
	ID                string       `json:"id"`
	Given             string       `json:"given"`
	Family            string       `json:"family"`
	Personnummer      Personnummer `json:"personnummer"`
	Samordningsnummer Personnummer `json:"samordningsnummer"`
	Phone             string       `json:"phone"`
}

// SheetEmployer is an employer who is neither the provider nor the beneficiary.
type SheetEmployer struct {
	Name                string `json:"name"`
	Organisationsnummer string `json:"organisationsnummer"`
}

// SheetPeriod is a calculation period, both days included.
type SheetPeriod struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// SheetRow is a row as Försäkringskassan reads it: a day of the month and two clock times, and what was really worked.
type SheetRow struct {
	Day     int    `json:"day"`  // from 1
	From    string `json:"from"` // HH.MM
	To      string `json:"to"`   // HH.MM, or EndOfDay
	Kind    Kind   `json:"kind"`
	Minutes int    `json:"minutes"`
	Row     string `json:"row"` // ref of the shift that it is of
}

// Canonical are the bytes that the hash is over: compact JSON in the order of the fields above.
func (t Timesheet) Canonical() ([]byte, error) {
	raw, err := marshal(t)
	if err != nil {
		return nil, fmt.Errorf("write timesheet %s: %w", t.Reference(), err)
	}
	return raw, nil
}

// Hash is SHA-256 over the canonical bytes, in hex.
func (t Timesheet) Hash() (string, error) {
	raw, err := t.Canonical()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// RowsHash is SHA-256 in hex over rows alone: by it is known whether a timesheet's rows are still as they were signed.
func RowsHash(rows []SheetRow) (string, error) {
	raw, err := marshal(rows)
	if err != nil {
		return "", fmt.Errorf("write rows of a timesheet: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Reference names one version of one timesheet: <assistant>.<beneficiary>@<month>:<version>.
func (t Timesheet) Reference() string {
	return fmt.Sprintf("%s.%s@%s:%d", t.Assistant.ID, t.Beneficiary.ID, t.Month, t.Version)
}

// SheetRef is the document that keeps one version of a timesheet.
func SheetRef(assistant, beneficiary string, m Month, version int) string {
	return fmt.Sprintf("sheet/%s.%s@%s:%d", assistant, beneficiary, m, version)
}

// SheetState is how far a timesheet has come.
type SheetState string

// The states of a timesheet. On the digital way both sign and it is sent; on the paper way it is printed, signed by hand,
// and marked complete.
const (
	SheetOpen       SheetState = "open"        // rows may change; never marked ready, or reopened, or its signature fell
	SheetReady      SheetState = "ready"       // the assistant, or the office for them, has said that the month is whole
	SheetSigned     SheetState = "signed"      // by the assistant
	SheetApproved   SheetState = "approved"    // signed by the provider, too: the rows are sealed
	SheetSent       SheetState = "sent"        // to Försäkringskassan
	SheetReceived   SheetState = "received"    // Försäkringskassan has it: there is a receipt
	SheetRejected   SheetState = "rejected"    // Försäkringskassan does not take it, in its own words
	SheetPrinted    SheetState = "printed"     // on its way as paper
	SheetHandSigned SheetState = "hand_signed" // both have signed the paper
	SheetComplete   SheetState = "complete"    // the paper is with Försäkringskassan
)

// SheetStates are all of them, the digital way first.
func SheetStates() []SheetState {
	return []SheetState{SheetOpen, SheetReady, SheetSigned, SheetApproved, SheetSent, SheetReceived, SheetRejected, SheetPrinted, SheetHandSigned, SheetComplete}
}

// sheetMoves says from which states each state may be entered.
var sheetMoves = map[SheetState][]SheetState{
	SheetReady:      {SheetOpen},
	SheetSigned:     {SheetReady},
	SheetApproved:   {SheetSigned},
	SheetSent:       {SheetApproved, SheetRejected},
	SheetReceived:   {SheetSent},
	SheetRejected:   {SheetSent},
	SheetPrinted:    {SheetReady, SheetPrinted, SheetRejected}, // printed again, or on paper after all
	SheetHandSigned: {SheetPrinted},
	SheetComplete:   {SheetHandSigned},
	SheetOpen:       {SheetReady, SheetSigned, SheetApproved, SheetSent, SheetReceived, SheetRejected, SheetPrinted, SheetHandSigned, SheetComplete},
}

// May tells whether a timesheet in this state may enter the next one. The empty state is SheetOpen.
func (s SheetState) May(next SheetState) bool {
	if s == "" {
		s = SheetOpen
	}
	return slices.Contains(sheetMoves[next], s)
}

// Done tells whether Försäkringskassan has it.
func (s SheetState) Done() bool { return s == SheetReceived || s == SheetComplete }
