package month

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// ItemKind is what kind of thing waits for somebody of the office.
type ItemKind string

// The kinds of things.
const (
	ItemConflict     ItemKind = "conflict"     // two answers stand for one row
	ItemParked       ItemKind = "parked"       // a change waits for a decision
	ItemFlag         ItemKind = "flag"         // a beneficiary, or who represents them, says that something is wrong
	ItemTalk         ItemKind = "talk"         // somebody waits for an answer
	ItemRejected     ItemKind = "rejected"     // Försäkringskassan did not take a timesheet
	ItemHeld         ItemKind = "held"         // one stands still on its way
	ItemUncertain    ItemKind = "uncertain"    // nobody knows whether one has arrived
	ItemSignAnew     ItemKind = "sign_anew"    // the signatures of one are not kept here
	ItemDiffers      ItemKind = "differs"      // what was signed is not what was sent
	ItemDecision     ItemKind = "decision"     // hours are outside any decision, or one lapses before long
	ItemRegistration ItemKind = "registration" // a notice (3066) is not known to have arrived, or came late
	ItemUnreached    ItemKind = "unreached"    // somebody could not be told, or does nothing about it
	ItemOffer        ItemKind = "offer"        // the office is to choose among those who accept a shift
	ItemVacant       ItemKind = "vacant"       // a published shift is nobody's, and nobody was offered it
	ItemSwap         ItemKind = "swap"         // an assistant would be without a shift of theirs
	ItemUnworked     ItemKind = "unworked"     // an assistant says that they did not work one that was planned
	ItemExchange     ItemKind = "exchange"     // an exchange that was proposed came to nothing
	ItemCertificate  ItemKind = "certificate"  // one of the house's ends before long
)

