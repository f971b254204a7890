package form

import (
	"bytes"
	"errors"

	"passbok/care"
)

// Set are the installed forms, by which they are. What is not there, or must not be filled, is printed as the basis to copy
// from; so is what has letters that a form cannot show.
type Set map[string]*Form

// Invoice is the form, filled with an invoice; nil where there is none to be filled.
func (s Set) Invoice(i care.Invoice) ([]byte, error) {
	if s.InvoiceCopies(i) == 0 {
		return nil, nil
	}
	var out bytes.Buffer
	return filled(&out, s[Invoice].Invoice(&out, i))
}

// InvoiceCopies is how many copies of the form an invoice takes: one, or none where there is none to be filled.
func (s Set) InvoiceCopies(i care.Invoice) int {
	if s[Invoice] == nil || i.Granter == care.GranterMunicipality { // theirs is another form
		return 0
	}
	return 1
}

// Timesheet is the form, filled with a timesheet; nil where there is none to be filled.
func (s Set) Timesheet(t care.Timesheet) ([]byte, error) {
	f := s[Timesheet]
	if f == nil {
		return nil, nil
	}
	var out bytes.Buffer
	return filled(&out, f.Timesheet(&out, t))
}

// TimesheetCopies is how many copies of the form a timesheet takes; none where there is none to be filled.
func (s Set) TimesheetCopies(t care.Timesheet) int {
	if f := s[Timesheet]; f != nil {
		return f.copies(t)
	}
	return 0
}

func filled(out *bytes.Buffer, err error) ([]byte, error) {
	if errors.Is(err, ErrLetters) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Field is a field of a PDF, for who writes a mapping.
type Field struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Options string `json:"options,omitempty"` // to choose among, with commas between
	Pages   []int  `json:"pages"`
}
