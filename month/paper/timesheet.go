package paper

import (
	"fmt"
	"strings"

	"passbok/care"
)

const (
	copyTimesheet = "Underlag att skriva av. Sedan årsskiftet 2024/25 tar Försäkringskassan bara emot sin egen pappersblankett, FK 3059. " +
		"Fyll i blanketten med det som står här, blad för blad: varje blad har blankettens 80 rader, i fyra spalter om 20."
	clockChanged = "* Klockan ställdes om under passet. Klockslagen står som klockan visade, och Försäkringskassan räknar själv om natten."
)

// Timesheet is the paper of one assistant's month at one beneficiary. The error says that rows and sums do not agree: such a
// snapshot cannot have been sealed.
func Timesheet(t care.Timesheet, seal Seal) (Paper, error) {
	p := Paper{
		Title: "Tidsredovisning för assistansersättning", Form: "FK 3059", Month: t.Month.Written(), Version: t.Version,
		Notes: []string{copyTimesheet}, Seal: seal,
		Sections: []Section{whoHasAssistance(t), assistantOf(t), employerOf(t)},
		Signatures: []Signature{
			{Who: "Assistentens underskrift", Name: name(t.Assistant)},
			{Who: providerSigns(t)},
		},
	}
	if seal.Replaced {
		p.Warning = replaced
	}
	sheets, err := sheetsOf(t)
	if err != nil {
		return Paper{}, fmt.Errorf("print timesheet %s: %w", t.Reference(), err)
	}
	p.Sheets = sheets
	return p, nil
}

func name(p care.SheetPerson) string { return strings.TrimSpace(p.Given + " " + p.Family) }

// numberOf is the box for whichever number a person has.
func numberOf(p care.SheetPerson, span int) Field {
	if p.Samordningsnummer != "" {
		return Field{Label: "Samordningsnummer", Value: personal(p.Samordningsnummer), Span: span}
	}
	return Field{Label: "Personnummer", Value: personal(p.Personnummer), Span: span}
}

func whoHasAssistance(t care.Timesheet) Section {
	return Section{Number: "1", Title: "Person som har assistans", Fields: []Field{
		{Label: "Förnamn", Value: t.Beneficiary.Given, Span: 4}, {Label: "Efternamn", Value: t.Beneficiary.Family, Span: 5},
		numberOf(t.Beneficiary, 3),
	}}
}

func assistantOf(t care.Timesheet) Section {
	s := Section{Number: "2", Title: "Personlig assistent", Fields: []Field{
		{Label: "Förnamn", Value: t.Assistant.Given, Span: 4}, {Label: "Efternamn", Value: t.Assistant.Family, Span: 5},
		numberOf(t.Assistant, 3),
		{Label: "Telefon", Value: t.Assistant.Phone, Span: 4},
		{Label: "Kollektivavtal gäller", Choices: yesNo(true, t.Agreement), Span: 3},
		{Label: "Beräkningsperiod, från och med – till och med", Value: periods(t.Periods), Span: 5},
	}}
	return s
}

func periods(of []care.SheetPeriod) string {
	var texts []string
	for _, p := range of {
		texts = append(texts, string(p.From)+" – "+string(p.To))
	}
	return strings.Join(texts, ", ")
}

func employerOf(t care.Timesheet) Section {
	s := Section{Number: "3", Title: "Assistansanordnare och arbetsgivare", Fields: []Field{
		{Label: "Anordnarens namn", Value: t.Provider.Name, Span: 5},
		{Label: "Organisationsnummer", Value: organisation(t.Provider.Organisationsnummer), Span: 3},
		{Label: "Kontaktperson", Value: t.Provider.Contact, Span: 4},
		{Label: "Assistenten är anställd av", Span: 9, Choices: []Choice{
			{"anordnaren", t.Employer == care.EmployedByProvider}, {"den som har assistans", t.Employer == care.EmployedByBeneficiary},
			{"annan arbetsgivare", t.Employer == care.EmployedByOther}, {"egen företagare", t.Employer == care.SelfEmployed},
		}},
		{Label: "Anordnarens telefon", Value: t.Provider.Phone, Span: 3},
	}}
	if t.Employer == care.EmployedByOther {
		s.Fields = append(s.Fields, Field{Label: "Annan arbetsgivare", Value: t.Other.Name, Span: 8},
			Field{Label: "Organisationsnummer", Value: organisation(t.Other.Organisationsnummer), Span: 4})
	}
	return s
}

// providerSigns names the second signature: whoever employs their assistants themselves signs as provider.
func providerSigns(t care.Timesheet) string {
	if t.Employer == care.EmployedByBeneficiary {
		return "Arbetsgivarens underskrift (den som har assistans, eller ställföreträdare)"
	}
	return "Anordnarens underskrift"
}

// sheetsOf divides the rows among the form's sheets. A month without rows has one, empty.
func sheetsOf(t care.Timesheet) ([]Sheet, error) {
	of := max(1, (len(t.Rows)+RowsASheet-1)/RowsASheet)
	sheets := make([]Sheet, 0, of)
	var all, clock care.Sums // as worked, and as the clock times read
	marked := false
	here := make([]care.Sums, of)
	for i := range of {
		sheet := Sheet{Number: i + 1, Of: of}
		for _, row := range t.Rows[i*RowsASheet : min(len(t.Rows), (i+1)*RowsASheet)] {
			read, err := clockMinutes(row)
			if err != nil {
				return nil, err
			}
			out := Row{Day: row.Day, From: row.From, To: row.To, Kind: kinds[row.Kind], Mark: read != row.Minutes}
			sheet.Marked = sheet.Marked || out.Mark
			sheet.Rows = append(sheet.Rows, out)
			here[i], clock = here[i].Add(row.Kind, row.Minutes), clock.Add(row.Kind, read)
		}
		all, marked = all.Plus(here[i]), marked || sheet.Marked
		sheets = append(sheets, sheet)
	}
	if all != t.Sums {
		return nil, fmt.Errorf("the rows add up to %+v, and the sums say %+v", all, t.Sums)
	}
	for i := range sheets {
		head, columns := []string{"På bladet", "Hela månaden"}, []care.Sums{here[i], all}
		if of == 1 {
			head, columns = head[1:], columns[1:]
		}
		if marked {
			head, columns = append(head, "Efter klockslagen"), append(columns, clock)
		}
		sheets[i].Sums = sums(head, columns...)
	}
	return sheets, nil
}

// clockMinutes is how long a row is by its clock times alone.
func clockMinutes(row care.SheetRow) (int, error) {
	var fromHour, fromMinute, toHour, toMinute int
	if _, err := fmt.Sscanf(row.From+" "+row.To, "%2d.%2d %2d.%2d", &fromHour, &fromMinute, &toHour, &toMinute); err != nil {
		return 0, fmt.Errorf("read the row of day %d, %s–%s: %w", row.Day, row.From, row.To, err)
	}
	return (toHour-fromHour)*60 + toMinute - fromMinute, nil
}

// ClockChanged is what the mark of a row means.
func (s Sheet) ClockChanged() string {
	if !s.Marked {
		return ""
	}
	return clockChanged
}
