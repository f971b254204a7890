package month

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// papers gathers what ends.
func (l *Leaving) papers(docs book.Documents, ask LeaveAsk) error {
	assists := slices.Contains(ask.Roles, care.RoleAssistant)
	err := l.each(docs, care.MembershipIndex(ask.Person), "membership", "person", func(f care.Fields) bool {
		return slices.Contains(ask.Roles, care.Text(f, "role"))
	})
	if err != nil {
		return err
	}
	if slices.Contains(ask.Roles, care.RoleCoordinator) {
		if err := l.responsibilities(docs); err != nil {
			return err
		}
	}
	if !assists {
		return nil
	}
	at := map[string]bool{}
	for record, err := range Records(docs).Feed(care.EngagementIndex(ask.Person)) {
		if err != nil {
			return fmt.Errorf("read where %s is engaged: %w", ask.Person, err)
		}
		at[care.Text(record.Fields, "beneficiary")] = true
	}
	always := func(care.Fields) bool { return true }
	if err := l.each(docs, care.EngagementIndex(ask.Person), "engagement", "assistant", always); err != nil {
		return err
	}
	if err := l.each(docs, care.EmploymentIndex(ask.Person), "employment", "assistant", always); err != nil {
		return err
	}
	for _, beneficiary := range slices.Sorted(maps.Keys(at)) {
		before := len(l.Ends)
		if err := l.each(docs, care.RegistrationIndex(beneficiary), "registration", "assistant", always); err != nil {
			return err
		}
		if len(l.Ends) > before {
			l.Tell = append(l.Tell, l.Ends[before].About)
		}
	}
	return l.rows(docs, ask.Now)
}

// responsibilities ends what a coordinator answers for.
func (l *Leaving) responsibilities(docs book.Documents) error {
	customers := map[string]bool{}
	for record, err := range Records(docs).Feed(care.RoleIndex(care.RoleBeneficiary)) {
		if err != nil {
			return fmt.Errorf("read who are customers: %w", err)
		}
		customers[care.Text(record.Fields, "person")] = true
	}
	for _, beneficiary := range slices.Sorted(maps.Keys(customers)) {
		err := l.each(docs, care.ResponsibleIndex(beneficiary), "responsibility", "coordinator", func(care.Fields) bool { return true })
		if err != nil {
			return err
		}
	}
	return nil
}

// each ends the papers of an index in which a field names the person, and that fit.
func (l *Leaving) each(docs book.Documents, index, kind, field string, fits func(care.Fields) bool) error {
	for record, err := range Records(docs).Feed(index) {
		if err != nil {
			return fmt.Errorf("read %s: %w", index, err)
		}
		f := record.Fields
		if care.KindOf(record.Ref) != kind || care.Text(f, field) != l.Person.ID || care.Flag(f, "void") || !fits(f) {
			continue
		}
		during := spellOf(f)
		if during.to != "" && during.to <= l.Last {
			continue // it has ended by then
		}
		about, err := namedBy(docs, care.Text(f, "beneficiary"))
		if err != nil {
			return err
		}
		paper := LeavingPaper{kind, care.Text(f, "role"), about, during.from, during.to}
		if during.from > l.Last {
			l.Never = append(l.Never, paper)
			l.write(record.Ref, f, "void", care.Value(true))
			continue
		}
		l.Ends = append(l.Ends, paper)
		l.write(record.Ref, f, "to", care.Value(string(l.Last)))
	}
	return nil
}

// plannedAhead is over how many months after a last day plans are looked for.
const plannedAhead = 24

// rows finds the plans after the last day, drafts too, and counts the rows of time after it.
func (l *Leaving) rows(docs book.Documents, now time.Time) error {
	seen := map[string]bool{}
	after := func(feed, kind string, take func(care.Record, care.Plan) error) error {
		for record, err := range Records(docs).Feed(feed) {
			if err != nil {
				return fmt.Errorf("read %s: %w", feed, err)
			}
			row := care.PlanOf(record.Ref, record.Fields) // a shift says its time as a plan does
			if seen[record.Ref] || care.KindOf(record.Ref) != kind || row.Void || row.Assistant != l.Person.ID || row.Start.IsZero() || care.DateOf(row.Start) <= l.Last {
				continue
			}
			seen[record.Ref] = true
			if err := take(record, row); err != nil {
				return err
			}
		}
		return nil
	}
	for ahead := range plannedAhead {
		err := after(care.PlanFeed(l.Person.ID, l.Last.Month().Plus(ahead)), "plan", func(record care.Record, plan care.Plan) error {
			at, err := namedBy(docs, plan.Beneficiary)
			if err != nil {
				return err
			}
			l.Vacant = append(l.Vacant, LeavingPlan{at, plan.Start, plan.End})
			l.write(record.Ref, record.Fields, "assistant", json.RawMessage("null"))
			return nil
		})
		if err != nil {
			return err
		}
	}
	for m := l.Last.Month(); m <= care.MonthOf(now).Next(); m = m.Next() {
		if err := after(care.ShiftIndex(l.Person.ID, m), "shift", func(care.Record, care.Plan) error { l.After++; return nil }); err != nil {
			return err
		}
	}
	slices.SortFunc(l.Vacant, func(a, b LeavingPlan) int { return a.Start.Compare(b.Start) })
	return nil
}

// write notes a change of one field, and the way back.
func (l *Leaving) write(ref string, f care.Fields, field string, to json.RawMessage) {
	was := f[field]
	if was == nil {
		was = json.RawMessage("null")
	}
	l.set = append(l.set, book.Change{Doc: ref, Set: op.Fields{field: to}})
	l.Undo = append(l.Undo, LeavingUndo{ref, op.Fields{field: was}})
}
