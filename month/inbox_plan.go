package month

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// planningAhead is in how many months after this one the office is asked about plans.
const planningAhead = 3

// planningWaits are what waits for the office in the plans of this month and the next ones: plans that somebody would be without,
// offers of which the office is to choose among those who accept, those that nobody who accepts could be given, and vacant plans that are
// offered to nobody, a customer's week as one.
func (s *Shelf) planningWaits(docs book.Documents, now time.Time) (all []Item, err error) {
	this := care.MonthOf(now)
	for m := this; m <= this.Plus(planningAhead); m = m.Next() {
		beneficiaries, err := beneficiariesIn(docs, m)
		if err != nil {
			return nil, err
		}
		for _, id := range beneficiaries {
			items, err := s.planning.Get(docs, id+"@"+string(m), func(docs book.Documents) ([]Item, error) { return planningItems(docs, id, m) })
			if err != nil {
				return nil, err
			}
			for _, i := range items {
				if i.Last >= care.DateOf(now) {
					all = append(all, i)
				}
			}
		}
	}
	return vacantByWeek(all), nil
}

// vacantByWeek makes one of the vacant plans of each customer's week: they are settled on one page.
func vacantByWeek(items []Item) []Item {
	weeks := map[string][]Item{}
	kept := items[:0:0]
	for _, i := range items {
		if i.Kind == ItemVacant {
			weeks[i.Place] = append(weeks[i.Place], i)
		} else {
			kept = append(kept, i)
		}
	}
	for _, place := range slices.Sorted(maps.Keys(weeks)) {
		of := weeks[place]
		slices.SortFunc(of, func(a, b Item) int { return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.Ref, b.Ref)) })
		first := of[0]
		for _, i := range of {
			if i.Since.Before(first.Since) {
				first.Since = i.Since
			}
		}
		said := first.Message
		first.Message = both("Passet %s är vakant, och ingen är tillfrågad.", "The shift %s is vacant, and nobody is asked.", said)
		if len(of) > 1 {
			first.Message = both("%d pass i veckan är vakanta, och ingen är tillfrågad. Det första är %s.", "%d shifts of the week are vacant, and nobody is asked. The first is %s.", len(of), said)
		}
		kept = append(kept, first.keyed("vacant:"+strings.TrimPrefix(place, planPlace)))
	}
	return kept
}

// planPlace is the path of the page of a customer's week, before whose and which.
const planPlace = "/office/plan/"

func planningItems(docs book.Documents, beneficiary string, m care.Month) (items []Item, err error) {
	offers, err := OffersIn(docs, beneficiary, m)
	if err != nil {
		return nil, err
	}
	at, err := namedBy(docs, beneficiary)
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{} // plans that are offered
	add := func(key string, plan care.Plan, i Item) {
		on := care.DateOf(plan.Start)
		year, week := on.Start().ISOWeek()
		i.Beneficiary, i.Month, i.Last = at, m, on
		i.Place = fmt.Sprintf("%s%s/%d-W%02d", planPlace, beneficiary, year, week)
		items = append(items, i.keyed(key))
	}
	for _, o := range offers {
		if !o.Stands {
			continue
		}
		asked[o.Plan] = true
		if len(o.Yes) == 0 {
			continue
		}
		words := Words{"%d har sagt ja till passet %s. Välj vem som får det.", "%d said yes to the shift %s. Choose who gets it."}
		if o.How == care.OfferFirst { // else it would be theirs already
			words = Words{"%d har sagt ja till passet %s, men något hindrar. Ge det till någon av dem, eller erbjud det till andra.",
				"%d said yes to the shift %s, but something is in the way. Give it to one of them, or offer it to others."}
		}
		first, err := namedBy(docs, o.Yes[0])
		if err != nil {
			return nil, err
		}
		add("offer:"+care.ID(o.Ref), care.Plan{Start: o.Start}, Item{
			Kind: ItemOffer, Person: first, Since: madeAt(care.ID(o.Ref)), Ref: o.Ref,
			Message: both(words.SV, words.EN, len(o.Yes), when(o.Start, o.End)),
		})
	}
	months := care.MonthFeed(beneficiary, m)
	for doc, err := range docs.Feed(months) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", months, err)
		}
		if care.KindOf(doc.Ref) != "plan" {
			continue
		}
		plan := care.PlanOf(doc.Ref, doc.Values())
		id := care.ID(plan.Ref)
		if plan.Void || plan.Draft || plan.Assistant != "" || plan.Beneficiary != beneficiary || plan.Start.IsZero() || care.MonthOf(plan.Start) != m || asked[id] {
			continue
		}
		add("", plan, Item{Kind: ItemVacant, Since: madeAt(id), Ref: plan.Ref, Message: when(plan.Start, plan.End)})
	}
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
		if plan.Void || plan.Assistant != doc.Text("assistant") || plan.Start.IsZero() || asked[care.ID(plan.Ref)] {
			continue // it is somebody else's by now, or others are asked already
		}
		who, err := namedBy(docs, plan.Assistant)
		if err != nil {
			return nil, err
		}
		add("swap:"+care.ID(plan.Ref), plan, Item{
			Kind: ItemSwap, Person: who, Since: madeAt(care.ID(doc.Ref)), Ref: doc.Ref,
			Message: both("%s vill byta bort passet %s.", "%s wants to swap the shift %s away.", who.Name, when(plan.Start, plan.End)),
		})
	}
	return items, nil
}

// madeAt is when an id was made, by the clock of whoever made it: ids are UUIDv7. Zero where it is none.
func madeAt(id string) time.Time {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != 16 || raw[6]>>4 != 7 {
		return time.Time{}
	}
	ms := int64(0)
	for _, b := range raw[:6] {
		ms = ms<<8 | int64(b)
	}
	return time.UnixMilli(ms).UTC()
}
