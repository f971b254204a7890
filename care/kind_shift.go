package care

import (
	"encoding/json"
	"time"
)

// longestShift is where a row stops being a shift and is a slip: three days. Over 24 hours is a finding.
const longestShift = 72 * time.Hour

// Shift is one row of time: one assistant, one beneficiary, one kind, from start to end.
type Shift struct {
	Ref         string
	Assistant   string
	Beneficiary string
	Kind        Kind
	Start       time.Time
	End         time.Time // zero while it goes on
	Note        string
	Plan        string // id of the plan that it answers; empty where it answers none
	Void        bool
}

// ShiftOf reads a shift's fields. What is absent or cannot be read is left zero: the engine has let
// nothing else through.
func ShiftOf(ref string, fields Fields) Shift {
	return ShiftBy(ref, func(name string) json.RawMessage { return fields[name] })
}

// ShiftBy is ShiftOf for those who have no Fields: value gives a field's JSON by its name.
func ShiftBy(ref string, value func(name string) json.RawMessage) Shift {
	text := func(name string) string {
		s, _ := textOf(value(name))
		return s
	}
	var start, end time.Time
	if s := text("start"); s != "" {
		start, _ = ParseMinute(s)
	}
	if s := text("end"); s != "" {
		end, _ = ParseMinute(s)
	}
	return Shift{
		Ref: ref, Assistant: text("assistant"), Beneficiary: text("beneficiary"), Kind: kindIn(value("kind")),
		Start: start, End: end, Note: text("note"), Plan: text("plan"), Void: string(value("void")) == "true",
	}
}

// Worked reads of a shift only its kind and time; counts is false where its minutes do not count, see [Shift.Counts]. For
// those who add up hundreds of rows and ask nothing else of them.
func Worked(value func(name string) json.RawMessage) (kind Kind, worked Span, counts bool) {
	if string(value("void")) == "true" {
		return "", Span{}, false
	}
	start, _ := textOf(value("start"))
	end, _ := textOf(value("end"))
	if start == "" || end == "" {
		return "", Span{}, false
	}
	from, err := ParseMinute(start)
	to, err2 := ParseMinute(end)
	if err != nil || err2 != nil {
		return "", Span{}, false
	}
	return kindIn(value("kind")), Span{from, to}, true
}

// kindIn reads a kind; nothing is allocated for one of the three.
func kindIn(raw json.RawMessage) Kind {
	switch string(raw) {
	case `"active"`:
		return Active
	case `"waiting"`:
		return Waiting
	case `"standby"`:
		return Standby
	}
	text, _ := textOf(raw)
	return Kind(text)
}

// Open tells whether the shift has no end yet.
func (s Shift) Open() bool { return s.End.IsZero() }

// Span is from start to end; of no length while it has no end.
func (s Shift) Span() Span {
	if s.Open() {
		return Span{s.Start, s.Start}
	}
	return Span{s.Start, s.End}
}

func shiftKind() DocKind {
	statement := []string{"assistant", "beneficiary", "kind", "start", "end"}
	return DocKind{
		Name: "shift", Open: true, VoidWhy: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "kind": choice(string(Active), string(Waiting), string(Standby)),
			"start": minute(), "end": minute(), "note": text(NoteLength), "plan": id(), "void": flag(),
		},
		Check:   checkShift,
		Coupled: statement,
		Frozen:  append(statement[:len(statement):len(statement)], "void"),
		Seals: func(_ string, fields map[string]json.RawMessage) []string {
			var seals []string
			shift, months := shiftMonths(fields)
			for _, m := range months {
				seals = append(seals, MonthSeal(shift.Beneficiary, m), TimesheetSeal(shift.Assistant, shift.Beneficiary, m))
			}
			if len(months) == 0 {
				return nil
			}
			span := shift.Span()
			for d := DateOf(span.Start); ; d = d.Next() { // one without length touches the day it is in
				if seals = append(seals, DaySeal(shift.Beneficiary, d)); !d.Next().Start().Before(span.End) {
					return seals
				}
			}
		},
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			shift, months := shiftMonths(fields)
			if len(months) == 0 {
				return nil
			}
			feeds := []string{PersonFeed(shift.Assistant)}
			for _, m := range months {
				feeds = append(feeds, MonthFeed(shift.Beneficiary, m), ShiftIndex(shift.Assistant, m))
			}
			return feeds
		},
		Month: func(_ string, fields map[string]json.RawMessage) string {
			_, months := shiftMonths(fields)
			if len(months) == 0 {
				return ""
			}
			return string(months[len(months)-1])
		},
	}
}

func shiftMonths(fields Fields) (Shift, []Month) {
	shift := ShiftOf("", fields)
	if shift.Assistant == "" || shift.Beneficiary == "" || shift.Start.IsZero() {
		return shift, nil
	}
	return shift, shift.Span().Months()
}

// checkShift lets a shift stand that has no end yet, or ends in the minute in which it starts: somebody who
// taps start and stop at once has still said something.
func checkShift(_ string, fields map[string]json.RawMessage) error {
	if err := required(fields, "assistant", "beneficiary", "kind", "start"); err != nil {
		return err
	}
	shift := ShiftOf("", fields)
	switch {
	case shift.Assistant == shift.Beneficiary:
		return problem(AssistantIsSelf, "assistant", "nobody is their own assistant")
	case shift.Open():
		return nil
	case shift.End.Before(shift.Start):
		return problem(EndBeforeStart, "end", "the shift ends before it starts")
	case shift.End.Sub(shift.Start) >= longestShift:
		return problem(ShiftTooLong, "end", "the shift lasts three days or more")
	}
	return nil
}
