// Package domain is a small world for the simulator: shifts that assistants record and offices correct, engagements that
// give the right to it, months that commands lock. It is data handed to the engine, like care is, and what the checker
// and the model phones know of the world. It imports only the engine's types.
package domain

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"passbok/sync/op"
)

// Role is what somebody is in the book.
type Role string

// The roles.
const (
	Assistant   Role = "assistant"
	Beneficiary Role = "beneficiary"
	Office      Role = "office"
)

// RoleOf is who people are: it never changes. What they may do does, with their engagements.
func RoleOf(person string) Role {
	switch person {
	case "bo", "cy":
		return Beneficiary
	case "eva", "olle", auditor:
		return Office
	}
	return Assistant
}

// auditor sees all and does nothing; see Auditor.
const auditor = "auditor"

// Auditor is the person by whose eyes the simulator looks at the whole book.
func Auditor() string { return auditor }

// Months are those in which the simulated people work.
func Months() []string { return []string{"2026-09", "2026-10", "2026-11", "2026-12"} }

// Assistants are those who work.
func Assistants() []string { return []string{"anna", "bea", "cleo"} }

// Beneficiaries are those at whom they work.
func Beneficiaries() []string { return []string{"bo", "cy"} }

// Val is a text as a field's value; the empty text clears.
func Val(text string) json.RawMessage {
	switch text {
	case "":
		return json.RawMessage("null")
	case "true", "false":
		return json.RawMessage(text)
	}
	return json.RawMessage(`"` + text + `"`)
}

// Text is a field's text, "" where it has none.
func Text(fields op.Fields, name string) string {
	raw := fields[name]
	if len(raw) > 1 && raw[0] == '"' && !slices.Contains(raw, '\\') { // by far the most
		return string(raw[1 : len(raw)-1])
	}
	var text string
	_ = json.Unmarshal(raw, &text)
	return text
}

// Coupled are the fields of a shift that are one statement.
func Coupled() []string { return []string{"assistant", "beneficiary", "kind", "start", "end"} }

// Frozen are the fields of a shift that a seal freezes.
func Frozen() []string { return append(Coupled(), op.Void) }

// layout is how a shift writes a time.
const layout = "2006-01-02T15:04-07:00"

// Stockholm writes an instant as a shift does. Of the zone it knows the two nights of 2026.
func Stockholm(at time.Time) string {
	summer := time.FixedZone("", 2*3600)
	winter := time.FixedZone("", 3600)
	if at.Before(time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC)) && !at.Before(time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)) {
		return at.In(summer).Format(layout)
	}
	return at.In(winter).Format(layout)
}

// monthsOf are the months that a shift touches, those between its first and its last too.
func monthsOf(f op.Fields) []string {
	start, end := Text(f, "start"), Text(f, "end")
	if len(start) < len(layout)-1 {
		return nil
	}
	months := []string{start[:7]}
	if len(end) < len(layout)-1 || end[:7] == start[:7] {
		return months
	}
	for at, err := time.Parse("2006-01", start[:7]); err == nil; {
		at = at.AddDate(0, 1, 0)
		month := at.Format("2006-01")
		if month >= end[:7] {
			break
		}
		months = append(months, month)
	}
	return append(months, end[:7])
}

// FeedsOf are the feeds that a document with such fields belongs to.
func FeedsOf(kind, id string, f op.Fields) []string {
	if len(f) == 0 {
		return nil
	}
	var feeds []string
	add := func(feed string, parts ...string) {
		if !slices.Contains(parts, "") {
			feeds = append(feeds, feed)
		}
	}
	switch kind {
	case "shift":
		assistant, beneficiary := Text(f, "assistant"), Text(f, "beneficiary")
		add(assistant, assistant)
		for _, m := range monthsOf(f) {
			add(beneficiary+"@"+m, beneficiary)
		}
	case "engagement":
		add("book")
		add("engagements/"+Text(f, "assistant"), Text(f, "assistant"))
	case "month":
		add(id)
	}
	return feeds
}

// daysOf are the days that a shift touches, half open; the one in which it is where it has no length, or no end.
func daysOf(f op.Fields) []string {
	start, end := Text(f, "start"), Text(f, "end")
	if len(start) < len(layout)-1 {
		return nil
	}
	days := []string{start[:10]}
	if len(end) < len(layout)-1 || end[:10] <= start[:10] {
		return days
	}
	for at, err := time.Parse(time.DateOnly, start[:10]); err == nil; {
		at = at.AddDate(0, 0, 1)
		if day := at.Format(time.DateOnly); day < end[:10] || day == end[:10] && end[11:16] != "00:00" {
			days = append(days, day)
			continue
		}
		break
	}
	return days
}

// SealsOf are the seals that hold a shift: the timesheet's, of assistant and beneficiary, the invoice's, and those of days.
func SealsOf(kind string, f op.Fields) []string {
	if kind != "shift" {
		return nil
	}
	var seals []string
	for _, m := range monthsOf(f) {
		if b := Text(f, "beneficiary"); b != "" {
			seals = append(seals, b+"@"+m, Text(f, "assistant")+"/"+b+"@"+m)
		}
	}
	for _, day := range daysOf(f) {
		if b := Text(f, "beneficiary"); b != "" {
			seals = append(seals, b+"@"+day)
		}
	}
	return seals
}

// checkShift is the rule about the whole row.
func checkShift(_ string, f op.Fields) error {
	for _, name := range []string{"assistant", "beneficiary"} {
		if Text(f, name) == "" {
			return &op.Problem{Code: "person_missing", Field: name}
		}
	}
	start, err := time.Parse(layout, Text(f, "start"))
	if err != nil {
		return &op.Problem{Code: "start_missing", Field: "start"}
	}
	if len(f["end"]) == 0 || op.IsNull(f["end"]) {
		return nil
	}
	end, err := time.Parse(layout, Text(f, "end"))
	if err != nil {
		return &op.Problem{Code: "bad_time", Field: "end"}
	}
	if !end.After(start) {
		return &op.Problem{Code: "end_before_start", Field: "end"}
	}
	return nil
}

func isText(raw json.RawMessage) error {
	if !strings.HasPrefix(string(raw), `"`) {
		return errors.New("no text")
	}
	return nil
}

func anything(json.RawMessage) error { return nil }

// Schema is what the engine is told of all this.
func Schema() op.Schema {
	feeds := func(kind string) func(string, op.Fields) []string {
		return func(id string, f op.Fields) []string { return FeedsOf(kind, id, f) }
	}
	return op.Schema{
		"shift": {
			Name: "shift", Open: true, VoidWhy: true, Coupled: Coupled(), Frozen: Frozen(), Check: checkShift, Feeds: feeds("shift"),
			Fields: map[string]func(json.RawMessage) error{
				"assistant": isText, "beneficiary": isText, "kind": isText, "start": isText, "end": isText, "note": isText,
				op.Void: anything,
			},
			Seals: func(_ string, f op.Fields) []string { return SealsOf("shift", f) },
			Month: func(_ string, f op.Fields) string {
				months := monthsOf(f)
				if len(months) == 0 {
					return ""
				}
				return months[len(months)-1]
			},
		},
		"engagement": {
			Name: "engagement", Open: true, Feeds: feeds("engagement"),
			Fields: map[string]func(json.RawMessage) error{
				"assistant": isText, "from": isText, "to": isText, op.Void: anything,
			},
		},
		"month": {Name: "month", Fields: map[string]func(json.RawMessage) error{"state": isText, "closed": isText}, Feeds: feeds("month")},
	}
}
