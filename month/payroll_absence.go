package month

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// PaidAbsence is a time of a month in which somebody is away.
type PaidAbsence struct {
	Kind  string    `json:"kind"` // care.AbsenceSick …
	From  care.Date `json:"from"`
	To    care.Date `json:"to"`
	Whole bool      `json:"whole"` // its days are whole: else they are told to a payroll system by hand
}

// absences adds when assistants are away, also those who have not worked a minute. Of whom something stops, nothing is added, nor of
// whom others pay.
func (w *paying) absences() error {
	assistants, err := assistantsIn(w.docs, w.pay.Month)
	if err != nil {
		return err
	}
	for _, id := range assistants {
		stopped := slices.ContainsFunc(w.pay.Stops, func(s PayStop) bool { return s.Assistant.ID == id })
		if slices.Contains(w.leave, id) || stopped {
			continue
		}
		away, err := absencesIn(w.docs, id, w.pay.Month)
		if err != nil {
			return err
		}
		if len(away) == 0 {
			continue
		}
		e, err := w.absent(id)
		if err != nil {
			return err
		}
		if e != nil {
			e.Absences = away
		}
	}
	return nil
}

// absent is the employee that somebody's absence is told of: the one there is, of several the first by number; else a new one. It is
// nil where somebody else employs them, which stops where it is not all of the month, or the payroll system cannot know who they are.
func (w *paying) absent(id string) (*Employee, error) {
	var found *Employee
	for _, e := range w.employees {
		if e.ID == id && (found == nil || e.Number < found.Number) {
			found = e
		}
	}
	if found != nil {
		return found, nil
	}
	employed, err := employments(w.docs, id, "", w.pay.Month)
	if err != nil {
		return nil, err
	}
	t := care.Timesheet{Month: w.pay.Month}
	employ(&t, employed, false)
	mixed := several(employed)
	if !mixed && t.Employer != care.EmployedByProvider {
		return nil, nil
	}
	name, err := nameOf(w.docs, id)
	if err != nil {
		return nil, err
	}
	if mixed {
		w.pay.Stops = append(w.pay.Stops, PayStop{Assistant: Party{id, name}, Code: StopEmployers, Rows: []string{}})
		return nil, nil
	}
	e := &Employee{Party: Party{id, name}, Days: []PaidDay{}, Unsocial: []PaidCode{}}
	for _, f := range employed {
		e.Number = cmp.Or(care.Text(f, "pay_number"), e.Number)
	}
	if e.Number == "" {
		if e.Personnummer, err = identityOf(w.docs, id); err != nil || e.Personnummer == "" {
			return nil, err
		}
	}
	w.employees[id+"\x00"+e.Number] = e
	return e, nil
}

// absencesIn is when an assistant is away in a month, in order. What goes on reaches to its end.
func absencesIn(docs book.Documents, assistant string, m care.Month) ([]PaidAbsence, error) {
	away := []PaidAbsence{}
	for doc, err := range docs.Feed(care.AbsenceIndex(assistant)) {
		if err != nil {
			return nil, fmt.Errorf("read absences of %s: %w", assistant, err)
		}
		f := doc.Values()
		if care.KindOf(doc.Ref) != "absence" || care.Text(f, "assistant") != assistant || care.Flag(f, "void") {
			continue
		}
		s := care.ShiftOf(doc.Ref, f) // the fields that both have are the same ones
		span := care.Span{Start: s.Start, End: s.End}
		if s.Open() {
			span.End = m.Span().End
		}
		days := span.Within(m).Days()
		if len(days) == 0 || span.Within(m).Minutes() == 0 {
			continue
		}
		one := PaidAbsence{Kind: care.Text(f, "kind"), From: care.DateOf(days[0].Start), To: care.DateOf(days[len(days)-1].Start), Whole: true}
		for _, day := range days {
			one.Whole = one.Whole && day.Minutes() == care.DateOf(day.Start).Length()
		}
		away = append(away, one)
	}
	slices.SortFunc(away, func(a, b PaidAbsence) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
	})
	return away, nil
}

// assistantsIn are those who hold the role at some time of the month, in order of their ids.
func assistantsIn(docs book.Documents, m care.Month) ([]string, error) {
	found := map[string]bool{}
	for doc, err := range docs.Feed(care.RoleIndex(care.RoleAssistant)) {
		if err != nil {
			return nil, fmt.Errorf("read assistants: %w", err)
		}
		f := doc.Values()
		from, to := care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to"))
		if care.Text(f, "role") == care.RoleAssistant && !care.Flag(f, "void") && from <= m.Last() && (to == "" || to >= m.First()) {
			found[care.Text(f, "person")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}
