package care

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// mostOffered is how many assistants a vacant plan is offered to at once.
const mostOffered = 40

// The words for who gets a plan that is offered.
const (
	OfferFirst = "first" // whoever accepts first, in the order in which the server hears of it
	OfferPick  = "pick"  // whom the office chooses of those who accept
)

// The words of an answer to an offer.
const (
	ReplyYes = "yes"
	ReplyNo  = "no"
)

// Offer is a plan that some assistants are asked to work: a vacant one, or one that somebody would be without.
type Offer struct {
	Ref         string
	Plan        string // id
	Beneficiary string
	Kind        Kind
	Start       time.Time
	End         time.Time
	From        string // whose plan it is until somebody accepts; empty: vacant
	To          []string
	How         string
	Given       string // who got it; empty while nobody has
	Void        bool   // taken back
}

// OfferOf reads an offer's fields.
func OfferOf(ref string, fields Fields) Offer {
	s := ShiftOf(ref, fields) // the fields that both have are the same ones
	return Offer{ref, s.Plan, s.Beneficiary, s.Kind, s.Start, s.End, Text(fields, "from"), Texts(fields, "to"), Text(fields, "how"), Text(fields, "given"), s.Void}
}

// Stands tells whether a plan still is what was offered: of the same person, time and kind, and nobody else's by now. Who said
// yes said it to that alone.
func (o Offer) Stands(p Plan) bool {
	return Side{o.Plan, o.From, o.Beneficiary, o.Kind, o.Start, o.End}.Stands(p)
}

// Span is from start to end.
func (o Offer) Span() Span { return Span{o.Start, o.End} }

// offerKind is a plan that is offered. It says again what the plan says, since those it is offered to see the plan
// only once it is theirs. Coordinators write it; that somebody accepted first is written by a command.
func offerKind() DocKind {
	return DocKind{
		Name: "offer", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"plan": id(), "beneficiary": id(), "kind": choice(string(Active), string(Waiting), string(Standby)), "start": minute(), "end": minute(),
			"from": id(), "to": ids(mostOffered), "how": choice(OfferFirst, OfferPick), "given": id(), "void": flag(),
		},
		Check: func(ref string, fields map[string]json.RawMessage) error {
			if err := required(fields, "plan", "beneficiary", "kind", "start", "end", "to", "how"); err != nil {
				return err
			}
			o := OfferOf(ref, fields)
			switch {
			case !o.End.After(o.Start):
				return problem(EndBeforeStart, "end", "the offer does not end after it starts")
			case slices.Contains(o.To, o.Beneficiary):
				return problem(AssistantIsSelf, "to", "nobody is their own assistant")
			case o.From != "" && slices.Contains(o.To, o.From):
				return problem(BadChoice, "to", "it is theirs already")
			case o.Given != "" && !slices.Contains(o.To, o.Given):
				return problem(BadChoice, "given", "it was not offered to them")
			}
			return nil
		},
		Coupled: []string{"plan", "beneficiary", "kind", "start", "end", "from", "to"},
		Seals:   unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			o := OfferOf("", fields)
			if o.Beneficiary == "" || o.Start.IsZero() {
				return nil
			}
			feeds := []string{PlanningFeed(o.Beneficiary, MonthOf(o.Start))}
			for _, person := range o.To {
				feeds = append(feeds, PersonFeed(person))
			}
			return feeds
		},
		Month: func(_ string, fields map[string]json.RawMessage) string {
			if start := OfferOf("", fields).Start; !start.IsZero() {
				return string(MonthOf(start))
			}
			return ""
		},
	}
}

// replyKind is what an assistant answers to an offer, or to an exchange: written once, by them; who changes their mind answers again.
func replyKind() DocKind {
	return DocKind{
		Name: "reply", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"offer": id(), "exchange": id(), "assistant": id(), "beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "says": choice(ReplyYes, ReplyNo),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if absent(fields["exchange"]) {
				return required(fields, "offer", "assistant", "beneficiary", "month", "says")
			}
			if !absent(fields["offer"]) {
				return problem(BadChoice, "exchange", "an answer is to an offer or to an exchange")
			}
			return required(fields, "assistant", "beneficiary", "month", "says")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{PlanningFeed(Text(fields, "beneficiary"), Month(Text(fields, "month"))), PersonFeed(Text(fields, "assistant"))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// Answered is the ref of what a reply answers.
func Answered(reply Fields) string {
	if exchange := Text(reply, "exchange"); exchange != "" {
		return "exchange/" + exchange
	}
	return "offer/" + Text(reply, "offer")
}

// asked is whom an offer or an exchange asks, and the beneficiary and the month that answers to it are filed under.
func asked(record Record) (whom []string, beneficiary string, m Month) {
	if KindOf(record.Ref) == "exchange" {
		e := ExchangeOf(record.Ref, record.Fields)
		beneficiary, m = e.Home()
		return e.Between(), beneficiary, m
	}
	o := OfferOf(record.Ref, record.Fields)
	return o.To, o.Beneficiary, MonthOf(o.Start)
}

// replierMay lets an assistant answer what asks them. One that was taken back meanwhile is answered in vain,
// and not refused: whoever was offline did nothing wrong.
func replierMay(records Records, w write) (Permission, error) {
	if len(w.before) > 0 || Text(w.after, "assistant") != w.person {
		return Never, nil
	}
	record, there, err := records.Get(Answered(w.after))
	if err != nil {
		return Never, fmt.Errorf("read what is answered: %w", err)
	}
	whom, beneficiary, m := asked(record)
	if !there || !slices.Contains(whom, w.person) || beneficiary != Text(w.after, "beneficiary") || m != Month(Text(w.after, "month")) {
		return Never, nil
	}
	return RoleOn(records, w.person, RoleAssistant, w.today)
}
