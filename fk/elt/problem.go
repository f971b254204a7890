package elt

import (
	"fmt"
	"strings"
)

// The codes of what keeps a timesheet from being sent. They are stable.
const (
	CodeBadID           = "elt_bad_id"            // not a UUID in lower case
	CodeBadMonth        = "elt_bad_month"         // not a month
	CodeNoNumber        = "elt_no_personnummer"   // no personnummer is known
	CodeBadNumber       = "elt_bad_personnummer"  // a number that cannot be, or two
	CodeCoordination    = "elt_samordningsnummer" // the assistant has only a samordningsnummer: the month goes on paper
	CodeNoName          = "elt_no_name"           // a given or family name is missing
	CodeBadText         = "elt_bad_text"          // a text that is too long, or has signs that cannot be sent
	CodeNoOrganisation  = "elt_no_organisationsnummer"
	CodeBadOrganisation = "elt_bad_organisationsnummer"
	CodeBadEmployer     = "elt_bad_employer" // nobody's, or not one that Försäkringskassan knows
	CodeNoPhone         = "elt_no_phone"     // the provider's is needed
	CodeShortPhone      = "elt_short_phone"  // fewer than 7 characters
	CodeBadPeriod       = "elt_bad_period"   // a calculation period that ends before it begins
	CodeBadRow          = "elt_bad_row"      // a day, a clock time or a kind that cannot be
	CodeSums            = "elt_sums"         // the sums are not those of the rows
)

// ProblemCodes are all of them: whoever speaks to people has a sentence for each.
func ProblemCodes() []string {
	return []string{CodeBadID, CodeBadMonth, CodeNoNumber, CodeBadNumber, CodeCoordination, CodeNoName, CodeBadText, CodeNoOrganisation,
		CodeBadOrganisation, CodeBadEmployer, CodeNoPhone, CodeShortPhone, CodeBadPeriod, CodeBadRow, CodeSums}
}

// Problem is one thing that keeps a timesheet from being sent.
type Problem struct {
	Code  string `json:"code"`  // one of ProblemCodes
	Field string `json:"field"` // the element at fault, as path below the document: assistent/fornamn
	Row   int    `json:"row"`   // of the timesheet, from 1; 0: it is about no row
}

// Problems are an error: all that is wrong with one timesheet, in the document's order.
type Problems []Problem

// Error is for logs; it quotes no value.
func (p Problems) Error() string {
	said := make([]string, 0, len(p))
	for _, one := range p {
		text := one.Code + " (" + one.Field + ")"
		if one.Row > 0 {
			text = fmt.Sprintf("%s, row %d", text, one.Row)
		}
		said = append(said, text)
	}
	return "the timesheet cannot be sent over ELT: " + strings.Join(said, "; ")
}
