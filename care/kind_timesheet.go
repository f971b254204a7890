package care

import (
	"encoding/json"
	"strings"
)

// timesheetKind is where an assistant's month at a beneficiary stands on its way to Försäkringskassan. Only commands write
// it. It holds no personnummer: phones get it with the month.
func timesheetKind() DocKind {
	states := make([]string, 0, len(SheetStates()))
	for _, s := range SheetStates() {
		states = append(states, string(s))
	}
	whatever := func(json.RawMessage) error { return nil }
	return DocKind{
		Name: "timesheet",
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "state": choice(states...),
			"version": count(0, 1000), "hash": text(64), "rows_hash": text(64), "route": choice(RouteELT, RoutePaper),
			"sums": whatever, "rows": count(0, 100000),
			"at": whatever, "by": whatever, "fallen": whatever, "receipts": whatever, "scans": scans(), "why": text(NoteLength),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			return required(fields, "assistant", "beneficiary", "month", "state", "version")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			assistant, beneficiary := Text(fields, "assistant"), Text(fields, "beneficiary")
			return []string{PersonFeed(assistant), MonthFeed(beneficiary, Month(Text(fields, "month")))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// sheetKind keeps each version of a timesheet as it was marked ready, with the numbers. It is in no feed that anybody is
// granted, and is never changed.
func sheetKind() DocKind {
	return DocKind{
		Name: "sheet",
		Fields: map[string]func(json.RawMessage) error{"timesheet": checked(func(raw json.RawMessage) error {
			var sheet Timesheet
			if json.Unmarshal(raw, &sheet) != nil || sheet.V != 1 {
				return problem(BadText, "", "not a timesheet")
			}
			return nil
		}), "hash": text(64)},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			return required(fields, "timesheet", "hash")
		},
		Seals: unsealed, Month: ageless,
		Feeds: func(id string, _ map[string]json.RawMessage) []string {
			month, _, _ := strings.Cut(id, ":") // <assistant>.<beneficiary>@<month>:<version>
			return []string{"sheets/" + month}
		},
	}
}

// TimesheetRef is the document of an assistant's month at a beneficiary.
func TimesheetRef(assistant, beneficiary string, m Month) string {
	return "timesheet/" + assistant + "." + beneficiary + "@" + string(m)
}
