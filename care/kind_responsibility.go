package care

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// responsibilityKind says that a coordinator answers for a customer, from a date to a date: always, with others, or as a substitute for
// a while. It gives no right that the others in the office have not; it says whose customers they are, and who is told first.
func responsibilityKind() DocKind {
	return DocKind{
		Name: "responsibility", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"coordinator": id(), "beneficiary": id(), "from": date(), "to": date(), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "coordinator", "beneficiary", "from"); err != nil {
				return err
			}
			return period(fields)
		},
		Coupled: []string{"coordinator", "beneficiary", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"beneficiary": {ResponsibleIndex}}),
	}
}

// ResponsibleIndex lists who in the office answers or did for a beneficiary. Granted to nobody.
func ResponsibleIndex(beneficiary string) string { return "responsible/" + beneficiary }

// OfficeOf are those of the office who are told of what concerns a beneficiary: the coordinators who answer for them today; where
// nobody does, all coordinators. In order of their ids.
func OfficeOf(records Records, beneficiary string, now time.Time) ([]string, error) {
	all, err := Coordinators(records, now)
	if err != nil || beneficiary == "" {
		return all, err
	}
	answers := map[string]bool{}
	for record, err := range records.Feed(ResponsibleIndex(beneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read who answers for %s: %w", beneficiary, err)
		}
		f := record.Fields
		// Whoever has left the office answers for nobody, whatever the paper says.
		if who := Text(f, "coordinator"); Text(f, "beneficiary") == beneficiary && holds(f, DateOf(now)) && slices.Contains(all, who) {
			answers[who] = true
		}
	}
	if len(answers) == 0 {
		return all, nil
	}
	return slices.Sorted(maps.Keys(answers)), nil
}
