package month

import (
	"cmp"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// Asked is what assistants are asked about a beneficiary's plans of a month, with their answers; each in order of the refs.
type Asked struct {
	Offers    []Offered
	Exchanges []Exchanged // of which a side is such a plan
}

// AskedIn reads what assistants are asked about the plans of a beneficiary's that begin in a month.
func AskedIn(docs book.Documents, beneficiary string, m care.Month) (Asked, error) {
	var all Asked
	feed := care.PlanningFeed(beneficiary, m)
	said := replies{}
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return Asked{}, fmt.Errorf("read %s: %w", feed, err)
		}
		switch f := doc.Values(); care.KindOf(doc.Ref) {
		case "offer":
			if o := care.OfferOf(doc.Ref, f); o.Beneficiary == beneficiary && care.MonthOf(o.Start) == m {
				all.Offers = append(all.Offers, Offered{Offer: o, Rev: doc.Rev})
			}
		case "exchange":
			all.Exchanges = append(all.Exchanges, Exchanged{Exchange: care.ExchangeOf(doc.Ref, f), Rev: doc.Rev})
		case "reply":
			said.add(f, doc.Rev)
		}
	}
	slices.SortFunc(all.Offers, func(a, b Offered) int { return cmp.Compare(a.Ref, b.Ref) })
	for i := range all.Offers {
		if err := all.Offers[i].read(docs, said); err != nil {
			return Asked{}, err
		}
	}
	slices.SortFunc(all.Exchanges, func(a, b Exchanged) int { return cmp.Compare(a.Ref, b.Ref) })
	for i := range all.Exchanges {
		e := &all.Exchanges[i]
		filed := said
		if home := care.PlanningFeed(e.Home()); home != feed {
			var err error
			if filed, err = repliesIn(docs, home); err != nil {
				return Asked{}, err
			}
		}
		if err := e.read(docs, filed); err != nil {
			return Asked{}, err
		}
	}
	return all, nil
}

// reply is what an assistant has said to an offer or to an exchange.
type reply struct {
	assistant, says string
	rev             uint64 // the order in which the server heard of it
}

// replies are some, by the refs of what they answer.
type replies map[string][]reply

func (r replies) add(f care.Fields, rev uint64) {
	of := care.Answered(f)
	r[of] = append(r[of], reply{care.Text(f, "assistant"), care.Text(f, "says"), rev})
}

func repliesIn(docs book.Documents, feed string) (replies, error) {
	all := replies{}
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", feed, err)
		}
		if care.KindOf(doc.Ref) == "reply" {
			all.add(doc.Values(), doc.Rev)
		}
	}
	return all, nil
}

// saying are those of some people who have said a word last to what a ref names, in the order in which the server heard of it: who
// says the same twice has said so the first time.
func (r replies) saying(word, to string, people []string) (who []string) {
	said := r[to]
	slices.SortFunc(said, func(a, b reply) int { return cmp.Compare(a.rev, b.rev) })
	last := map[string]reply{} // what somebody has said last holds
	for _, one := range said {
		if before, there := last[one.assistant]; !there || before.says != one.says {
			last[one.assistant] = one
		}
	}
	for _, one := range said {
		if last[one.assistant] == one && one.says == word && slices.Contains(people, one.assistant) {
			who = append(who, one.assistant)
		}
	}
	return who
}
