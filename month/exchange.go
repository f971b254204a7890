package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Exchanged is an exchange, and what was answered to it.
type Exchanged struct {
	care.Exchange
	Rev    uint64   // of the entry that changed it last
	Yes    []string // who accepts, in the order in which the server heard of it
	No     []string // who does not, in the same order
	Stands bool     // both plans still are what they were when it was proposed
}

// read is what has become of the exchange's plans, and what the two have said.
func (e *Exchanged) read(docs book.Documents, said replies) (err error) {
	e.Yes, e.No = said.saying(care.ReplyYes, e.Ref, e.Between()), said.saying(care.ReplyNo, e.Ref, e.Between())
	_, e.Stands, err = exchangedPlans(docs, e.Exchange)
	return err
}

// Waits tells whether an exchange still waits for an answer: until the first of its plans begins.
func (e Exchanged) Waits(now time.Time) bool { return e.Open() && now.Before(e.Begins()) }

// Due tells whether an exchange is to be settled: both have said yes, or it cannot be any more.
func (e Exchanged) Due() bool { return !e.Stands || len(e.No) > 0 || len(e.Yes) == len(e.Sides) }

// exchangedPlans are the plans of an exchange as they are now; false where they are not what they were when it was proposed: one is
// another, has two answers, or is a draft again.
func exchangedPlans(docs book.Documents, e care.Exchange) (plans [2]care.Plan, stand bool, err error) {
	stand = true
	for i, side := range e.Sides {
		doc, there, err := docs.Get("plan/" + side.Plan)
		if err != nil {
			return plans, false, fmt.Errorf("read plan %s: %w", side.Plan, err)
		}
		plans[i] = care.PlanOf("plan/"+side.Plan, doc.Values())
		stand = stand && there && len(doc.Conflicts) == 0 && !plans[i].Draft && side.Stands(plans[i])
	}
	return plans, stand, nil
}

// SettleExchange gives both plans of an exchange to whom they go to, once both have said yes and can work what they get; or takes it
// back, and says why, where that cannot be any more. The error is a *op.Problem with code offer_over where it is settled, or
// nothing is to be done yet.
func SettleExchange(docs book.Documents, ref string, now time.Time) (book.Decision, error) {
	doc, there, err := docs.Get(ref)
	if err != nil {
		return book.Decision{}, fmt.Errorf("read %s: %w", ref, err)
	}
	e := Exchanged{Exchange: care.ExchangeOf(ref, doc.Values())}
	if !there || !e.Waits(now) {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver}
	}
	said, err := repliesIn(docs, care.PlanningFeed(e.Home()))
	if err != nil {
		return book.Decision{}, err
	}
	if err := e.read(docs, said); err != nil {
		return book.Decision{}, err
	}
	if !e.Due() {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver}
	}
	over := func(why string) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: op.Fields{"void": care.Value(true), "why": care.Value(why)}}}}, nil
	}
	switch {
	case !e.Stands:
		return over(care.ExchangeChanged)
	case len(e.No) > 0:
		return over(care.ExchangeDeclined)
	}
	plans, _, err := exchangedPlans(docs, e.Exchange)
	if err != nil {
		return book.Decision{}, err
	}
	plans[0].Assistant, plans[1].Assistant = plans[1].Assistant, plans[0].Assistant
	if why, err := hindrance(docs, plans, now); err != nil {
		return book.Decision{}, err
	} else if why != "" {
		return over(why)
	}
	return book.Decision{Set: []book.Change{
		{Doc: plans[0].Ref, Set: op.Fields{"assistant": care.Value(plans[0].Assistant)}},
		{Doc: plans[1].Ref, Set: op.Fields{"assistant": care.Value(plans[1].Assistant)}},
		{Doc: ref, Set: op.Fields{"given": care.Value(true)}},
	}}, nil
}

// hindrance is what stops one of two plans from being as they are meant, both at once; empty where nothing does.
func hindrance(docs book.Documents, plans [2]care.Plan, now time.Time) (why string, err error) {
	for i, plan := range plans {
		found, err := planFindings(docs, plan, now, plans[1-i])
		if err != nil {
			return "", err
		}
		for _, f := range stops(found) {
			if f.Code == OutsideEngagement {
				return care.ExchangeStranger, nil
			}
			why = care.ExchangeBusy
		}
	}
	return why, nil
}

// unsettled are the exchanges that came to nothing by no doing of the office's, which it has not seen yet, and of which both plans still
// are what they were and asked about no more. It adds to the plans that are asked about those of exchanges that say how they stand.
func (a Asked) unsettled(asked map[string]bool) (came []Exchanged) {
	both := func(e Exchanged) {
		for _, side := range e.Sides {
			asked[side.Plan] = true
		}
	}
	for _, e := range a.Exchanges {
		if e.Open() && e.Stands {
			both(e)
		}
	}
	for _, e := range slices.Backward(a.Exchanges) { // of several about a plan the last says how it stands
		told := e.Given || !e.Void || e.Why == "" || e.Why == care.ExchangeChanged || e.Seen
		if told || !e.Stands || asked[e.Sides[0].Plan] || asked[e.Sides[1].Plan] {
			continue
		}
		both(e)
		came = append(came, e)
	}
	return came
}

// outcomes are how exchanges come to nothing, in words: between whom, and for the first of these who said no.
var outcomes = map[string]Words{
	care.ExchangeDeclined: {"%s och %s byter inte pass: %s sa nej.", "%s and %s do not exchange shifts: %s said no."},
	care.ExchangeBusy:     {"%s och %s byter inte pass: någon av dem är planerad på annat håll då.", "%s and %s do not exchange shifts: one of them is planned elsewhere then."},
	care.ExchangeStranger: {"%s och %s byter inte pass: någon av dem har inget uppdrag där den dagen.", "%s and %s do not exchange shifts: one of them has no engagement there on that day."},
}

// exchangeItem is what an exchange that came to nothing is to the office.
func exchangeItem(docs book.Documents, e Exchanged) (Item, error) {
	parties, names := [2]Party{}, []any{}
	for i, who := range e.Between() {
		one, err := namedBy(docs, who)
		if err != nil {
			return Item{}, err
		}
		parties[i], names = one, append(names, one.Name)
	}
	if e.Why == care.ExchangeDeclined {
		by := parties[0]
		if !slices.Contains(e.No, by.ID) {
			by = parties[1]
		}
		names = append(names, by.Name)
	}
	words := outcomes[e.Why]
	said := both(words.SV, words.EN, names...)
	stay := both("Passen %s och %s är som de var.", "The shifts %s and %s are as they were.", when(e.Sides[0].Start, e.Sides[0].End), when(e.Sides[1].Start, e.Sides[1].End))
	return Item{
		Kind: ItemExchange, Person: parties[0], Since: madeAt(care.ID(e.Ref)), Last: care.DateOf(e.Begins()), Ref: e.Ref,
		Message: Words{said.SV + " " + stay.SV, said.EN + " " + stay.EN},
	}, nil
}
