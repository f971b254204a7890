package month

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// planningAhead is in how many months after this one the office is asked about plans.
const planningAhead = 3

// planningWaits are what waits for the office in the plans of this month and the next ones: plans that somebody would be without, plans
// that were not worked (those of the month before, too), offers of which the office is to choose among those who accept, those that
// nobody who accepts could be given, exchanges that came to nothing, and published plans that are nobody's and that nobody was offered.
func (s *Shelf) planningWaits(docs book.Documents, now time.Time) (all []Item, err error) {
	this := care.MonthOf(now)
	for m := this.Plus(-1); m <= this.Plus(planningAhead); m = m.Next() {
		beneficiaries, err := beneficiariesIn(docs, m)
		if err != nil {
			return nil, err
		}
		for _, id := range beneficiaries {
			items, err := s.planning.Get(docs, id+"@"+string(m), func(docs book.Documents) ([]Item, error) {
				if m < this {
					return unworkedIn(docs, id, m)
				}
				rows := new(book.Rows[said])
				if m == this { // the board has them already; of months to come a line's few vacant plans are kept, and not all plans
					rows = &s.rows
				}
				return planningItems(docs, id, m, rows)
			})
			if err != nil {
				return nil, err
			}
			for _, i := range items {
				if i.Kind == ItemUnworked || i.Last >= care.DateOf(now) {
					all = append(all, i)
				}
			}
		}
	}
	return all, nil
}

func planningItems(docs book.Documents, beneficiary string, m care.Month, rows *book.Rows[said]) (items []Item, err error) {
	about, err := AskedIn(docs, beneficiary, m)
	if err != nil {
		return nil, err
	}
	at, err := namedBy(docs, beneficiary)
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{} // plans that are offered, or of which an exchange says how they stand
	add := func(key string, plan care.Plan, i Item) {
		if i.Last == "" && i.Kind != ItemUnworked { // that is never too late
			i.Last = care.DateOf(plan.Start)
		}
		items = append(items, i.ofPlan(at, plan, m).keyed(key))
	}
	for _, o := range about.Offers {
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
	for _, e := range about.unsettled(asked) {
		if home, filed := e.Home(); home != beneficiary || filed != m {
			continue // it is told of there
		}
		i, err := exchangeItem(docs, e)
		if err != nil {
			return nil, err
		}
		add("exchange:"+care.ID(e.Ref), care.Plan{Start: e.Sides[0].Start}, i)
	}
	wishes, err := wishesIn(docs, beneficiary, m)
	if err != nil {
		return nil, err
	}
	for _, w := range wishes {
		if w.item.Kind == ItemUnworked || !asked[care.ID(w.plan.Ref)] { // else others are asked already
			add(string(w.item.Kind)+":"+care.ID(w.plan.Ref), w.plan, w.item)
		}
	}
	all, err := rowsIn(docs, beneficiary, m, rows)
	if err != nil {
		return nil, fmt.Errorf("read plans of %s: %w", beneficiary, err)
	}
	for _, one := range all {
		if one.besides == nil || one.besides.vacant == nil {
			continue
		}
		if plan := *one.besides.vacant; !asked[care.ID(plan.Ref)] && care.MonthOf(plan.Start) == m {
			add("vacant:"+care.ID(plan.Ref), plan, Item{
				Kind: ItemVacant, Since: madeAt(care.ID(plan.Ref)), Ref: plan.Ref,
				Message: both("Passet %s är ingens, och ingen har fått frågan.", "The shift %s is nobody's, and nobody was asked.", when(plan.Start, plan.End)),
			})
		}
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
