package care

import "encoding/json"

// engagementKind says that an assistant works for a beneficiary, from a date to a date.
func engagementKind() DocKind {
	return DocKind{
		Name: "engagement", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "from": date(), "to": date(), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "assistant", "beneficiary", "from"); err != nil {
				return err
			}
			if Text(fields, "assistant") == Text(fields, "beneficiary") {
				return problem(AssistantIsSelf, "assistant", "nobody is their own assistant")
			}
			return period(fields)
		},
		Coupled: []string{"assistant", "beneficiary", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{
			"assistant": {EngagementIndex, PersonFeed}, "beneficiary": {EngagedIndex, PersonFeed},
		}),
	}
}

// representationKind says that somebody acts for a beneficiary, from a date to a date, and how far.
func representationKind() DocKind {
	return DocKind{
		Name: "representation", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"representative": id(), "beneficiary": id(), "kind": choice(Guardian, GodMan, Forvaltare),
			"scope": choices(ScopeRights, ScopeProperty, ScopePerson),
			"from":  date(), "to": date(), "void": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "representative", "beneficiary", "kind", "from"); err != nil {
				return err
			}
			if Text(fields, "representative") == Text(fields, "beneficiary") {
				return problem(RepresentativeSelf, "representative", "nobody represents themselves")
			}
			return period(fields)
		},
		Coupled: []string{"representative", "beneficiary", "kind", "scope", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{
			"representative": {RepresentationIndex, PersonFeed}, "beneficiary": {RepresentsIndex, PersonFeed},
		}),
	}
}

// decisionKind is the hours that a beneficiary is granted: minutes per week, month, or its whole period; or that they wait
// for a first decision, or for the next one, with hours only where some are known.
func decisionKind() DocKind {
	return DocKind{
		Name: "decision", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"beneficiary": id(), "granter": choice(GranterFK, GranterMunicipality),
			"from": date(), "to": date(), "minutes": count(0, 2*366*24*60), "per": choice(PerWeek, PerMonth, PerPeriod),
			"double": flag(), "rate": choice(RateStandard, RateHigher), "void": flag(),
			"state": choice(DecisionGranted, DecisionApplied, DecisionExtension),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "beneficiary", "granter", "from"); err != nil {
				return err
			}
			if state := Text(fields, "state"); state == "" || state == DecisionGranted {
				if err := required(fields, "minutes", "per"); err != nil {
					return err
				}
			}
			if Text(fields, "per") == PerPeriod {
				if err := required(fields, "to"); err != nil {
					return err
				}
				const halfYear = 184 // days: hours are granted over six months at the most
				if Date(Text(fields, "from")).Days(Date(Text(fields, "to"))) > halfYear {
					return problem(PeriodTooLong, "to", "hours are granted over six months at the most")
				}
			}
			return period(fields)
		},
		Coupled: []string{"beneficiary", "granter", "from", "to", "minutes", "per", "double", "rate", "state"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"beneficiary": {DecisionIndex, PersonFeed}}),
	}
}
