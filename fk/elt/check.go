package elt

import (
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"passbok/care"
)

var (
	uuidForm  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	clockForm = regexp.MustCompile(`^([01][0-9]|2[0-3])\.[0-5][0-9]$`)
)

// Check tells all that keeps a timesheet from being sent; nothing where it can be.
func Check(t care.Timesheet) Problems {
	c := &checker{}
	c.hold(uuidForm.MatchString(t.ID), CodeBadID, ElemID)
	_, err := care.ParseMonth(string(t.Month))
	c.hold(err == nil, CodeBadMonth, ElemMonth)
	c.person(t.Beneficiary, ElemBeneficiary)
	c.person(t.Assistant, ElemAssistant)
	for _, p := range t.Periods {
		_, from := care.ParseDate(string(p.From))
		_, to := care.ParseDate(string(p.To))
		c.hold(from == nil && to == nil && p.From <= p.To, CodeBadPeriod, ElemPeriod)
	}
	c.employer(t)
	var sums care.Sums
	for i, row := range t.Rows {
		c.row = i + 1
		c.line(t.Month, err == nil, row)
		sums = sums.Add(row.Kind, row.Minutes)
	}
	c.row = 0
	c.hold(sums == t.Sums, CodeSums, ElemReport)
	c.phone(providerPhone(t), ElemPhoneOffice, true)
	c.phone(t.Assistant.Phone, ElemPhoneWorker, false)
	return c.found
}

type checker struct {
	found Problems
	row   int
}

func (c *checker) hold(right bool, code, field string) {
	if !right {
		c.found = append(c.found, Problem{code, field, c.row})
	}
}

// person checks a person; only the assistant's schema has a place for a samordningsnummer, and they cannot sign with it.
func (c *checker) person(p care.SheetPerson, field string) {
	switch {
	case p.Personnummer != "":
		_, err := care.ParsePersonnummer(string(p.Personnummer))
		c.hold(err == nil && p.Samordningsnummer == "", CodeBadNumber, field+"/"+ElemPersonnummer)
	case field == ElemAssistant && p.Samordningsnummer != "":
		c.hold(maySign(p), CodeCoordination, field+"/"+ElemSamordning)
	default:
		c.hold(false, CodeNoNumber, field+"/"+ElemPersonnummer)
	}
	c.name(p.Given, field+"/"+ElemGiven)
	c.name(p.Family, field+"/"+ElemFamily)
}

func (c *checker) name(text, field string) {
	c.hold(text != "", CodeNoName, field)
	c.text(text, field)
}

func (c *checker) text(text, field string) {
	c.hold(sendable(text) && !tooLong(text), CodeBadText, field)
}

// sendable tells whether a text is one line that XML can carry as it is.
func sendable(text string) bool {
	return utf8.ValidString(text) && !slices.ContainsFunc([]rune(text), func(r rune) bool {
		return unicode.IsControl(r) || r == '\ufffe' || r == '\uffff'
	})
}

func (c *checker) employer(t care.Timesheet) {
	known := []string{care.EmployedByProvider, care.EmployedByBeneficiary, care.EmployedByOther, care.SelfEmployed}
	c.hold(slices.Contains(known, t.Employer), CodeBadEmployer, ElemProvider)
	if t.Employer == care.EmployedByBeneficiary {
		return
	}
	c.text(t.Provider.Name, ElemProvider+"/"+ElemProviderName)
	c.organisation(t.Provider.Organisationsnummer, ElemProvider+"/"+ElemOrgNumber)
	c.text(t.Provider.Contact, ElemProvider+"/"+ElemContact)
	if t.Employer == care.EmployedByOther {
		c.text(t.Other.Name, ElemProvider+"/"+ElemByOther+"/"+ElemOtherName)
		c.organisation(t.Other.Organisationsnummer, ElemProvider+"/"+ElemByOther+"/"+ElemOrgNumber)
	}
}

func (c *checker) organisation(number, field string) {
	if number == "" {
		c.hold(false, CodeNoOrganisation, field)
		return
	}
	_, err := care.ParseOrganisationsnummer(number)
	c.hold(err == nil, CodeBadOrganisation, field)
}

func (c *checker) phone(number, field string, needed bool) {
	if number == "" {
		c.hold(!needed, CodeNoPhone, field)
		return
	}
	c.hold(utf8.RuneCountInString(number) >= minPhone, CodeShortPhone, field)
	c.text(number, field)
}

// line checks one row. It is of this month, of one day, and ends after it began, as the clock showed it.
func (c *checker) line(m care.Month, known bool, row care.SheetRow) {
	const field = ElemReport + "/" + ElemRow + "/"
	c.hold(row.Day >= 1 && (!known && row.Day <= 31 || known && row.Day <= m.Last().Day()), CodeBadRow, field+ElemDay)
	c.hold(clockForm.MatchString(row.From), CodeBadRow, field+ElemFrom)
	c.hold((clockForm.MatchString(row.To) || row.To == care.EndOfDay) && row.From < row.To, CodeBadRow, field+ElemTo)
	_, kind := kindElements()[row.Kind]
	c.hold(kind && row.Minutes > 0, CodeBadRow, field+"*")
}

// kindElements says by which element each kind of time is said.
func kindElements() map[care.Kind]string {
	return map[care.Kind]string{care.Active: ElemActive, care.Waiting: ElemWaiting, care.Standby: ElemStandby}
}
