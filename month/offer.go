package month

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// CodeOfferOver says that an offer is not to be given to anybody any more, or to nobody yet. It is said to the house alone.
const CodeOfferOver = "offer_over"

// Offered is an offer, and what was answered to it.
type Offered struct {
	care.Offer
	Rev    uint64   // of the entry that changed it last
	Yes    []string // who accepts, in the order in which the server heard of it
	Stands bool     // the plan still is what was offered, and nobody has got it
	Has    string   // whose the plan is now
}

// read is what has become of the offer's plan, and who accepts it.
func (o *Offered) read(docs book.Documents, said replies) error {
	plan, stands, err := offeredPlan(docs, o.Offer)
	o.Has, o.Stands = plan.Assistant, stands && !o.Void && o.Given == ""
	o.Yes = said.saying(care.ReplyYes, o.Ref, o.To)
	return err
}

// Open tells whether an offer still waits for somebody to accept it: until the plan begins.
func (o Offered) Open(now time.Time) bool { return !o.Void && o.Given == "" && now.Before(o.Start) }

// offeredPlan is the plan that an offer is of, as it is now; false where it is not what was offered.
func offeredPlan(docs book.Documents, o care.Offer) (care.Plan, bool, error) {
	doc, there, err := docs.Get("plan/" + o.Plan)
	if err != nil {
		return care.Plan{}, false, fmt.Errorf("read plan %s: %w", o.Plan, err)
	}
	plan := care.PlanOf("plan/"+o.Plan, doc.Values())
	return plan, there && o.Stands(plan), nil
}

// EndOffer takes back an offer whose plan is not what was offered: it was moved, removed, or given to somebody by hand. The
// error is a *op.Problem with code offer_over where there is nothing to take back.
func EndOffer(docs book.Documents, ref string) (book.Decision, error) {
	doc, there, err := docs.Get(ref)
	if err != nil {
		return book.Decision{}, fmt.Errorf("read %s: %w", ref, err)
	}
	o := care.OfferOf(ref, doc.Values())
	if !there || o.Void || o.Given != "" {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver}
	}
	_, stands, err := offeredPlan(docs, o)
	if err != nil {
		return book.Decision{}, err
	}
	if stands {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver}
	}
	return book.Decision{Set: []book.Change{{Doc: ref, Set: op.Fields{"void": care.Value(true)}}}}, nil
}

// GiveOffer gives an offer to the first who accepts it and can work it, where it goes to the first: the plan becomes theirs,
// and is published. The error is a *op.Problem with code offer_over where nobody is to have it, at least not yet.
func GiveOffer(docs book.Documents, beneficiary string, m care.Month, ref string, now time.Time) (book.Decision, error) {
	all, err := AskedIn(docs, beneficiary, m)
	if err != nil {
		return book.Decision{}, err
	}
	at := slices.IndexFunc(all.Offers, func(o Offered) bool { return o.Ref == ref })
	if at < 0 || all.Offers[at].How != care.OfferFirst || !all.Offers[at].Open(now) {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver}
	}
	o := all.Offers[at]
	plan, stands, err := offeredPlan(docs, o.Offer)
	if err != nil {
		return book.Decision{}, err
	}
	if !stands {
		return book.Decision{}, &op.Problem{Code: CodeOfferOver} // EndOffer takes it back
	}
	for _, who := range o.Yes {
		plan.Assistant = who
		found, err := planFindings(docs, plan, now)
		if err != nil {
			return book.Decision{}, err
		}
		if len(stops(found)) > 0 {
			continue
		}
		return book.Decision{Set: []book.Change{
			{Doc: plan.Ref, Set: op.Fields{"assistant": care.Value(who), "draft": care.Value(false)}},
			{Doc: o.Ref, Set: op.Fields{"given": care.Value(who)}},
		}}, nil
	}
	return book.Decision{}, &op.Problem{Code: CodeOfferOver}
}

// planFindings are what the rules find in one plan, where some others are meant besides.
func planFindings(docs book.Documents, plan care.Plan, now time.Time, besides ...care.Plan) ([]Finding, error) {
	first, _ := care.DateOf(plan.Start).Before(1).Week() // the day's rest, and that of the week
	_, last := care.DateOf(plan.End).Next().Week()
	check, err := checkPlan(docs, PlanAsk{Beneficiary: plan.Beneficiary, From: first, To: last, Drafts: append([]care.Plan{plan}, besides...), Now: now})
	return slices.DeleteFunc(check.Findings, func(f Finding) bool { return !slices.Contains(f.Rows, plan.Ref) }), err
}

// Candidate is somebody who is engaged at a beneficiary, and what speaks against their working a plan.
type Candidate struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Findings []Finding `json:"findings"` // none: they may, and can
	Minutes  int       `json:"minutes"`  // that they work or are planned for in the plan's month, at whomever, without it
}

// ofTheTime are findings that hold of a plan whoever works it: they speak against nobody.
var ofTheTime = []string{OverlapTwo, OverGranted, OutsideDecision, InHospital, InActivity, OverADay}

// Candidates are those who are engaged at a beneficiary on a plan's day, the ones first of whom nothing is found, and among
// those who have least to do. For the office, else the error is a *op.Problem with code forbidden.
func Candidates(docs book.Documents, person string, plan care.Plan, now time.Time) ([]Candidate, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return nil, err
	}
	on, m := care.DateOf(plan.Start), care.MonthOf(plan.Start)
	all := []Candidate{}
	feed := care.EngagedIndex(plan.Beneficiary)
	free := plan
	free.Assistant = ""
	sh := planning{docs, now, map[string]care.Plan{plan.Ref: free}}.shared()
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", feed, err)
		}
		f := doc.Values()
		who := care.Text(f, "assistant")
		if care.Text(f, "beneficiary") != plan.Beneficiary || care.Flag(f, "void") || !spellOf(f).holds(on) || slices.ContainsFunc(all, func(c Candidate) bool { return c.ID == who }) {
			continue
		}
		name, err := nameOf(docs, who)
		if err != nil {
			return nil, err
		}
		meant := plan
		meant.Assistant = who
		found, err := planFindings(docs, meant, now)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(f Finding) bool { return slices.Contains(ofTheTime, f.Code) })
		work, err := sh.toiled(who, m)
		if err != nil {
			return nil, err
		}
		all = append(all, Candidate{who, name, append([]Finding{}, found...), work.since(m, m.First()).Total()})
	}
	slices.SortFunc(all, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(len(stops(a.Findings)), len(stops(b.Findings))), cmp.Compare(len(a.Findings), len(b.Findings)),
			cmp.Compare(a.Minutes, b.Minutes), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	return all, nil
}
