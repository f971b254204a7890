package care

import "encoding/json"

// employmentKind says who employs an assistant from a date to a date, and by which rules their working time is limited
// (see regimes.json). Where the beneficiary is the employer, it says which one.
func employmentKind() DocKind {
	return DocKind{
		Name: "employment", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "from": date(), "to": date(), "void": flag(),
			"employer":      choice(EmployedByProvider, EmployedByBeneficiary, EmployedByOther, SelfEmployed),
			"employer_name": text(120), "employer_number": parsed(ParseOrganisationsnummer, BadNumber),
			"regime": choice(RegimeHousehold, RegimeWorkingHours, RegimeAgreement), "agreement": text(120),
			"period_from": date(), "period_months": count(1, 12), "long_passes": flag(),
			"pay_number": parsed(ParseCode, BadText), // by which the provider's payroll system knows the assistant
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "assistant", "employer", "regime", "from"); err != nil {
				return err
			}
			if Text(fields, "employer") == EmployedByBeneficiary {
				if err := required(fields, "beneficiary"); err != nil {
					return err
				}
			}
			if Text(fields, "assistant") == Text(fields, "beneficiary") {
				return problem(AssistantIsSelf, "assistant", "nobody is their own assistant")
			}
			return period(fields)
		},
		Coupled: []string{"assistant", "beneficiary", "employer", "regime", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"assistant": {EmploymentIndex, PersonFeed}}),
	}
}

// registrationKind is the employer's notice to Försäkringskassan about an assistant (3066): who begins when, when it was sent
// and when it was received there. Hours before that are not paid. No phone gets it.
func registrationKind() DocKind {
	return DocKind{
		Name: "registration", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "from": date(), "to": date(),
			"sent": date(), "received": date(), "void": flag(),
			"end_sent": date(), // when it was told that the assistant has ended
		},
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "assistant", "beneficiary", "from"); err != nil {
				return err
			}
			if sent, received := Text(fields, "sent"), Text(fields, "received"); received != "" && received < sent {
				return problem(ToBeforeFrom, "received", "it was received before it was sent")
			}
			return period(fields)
		},
		Coupled: []string{"assistant", "beneficiary", "from", "to"},
		Seals:   unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, map[string][]func(string) string{"beneficiary": {RegistrationIndex}}),
	}
}
