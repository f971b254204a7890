package care

import (
	"encoding/json"
	"fmt"
)

// swapKind is an assistant's wish that somebody else works a plan of theirs. It stays theirs until somebody does: it is for
// the office to offer it. They may take it back, by void.
func swapKind() DocKind {
	return DocKind{
		Name: "swap", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"plan": id(), "assistant": id(), "beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "void": flag(),
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

// swapperMay lets an assistant wish to be without a plan of their own, and take the wish back. That the plan is somebody
// else's by now refuses nothing: whoever was offline did nothing wrong.
func swapperMay(records Records, w write) (Permission, error) {
	own := func(f Fields) bool { return len(f) == 0 || Text(f, "assistant") == w.person }
	if w.kind != "swap" || !own(w.before) || !own(w.after) || len(w.after) == 0 {
		return Never, nil
	}
	record, there, err := records.Get("plan/" + Text(w.after, "plan"))
	if err != nil {
		return Never, fmt.Errorf("read plan: %w", err)
	}
	plan := PlanOf(record.Ref, record.Fields)
	if !there || plan.Draft || plan.Beneficiary != Text(w.after, "beneficiary") || MonthOf(plan.Start) != Month(Text(w.after, "month")) {
		return Never, nil
	}
	engaged, err := Engaged(records, w.person, plan.Beneficiary, DateOf(plan.Start))
	if err != nil {
		return Never, err
	}
	role, err := RoleOn(records, w.person, RoleAssistant, w.today)
	return min(engaged, role), err
}
