package month

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Payroll is a month of all assistants whom the provider employs, as a payroll system needs it: minutes by day and kind. Nothing
// is in it that may still change, or that people disagree about: see Stops.
type Payroll struct {
	Month     care.Month        `json:"month"`
	Provider  care.InvoiceParty `json:"-"`
	Codes     care.PayCodes     `json:"codes"`     // the provider's own
	Employees []Employee        `json:"employees"` // in order of name
	Stops     []PayStop         `json:"stops"`     // what keeps assistants from being paid, in order of name
	Others    []PayOther        `json:"others"`    // whose time somebody else pays, in order of name
}

// Employee is an assistant as the payroll system knows them. One who has several numbers there is several employees.
type Employee struct {
	Party
	Number       string            `json:"number"` // at the payroll system; empty: they are known by their personnummer
	Personnummer care.Personnummer `json:"-"`      // or samordningsnummer
	Sums         care.Sums         `json:"sums"`
	Days         []PaidDay         `json:"-"`        // in order; days without time are left out
	Absences     []PaidAbsence     `json:"absence"`  // in order
	Unsocial     []PaidCode        `json:"unsocial"` // unsocial hours of the month, in order of code: part of Sums, and no more time

	at []Party // the customers with whom they have worked
}

// PaidDay are an employee's minutes of one day in Stockholm, as they were: a night's pass is divided at midnight, and a day
// on which clocks change has the minutes that were worked.
type PaidDay struct {
	Date care.Date
	care.Sums
	Unsocial []PaidCode // in order of code
}

// PayOther is time that is not the provider's to pay.
type PayOther struct {
	Assistant   Party     `json:"assistant"`
	Beneficiary Party     `json:"beneficiary"`
	Employer    string    `json:"employer"` // care.EmployedByBeneficiary, EmployedByOther or SelfEmployed
	Sums        care.Sums `json:"sums"`
}

// Payrolls gathers a month for payroll, for somebody of the office; else the error is a *op.Problem with code forbidden. Whoever
// is left out, by id, is nowhere in it. An error that is none says that time does not add up to the timesheets, and that nothing
// may be paid by it.
func Payrolls(docs book.Documents, person string, m care.Month, leave []string, now time.Time) (Payroll, error) {
	if err := allowed(docs, person, care.TakeOut, "", now); err != nil {
		return Payroll{}, err
	}
	provider, err := providerOf(docs)
	if err != nil {
		return Payroll{}, err
	}
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return Payroll{}, err
	}
	w := paying{docs: docs, leave: leave, employees: map[string]*Employee{}, pay: Payroll{
		Month: m, Provider: partyOf(provider), Codes: care.PayCodesOf(provider), Employees: []Employee{}, Stops: []PayStop{}, Others: []PayOther{},
	}}
	sh := newShared(docs)
	w.unsocial = newUnsocial(provider, m)
	for _, id := range beneficiaries {
		p, err := readOwn(sh, id, m)
		if err != nil {
			return Payroll{}, err
		}
		if err := w.month(&p); err != nil {
			return Payroll{}, err
		}
	}
	if err := w.absences(); err != nil {
		return Payroll{}, err
	}
	w.shared()
	return w.done(), nil
}

// paying gathers a payroll, customer by customer.
type paying struct {
	docs      book.Documents
	leave     []string
	employees map[string]*Employee // by id and number
	unsocial  *unsocial
	pay       Payroll
}

// month adds a customer's month.
func (w *paying) month(p *papers) error {
	days, err := p.dailyOf()
	if err != nil {
		return err
	}
	unsocial, err := w.unsocial.of(p)
	if err != nil {
		return err
	}
	stops, err := p.payStops(w.docs)
	if err != nil {
		return err
	}
	for assistant := range stops {
		if days[assistant] == nil { // whose only row waits to become one
			days[assistant] = &daily{}
		}
	}
	for _, assistant := range slices.Sorted(maps.Keys(days)) {
		if slices.Contains(w.leave, assistant) {
			continue
		}
		if err := w.assistant(p, assistant, days[assistant], unsocial[assistant], stops[assistant]); err != nil {
			return err
		}
	}
	return nil
}

