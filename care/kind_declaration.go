package care

import "encoding/json"

// declarationKind is what a beneficiary's month must say to Försäkringskassan besides its hours (FK 3057): money left over,
// activities, a stay outside the EEA, and what it cost where that is asked for. The office writes it before the invoice is
// marked ready; its id is that of the month, so that two who begin it at once write one document.
func declarationKind() DocKind {
	fields := map[string]func(json.RawMessage) error{
		"beneficiary": id(), "month": parsed(ParseMonth, BadMonth), "phone": text(40),
		"activities": choices(ActivityKinds()...), "outside_eea": flag(),
		"all_used": flag(), "left_ore": count(0, mostOre),
		"advance_from": date(), "advance_to": date(), "advance_left_ore": count(0, mostOre), "advance_settled": text(NoteLength),
		"cost_minutes": count(0, 2*366*24*60), "confirmed": flag(),
	}
	for _, cost := range Costs() {
		fields["cost_"+cost+"_hour"], fields["cost_"+cost+"_period"] = count(0, mostOre), count(0, mostOre)
	}
	return DocKind{
		Name: "declaration", Open: true, Keyed: true, Fields: fields,
		Check: func(id string, fields map[string]json.RawMessage) error {
			if err := required(fields, "beneficiary", "month"); err != nil {
				return err
			}
			if id != Text(fields, "beneficiary")+"@"+Text(fields, "month") {
				return problem(BadID, "", "the id is not that of the month")
			}
			if from, to := Text(fields, "advance_from"), Text(fields, "advance_to"); to != "" && to < from {
				return problem(ToBeforeFrom, "advance_to", "the period ends before it begins")
			}
			return nil
		},
		Coupled: []string{"all_used", "left_ore"},
		Frozen:  allNames(fields),
		Seals: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{MonthSeal(Text(fields, "beneficiary"), Month(Text(fields, "month")))}
		},
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{MonthFeed(Text(fields, "beneficiary"), Month(Text(fields, "month"))), DeclarationIndex(Text(fields, "beneficiary"))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// Costs are the words for the rows of costs, in the order of the form: pay without supplement for unsocial hours, that
// supplement, assistance expenses, training, work environment and staff, administration. Each is per hour and for the period.
func Costs() []string {
	return []string{"pay", "supplement", "expenses", "training", "environment", "administration"}
}

// mostOre is more than any month's money.
const mostOre = 1_000_000_000

// DeclarationRef is the document of what a month must say.
func DeclarationRef(beneficiary string, m Month) string {
	return "declaration/" + beneficiary + "@" + string(m)
}
