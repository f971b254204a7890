package care

import (
	"encoding/json"
	"time"
)

// TakeBack is for how long after it was said a message may be taken back by whoever said it, by their own clock.
const TakeBack = time.Hour

// mostSettled is how many messages one may settle at once.
const mostSettled = 16

// FlagKinds are the words for what is wrong, in the order in which they are offered: the time, who worked, that nobody was
// there, something else.
func FlagKinds() []string { return []string{FlagTime, FlagAssistant, FlagAbsent, FlagOther} }

// The words that a message's fields may be.
const (
	FlagTime      = "time"      // the times are not as they were
	FlagAssistant = "assistant" // somebody else worked
	FlagAbsent    = "absent"    // the assistant was not there
	FlagOther     = "other"     // said in words
)

// messageKind is something that one person says about a row, a plan, a day or a month of a beneficiary. It is written once,
// by an operation, and never changed: so messages never clash, whoever was offline. What is taken back is so by a message
// that names it, and what is settled by one that names that. No seal holds it, since no timesheet and no invoice tells of it.
// The day is in the month; of a row that passes a month's end, the day of the part that is meant.
func messageKind() DocKind {
	fields := spokenFields()
	for name, fit := range map[string]check{
		"day": date(), "shift": id(), "plan": id(), "assistant": id(),
		"flag": choice(FlagKinds()...), "settles": ids(mostSettled),
	} {
		fields[name] = fit
	}
	fields["as"] = choice(RoleCoordinator, RoleAssistant, RoleBeneficiary, RoleRepresentative)
	return DocKind{
		Name: "message", Open: true, Fields: fields, Check: checkMessage,
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			m := MessageOf("", fields)
			feeds := []string{MonthFeed(m.Beneficiary, m.Month), TalkIndex(m.Month)}
			if m.Assistant != "" {
				feeds = append(feeds, PersonFeed(m.Assistant))
			}
			return feeds
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// observationKind is what a representative notes about a beneficiary's month, for themselves and the office: neither the
// beneficiary's phone gets it nor an assistant's. It is written once, too.
func observationKind() DocKind {
	fields := spokenFields()
	fields["as"] = choice(RoleRepresentative)
	return DocKind{
		Name: "observation", Open: true, Fields: fields,
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "author", "as", "beneficiary", "month", "said"); err != nil {
				return err
			}
			return oneOf(fields, "text", "takes")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{ObservationFeed(Text(fields, "beneficiary"))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// spokenFields are those of everything that somebody says: who, as whom, about whose month, what, and when by their clock.
func spokenFields() map[string]check {
	return map[string]check{
		"author": id(), "beneficiary": id(), "month": parsed(ParseMonth, BadMonth),
		"text": text(NoteLength), "takes": id(), "said": minute(),
	}
}

func checkMessage(_ string, fields map[string]json.RawMessage) error {
	if err := required(fields, "author", "as", "beneficiary", "month", "said"); err != nil {
		return err
	}
	m := MessageOf("", fields)
	if m.Shift != "" || m.Plan != "" {
		if err := required(fields, "day"); err != nil {
			return err
		}
	}
	concerned := m.As == RoleBeneficiary || m.As == RoleRepresentative
	switch {
	case m.Day != "" && m.Day.Month() != m.Month:
		return problem(BadDate, "day", "the day is not in the month")
	case m.Shift != "" && m.Plan != "":
		return problem(BadChoice, "plan", "a message is about one thing")
	case m.Assistant != "" && m.Shift == "" && m.Plan == "":
		return problem(BadChoice, "assistant", "no row and no plan of theirs")
	case m.Flag != "" && !concerned:
		return problem(BadChoice, "flag", "the beneficiary's to say, or their representative's")
	case len(m.Settles) > 0 && !concerned && m.As != RoleCoordinator:
		return problem(BadChoice, "settles", "not an assistant's to say")
	case m.Flag != "" && len(m.Settles) > 0:
		return problem(BadChoice, "settles", "one says that something is wrong, or that it is settled")
	case m.Takes != "" && (m.Text != "" || m.Flag != "" || len(m.Settles) > 0):
		return problem(BadChoice, "takes", "what takes back says nothing else")
	case m.Flag == FlagOther:
		return required(fields, "text")
	case m.Text == "" && m.Flag == "" && len(m.Settles) == 0:
		return required(fields, "takes")
	}
	return nil
}

// oneOf checks that a document has just one of two fields.
func oneOf(fields Fields, one, other string) error {
	if Text(fields, one) == "" {
		return required(fields, other)
	}
	if Text(fields, other) != "" {
		return problem(BadChoice, other, "what takes back says nothing else")
	}
	return nil
}
