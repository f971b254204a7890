package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/merge"
)

// waits are the things of a customer's month that wait for somebody of the office.
type waits struct {
	items    []Item
	underway map[string]OnWay // by refs of timesheets that are signed, and not known to have come
	parked   map[string]int   // öre of rows with changes that wait, by their refs
}

// waits finds them. They follow from the documents and the day alone.
func (p *papers) waits(found []Finding, c Customer, now time.Time) waits {
	w := waits{parked: map[string]int{}, underway: map[string]OnWay{}}
	add := func(key string, i Item) {
		i.Beneficiary, i.Month = p.beneficiary, p.month
		w.items = append(w.items, i.keyed(key))
	}
	month, last := monthPath(p.beneficiary.ID, p.month), p.month.Deadline()
	byRef := p.byRef()
	for _, f := range found {
		var first *entry
		if len(f.Rows) > 0 {
			first = byRef[f.Rows[0]]
		}
		switch f.Code {
		case OpenConflict:
			add("conflict:"+f.Rows[0], Item{Kind: ItemConflict, Person: p.party(first), Since: first.oddities().split, Last: last, Ore: f.Ore, Message: f.Message, Ref: f.Rows[0], Place: month + "?row=" + care.ID(f.Rows[0])})
		case ParkedOperation:
			for _, ref := range f.Rows {
				w.parked[ref] = max(w.parked[ref], f.Ore)
			}
		case RegistrationUnknown, RegistrationLate:
			who := p.party(first)
			received, there := p.noticed(who.ID)
			add("registration:"+p.beneficiary.ID+":"+who.ID, Item{
				Kind: ItemRegistration, Person: who, Since: p.span.Start, Last: last, Ore: f.Ore, Message: f.Message, Place: "/office/people/" + who.ID,
				facts: fmt.Sprint(f.Code, there, received),
			})
		case OutsideDecision:
			add("decision:"+p.beneficiary.ID, Item{
				Kind: ItemDecision, Since: p.span.Start, Last: last, Ore: f.Ore, Message: f.Message, Place: "/office/people/" + p.beneficiary.ID, facts: f.Code,
			})
		}
	}
	if i, lapses := p.lapsing(now); lapses {
		w.items = append(w.items, i)
	}
	if p.invoice.State == care.Differs {
		add("differs:"+p.beneficiary.ID+"@"+string(p.month), Item{
			Kind: ItemDiffers, Since: times(p.invoice.At)[care.Differs], Last: last, Ore: c.MonthOre, Place: month + "#track",
			Message: Words{"Det som är underskrivet hos Försäkringskassan är inte det som skickades.", "What is signed at Försäkringskassan is not what was sent."},
		})
	}
	for _, assistant := range p.sheetHolders() {
		s := p.held[assistant]
		i := Item{Person: Party{assistant, p.names[assistant]}, Last: last, Ore: p.worthOf(assistant), Place: "/office/sheets/" + string(p.month)}
		key := assistant + "." + p.beneficiary.ID + "@" + string(p.month)
		switch s.State {
		case care.SheetRejected:
			i.Kind, i.Since = ItemRejected, times(s.At)[care.SheetRejected]
			i.Message = both("Försäkringskassan tog inte emot tidsredovisningen för %s.", "Försäkringskassan did not take the timesheet of %s.", i.Person.Name)
			add("rejected:"+key, i)
		case care.SheetSigned, care.SheetApproved, care.SheetSent:
			if s.Route == care.RouteELT {
				i.Beneficiary, i.Month, i.Ref = p.beneficiary, p.month, care.SheetRef(assistant, p.beneficiary.ID, p.month, s.Version)
				i.Since = times(s.At)[s.State]
				w.underway[i.Ref] = OnWay{i.keyed("way:" + key), s.State}
			}
		}
	}
	return w
}

// lapseDays is for how many days before a decision ends the office is told of it: a new one takes about so long.
const lapseDays = 60

// lapsing tells that the beneficiary's last decision ends before long and no other is known, in the month that goes on.
func (p *papers) lapsing(now time.Time) (i Item, lapses bool) {
	today := care.DateOf(now)
	if p.month != today.Month() || len(p.ever) == 0 {
		return Item{}, false
	}
	last := care.Date("")
	for _, d := range p.ever {
		to := spellOf(d).to
		if to == "" {
			return Item{}, false
		}
		last = max(last, to)
	}
	since := last.Before(lapseDays)
	if today < since || today > last || p.grants(last.Next()) || p.awaited(last.Next()) {
		return Item{}, false
	}
	i = Item{
		Kind: ItemDecision, Beneficiary: p.beneficiary, Since: since.Start(), Last: last, Place: "/office/people/" + p.beneficiary.ID,
		Message: both("Beslutet slutar gälla %s, och inget nytt är känt.", "The decision ends on %s, and no new one is known.", day(last)),
	}
	return i.keyed("decision:" + p.beneficiary.ID), true
}

// worthOf is what an assistant's rows of the month are worth, in öre.
func (p *papers) worthOf(assistant string) (ore int) {
	for _, e := range p.entries {
		if e.Assistant == assistant {
			ore += e.worth(e.minutes)
		}
	}
	return ore
}

// party is the assistant of a row; nobody where there is none.
func (p *papers) party(e *entry) Party {
	if e == nil {
		return Party{}
	}
	return Party{e.Assistant, p.names[e.Assistant]}
}

// splitSince is when the newest answer of a document's disagreements was written, by the clock of whoever wrote it; zero where
// nobody knows.
func splitSince(doc merge.Document) (since time.Time) {
	for _, conflict := range doc.Conflicts {
		for _, answer := range slices.Backward(conflict.Candidates) {
			if at, err := time.Parse(time.RFC3339Nano, answer.At.Wall); err == nil {
				if since.IsZero() || at.Before(since) {
					since = at
				}
				break
			}
		}
	}
	return since
}
