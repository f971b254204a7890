// Package paper says what stands on a month's papers: the timesheet (FK 3059) and the invoice (FK 3057), section by section
// in the order of Försäkringskassan's forms, in Swedish, as the forms are.
//
// It is the one place that decides what a paper says; month/pdf draws it, and month/page writes it as a web page, so that
// both always say the same. Papers are made of the snapshots that were sealed, and of nothing else: values in, values out.
// It may import care and nothing else of ours.
//
//	paper.go      what a paper is made of
//	seal.go       by what it can be checked: reference, hash, address
//	timesheet.go  FK 3059;  invoice.go  FK 3057, one function a section
package paper

import "passbok/care"

// RowsASheet and Columns are those of Försäkringskassan's form 3059: 80 rows, in 4 columns of 20. More rows take another
// sheet of the form.
const (
	RowsASheet = 80
	Columns    = 4
)

// Paper is one paper, whole.
type Paper struct {
	Title   string // of the form
	Form    string // its number, FK 3059 or FK 3057
	Month   string // oktober 2026
	Version int
	// Warning is there where the paper must not be used any more. Notes are what its reader must know first.
	Warning string
	Notes   []string
	// Sections in the order of the form; on a timesheet they come before the rows, and on every sheet.
	Sections []Section
	// Sheets are the form's pages of rows; only a timesheet has them, and then at least one.
	Sheets []Sheet
	// Signatures of every sheet. Those of an invoice stand in its sections.
	Signatures []Signature
	// Basis is what the paper stands on and the form does not ask for.
	Basis []Section
	Seal  Seal
}

// Section is a numbered part of a form. Number is empty where the form has none for it.
type Section struct {
	Number string
	Title  string
	Note   string
	Fields []Field
	Table  *Table
	Sign   *Signature // at the end of the section
}

// Field is one box of the form. Without a Value and without a choice that is made, it is an empty one, to be filled in by hand.
type Field struct {
	Label   string
	Value   string
	Choices []Choice
	Span    int // its width in twelfths of the paper's
}

// Choice is a box to tick.
type Choice struct {
	Label string
	Made  bool
}

// Table has a head and rows. The first column names the row; the others are set to the right where Figures is set.
type Table struct {
	Head    []string
	Rows    [][]string
	Figures bool
}

// Sheet is one page of the form's rows.
type Sheet struct {
	Number, Of int // from 1
	Rows       []Row
	Sums       Table
	Marked     bool // a row has a mark: see Row
}

// Row is one row of time as the form asks for it.
type Row struct {
	Day      int
	From, To string // HH.MM as the clocks showed, or 24.00
	Kind     string
	// Mark says that the clock was changed during the row: what was worked is not what the clock times give.
	Mark bool
}

// Signature is a place to sign at: date, signature, name in print.
type Signature struct {
	Who   string // empty where the section says it
	Name  string // in print; empty: by hand
	Phone bool   // a line for a phone number too
}

// kinds are the words of the form for the kinds of time.
var kinds = map[care.Kind]string{care.Active: "aktiv tid", care.Waiting: "väntetid", care.Standby: "beredskap"}
