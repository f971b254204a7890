package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/care"
)

// What an invoice says besides its hours. What nobody has said is an empty box, to be filled in by hand.

// declared is what a snapshot says; of one from before there were declarations, nothing.
func declared(i care.Invoice) care.InvoiceDeclaration {
	if i.Declaration == nil {
		return care.InvoiceDeclaration{}
	}
	return *i.Declaration
}

func activities(i care.Invoice) Section {
	d := declared(i)
	in := func(kind string) bool { return slices.Contains(d.Activities, kind) }
	return Section{Number: "3", Title: "Assistans i barnomsorg, skola eller daglig verksamhet", Fields: []Field{
		{Label: "Assistans gavs i", Span: 12, Choices: []Choice{
			{"barnomsorg", in(care.ActivityChildcare)}, {"skola", in(care.ActivitySchool)}, {"daglig verksamhet", in(care.ActivityDaily)}, {"inget av dem", d.NoActivities},
		}},
	}}
}

func hospital(i care.Invoice) Section {
	stays := declared(i).Hospital
	s := Section{Number: "4", Title: "Sjukhusvård under månaden"}
	for n := range max(care.MostHospital, len(stays)) {
		from, to := "", ""
		if n < len(stays) {
			from, to = DayAndClock(stays[n].From), DayAndClock(stays[n].To)
		}
		s.Fields = append(s.Fields, Field{Label: fmt.Sprintf("Period %d, från datum och klockslag", n+1), Value: from, Span: 6}, Field{Label: "till datum och klockslag", Value: to, Span: 6})
	}
	if len(stays) > care.MostHospital {
		s.Note = fmt.Sprintf("Blanketten har plats för %d perioder. Skriv de andra på ett eget papper.", care.MostHospital)
	}
	return s
}

// DayAndClock writes a minute as the form asks for it: date and clock time.
func DayAndClock(text string) string {
	at, err := care.ParseMinute(text)
	if err != nil {
		return text
	}
	return string(care.DateOf(at)) + " " + strings.ReplaceAll(at.In(care.Stockholm()).Format(time.TimeOnly[:5]), ":", ".")
}

func outsideEEA(i care.Invoice) Section {
	is := declared(i).OutsideEEA
	return Section{Number: "5", Title: "Vistelse utanför EES med en assistent som är anställd där", Fields: []Field{
		{Label: "Sådan vistelse under månaden", Choices: yesNo(is != nil, is != nil && *is), Span: 12},
	}}
}

func arrears(i care.Invoice) Section {
	d, left := declared(i), ""
	if d.AllUsed != nil && !*d.AllUsed {
		left = Kronor(d.LeftOre)
	}
	return Section{Number: "6", Title: "Ersättning i efterskott", Fields: []Field{
		{Label: "Den förra utbetalningen gick helt till assistans", Choices: yesNo(d.AllUsed != nil, d.AllUsed != nil && *d.AllUsed), Span: 6},
		{Label: "Kronor kvar", Value: left, Span: 6},
	}}
}

// representative has the one who may sign where there is one only; who of several it is, they choose themselves.
func representative(i care.Invoice) Section {
	var who care.InvoiceRepresentative
	if all := declared(i).Representatives; len(all) == 1 {
		who = all[0]
	}
	return Section{Number: "8", Title: "Ställföreträdare som skriver under i stället", Note: honour, Sign: &Signature{Phone: true}, Fields: []Field{
		{Label: "Skriver under som", Span: 12, Choices: []Choice{{"vårdnadshavare", who.Kind == care.Guardian}, {"god man", who.Kind == care.GodMan}, {"förvaltare", who.Kind == care.Forvaltare}}},
		{Label: "Namn", Value: who.Name, Span: 8}, {Label: "Personnummer", Value: personal(who.Personnummer), Span: 4},
	}}
}

// costs are asked for of those who employ their assistants themselves, and where Försäkringskassan requires them; elsewhere
// the form's rows stay empty, and the paper has none.
func costs(i care.Invoice) Section {
	d := declared(i)
	if i.Employer != care.EmployerOwn && len(d.Costs) == 0 {
		return Section{}
	}
	names := map[string]string{
		"pay": "Lön utan tillägg för obekväm arbetstid", "supplement": "Tillägg för obekväm arbetstid", "expenses": "Assistansomkostnader",
		"training": "Utbildning", "environment": "Arbetsmiljö och personal", "administration": "Administration",
	}
	table := Table{Head: []string{"Kostnad", "Kronor per timme", "Kronor för perioden"}, Figures: true}
	for _, cost := range care.Costs() {
		row := []string{names[cost], "", ""}
		for _, c := range d.Costs {
			if c.Cost == cost {
				row = []string{names[cost], Kronor(c.Hour), Kronor(c.Period)}
			}
		}
		table.Rows = append(table.Rows, row)
	}
	sum, hours := "", ""
	if len(d.Costs) > 0 {
		sum = Kronor(d.CostOre)
	}
	if d.CostMinutes > 0 {
		hours = Length(d.CostMinutes)
	}
	table.Rows = append(table.Rows, []string{"Summa", "", sum}, []string{"Timmar som kostnaden är räknad på (aldrig fler än beviljade)", "", hours})
	return Section{Number: "9", Title: "Kostnader", Table: &table}
}

func advance(i care.Invoice) Section {
	period, left, settled := "", "", ""
	if a := declared(i).Advance; a != nil {
		period, left, settled = string(a.From)+" – "+string(a.To), Kronor(a.LeftOre), a.Settled
	}
	return Section{Number: "10", Title: "Ersättning i förskott (bara om den betalas i förskott)", Fields: []Field{
		{Label: "Perioden, från och med – till och med", Value: period, Span: 4}, {Label: "Kronor kvar", Value: left, Span: 3}, {Label: "Hur de regleras", Value: settled, Span: 5},
	}}
}

// Kronor writes öre as the form asks for them: kronor, with öre where there are any.
func Kronor(ore int) string {
	if ore%100 == 0 {
		return fmt.Sprint(ore / 100)
	}
	return fmt.Sprintf("%d,%02d", ore/100, ore%100)
}
