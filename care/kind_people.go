package care

import (
	"encoding/json"
	"slices"
)

// personKind is somebody's name and phone: what colleagues may see. Given and family name are what forms ask for apart.
func personKind() DocKind {
	return DocKind{
		Name: "person", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"name": text(120), "given": text(60), "family": text(60), "phone": text(40), "void": flag(),
			"route": choice(RouteELT, RoutePaper), "employer": choice(EmployerProvider, EmployerOwn),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error { return required(fields, "name") },
		Seals: unsealed, Month: ageless,
		Feeds: func(id string, _ map[string]json.RawMessage) []string { return []string{BookFeed, CardFeed(id)} },
	}
}

// identityKind is what colleagues must not see: numbers and address.
func identityKind() DocKind {
	return DocKind{
		Name: "identity", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"person": id(), "personnummer": parsed(ParsePersonnummer, BadNumber),
			"samordningsnummer": parsed(ParseSamordningsnummer, BadNumber), "address": text(300), "void": flag(),
			"checked": date(), "outside_eea": flag(), // when somebody looked at a proof of who they are; lives outside the EEA
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if !absent(fields["personnummer"]) && !absent(fields["samordningsnummer"]) {
				return problem(PersonnummerAndSam, "samordningsnummer", "a person has one number")
			}
			return required(fields, "person")
		},
		Seals: unsealed, Month: ageless,
		Feeds: into(nil, map[string][]func(string) string{"person": {IdentityFeed}, "personnummer": {NumberIndex}}),
	}
}

// membershipKind is a role that a person holds in the book, from a date to a date. Of a coordinator's it says whether they may sign for
// the provider, and whether they see how the server is.
func membershipKind() DocKind {
	return DocKind{
		Name: "membership", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"person": id(), "role": choice(EveryRole()...),
			"from": date(), "to": date(), "void": flag(), "signs": choice(SignsYes, SignsNo), "operator": flag(),
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "person", "role", "from"); err != nil {
				return err
			}
			return period(fields)
		},
		Coupled: []string{"person", "role", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{
			"person": {MembershipIndex, PersonFeed}, "role": {RoleIndex},
		}),
	}
}

// providerKind is the one who arranges the assistance: one document a book.
func providerKind() DocKind {
	return DocKind{
		Name: "provider", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"name": text(120), "organisationsnummer": parsed(ParseOrganisationsnummer, BadNumber),
			"contact": text(120), "phone": text(40), "deadline_day": count(1, 31),
			"address": text(300), "licence_from": date(), "licence_to": date(), // of the permit to give assistance
			"show_granted": flag(),                 // assistants see how many hours are granted
			"note_days":    count(1, MostNoteDays), // for how long a day note is kept; without it there are none
			// What the provider's payroll system calls each kind of time.
			"pay_active": parsed(ParseCode, BadText), "pay_waiting": parsed(ParseCode, BadText), "pay_standby": parsed(ParseCode, BadText),
			"unsocial": checked(checkUnsocial), // which hours are paid more: UnsocialTables
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "name"); err != nil {
				return err
			}
			for _, table := range UnsocialOf(fields) {
				for _, rule := range table.Rules {
					if codes := PayCodesOf(fields); slices.Contains([]string{codes.Active, codes.Waiting, codes.Standby}, rule.Code) {
						return problem(BadChoice, "unsocial", "a code that other time goes by")
					}
				}
			}
			return nil
		},
		Seals: unsealed, Month: ageless,
		Feeds: into([]string{BookFeed, ProviderFeed}, nil),
	}
}
