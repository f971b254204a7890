package month

import (
	"cmp"
	"fmt"
	"strings"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What a timesheet, or an invoice, cannot say yet, since nobody has written it down. On paper it is filled in by hand; what
// is signed and sent must have it.
const (
	UnsaidEmployment        = "employment"         // who employs the assistant, and by which rules
	UnsaidPeriod            = "period"             // over which period working time is limited
	UnsaidBeneficiaryNumber = "beneficiary_number" // personnummer
	UnsaidAssistantNumber   = "assistant_number"   // personnummer or samordningsnummer
	UnsaidProviderNumber    = "provider_number"    // organisationsnummer
	UnsaidProviderPhone     = "provider_phone"
	UnsaidEmployerNumber    = "employer_number" // organisationsnummer of an employer who is another
)

// timesheet is an assistant's timesheet as it would be, were it marked ready now.
func (p *papers) timesheet(docs book.Documents, assistant, id string, version int) (care.Timesheet, error) {
	t := care.Timesheet{V: 1, ID: id, Month: p.month, Version: version, Periods: []care.SheetPeriod{}, Rows: p.sheetRows(assistant)}
	t.Sums = sumsOf(t.Rows)
	var err error
	if t.Beneficiary, err = sheetPerson(docs, p.beneficiary.ID); err != nil {
		return t, err
	}
	if t.Assistant, err = sheetPerson(docs, assistant); err != nil {
		return t, err
	}
	provider, err := providerOf(docs)
	if err != nil {
		return t, err
	}
	t.Provider = partyOf(provider)
	employed, err := employments(docs, assistant, p.beneficiary.ID, p.month)
	if err != nil {
		return t, err
	}
	person, _, err := docs.Get("person/" + p.beneficiary.ID)
	if err != nil {
		return t, fmt.Errorf("read person %s: %w", p.beneficiary.ID, err)
	}
	employ(&t, employed, person.Text("employer") == care.EmployerOwn)
	return t, nil
}

// sheetUnsaid is what a timesheet cannot say, in the order of the form.
func sheetUnsaid(docs book.Documents, t care.Timesheet) ([]string, error) {
	employed, err := employments(docs, t.Assistant.ID, t.Beneficiary.ID, t.Month)
	if err != nil {
		return nil, err
	}
	unsaid := []string{}
	for _, part := range []struct {
		lacks bool
		what  string
	}{
		{t.Beneficiary.Personnummer == "", UnsaidBeneficiaryNumber},
		{t.Assistant.Personnummer == "" && t.Assistant.Samordningsnummer == "", UnsaidAssistantNumber},
		{len(employed) == 0, UnsaidEmployment},
		{len(employed) > 0 && len(t.Periods) == 0, UnsaidPeriod},
		{t.Employer == care.EmployedByOther && t.Other.Organisationsnummer == "", UnsaidEmployerNumber},
		{t.Employer != care.EmployedByBeneficiary && t.Provider.Organisationsnummer == "", UnsaidProviderNumber},
		{t.Provider.Phone == "", UnsaidProviderPhone},
	} {
		if part.lacks {
			unsaid = append(unsaid, part.what)
		}
	}
	return unsaid, nil
}

// sheetPerson is somebody as a timesheet names them.
func sheetPerson(docs book.Documents, id string) (care.SheetPerson, error) {
	doc, _, err := docs.Get("person/" + id)
	if err != nil {
		return care.SheetPerson{}, fmt.Errorf("read person %s: %w", id, err)
	}
	p := care.SheetPerson{ID: id, Phone: doc.Text("phone")}
	p.Given, p.Family = givenFamily(doc.Text("given"), doc.Text("family"), doc.Text("name"))
	for doc, err := range docs.Feed(care.IdentityFeed(id)) {
		if err != nil {
			return care.SheetPerson{}, fmt.Errorf("read identity of %s: %w", id, err)
		}
		f := doc.Values()
		if care.Text(f, "person") != id || care.Flag(f, "void") {
			continue
		}
		if number := care.Text(f, "personnummer"); number != "" {
			p.Personnummer, p.Samordningsnummer = care.Personnummer(number), ""
		} else if p.Personnummer == "" {
			p.Samordningsnummer = care.Personnummer(cmp.Or(care.Text(f, "samordningsnummer"), string(p.Samordningsnummer)))
		}
	}
	return p, nil
}

// givenFamily are the two names of somebody; where only the whole is known, its last word is the family name.
func givenFamily(given, family, name string) (string, string) {
	if given != "" || family != "" {
		return given, family
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return strings.Join(words, ""), ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}

func partyOf(provider care.Fields) care.InvoiceParty {
	return care.InvoiceParty{
		Name: care.Text(provider, "name"), Organisationsnummer: care.Text(provider, "organisationsnummer"),
		Contact: care.Text(provider, "contact"), Phone: care.Text(provider, "phone"),
	}
}

// Why a timesheet goes on paper.
const (
	PaperBeneficiary  = "beneficiary"       // as all of the beneficiary's do
	PaperMunicipality = "municipality"      // the decision is a municipality's
	PaperSamordning   = "samordningsnummer" // the assistant has no other number, and with that one nobody can sign
)

// sheetRoute is how a timesheet goes to Försäkringskassan, and where that is on paper, why.
func (p *papers) sheetRoute(docs book.Documents, assistant care.SheetPerson) (route, why string, err error) {
	person, _, err := docs.Get("person/" + p.beneficiary.ID)
	if err != nil {
		return "", "", fmt.Errorf("read person %s: %w", p.beneficiary.ID, err)
	}
	switch {
	case person.Text("route") != care.RouteELT:
		return care.RoutePaper, PaperBeneficiary, nil
	case p.granter() == care.GranterMunicipality:
		return care.RoutePaper, PaperMunicipality, nil
	case assistant.Samordningsnummer != "":
		return care.RoutePaper, PaperSamordning, nil
	}
	return care.RouteELT, "", nil
}

// keepVersion is the change that keeps a version of a timesheet, and its hash.
func keepVersion(t care.Timesheet) (book.Change, string, error) {
	raw, err := t.Canonical()
	if err != nil {
		return book.Change{}, "", err
	}
	hash, err := t.Hash()
	if err != nil {
		return book.Change{}, "", err
	}
	ref := care.SheetRef(t.Assistant.ID, t.Beneficiary.ID, t.Month, t.Version)
	return book.Change{Doc: ref, Set: op.Fields{"timesheet": raw, "hash": care.Value(hash)}}, hash, nil
}
