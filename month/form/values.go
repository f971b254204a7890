package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"passbok/care"
	"passbok/month/paper"
)

// value is what goes into one field. What is empty is left to be filled in by hand; a box is ticked or is not.
type value struct {
	text string
	box  bool // it is a box to tick, and text is "yes" or "no"
}

// values are what goes onto one copy of a form, by our names.
type values map[string]value

func (v values) text(name, text string) { v[name] = value{text: text} }

func (v values) box(name string, ticked bool) {
	v[name] = value{text: map[bool]string{true: yes, false: no}[ticked], box: true}
}

const (
	yes = "yes"
	no  = "no"
	// rowPrefix begins the names of what stands in a row of time.
	rowPrefix = "row."
)

// choice says one of several: as a word, for a group of buttons or a text, and as a box each.
func (v values) choice(name, chosen string, of ...string) {
	v.text(name, chosen)
	for _, one := range of {
		v.box(name+"."+one, one == chosen)
	}
}

// flag says yes, no, or nothing yet.
func (v values) flag(name string, is *bool) {
	said := ""
	if is != nil {
		said = map[bool]string{true: yes, false: no}[*is]
	}
	v.choice(name, said, yes, no)
}

// sums says three lengths of time, each in hours and minutes apart, and together.
func (v values) sums(name string, s care.Sums) {
	for kind, minutes := range map[string]int{"active": s.Active, "waiting": s.Waiting, "standby": s.Standby} {
		v.text(name+"."+kind, paper.Length(minutes))
		v.text(name+"."+kind+".hours", fmt.Sprint(minutes/60))
		v.text(name+"."+kind+".minutes", fmt.Sprint(minutes%60))
	}
}

// Names are our names for what can be filled in of a form, in order. Names of rows stand for every row.
func Names(form string) []string { return slices.Sorted(maps.Keys(known(form))) }

// known are all names of a form, each with some value.
func known(form string) values {
	some := invoiceValues(care.Invoice{Month: "2026-01"})
	if form != Invoice {
		some = sheetValues(care.Timesheet{Month: "2026-01", Rows: []care.SheetRow{{Kind: care.Active}}}, 0, 1, 1)
	}
	all := values{}
	for name, one := range some {
		if rest, ok := strings.CutPrefix(name, rowPrefix); ok {
			_, field, _ := strings.Cut(rest, ".")
			name = rowPrefix + field
		}
		all[name] = one
	}
	return all
}

// sheetValues are those of one copy of the form, from 0 of so many, with so many rows each.
func sheetValues(t care.Timesheet, copy, copies, rows int) values {
	v := values{}
	v.month(t.Month)
	v.person("beneficiary", t.Beneficiary)
	v.person("assistant", t.Assistant)
	v.party(t.Provider)
	v.choice("employer", t.Employer, care.EmployedByProvider, care.EmployedByBeneficiary, care.EmployedByOther, care.SelfEmployed)
	v.text("other.name", t.Other.Name)
	v.text("other.number", t.Other.Organisationsnummer)
	v.flag("agreement", &t.Agreement)
	for n := range 2 {
		from, to := "", ""
		if n < len(t.Periods) {
			from, to = string(t.Periods[n].From), string(t.Periods[n].To)
		}
		v.text(fmt.Sprintf("period%d.from", n+1), from)
		v.text(fmt.Sprintf("period%d.to", n+1), to)
	}
	v.text("sheet", fmt.Sprint(copy+1))
	v.text("sheets", fmt.Sprint(copies))
	v.sums("sum", t.Sums)
	var here care.Sums
	for i, row := range t.Rows[copy*rows : min(len(t.Rows), (copy+1)*rows)] {
		here = here.Add(row.Kind, row.Minutes)
		at := fmt.Sprintf("%s%d.", rowPrefix, i+1)
		v.text(at+"day", fmt.Sprint(row.Day))
		v.text(at+"from", row.From)
		v.text(at+"to", row.To)
		v.choice(at+"kind", string(row.Kind), string(care.Active), string(care.Waiting), string(care.Standby))
	}
	v.sums("sheet.sum", here)
	return v
}

func (v values) month(m care.Month) {
	v.text("month", string(m))
	year, month, _ := strings.Cut(string(m), "-")
	v.text("month.year", year)
	v.text("month.month", month)
}

func (v values) person(name string, p care.SheetPerson) {
	v.text(name+".given", p.Given)
	v.text(name+".family", p.Family)
	v.text(name+".name", strings.TrimSpace(p.Given+" "+p.Family))
	v.text(name+".number", string(p.Personnummer)+string(p.Samordningsnummer)) // one of them, or neither
	v.text(name+".phone", p.Phone)
}

func (v values) party(p care.InvoiceParty) {
	v.text("provider.name", p.Name)
	v.text("provider.number", p.Organisationsnummer)
	v.text("provider.contact", p.Contact)
	v.text("provider.phone", p.Phone)
}

func invoiceValues(i care.Invoice) values {
	v := values{}
	var d care.InvoiceDeclaration
	if i.Declaration != nil {
		d = *i.Declaration
	}
	v.month(i.Month)
	v.text("beneficiary.name", i.Beneficiary.Name)
	v.text("beneficiary.number", string(i.Beneficiary.Personnummer))
	v.text("beneficiary.phone", d.Phone)
	v.party(i.Provider)
	v.sums("sum", i.Sums)
	for _, kind := range []string{care.ActivityChildcare, care.ActivitySchool, care.ActivityDaily} {
		v.box("activity."+kind, slices.Contains(d.Activities, kind))
	}
	v.box("activity.none", d.NoActivities)
	for n := range care.MostHospital {
		from, to := "", ""
		if n < len(d.Hospital) {
			from, to = paper.DayAndClock(d.Hospital[n].From), paper.DayAndClock(d.Hospital[n].To)
		}
		v.text(fmt.Sprintf("hospital%d.from", n+1), from)
		v.text(fmt.Sprintf("hospital%d.to", n+1), to)
	}
	v.flag("outsideEEA", d.OutsideEEA)
	v.flag("allUsed", d.AllUsed)
	v.text("left", ore(d.LeftOre, d.AllUsed != nil && !*d.AllUsed))
	var who care.InvoiceRepresentative
	if len(d.Representatives) == 1 { // who of several signs, they choose themselves
		who = d.Representatives[0]
	}
	v.choice("representative.kind", who.Kind, care.Guardian, care.GodMan, care.Forvaltare)
	v.text("representative.name", who.Name)
	v.text("representative.number", string(who.Personnummer))
	for _, cost := range care.Costs() {
		at := slices.IndexFunc(d.Costs, func(c care.InvoiceCost) bool { return c.Cost == cost })
		hour, period := "", ""
		if at >= 0 {
			hour, period = ore(d.Costs[at].Hour, true), ore(d.Costs[at].Period, true)
		}
		v.text("cost."+cost+".hour", hour)
		v.text("cost."+cost+".period", period)
	}
	v.text("cost.sum", ore(d.CostOre, len(d.Costs) > 0))
	v.text("cost.hours", "")
	if d.CostMinutes > 0 {
		v.text("cost.hours", paper.Length(d.CostMinutes))
	}
	var a care.InvoiceAdvance
	if d.Advance != nil {
		a = *d.Advance
	}
	v.text("advance.from", string(a.From))
	v.text("advance.to", string(a.To))
	v.text("advance.left", ore(a.LeftOre, d.Advance != nil))
	v.text("advance.settled", a.Settled)
	return v
}

// ore writes öre as the form asks for them, where they are said.
func ore(n int, said bool) string {
	if !said {
		return ""
	}
	return paper.Kronor(n)
}