// assistant adds an assistant's time at one customer: to what is paid, to what stops, or to what somebody else pays.
func (w *paying) assistant(p *papers, id string, days *daily, unsocial *[31][]PaidCode, stops []PayStop) error {
	name, err := p.name(w.docs, id)
	if err != nil {
		return err
	}
	who, sums := Party{id, name}, days.since(p.month, p.month.First())
	t := care.Timesheet{Month: p.month}
	employed, err := employments(w.docs, id, p.beneficiary.ID, p.month)
	if err != nil {
		return err
	}
	employ(&t, employed, p.alone)
	mixed := several(employed) && sums != (care.Sums{})
	if !mixed && t.Employer != care.EmployedByProvider {
		w.pay.Others = append(w.pay.Others, PayOther{who, p.beneficiary, t.Employer, sums})
		return nil
	}
	if mixed {
		stops = append(stops, PayStop{Code: StopEmployers, Rows: []string{}})
	}
	number, identity := "", care.Personnummer("")
	for _, f := range employed {
		number = cmp.Or(care.Text(f, "pay_number"), number) // of the terms at the month's end
	}
	if number == "" {
		if identity, err = identityOf(w.docs, id); err != nil {
			return err
		}
		if identity == "" && sums != (care.Sums{}) {
			stops = append(stops, PayStop{Code: StopNumber, Rows: []string{}})
		}
	}
	for _, stop := range stops {
		stop.Assistant, stop.Beneficiary = who, p.beneficiary
		w.pay.Stops = append(w.pay.Stops, stop)
	}
	if len(stops) > 0 || sums == (care.Sums{}) {
		return nil
	}
	key := id + "\x00" + number
	e := w.employees[key]
	if e == nil {
		e = &Employee{Party: who, Number: number, Personnummer: identity, Absences: []PaidAbsence{}, Unsocial: []PaidCode{}}
		w.employees[key] = e
	}
	e.at, e.Sums = append(e.at, p.beneficiary), e.Sums.Plus(sums)
	for at, of := range days {
		if of == (care.Sums{}) {
			continue
		}
		date := p.month.Dates()[at]
		place, there := slices.BinarySearchFunc(e.Days, date, func(d PaidDay, of care.Date) int { return cmp.Compare(d.Date, of) })
		if !there {
			e.Days = slices.Insert(e.Days, place, PaidDay{Date: date})
		}
		e.Days[place].Sums = e.Days[place].Plus(of)
		if unsocial != nil {
			e.Days[place].Unsocial = plus(e.Days[place].Unsocial, unsocial[at])
			e.Unsocial = plus(e.Unsocial, unsocial[at])
		}
	}
	return nil
}

// done is the payroll in order.
func (w *paying) done() Payroll {
	byName := func(a, b Party) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) }
	for _, e := range w.employees {
		w.pay.Employees = append(w.pay.Employees, *e)
	}
	slices.SortFunc(w.pay.Employees, func(a, b Employee) int { return cmp.Or(byName(a.Party, b.Party), cmp.Compare(a.Number, b.Number)) })
	slices.SortStableFunc(w.pay.Stops, func(a, b PayStop) int {
		return cmp.Or(byName(a.Assistant, b.Assistant), byName(a.Beneficiary, b.Beneficiary))
	})
	slices.SortStableFunc(w.pay.Others, func(a, b PayOther) int {
		return cmp.Or(byName(a.Assistant, b.Assistant), byName(a.Beneficiary, b.Beneficiary))
	})
	return w.pay
}

// dailyOf are the month's minutes by day, by assistant. Pay rests on it, so it is held against the timesheets each time: what
// is paid is what they say, minute for minute. The error says where it is not.
func (p *papers) dailyOf() (map[string]*daily, error) {
	days := map[string]*daily{}
	for _, assistant := range p.sheetHolders() {
		days[assistant] = &daily{}
	}
	for _, one := range p.cut {
		at := &days[one.Assistant][one.day]
		*at = at.Add(one.Kind, one.part.Minutes())
	}
	for assistant, of := range days {
		sums := of.since(p.month, p.month.First())
		if said := sumsOf(p.sheetRows(assistant)); said != sums {
			return nil, fmt.Errorf("payroll %s: the days of %s at %s are %+v, the timesheet's rows %+v", p.month, assistant, p.beneficiary.ID, sums, said)
		}
		s, err := p.holds(assistant)
		if err != nil {
			return nil, err
		}
		if s.State != care.SheetOpen && s.Sums != nil && *s.Sums != sums {
			return nil, fmt.Errorf("payroll %s: the days of %s at %s are %+v, the timesheet %+v", p.month, assistant, p.beneficiary.ID, sums, *s.Sums)
		}
	}
	return days, nil
}
