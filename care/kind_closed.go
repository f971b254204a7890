package care

import "encoding/json"

// closedKind says which first days of a beneficiary's month the office has closed, for the phones of those who work there: a
// phone sees no seals. Only commands write it, together with the seals ([DaySeal]). It says no more than a date, so it goes
// where the beneficiary's name goes. Without until, all days are open again.
func closedKind() DocKind {
	return DocKind{
		Name: "closed",
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "until": date(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			return required(fields, "beneficiary", "month")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{CardFeed(Text(fields, "beneficiary"))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// ClosedRef is the document that says which first days of a beneficiary's month are closed.
func ClosedRef(beneficiary string, m Month) string { return "closed/" + beneficiary + "@" + string(m) }