// Item is one thing that waits for somebody of the office.
type Item struct {
	// Key names it for as long as it waits, whatever is said of it; Errand is the document of who sees to it.
	Key    string   `json:"key"`
	Errand string   `json:"errand"`
	Print  string   `json:"print"` // of what is said of it: another one means that something has changed
	Kind   ItemKind `json:"kind"`
	// Beneficiary is whose it concerns, Month of which; empty where it concerns nobody's.
	Beneficiary Party      `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Person      Party      `json:"person"` // the assistant, or whoever is waited for; empty where nobody is
	Since       time.Time  `json:"since"`
	Last        care.Date  `json:"last"` // the last day to settle it; empty where there is none
	Ore         int        `json:"ore"`  // öre that may not be paid
	Message     Words      `json:"message"`
	Ref         string     `json:"ref"`   // of the document it is about, of the operation that is parked, or the topic of the talk
	Place       string     `json:"place"` // the path in the app where it is settled, or seen

	// facts stand in the print for the message and the öre, where these count hours: each row that is worked would make it another.
	facts string
}

// keyed is an item with its key, and what follows from it and from what is said.
func (i Item) keyed(key string) Item {
	i.Key, i.Errand = key, care.ErrandRef(key)
	said := []string{i.Message.SV, strconv.Itoa(i.Ore)}
	if i.facts != "" {
		said = []string{i.facts}
	}
	i.Print = care.Print(slices.Concat([]string{string(i.Kind)}, said, []string{string(i.Last), i.Since.UTC().Format(time.RFC3339)}))
	return i
}

// NewItem is an item that follows from something outside the book, with its key.
func NewItem(key string, i Item) Item { return i.keyed(key) }

// Inbox is all that waits for somebody of the office.
type Inbox struct {
	Items []Item `json:"items"` // what is at risk first, then the rest; each the oldest first

	underway map[string]OnWay // see [Inbox.Underway]
}

// OnWay is a version of a timesheet that somebody has signed and that is not known to have come, with what it is to somebody of the
// office where it waits for them: whether it does, only whoever has the queue and the signatures knows.
type OnWay struct {
	Item
	State care.SheetState
}

// Underway are the versions that are on their way, by their refs.
func (in *Inbox) Underway() map[string]OnWay { return in.underway }

// Add adds what follows from elsewhere, and puts all in order. What has the same key is one thing: with all that is at risk by it,
// since the first of it.
func (in *Inbox) Add(items ...Item) {
	byKey := make(map[string]int, len(in.Items))
	for n, item := range in.Items {
		byKey[item.Key] = n
	}
	for _, item := range items {
		n, there := byKey[item.Key]
		if !there {
			byKey[item.Key] = len(in.Items)
			in.Items = append(in.Items, item)
			continue
		}
		first := in.Items[n]
		if item.Since.Before(first.Since) {
			first, item = item, first
		}
		first.Ore += item.Ore
		in.Items[n] = first.keyed(first.Key)
	}
	slices.SortFunc(in.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(min(b.Ore, 1), min(a.Ore, 1)), a.Since.Compare(b.Since), cmp.Compare(a.Key, b.Key))
	})
}

// inboxAfter is for how long after Försäkringskassan's last day a month's things are still looked for.
const inboxAfter = 30 * 24 * time.Hour

// Inbox is what waits for the office, over all customers, for somebody of it; else the error is a *op.Problem with code forbidden.
// b is the book whose documents the shelf is of.
func (s *Shelf) Inbox(ctx context.Context, b Parked, person string, now time.Time) (Inbox, error) {
	late, _, err := LateChanges(ctx, b, Ask{Person: person, Now: now})
	if err != nil {
		return Inbox{}, err
	}
	in := Inbox{}
	err = b.View(ctx, func(docs book.Documents) error {
		in = Inbox{Items: []Item{}, underway: map[string]OnWay{}}
		var all []Item
		worth := map[string]int{} // of what is parked, by the row, over all its months
		for m := care.MonthOf(now); ; m = m.Plus(-1) {
			if m < care.MonthOf(now) && now.After(m.Deadline().Next().Start().Add(inboxAfter)) {
				break
			}
			waiting, err := s.waiting(docs, m, now)
			if err != nil {
				return err
			}
			for _, w := range waiting {
				all = append(all, w.items...)
				maps.Copy(in.underway, w.underway)
				for ref, ore := range w.parked {
					worth[ref] += ore
				}
			}
		}
		talks, err := s.Talks(docs, person, now)
		if err != nil {
			return err
		}
		for _, talk := range talks.Talks {
			all = append(all, talk.item())
		}
		for _, one := range late {
			all = append(all, one.item(worth))
			delete(worth, one.Doc) // a row is at risk once, however many changes of it wait
		}
		papers, err := s.papers.Get(docs, "papers", splitPapers)
		if err != nil {
			return err
		}
		plans, err := s.planningWaits(docs, now)
		if err != nil {
			return err
		}
		all = append(all, plans...)
		in.Add(append(all, papers...)...)
		return nil
	})
	return in, err
}

// waiting is what of all customers' month waits for somebody of the office. Of this month and the last it comes with the board's lines.
func (s *Shelf) waiting(docs book.Documents, m care.Month, now time.Time) (all []waits, err error) {
	if m >= care.MonthOf(now).Plus(-1) {
		lines, err := s.board(docs, m, now)
		for _, line := range lines {
			all = append(all, line.waits)
		}
		return all, err
	}
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return nil, err
	}
	for _, id := range beneficiaries {
		w, err := s.older.Get(docs, id+"@"+string(m)+" "+string(care.DateOf(now)), func(docs book.Documents) (waits, error) {
			p, err := readAlone(docs, id, m)
			if err != nil {
				return waits{}, err
			}
			c, found, err := p.customer(docs, now)
			return p.waits(found, c, now), err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

// item is a talk that waits for the office.
func (t OpenTalk) item() Item {
	said, err := care.ParseMinute(t.Said)
	if err != nil {
		said = time.Time{}
	}
	i := Item{
		Kind: ItemTalk, Beneficiary: t.Beneficiary, Month: t.Month, Person: t.From, Since: said, Ref: t.Topic,
		Message: both("%s väntar på svar.", "%s waits for an answer.", t.From.Name), Place: monthPath(t.Beneficiary.ID, t.Month) + "#samtal",
	}
	if t.Flag != "" {
		i.Kind, i.Last = ItemFlag, t.Month.Deadline()
		i.Message = both("%s säger att något inte stämmer.", "%s says that something is wrong.", t.From.Name)
		if t.Holds {
			i.Message = both("%s säger att något inte stämmer. Räkningen skickas inte förrän det är klart.", "%s says that something is wrong. The invoice is not sent until it is settled.", t.From.Name)
		}
	}
	return i.keyed("talk:" + t.Beneficiary.ID + "@" + string(t.Month) + ":" + t.Topic)
}

// item is a change that waits for the office. worth is the öre of rows with such changes.
func (l Late) item(worth map[string]int) Item {
	came, err := time.Parse(time.RFC3339, l.Came)
	if err != nil {
		came = time.Time{}
	}
	i := Item{
		Kind: ItemParked, Beneficiary: l.Beneficiary, Month: l.Month, Person: Party{l.Person, l.Name}, Since: came, Ore: worth[l.Doc], Ref: l.Op, Place: "/office/late",
		Message: both("En ändring från %s väntar på ert beslut.", "A change by %s waits for your decision.", l.Name),
	}
	if l.Month != "" {
		i.Last = l.Month.Deadline()
	}
	return i.keyed("parked:" + l.Op)
}

// splitPapers are documents that are no rows of a month, about which two answers stand.
func splitPapers(docs book.Documents) (items []Item, err error) {
	for doc, err := range docs.Feed(care.BookFeed) {
		if err != nil {
			return nil, fmt.Errorf("look for papers with two answers: %w", err)
		}
		if len(doc.Conflicts) == 0 || care.KindOf(doc.Ref) == "errand" {
			continue
		}
		f := doc.Values()
		who := cmp.Or(care.Text(f, "person"), care.Text(f, "beneficiary"), care.Text(f, "assistant"), care.Text(f, "representative"))
		place := "/office/people/" + who
		switch {
		case care.KindOf(doc.Ref) == "person":
			who, place = care.ID(doc.Ref), "/office/people/"+care.ID(doc.Ref)
		case who == "":
			place = "/office/provider"
		}
		i := Item{Kind: ItemConflict, Since: splitSince(doc), Ref: doc.Ref, Place: place, Message: Words{"Två svar står mot varandra i våra papper.", "Two answers stand against each other in our papers."}}
		if who != "" {
			if i.Person.Name, err = nameOf(docs, who); err != nil {
				return nil, err
			}
			i.Person.ID = who
			i.Message = both("Två svar står mot varandra i papperen om %s.", "Two answers stand against each other in the papers about %s.", i.Person.Name)
		}
		items = append(items, i.keyed("conflict:"+doc.Ref))
	}
	return items, nil
}

func monthPath(beneficiary string, m care.Month) string {
	return "/office/" + beneficiary + "/" + string(m)
}
