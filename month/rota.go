package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// Rota is what an assistant is planned for and has begun around a day, and a print of their plans of each month.
type Rota struct {
	Assistant string
	Going     care.GoingShift
	Plans     []care.Plan // that touch the day or the one after, and are somebody's to work
	Begun     []care.Shift
	Prints    map[care.Month]string // of all the plans of this month and the next
}

// Rotas reads what assistants are planned for, and keeps it. Its zero value is ready; it belongs to one book.
type Rotas struct {
	people book.Kept[[]string]
	rotas  book.Kept[Rota]
}

// Assistants hold the role on the day, in order of their ids.
func (r *Rotas) Assistants(docs book.Documents, on care.Date) ([]string, error) {
	return r.people.Get(docs, string(on), func(docs book.Documents) ([]string, error) {
		return care.Holders(Records(docs), care.RoleAssistant, on)
	})
}

// Of is an assistant's rota around the day of now.
func (r *Rotas) Of(docs book.Documents, assistant string, now time.Time) (Rota, error) {
	on := care.DateOf(now)
	return r.rotas.Get(docs, assistant+" "+string(on), func(docs book.Documents) (Rota, error) {
		return rotaOf(docs, assistant, on, now)
	})
}

func rotaOf(docs book.Documents, assistant string, on care.Date, now time.Time) (Rota, error) {
	rota := Rota{Assistant: assistant, Prints: map[care.Month]string{}}
	var err error
	if rota.Going, err = care.GoingOn(Records(docs), assistant, now); err != nil {
		return rota, err
	}
	around := care.Span{Start: on.Start().AddDate(0, 0, -1), End: on.Next().Next().Start()}
	for _, m := range []care.Month{on.Month().Plus(-1), on.Month(), on.Month().Next()} {
		var all []string
		for doc, err := range docs.Feed(care.PlanFeed(assistant, m)) {
			if err != nil {
				return rota, fmt.Errorf("read plans of %s in %s: %w", assistant, m, err)
			}
			plan := care.PlanOf(doc.Ref, doc.Values())
			if plan.Void || plan.Draft || plan.Assistant != assistant || plan.Start.IsZero() || len(doc.Conflicts) > 0 {
				continue
			}
			all = append(all, fmt.Sprint(plan.Ref, plan.Beneficiary, plan.Kind, plan.Start.Unix(), plan.End.Unix()))
			if care.MonthOf(plan.Start) == m && plan.Span().Touches(around) {
				rota.Plans = append(rota.Plans, plan)
			}
		}
		if slices.Sort(all); m >= on.Month() {
			rota.Prints[m] = care.Print(all)
		}
	}
	begun, err := workedAround(docs, assistant, around)
	rota.Begun = begun
	return rota, err
}

// workedAround are an assistant's shifts that touch a span of time, also those that go on.
func workedAround(docs book.Documents, assistant string, around care.Span) (begun []care.Shift, err error) {
	seen := map[string]bool{}
	for _, m := range around.Months() {
		for doc, err := range docs.Feed(care.ShiftIndex(assistant, m)) {
			if err != nil {
				return nil, fmt.Errorf("read shifts of %s in %s: %w", assistant, m, err)
			}
			if shift := shiftOf(doc); shift.Assistant == assistant && !shift.Void && !seen[doc.Ref] && !shift.Start.IsZero() && shift.Start.Before(around.End) {
				seen[doc.Ref] = true
				if shift.Open() || shift.End.After(around.Start) {
					begun = append(begun, shift)
				}
			}
		}
	}
	return begun, nil
}

func shiftOf(doc merge.Document) care.Shift { return care.ShiftOf(doc.Ref, doc.Values()) }
