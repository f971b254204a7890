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

// Review is how the office's months have gone, over all customers.
type Review struct {
	Months    []PastMonth `json:"months"` // the oldest first
	Decisions []HoursLeft `json:"decisions"`
}

// PastMonth is a month over all customers. Hours are counted minutes, as they stand against the granted ones.
type PastMonth struct {
	Month    care.Month    `json:"month"`
	Deadline care.Date     `json:"deadline"` // Försäkringskassan's last day
	Granted  int           `json:"granted"`
	Planned  care.Fraction `json:"planned"`
	Worked   care.Fraction `json:"worked"`
	Disputed int           `json:"disputed"` // rows about which two answers stand: no time of theirs goes out
	// Forecast is what the month that goes on will have worked at its end, each customer as [care.UseOf] says; null of any other.
	// Ahead is how much of it is planned and still to come.
	Forecast *care.Fraction `json:"forecast"`
	Ahead    *care.Fraction `json:"ahead"`
	Sheets   OnTime         `json:"sheets"`
	// Signed is how long after the month's end both had signed a timesheet, Invoices how long until the invoice was signed.
	Signed   Took `json:"signed"`
	Invoices Took `json:"invoices"`
	// Absent are the days on which assistants were away, by kind: each person and day once a kind.
	Absent map[string]int `json:"absent"`
}

// OnTime is how many of a month's timesheets were with Försäkringskassan on its last day, came later, or have not come.
type OnTime struct {
	Of      int `json:"of"`
	OnTime  int `json:"onTime"`
	Late    int `json:"late"`
	Missing int `json:"missing"`
}

// Took is how long something took, in whole days from the month's last day.
type Took struct {
	Of      int  `json:"of"`      // of how many it is known
	Median  *int `json:"median"`  // the lower one of the two in the middle; null where it is known of none
	Slowest *int `json:"slowest"` // null as well
}

// HoursLeft is how far a customer's hours go in the period that is judged now.
type HoursLeft struct {
	Beneficiary Party         `json:"beneficiary"`
	Per         string        `json:"per"`
	Use         care.Use      `json:"use"`
	Planned     care.Fraction `json:"planned"`  // counted minutes of plans in the rest of the period, from tomorrow on
	Disputed    int           `json:"disputed"` // rows of the period, as of a month
}

