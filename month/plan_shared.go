package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// planning is what is planned, as somebody at the office means it: what the book has, and over it what they have not saved
// yet. To the rules a plan that is still to come is a shift like any other.
type planning struct {
	docs   book.Documents
	now    time.Time
	drafts map[string]care.Plan // by ref; they hold instead of what the book has
}

// shared reads shifts with the plans among them. What it gives is kept nowhere: it is as of one look.
func (w planning) shared() *shared {
	sh := newShared(w.docs)
	worked := *sh
	sh.rows = func(beneficiary string, m care.Month) ([]said, error) {
		all, err := worked.rows(beneficiary, m) // read anew: nobody else has them
		if err != nil {
			return nil, err
		}
		plans, err := w.at(beneficiary, m)
		if err != nil {
			return nil, err
		}
		with := all
		for _, plan := range plans {
			if !coveredIn(all, plan) {
				with = append(with, said{entry: rowOf(*plan, m.Span())})
			}
		}
		return with, nil
	}
	sh.worked = func(assistant string, m care.Month) ([]*care.Shift, error) {
		shifts, err := worked.worked(assistant, m)
		return w.beside(shifts, err, assistant, m)
	}
	sh.planned = func(beneficiary string, m care.Month) (who []string, err error) {
		plans, err := w.at(beneficiary, m)
		for _, plan := range plans {
			if plan.Assistant != "" && !slices.Contains(who, plan.Assistant) {
				who = append(who, plan.Assistant)
			}
		}
		return who, err
	}
	sh.elsewhere = func(assistant, beneficiary string, m care.Month) ([]*care.Shift, error) {
		shifts, err := sh.worked(assistant, m)
		return elsewhere(shifts, beneficiary), err
	}
	sh.toiled = func(assistant string, m care.Month) (*daily, error) {
		shifts, err := sh.worked(assistant, m)
		return dailyOf(shifts, m), err
	}
	sh.used = func(beneficiary string, m care.Month) (*daily, error) {
		all, err := sh.rows(beneficiary, m)
		if err != nil {
			return nil, err
		}
		var shifts []*care.Shift
		for _, one := range all {
			if one.entry != nil {
				shifts = append(shifts, &one.entry.Shift)
			}
		}
		return dailyOf(shifts, m), nil
	}
	return sh
}

// coveredIn tells whether a row of the same assistant lies over a plan: it was worked, if otherwise than planned.
func coveredIn(rows []said, plan *care.Shift) bool {
	return slices.ContainsFunc(rows, func(one said) bool { return one.entry != nil && answers(&one.entry.Shift, plan) })
}

func answers(shift, plan *care.Shift) bool {
	return shift.Counts() && shift.Assistant == plan.Assistant && shift.Beneficiary == plan.Beneficiary &&
		("plan/"+shift.Plan == plan.Ref || shift.Span().And(plan.Span()).Minutes() > 0)
}

// beside puts an assistant's plans among their shifts.
func (w planning) beside(shifts []*care.Shift, err error, assistant string, m care.Month) ([]*care.Shift, error) {
	if err != nil {
		return nil, err
	}
	plans, err := w.of([]string{care.PlanFeed(assistant, m)}, m, func(p care.Plan) bool { return p.Assistant == assistant })
	all := slices.Clone(shifts)
	for _, plan := range plans {
		if !slices.ContainsFunc(shifts, func(s *care.Shift) bool { return answers(s, plan) }) {
			all = append(all, plan)
		}
	}
	sortRows(all, func(s *care.Shift) *care.Shift { return s })
	return all, err
}

// at are a beneficiary's plans that touch a month.
func (w planning) at(beneficiary string, m care.Month) ([]*care.Shift, error) {
	return w.of([]string{care.MonthFeed(beneficiary, m), care.PlanningFeed(beneficiary, m)}, m, func(p care.Plan) bool { return p.Beneficiary == beneficiary })
}

// of are the plans of feeds that are meant, touch a month and are not over, in order of their ids.
func (w planning) of(feeds []string, m care.Month, mine func(care.Plan) bool) ([]*care.Shift, error) {
	during, found := m.Span(), map[string]*care.Shift{}
	take := func(p care.Plan) {
		if !p.Void && mine(p) && p.End.After(w.now) && p.Span().Touches(during) {
			found[p.Ref] = &care.Shift{Ref: p.Ref, Assistant: p.Assistant, Beneficiary: p.Beneficiary, Kind: p.Kind, Start: p.Start, End: p.End}
		}
	}
	for _, feed := range feeds {
		for doc, err := range w.docs.Feed(feed) {
			if err != nil {
				return nil, fmt.Errorf("read plans in %s: %w", feed, err)
			}
			if _, over := w.drafts[doc.Ref]; care.KindOf(doc.Ref) == "plan" && !over {
				take(care.PlanOf(doc.Ref, doc.Values()))
			}
		}
	}
	for _, draft := range w.drafts {
		take(draft)
	}
	all := make([]*care.Shift, 0, len(found))
	for _, plan := range found {
		all = append(all, plan)
	}
	slices.SortFunc(all, func(a, b *care.Shift) int { return cmp.Compare(a.Ref, b.Ref) })
	return all, nil
}

// dailyOf adds shifts up by day.
func dailyOf(shifts []*care.Shift, m care.Month) *daily {
	during, sums := m.Span(), &daily{}
	for _, s := range shifts {
		if s.Counts() {
			sums.work(s.Kind, s.Span(), during)
		}
	}
	return sums
}
