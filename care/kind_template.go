package care

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The most that a template holds: weeks, and plans in all of them.
const (
	TemplateWeeks = 8
	mostTemplated = 240 // an operation holds no more: see op.MaxSize
)

// Templated is a plan of a template: days are counted from the first week's Monday, which is 0. It is by the clock, so that
// a night stays 22.00–06.00 also where clocks are changed.
type Templated struct {
	Assistant string `json:"assistant,omitempty"` // empty: vacant
	Kind      Kind   `json:"kind"`
	Day       int    `json:"day"`
	Begins    string `json:"begins"` // HH.MM
	Last      int    `json:"last"`   // the day on which it ends
	Ends      string `json:"ends"`   // HH.MM, or 24.00
	Note      string `json:"note,omitempty"`
}

// templateKind is some weeks of a beneficiary as the office means them again and again. Coordinators write it, and plans are
// made of it; it is no plan itself, and no phone of an assistant's or a beneficiary's gets it.
func templateKind() DocKind {
	return DocKind{
		Name: "template", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "name": text(80), "weeks": count(1, TemplateWeeks), "plans": checked(checkTemplated), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "beneficiary", "name", "weeks", "plans"); err != nil {
				return err
			}
			for _, plan := range TemplatedOf(fields) {
				switch {
				case plan.Day >= 7*Count(fields, "weeks"):
					return problem(BadCount, "plans", "a day after the template's weeks")
				case plan.Assistant == Text(fields, "beneficiary"):
					return problem(AssistantIsSelf, "plans", "nobody is their own assistant")
				}
			}
			return nil
		},
		Coupled: []string{"weeks", "plans"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, nil),
	}
}

// TemplatedOf are the plans of a template; none where they cannot be read.
func TemplatedOf(fields Fields) []Templated {
	plans, _ := readList[Templated](fields["plans"])
	return plans
}

// readList reads a list of which nothing is unknown; none where it is absent.
func readList[T any](raw json.RawMessage) ([]T, error) {
	if absent(raw) {
		return nil, nil
	}
	var list []T
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		return nil, err //nolint:wrapcheck // becomes a Problem
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than a list")
	}
	return list, nil
}

func checkTemplated(raw json.RawMessage) error {
	plans, err := readList[Templated](raw)
	if err != nil || len(plans) == 0 || len(plans) > mostTemplated {
		return problem(BadText, "", "not a list of 1 to "+strconv.Itoa(mostTemplated)+" plans")
	}
	for _, p := range plans {
		switch {
		case p.Assistant != "" && !isID(p.Assistant):
			return problem(BadID, "", "not an id")
		case !slices.Contains(AllKinds(), p.Kind):
			return problem(BadChoice, "", "not a kind of time")
		case p.Day < 0 || p.Day >= 7*TemplateWeeks || p.Last < p.Day || p.Last > p.Day+3:
			return problem(BadCount, "", "not days within the weeks")
		case !isClock(p.Begins) || !isClock(p.Ends) || p.Begins == EndOfDay:
			return problem(BadTime, "", "not a clock time HH.MM")
		case p.Last == p.Day && p.Ends <= p.Begins:
			return problem(EndBeforeStart, "", "a plan does not end after it begins")
		case p.Last == p.Day+3 && p.Ends >= p.Begins: // three days or more, as of a plan
			return problem(ShiftTooLong, "", "a plan lasts three days or more")
		case utf8.RuneCountInString(p.Note) > NoteLength:
			return problem(BadText, "", "a note of more than "+strconv.Itoa(NoteLength)+" characters")
		}
	}
	return nil
}
