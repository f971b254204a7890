package paper

import (
	"fmt"
	"slices"

	"passbok/care"
)

const (
	copyInvoice = "Underlag att skriva av. Sedan årsskiftet 2024/25 tar Försäkringskassan bara emot sin egen pappersblankett, FK 3057. " +
		"Fyll i blanketten med det som står här. Tomma rutor vet Passbok inget om: fyll i dem för hand."
	forMunicipality = "Beslutet är kommunens. Räkningen går till kommunen på papper, och inte till Försäkringskassan."
	replaced        = "GÄLLER INTE LÄNGRE. En annan version har ersatt den här. Använd inte pappret: skriv ut det igen."
	honour          = "Jag försäkrar på heder och samvete att uppgifterna är riktiga och fullständiga."
	asTheyWere      = "Timmar och minuter över alla assistenter, som de var. Räkna inte om väntetid och beredskap: det gör Försäkringskassan."
)

// statement makes the sections of an invoice, in the order of the form, each by a function of its own. What a snapshot does
// not say is an empty box.
var statement = []func(care.Invoice) Section{
	whoseMonth, assistance, activities, hospital, outsideEEA, arrears, signer, representative, costs, advance, arranger,
}

// Invoice is the paper of one beneficiary's month. The error says that days and sums do not agree: such a snapshot cannot
// have been sealed.
func Invoice(i care.Invoice, seal Seal) (Paper, error) {
	var days, assistants care.Sums
	for _, d := range i.Days {
		days = days.Plus(d.Sums)
	}
	for _, a := range i.Assistants {
		assistants = assistants.Plus(a.Sums)
	}
	if days != i.Sums || assistants != i.Sums {
		return Paper{}, fmt.Errorf("print invoice %s: its days add up to %+v and its assistants to %+v, and the sums say %+v", i.Reference(), days, assistants, i.Sums)
	}
	p := Paper{
		Title: "Räkning för assistansersättning", Form: "FK 3057", Month: i.Month.Written(), Version: i.Version,
		Notes: []string{copyInvoice}, Seal: seal, Basis: []Section{dayByDay(i), byAssistant(i)},
	}
	if i.Granter == care.GranterMunicipality {
		p.Notes = []string{forMunicipality}
	}
	if seal.Replaced {
		p.Warning = replaced
	}
	for _, section := range statement {
		p.Sections = append(p.Sections, section(i))
	}
	p.Sections = slices.DeleteFunc(p.Sections, func(s Section) bool { return s.Title == "" })
	return p, nil
}

func whoseMonth(i care.Invoice) Section {
	return Section{Number: "1", Title: "Månad och person som har assistans", Fields: []Field{
		{Label: "År och månad", Value: i.Month.Written(), Span: 3}, {Label: "Namn", Value: i.Beneficiary.Name, Span: 6},
		{Label: "Personnummer", Value: personal(i.Beneficiary.Personnummer), Span: 3},
	}}
}

func assistance(i care.Invoice) Section {
	table := sums([]string{"Timmar och minuter"}, i.Sums)
	return Section{Number: "2", Title: "Assistans under månaden", Note: asTheyWere, Table: &table}
}

func signer(i care.Invoice) Section {
	return Section{Number: "7", Title: "Underskrift av den som har assistans", Note: honour, Sign: &Signature{Name: i.Beneficiary.Name, Phone: true}}
}

func arranger(i care.Invoice) Section {
	return Section{Title: "Assistansanordnare", Fields: []Field{
		{Label: "Namn", Value: i.Provider.Name, Span: 5}, {Label: "Organisationsnummer", Value: organisation(i.Provider.Organisationsnummer), Span: 3},
		{Label: "Kontaktperson", Value: i.Provider.Contact, Span: 2}, {Label: "Telefon", Value: i.Provider.Phone, Span: 2},
	}}
}

func dayByDay(i care.Invoice) Section {
	table := Table{Head: []string{"Dag", "Aktiv tid", "Väntetid", "Beredskap"}, Figures: true}
	note := ""
	for _, d := range i.Days {
		if d.Sums == (care.Sums{}) {
			continue
		}
		day := fmt.Sprint(d.Day)
		if d.Length != 24*60 {
			day += " *"
			note = "* Dygnet då klockan ställdes om. Här står den tid som verkligen arbetades."
		}
		table.Rows = append(table.Rows, []string{day, length(d.Active), length(d.Waiting), length(d.Standby)})
	}
	table.Rows = append(table.Rows, []string{"Summa", length(i.Sums.Active), length(i.Sums.Waiting), length(i.Sums.Standby)})
	return Section{Title: "Det räkningen bygger på, dag för dag", Note: note, Table: &table}
}

func byAssistant(i care.Invoice) Section {
	table := Table{Head: []string{"Assistent", "Aktiv tid", "Väntetid", "Beredskap"}, Figures: true}
	for _, a := range i.Assistants {
		table.Rows = append(table.Rows, []string{a.Name, length(a.Active), length(a.Waiting), length(a.Standby)})
	}
	table.Rows = append(table.Rows, []string{"Summa", length(i.Sums.Active), length(i.Sums.Waiting), length(i.Sums.Standby)})
	return Section{Title: "Det räkningen bygger på, assistent för assistent", Table: &table}
}

// length is Length, and a dash where there is none.
func length(minutes int) string {
	if minutes == 0 {
		return "–"
	}
	return Length(minutes)
}
