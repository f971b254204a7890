package care

import "encoding/json"

// The words for why an assistant is away.
const (
	AbsenceSick  = "sick"
	AbsenceLeave = "leave"
	AbsenceChild = "child" // vård av barn
)

// AbsenceKinds are all of them, in the order of the form.
func AbsenceKinds() []string { return []string{AbsenceSick, AbsenceLeave, AbsenceChild} }

// absenceKind is a time in which an assistant does not work, from an instant to an instant or until further notice.
// Coordinators write it, and read it alone: it may tell of health. No notice tells of it.
func absenceKind() DocKind {
	return DocKind{
		Name: "absence", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "kind": choice(AbsenceKinds()...), "start": minute(), "end": minute(), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "assistant", "kind", "start"); err != nil {
				return err
			}
			if s := ShiftOf("", fields); !s.End.IsZero() && !s.End.After(s.Start) { // the fields that both have are the same ones
				return problem(EndBeforeStart, "end", "the absence does not end after it starts")
			}
			return nil
		},
		Coupled: []string{"assistant", "kind", "start", "end"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"assistant": {AbsenceIndex}}),
	}
}