// Review tells how so many months have gone, until and with the last one, else the error is a *op.Problem with code forbidden.
func (s *Shelf) Review(docs book.Documents, person string, last care.Month, months int, now time.Time) (Review, error) {
	if err := allowed(docs, person, care.LookAround, "", now); err != nil {
		return Review{}, err
	}
	r := Review{Months: make([]PastMonth, 0, months), Decisions: []HoursLeft{}}
	for back := range months {
		m := last.Plus(back - months + 1)
		one, err := s.pastMonth(docs, m, care.DateOf(now))
		if err != nil {
			return Review{}, fmt.Errorf("review %s: %w", m, err)
		}
		r.Months = append(r.Months, one)
	}
	customers, err := beneficiariesIn(docs, care.MonthOf(now))
	if err != nil {
		return Review{}, err
	}
	for _, id := range customers {
		one, known, err := s.hoursLeft(docs, id, care.DateOf(now))
		if err != nil {
			return Review{}, fmt.Errorf("review %s: %w", id, err)
		}
		if known {
			r.Decisions = append(r.Decisions, one)
		}
	}
	slices.SortFunc(r.Decisions, func(a, b HoursLeft) int {
		return cmp.Or(cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return r, nil
}

func (s *Shelf) pastMonth(docs book.Documents, m care.Month, today care.Date) (PastMonth, error) {
	r := PastMonth{Month: m, Deadline: m.Deadline(), Absent: map[string]int{}}
	customers, err := beneficiariesIn(docs, m)
	if err != nil {
		return r, err
	}
	var planned, worked care.Sums
	forecast, still, during := care.Fraction{Den: 1}, care.Fraction{Den: 1}, spell{m.First(), m.Last()}
	var signed, invoices []int
	days := func(on care.Date) int { return m.Last().Days(on) - 1 }
	for _, id := range customers {
		of, err := s.gone(docs, id, m)
		if err != nil {
			return r, err
		}
		plans, err := s.shared(docs).ahead(id, m)
		if err != nil {
			return r, err
		}
		planned, worked = planned.Plus(plans.since(m, m.First())), worked.Plus(of.worked.since(m, m.First()))
		r.Disputed += of.disputed
		if during.holds(today) {
			ahead, err := s.shared(docs).aheadOf(id, during, today)
			if err != nil {
				return r, err
			}
			use := care.UseOf(during.from, during.to, 0, of.worked.within(m, spell{during.from, today}), today, ahead)
			forecast, still = forecast.Plus(use.Forecast), still.Plus(ahead.Planned.Counted())
		}
		if minutes := granted(of.decisions, m); minutes != nil {
			r.Granted += *minutes
		}
		for _, sheet := range of.sheets {
			r.Sheets.Of++
			switch {
			case sheet.arrived == "":
				r.Sheets.Missing++
			case sheet.arrived <= r.Deadline:
				r.Sheets.OnTime++
			default:
				r.Sheets.Late++
			}
			if sheet.signed != "" {
				signed = append(signed, days(sheet.signed))
			}
		}
		if of.invoiced != "" {
			invoices = append(invoices, days(of.invoiced))
		}
	}
	if during.holds(today) {
		r.Forecast, r.Ahead = &forecast, &still
	}
	r.Planned, r.Worked, r.Signed, r.Invoices = planned.Counted(), worked.Counted(), tookOf(signed), tookOf(invoices)
	return r, absentIn(docs, m, r.Absent)
}

// tookOf sums up how long something took.
func tookOf(days []int) Took {
	if len(days) == 0 {
		return Took{}
	}
	slices.Sort(days)
	return Took{len(days), &days[(len(days)-1)/2], &days[len(days)-1]}
}

// gone is what of a customer's month goes into a review.
type gone struct {
	worked    *daily
	disputed  int           // rows about which two answers stand
	decisions []care.Fields // that grant hours in the month
	sheets    []sheetGone
	invoiced  care.Date // the invoice was signed; empty: it is not
}

// sheetGone is when both had signed a timesheet, and when it was with Försäkringskassan; empty: it was not.
type sheetGone struct{ signed, arrived care.Date }

// gone reads a customer's month for a review, once: it follows from the documents alone.
func (s *Shelf) gone(docs book.Documents, beneficiary string, m care.Month) (*gone, error) {
	return s.went.Get(docs, beneficiary+"@"+string(m), func(docs book.Documents) (*gone, error) { return goneIn(docs, beneficiary, m) })
}

func goneIn(docs book.Documents, beneficiary string, m care.Month) (*gone, error) {
	during, of := m.Span(), &gone{worked: &daily{}}
	works, sheets := map[string]bool{}, map[string]sheetGone{}
	for doc, err := range docs.Feed(care.MonthFeed(beneficiary, m)) {
		if err != nil {
			return nil, fmt.Errorf("read %s of %s: %w", m, beneficiary, err)
		}
		if doc.Text("beneficiary") != beneficiary {
			continue
		}
		switch care.KindOf(doc.Ref) {
		case "shift":
			of.worked.add(doc, during)
			if shift, in := shiftIn(doc.Ref, doc, beneficiary, during); in && shift.Counts() {
				works[shift.Assistant] = true
			}
			if len(doc.Conflicts) > 0 {
				of.disputed++
			}
		case "timesheet":
			s, err := sheetOf(doc)
			if err != nil {
				return nil, err
			}
			sheets[doc.Text("assistant")] = sheetGone{dayAt(s.At, care.SheetApproved, care.SheetHandSigned), dayAt(s.At, care.SheetReceived, care.SheetComplete)}
		}
	}
	for _, assistant := range slices.Sorted(maps.Keys(works)) {
		of.sheets = append(of.sheets, sheets[assistant])
	}
	invoice, err := invoiceOf(docs, beneficiary, m)
	if err != nil {
		return nil, err
	}
	of.invoiced = dayAt(invoice.At, care.Signed)
	of.decisions, err = grantsIn(docs, beneficiary, m)
	return of, err
}

// dayAt is the day in Stockholm on which the first of these states was entered that was; empty where none was.
func dayAt[S comparable](at map[S]string, states ...S) care.Date {
	for _, state := range states {
		if t, err := time.Parse(time.RFC3339, at[state]); err == nil {
			return care.DateOf(t)
		}
	}
	return ""
}

// grantsIn are the decisions that grant a beneficiary hours in a month, in order of their first day.
func grantsIn(docs book.Documents, beneficiary string, m care.Month) (found []care.Fields, err error) {
	for record, err := range Records(docs).Feed(care.DecisionIndex(beneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read decisions of %s: %w", beneficiary, err)
		}
		if f := record.Fields; care.Text(f, "beneficiary") == beneficiary && care.Grants(f) && decided(f, m) > 0 {
			found = append(found, f)
		}
	}
	slices.SortFunc(found, func(a, b care.Fields) int { return cmp.Compare(care.Text(a, "from"), care.Text(b, "from")) })
	return found, nil
}

// hoursLeft is how far a customer's hours go in the period that today lies in: the decision's own, or the month.
func (s *Shelf) hoursLeft(docs book.Documents, beneficiary string, today care.Date) (HoursLeft, bool, error) {
	decisions, err := grantsIn(docs, beneficiary, today.Month())
	if err != nil || len(decisions) == 0 {
		return HoursLeft{}, false, err
	}
	d := decisions[holdingOn(decisions, today)]
	during, minutes := spell{today.Month().First(), today.Month().Last()}, *granted(decisions, today.Month())
	if care.Text(d, "per") == care.PerPeriod {
		during, minutes = spellOf(d), care.Count(d, "minutes")
	}
	if !during.holds(today) {
		return HoursLeft{}, false, nil
	}
	var used care.Sums
	disputed := 0
	for m := during.from.Month(); m <= during.to.Month(); m = m.Next() {
		of, err := s.gone(docs, beneficiary, m)
		if err != nil {
			return HoursLeft{}, false, err
		}
		used = used.Plus(of.worked.within(m, spell{during.from, today}))
		disputed += of.disputed
	}
	ahead, err := s.shared(docs).aheadOf(beneficiary, during, today)
	if err != nil {
		return HoursLeft{}, false, err
	}
	named, err := namedBy(docs, beneficiary)
	return HoursLeft{named, care.Text(d, "per"), care.UseOf(during.from, during.to, minutes, used, today, ahead), ahead.Planned.Counted(), disputed}, true, err
}

// absentIn counts the days of a month on which assistants were away.
func absentIn(docs book.Documents, m care.Month, days map[string]int) error {
	people := map[string]bool{}
	for record, err := range Records(docs).Feed(care.RoleIndex(care.RoleAssistant)) {
		if err != nil {
			return fmt.Errorf("read who are assistants: %w", err)
		}
		people[care.Text(record.Fields, "person")] = true
	}
	for person := range people {
		away := map[string]map[care.Date]bool{}
		for record, err := range Records(docs).Feed(care.AbsenceIndex(person)) {
			if err != nil {
				return fmt.Errorf("read when %s was away: %w", person, err)
			}
			f := record.Fields
			row := care.ShiftOf(record.Ref, f) // an absence says its time as a shift does
			if care.Text(f, "assistant") != person || care.Flag(f, "void") || row.Start.IsZero() {
				continue
			}
			first, last := max(care.DateOf(row.Start), m.First()), m.Last()
			if !row.End.IsZero() { // one that ends at midnight was not away on the day that begins then
				last = min(last, care.DateOf(row.End.Add(-time.Minute)))
			}
			kind := care.Text(f, "kind")
			for day := first; day <= last; day = day.Next() {
				if away[kind] == nil {
					away[kind] = map[care.Date]bool{}
				}
				away[kind][day] = true
			}
		}
		for kind, on := range away {
			days[kind] += len(on)
		}
	}
	return nil
}
