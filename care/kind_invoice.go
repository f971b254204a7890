package care

import (
	"encoding/json"
	"strings"
)

// invoiceKind is where a beneficiary's month stands on its way to Försäkringskassan. Only commands write it.
// It holds no personnummer: phones get it with the month.
func invoiceKind() DocKind {
	states := make([]string, 0, len(States()))
	for _, s := range States() {
		states = append(states, string(s))
	}
	whatever := func(json.RawMessage) error { return nil }
	return DocKind{
		Name: "invoice",
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "state": choice(states...),
			"version": count(0, 1000), "hash": text(64), "sums": whatever, "rows": count(0, 100000),
			"at": whatever, "by": whatever, "differences": whatever, "late": whatever, "why": text(NoteLength), "despite": whatever, "lacking": whatever, "insisted": whatever, "answers": whatever, "paper": whatever, "scans": scans(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			return required(fields, "beneficiary", "month", "state", "version")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			beneficiary, month := Text(fields, "beneficiary"), Month(Text(fields, "month"))
			return []string{MonthFeed(beneficiary, month), InvoiceIndex(beneficiary)}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// snapshotKind keeps each version's snapshot, with the beneficiary's number. It is in no feed that anybody
// is granted, and is never changed.
func snapshotKind() DocKind {
	return DocKind{
		Name: "snapshot",
		Fields: map[string]func(json.RawMessage) error{"invoice": checked(func(raw json.RawMessage) error {
			var invoice Invoice
			if json.Unmarshal(raw, &invoice) != nil || invoice.V != 1 && invoice.V != 2 {
				return problem(BadText, "", "not an invoice")
			}
			return nil
		}), "hash": text(64)},
		Check: func(_ string, fields map[string]json.RawMessage) error { return required(fields, "invoice", "hash") },
		Seals: unsealed, Month: ageless,
		Feeds: func(id string, _ map[string]json.RawMessage) []string {
			month, _, _ := strings.Cut(id, ".") // <beneficiary>@<month>.<version>
			return []string{"snapshots/" + month}
		},
	}
}
