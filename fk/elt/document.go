package elt

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/beevik/etree"

	"passbok/care"
)

// Document writes a timesheet as the XML of [Version1] that both sign and that is sent. Where it cannot be sent, the error
// is [Problems].
func Document(t care.Timesheet) ([]byte, error) { return Version1().Sheet(t) }

// Sheet is Document in another version's namespace; the zero value is Version1.
func (v Version) Sheet(t care.Timesheet) ([]byte, error) {
	if v == (Version{}) {
		v = Version1()
	}
	if problems := Check(t); len(problems) > 0 {
		return nil, problems
	}
	return v.write(t)
}

// write writes a timesheet in the schema's order: a row of the published table each line.
func (v Version) write(t care.Timesheet) ([]byte, error) {
	doc := newDocument()
	root := doc.CreateElement(ElemDocument)
	root.CreateAttr("xmlns", v.Document)
	say(root, ElemID, t.ID)
	say(root, ElemMonth, string(t.Month))
	writePerson(root.CreateElement(ElemBeneficiary), t.Beneficiary)
	assistant := root.CreateElement(ElemAssistant)
	writePerson(assistant, t.Assistant)
	say(assistant, ElemAgreement, strconv.FormatBool(t.Agreement))
	for _, p := range t.Periods {
		period := root.CreateElement(ElemPeriod)
		say(period, ElemFromDay, string(p.From))
		say(period, ElemToDay, string(p.To))
	}
	writeEmployer(root, t)
	report := root.CreateElement(ElemReport)
	for _, r := range t.Rows {
		row := report.CreateElement(ElemRow)
		say(row, ElemDay, strconv.Itoa(r.Day))
		say(row, ElemFrom, r.From)
		say(row, ElemTo, r.To)
		say(row, kindElements()[r.Kind], "true")
	}
	say(root, ElemPhoneOffice, providerPhone(t))
	known(root, ElemPhoneWorker, t.Assistant.Phone)
	raw, err := doc.WriteToBytes()
	if err != nil {
		return nil, fmt.Errorf("write timesheet %s for ELT: %w", t.Reference(), err)
	}
	return raw, nil
}

func writePerson(at *etree.Element, p care.SheetPerson) {
	known(at, ElemPersonnummer, string(p.Personnummer))
	known(at, ElemSamordning, string(p.Samordningsnummer))
	say(at, ElemGiven, p.Given)
	say(at, ElemFamily, p.Family)
}

func writeEmployer(root *etree.Element, t care.Timesheet) {
	if t.Employer == care.EmployedByBeneficiary {
		say(root, ElemByPerson, "true")
		return
	}
	provider := root.CreateElement(ElemProvider)
	known(provider, ElemProviderName, t.Provider.Name)
	say(provider, ElemOrgNumber, t.Provider.Organisationsnummer)
	known(provider, ElemContact, t.Provider.Contact)
	known(provider, ElemPhone, contactPhone(t))
	switch t.Employer {
	case care.EmployedByOther:
		other := provider.CreateElement(ElemByOther)
		known(other, ElemOtherName, t.Other.Name)
		say(other, ElemOrgNumber, t.Other.Organisationsnummer)
	case care.SelfEmployed:
		say(provider, ElemSelfEmployed, "true")
	default:
		say(provider, ElemByProvider, "true")
	}
}

func newDocument() *etree.Document {
	doc := etree.NewDocument()
	// Only what must be escaped is: the bytes are then those of the canonical form, but for the declaration.
	doc.WriteSettings = etree.WriteSettings{CanonicalEndTags: true, CanonicalText: true, CanonicalAttrVal: true}
	doc.CreateProcInst("xml", declaration)
	return doc
}

func say(parent *etree.Element, name, text string) { parent.CreateElement(name).SetText(text) }

// known leaves an element out of which nothing is known.
func known(parent *etree.Element, name, text string) {
	if text != "" {
		say(parent, name, text)
	}
}

// Canonical is the form of a document that the signed hash is over. A document that is no XML, or declares types or
// entities, is an error.
func Canonical(document []byte) ([]byte, error) {
	root, err := rootOf(document)
	if err != nil {
		return nil, err
	}
	canonical, err := canonicalizer().Canonicalize(root)
	if err != nil {
		return nil, fmt.Errorf("make a timesheet canonical: %w", err)
	}
	return canonical, nil
}

// Hidden is [HiddenData] of a document as it is kept.
func Hidden(document []byte) (string, error) {
	root, err := rootOf(document)
	if err != nil {
		return "", err
	}
	id := root.SelectElement(ElemID)
	if id == nil || !uuidForm.MatchString(id.Text()) {
		return "", errors.New("read a timesheet for ELT: it has no id")
	}
	canonical, err := canonicalizer().Canonicalize(root)
	if err != nil {
		return "", fmt.Errorf("make a timesheet canonical: %w", err)
	}
	return HiddenData(id.Text(), canonical), nil
}

func rootOf(document []byte) (*etree.Element, error) {
	doc := etree.NewDocument()
	doc.ReadSettings = etree.ReadSettings{ValidateInput: true, PreserveDuplicateAttrs: true, MaxDepth: maxDepth}
	if err := doc.ReadFromBytes(document); err != nil {
		return nil, fmt.Errorf("read a timesheet for ELT: %w", err)
	}
	for _, token := range doc.Child {
		if _, declares := token.(*etree.Directive); declares {
			return nil, errors.New("read a timesheet for ELT: it declares types or entities")
		}
	}
	if doc.Root() == nil || doc.Root().Tag != ElemDocument {
		return nil, errors.New("read a timesheet for ELT: it is none")
	}
	return doc.Root(), nil
}

// maxDepth is how deep elements may lie in each other: in a timesheet, four.
const maxDepth = 16
