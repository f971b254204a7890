package care

import (
	"encoding/json"
	"slices"
)

// stayKind is a time that a beneficiary spends in hospital, or outside the EEA. An assistant's hours in it are paid only for
// special reasons. It tells of health: no assistant's phone gets it.
func stayKind() DocKind {
	return DocKind{
		Name: "stay", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "kind": choice(StayHospital, StayAbroad), "start": minute(), "end": minute(),
			"reasons": flag(), "note": text(NoteLength), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "beneficiary", "kind", "start"); err != nil {
				return err
			}
			if s := ShiftOf("", fields); !s.End.IsZero() && !s.End.After(s.Start) { // the fields that both have are the same ones
				return problem(EndBeforeStart, "end", "the stay does not end after it starts")
			}
			return nil
		},
		Coupled: []string{"beneficiary", "kind", "start", "end"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"beneficiary": {StayIndex, PersonFeed}}),
	}
}

// activityKind is school, childcare or daily activity: the same hours on the same days of each week, from a date to a date.
func activityKind() DocKind {
	return DocKind{
		Name: "activity", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "kind": choice(ActivityKinds()...), "from": date(), "to": date(),
			"days": choices(Weekdays()...), "begins": clock(), "ends": clock(),
			"reasons": flag(), "note": text(NoteLength), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "beneficiary", "kind", "from", "days", "begins", "ends"); err != nil {
				return err
			}
			if Text(fields, "ends") <= Text(fields, "begins") {
				return problem(EndBeforeStart, "ends", "the activity does not end after it begins")
			}
			return period(fields)
		},
		Coupled: []string{"beneficiary", "kind", "from", "to", "days", "begins", "ends"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"beneficiary": {StayIndex, PersonFeed}}),
	}
}

// ActivityKinds are the words for what an activity can be, in the order of the form (FK 3057).
func ActivityKinds() []string { return []string{ActivityChildcare, ActivitySchool, ActivityDaily} }

// Weekdays are the words for the days of a week, from Monday.
func Weekdays() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// clock fits a clock time, HH.MM, or the end of day.
func clock() check {
	return checked(func(raw json.RawMessage) error {
		if s, ok := textOf(raw); !ok || !isClock(s) {
			return problem(BadTime, "", "not a clock time HH.MM")
		}
		return nil
	})
}

func isClock(s string) bool {
	if s == EndOfDay {
		return true
	}
	return len(s) == 5 && s[2] == '.' && digits(s[:2], 2) && digits(s[3:], 2) && slices.Contains([]string{"0", "1", "2"}, s[:1]) && s[:2] < "24" && s[3:] < "60"
}
