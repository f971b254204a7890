package care

import (
	"bytes"
	"encoding/json"
	"time"
)

// Side is one side of an exchange: a plan as it was when the exchange was proposed, and whose it was.
type Side struct {
	Plan        string // id
	Assistant   string
	Beneficiary string
	Kind        Kind
	Start       time.Time
	End         time.Time
}

// Stands tells whether a plan still is what the side says: of the same people, time and kind, and not removed. Who said yes said
// it to that alone.
func (s Side) Stands(p Plan) bool {
	return p.Ref == "plan/"+s.Plan && !p.Void && p.Assistant == s.Assistant && p.Beneficiary == s.Beneficiary && p.Kind == s.Kind &&
		p.Start.Equal(s.Start) && p.End.Equal(s.End)
}

// Why the house takes an exchange back. Coordinators take one back by void alone.
const (
	ExchangeDeclined = "declined" // one of the two said no
	ExchangeChanged  = "changed"  // a plan is not what it was when the exchange was proposed
	ExchangeBusy     = "busy"     // one of them is planned for something else at that time
	ExchangeStranger = "stranger" // one of them has no engagement there on that day
)

// Exchange is two plans of two assistants, each of whom is asked to work the other's: whole or not at all.
type Exchange struct {
	Ref   string
	Sides [2]Side // each assistant gets the other side's plan
	Given bool    // both said yes, and both plans changed hands; whatever else is said later
	Void  bool    // taken back
	Why   string  // why the house took it back; empty where it did not
	Seen  bool    // the office knows that it came to nothing
}

// ExchangeOf reads an exchange's fields. Sides that cannot be read are left zero: the engine has let nothing else through.
func ExchangeOf(ref string, fields Fields) Exchange {
	e := Exchange{Ref: ref, Given: Flag(fields, "given"), Void: Flag(fields, "void"), Why: Text(fields, "why"), Seen: Flag(fields, "seen")}
	if sides, err := readSides(fields["sides"]); err == nil {
		for i, side := range sides {
			s := ShiftOf("", side) // the fields that both have are the same ones
			e.Sides[i] = Side{s.Plan, s.Assistant, s.Beneficiary, s.Kind, s.Start, s.End}
		}
	}
	return e
}

// Open tells whether an exchange was neither given nor taken back.
func (e Exchange) Open() bool { return !e.Given && !e.Void }

// Begins is when the first of the two plans begins: until then both have to have said yes.
func (e Exchange) Begins() time.Time {
	if e.Sides[1].Start.Before(e.Sides[0].Start) {
		return e.Sides[1].Start
	}
	return e.Sides[0].Start
}

// Ends is when the last of the two plans ends.
func (e Exchange) Ends() time.Time {
	if e.Sides[1].End.After(e.Sides[0].End) {
		return e.Sides[1].End
	}
	return e.Sides[0].End
}

// Between are the two assistants.
func (e Exchange) Between() []string { return []string{e.Sides[0].Assistant, e.Sides[1].Assistant} }

// Home is where the answers to an exchange are filed: the beneficiary and the month of its first side.
func (e Exchange) Home() (beneficiary string, m Month) {
	if e.Sides[0].Start.IsZero() {
		return "", ""
	}
	return e.Sides[0].Beneficiary, MonthOf(e.Sides[0].Start)
}

var sideFields = map[string]check{
	"plan": id(), "assistant": id(), "beneficiary": id(), "kind": choice(string(Active), string(Waiting), string(Standby)), "start": minute(), "end": minute(),
}

// exchangeKind is two plans that their assistants are asked to exchange. It says again what the plans say, since neither of the two
// sees the other's. Coordinators propose it and take it back; what it says, what both agree to, is never changed, and that it was
// given a command says, which gives both plans at once.
func exchangeKind() DocKind {
	return DocKind{
		Name: "exchange", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"sides": checked(func(raw json.RawMessage) error { _, err := readSides(raw); return err }),
			"given": flag(), "void": flag(), "why": choice(ExchangeDeclined, ExchangeChanged, ExchangeBusy, ExchangeStranger),
			"seen": flag(),
		},
		Check: func(ref string, fields map[string]json.RawMessage) error {
			if err := required(fields, "sides"); err != nil {
				return err
			}
			switch a, b := ExchangeOf(ref, fields).Sides[0], ExchangeOf(ref, fields).Sides[1]; {
			case a.Plan == b.Plan:
				return problem(BadChoice, "sides", "a plan is not exchanged for itself")
			case a.Assistant == b.Assistant:
				return problem(BadChoice, "sides", "both are theirs already")
			case a.Assistant == b.Beneficiary || b.Assistant == a.Beneficiary || a.Assistant == a.Beneficiary || b.Assistant == b.Beneficiary:
				return problem(AssistantIsSelf, "sides", "nobody is their own assistant")
			}
			return nil
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) (feeds []string) {
			for _, side := range ExchangeOf("", fields).Sides {
				if side.Beneficiary == "" || side.Start.IsZero() {
					return nil
				}
				if feed := PlanningFeed(side.Beneficiary, MonthOf(side.Start)); len(feeds) == 0 || feeds[0] != feed {
					feeds = append(feeds, feed)
				}
				feeds = append(feeds, PersonFeed(side.Assistant))
			}
			return feeds
		},
		Month: func(_ string, fields map[string]json.RawMessage) string {
			e := ExchangeOf("", fields)
			if e.Sides[0].Start.IsZero() || e.Sides[1].Start.IsZero() {
				return ""
			}
			return string(max(MonthOf(e.Sides[0].Start), MonthOf(e.Sides[1].Start)))
		},
	}
}

// readSides reads the two sides of an exchange, each whole and with nothing else in it.
func readSides(raw json.RawMessage) ([]Fields, error) {
	var sides []Fields
	if json.Unmarshal(raw, &sides) != nil || len(sides) != 2 {
		return nil, problem(BadChoice, "", "not a list of two plans")
	}
	for _, side := range sides {
		if required(side, "plan", "assistant", "beneficiary", "kind", "start", "end") != nil {
			return nil, problem(Missing, "", "a side is not whole")
		}
		for name, value := range side {
			fits, known := sideFields[name]
			if !known {
				return nil, problem(BadChoice, "", "a side says nothing of "+name)
			}
			if err := fits(value); err != nil {
				return nil, err
			}
		}
		if s := ShiftOf("", side); !s.End.After(s.Start) {
			return nil, problem(EndBeforeStart, "", "a plan does not end after it starts")
		}
	}
	return sides, nil
}

// proposes tells whether a write is a coordinator's to make: to propose an exchange, to take it back, to have seen what became of it.
// That it was given, and why it was taken back, the house says by commands; and what somebody may have agreed to stays as it is.
func proposes(w write) bool {
	same := func(name string) bool {
		return absent(w.before[name]) && absent(w.after[name]) || bytes.Equal(w.before[name], w.after[name])
	}
	return same("given") && same("why") && (len(w.before) == 0 || same("sides")) && (!Flag(w.before, "void") || Flag(w.after, "void"))
}
