package care

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
)

// swapKind is an assistant's wish that somebody else works a plan of theirs; or, unworked, their word that they did not work one that
// is over. It stays theirs until somebody else has it: it is for the office to offer it, or to put the schedule right. They may take it
// back, by void.
func swapKind() DocKind {
	return DocKind{
		Name: "swap", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"plan": id(), "assistant": id(), "beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "unworked": flag(), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			return required(fields, "plan", "assistant", "beneficiary", "month")
		},
		Coupled: []string{"plan", "assistant", "beneficiary", "month"},
		Seals:   unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{PlanningFeed(Text(fields, "beneficiary"), Month(Text(fields, "month"))), PersonFeed(Text(fields, "assistant"))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// swapperMay lets an assistant wish to be without a plan of their own, and take the wish back, whatever has become of the plan.
// That it is somebody else's by now, a draft again or in another month refuses nothing: whoever was offline did nothing
// wrong, and a plan that was never theirs they have no name for.
func swapperMay(records Records, w write) (Permission, error) {
	own := func(f Fields) bool { return len(f) == 0 || Text(f, "assistant") == w.person }
	if w.kind != "swap" || !own(w.before) || !own(w.after) || len(w.after) == 0 {
		return Never, nil
	}
	role, err := RoleOn(records, w.person, RoleAssistant, w.today)
	if err != nil || onlyVoid(w.before, w.after) {
		return role, err
	}
	record, there, err := records.Get("plan/" + Text(w.after, "plan"))
	if err != nil {
		return Never, fmt.Errorf("read plan: %w", err)
	}
	plan := PlanOf(record.Ref, record.Fields)
	if !there || plan.Beneficiary != Text(w.after, "beneficiary") {
		return Never, nil
	}
	engaged, err := Engaged(records, w.person, plan.Beneficiary, DateOf(plan.Start))
	return min(engaged, role), err
}

// onlyVoid tells whether a write takes back what is there, or puts it back, and says nothing else.
func onlyVoid(before, after Fields) bool {
	said := func(f Fields) Fields {
		f = maps.Clone(f)
		delete(f, "void")
		return f
	}
	return len(before) > 0 && maps.EqualFunc(said(before), said(after), func(a, b json.RawMessage) bool { return bytes.Equal(a, b) })
}
