package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Planned is a plan with the people in it, as other programs are shown it.
type Planned struct {
	care.Plan
	Rev         uint64 // of the plan
	Assistant   Party  // of no id: vacant
	Beneficiary Party
}

// PlansOf are the published plans that concern a person in some months, in order of time: those that they are to work, and those at them.
func PlansOf(docs book.Documents, person string, months []care.Month) ([]Planned, error) {
	feeds := make([]string, 0, 2*len(months))
	for _, m := range months {
		feeds = append(feeds, care.PlanFeed(person, m), care.MonthFeed(person, m))
	}
	return plansIn(docs, feeds, func(p care.Plan) bool { return p.Assistant == person || p.Beneficiary == person })
}

// PlansIn are all published plans of some months, in order of time.
func PlansIn(docs book.Documents, months []care.Month) ([]Planned, error) {
	var feeds []string
	for _, m := range months {
		beneficiaries, err := beneficiariesIn(docs, m)
		if err != nil {
			return nil, err
		}
		for _, id := range beneficiaries {
			feeds = append(feeds, care.MonthFeed(id, m))
		}
	}
	return plansIn(docs, feeds, func(care.Plan) bool { return true })
}

func plansIn(docs book.Documents, feeds []string, wanted func(care.Plan) bool) ([]Planned, error) {
	found, names := map[string]Planned{}, map[string]string{}
	named := func(id string) (Party, error) {
		name, known := names[id]
		if !known && id != "" {
			var err error
			if name, err = nameOf(docs, id); err != nil {
				return Party{}, err
			}
			names[id] = name
		}
		return Party{id, name}, nil
	}
	for _, feed := range feeds {
		for doc, err := range docs.Feed(feed) {
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", feed, err)
			}
			if _, there := found[doc.Ref]; there || care.KindOf(doc.Ref) != "plan" || !doc.Exists() {
				continue
			}
			plan := care.PlanOf(doc.Ref, doc.Values())
			if plan.Void || plan.Draft || plan.Start.IsZero() || !plan.End.After(plan.Start) || !wanted(plan) {
				continue
			}
			one := Planned{Plan: plan, Rev: doc.Rev}
			if one.Assistant, err = named(plan.Assistant); err != nil {
				return nil, err
			}
			if one.Beneficiary, err = named(plan.Beneficiary); err != nil {
				return nil, err
			}
			found[doc.Ref] = one
		}
	}
	list := make([]Planned, 0, len(found))
	for _, one := range found {
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b Planned) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Ref, b.Ref)) })
	return list, nil
}

// PlannedAt tells whether there is a plan, published or a draft, of the same people that begins at an instant. assistant is empty for
// one that nobody is to work yet.
func PlannedAt(docs book.Documents, assistant, beneficiary string, start time.Time) (bool, error) {
	m := care.MonthOf(start)
	for _, feed := range []string{care.MonthFeed(beneficiary, m), care.PlanningFeed(beneficiary, m)} {
		for doc, err := range docs.Feed(feed) {
			if err != nil {
				return false, fmt.Errorf("read %s: %w", feed, err)
			}
			if care.KindOf(doc.Ref) != "plan" {
				continue
			}
			if p := care.PlanOf(doc.Ref, doc.Values()); !p.Void && p.Assistant == assistant && p.Beneficiary == beneficiary && p.Start.Equal(start) {
				return true, nil
			}
		}
	}
	return false, nil
}
