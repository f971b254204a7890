package month

import (
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// wish is a plan that its assistant would be without, or did not work; and what the office is told of it.
type wish struct {
	plan care.Plan
	item Item
}

// wishesIn are the wishes about a beneficiary's plans of a month, as far as the plans still are those assistants'.
func wishesIn(docs book.Documents, beneficiary string, m care.Month) (wishes []wish, err error) {
	feed := care.PlanningFeed(beneficiary, m)
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", feed, err)
		}
		if care.KindOf(doc.Ref) != "swap" || doc.Text("beneficiary") != beneficiary || care.Flag(doc.Values(), "void") {
			continue
		}
		of, _, err := docs.Get("plan/" + doc.Text("plan"))
		if err != nil {
			return nil, fmt.Errorf("read plan: %w", err)
		}
		plan := care.PlanOf(of.Ref, of.Values())
		if plan.Void || plan.Assistant != doc.Text("assistant") || plan.Start.IsZero() {
			continue // it is somebody else's by now
		}
		item := Item{Kind: ItemSwap, Since: madeAt(care.ID(doc.Ref)), Ref: doc.Ref}
		if item.Person, err = namedBy(docs, plan.Assistant); err != nil {
			return nil, err
		}
		said := Words{"%s vill byta bort passet %s.", "%s wants to swap the shift %s away."}
		if care.Flag(doc.Values(), "unworked") {
			worked, err := wasWorked(docs, plan)
			if err != nil {
				return nil, err
			}
			if worked {
				continue
			}
			item.Kind = ItemUnworked
			said = Words{
				"%s säger: jag arbetade inte passet %s. Ta bort det ur schemat, eller ge det till den som arbetade.",
				"%s says: I did not work the shift %s. Remove it from the schedule, or give it to whoever did.",
			}
		}
		item.Message = both(said.SV, said.EN, item.Person.Name, when(plan.Start, plan.End))
		wishes = append(wishes, wish{plan, item})
	}
	return slices.DeleteFunc(wishes, func(w wish) bool { // who has not worked it wishes nothing of it any more
		return w.item.Kind == ItemSwap && slices.ContainsFunc(wishes, func(other wish) bool {
			return other.item.Kind == ItemUnworked && other.plan.Ref == w.plan.Ref
		})
	}), nil
}

// wasWorked tells whether a plan was worked after all, as phones and the schedule tell it (answered in pwa/src/core/plan.ts): a row says
// so itself, or its assistant's rows cover at least half of it. One that only reaches into it does not.
func wasWorked(docs book.Documents, plan care.Plan) (bool, error) {
	feed, covered := care.MonthFeed(plan.Beneficiary, care.MonthOf(plan.Start)), 0
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return false, fmt.Errorf("read %s: %w", feed, err)
		}
		if care.KindOf(doc.Ref) != "shift" {
			continue
		}
		shift := care.ShiftOf(doc.Ref, doc.Values())
		if !shift.Void && shift.Plan == care.ID(plan.Ref) {
			return true, nil
		}
		if shift.Counts() && shift.Assistant == plan.Assistant && shift.Beneficiary == plan.Beneficiary {
			covered += shift.Span().And(plan.Span()).Minutes()
		}
	}
	return 2*covered >= plan.Span().Minutes(), nil
}

// unworkedIn are the plans of a month that is over that their assistants say they did not work.
func unworkedIn(docs book.Documents, beneficiary string, m care.Month) (items []Item, err error) {
	wishes, err := wishesIn(docs, beneficiary, m)
	if err != nil || len(wishes) == 0 {
		return nil, err
	}
	at, err := namedBy(docs, beneficiary)
	if err != nil {
		return nil, err
	}
	for _, w := range wishes {
		if w.item.Kind == ItemUnworked {
			items = append(items, w.item.ofPlan(at, w.plan, m).keyed("unworked:"+care.ID(w.plan.Ref)))
		}
	}
	return items, nil
}

// ofPlan is an item about a plan of a beneficiary's, and where it is seen.
func (i Item) ofPlan(of Party, plan care.Plan, m care.Month) Item {
	year, week := care.DateOf(plan.Start).Start().ISOWeek()
	i.Beneficiary, i.Month = of, m
	i.Place = fmt.Sprintf("/office/plan/%s/%d-W%02d", of.ID, year, week)
	return i
}
