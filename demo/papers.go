package demo

import (
	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// late is the one whose notice (3066) reached Försäkringskassan two days after the month's first shift.
const (
	late     = "hanna" // at Iris
	lateSent = "2026-09-30"
	lateCame = "2026-10-03"
)

// papers are the employments and the notices (3066). They come last, so that the ids of all else are as they were.
func (c *company) papers() []book.Change {
	all := []book.Change{change("provider/"+c.book.ID(), op.Fields{"licence_from": care.Value(since)})}
	for _, who := range assistants {
		fields := op.Fields{
			"assistant": care.Value(c.ids[who.key]), "from": care.Value(since), "employer": care.Value(care.EmployedByProvider),
			"regime": care.Value(care.RegimeAgreement), "agreement": care.Value("Påhittsavtalet"),
			"period_from": care.Value("2026-01-01"), "period_months": care.Value(12),
		}
		if at := employer(who.key); at != "" {
			fields["employer"], fields["beneficiary"] = care.Value(care.EmployedByBeneficiary), care.Value(c.ids[at])
		}
		all = append(all, change("employment/"+c.dice.id(began), fields))
	}
	for _, b := range beneficiaries {
		for _, assistant := range rosters[b.key] {
			fields := op.Fields{
				"assistant": care.Value(c.ids[assistant]), "beneficiary": care.Value(c.ids[b.key]), "from": care.Value(since),
				"sent": care.Value("2023-12-18"), "received": care.Value("2023-12-20"),
			}
			if assistant == late {
				fields["sent"], fields["received"] = care.Value(lateSent), care.Value(lateCame)
			}
			all = append(all, change("registration/"+c.dice.id(began), fields))
		}
	}
	return all
}

// employer is the beneficiary who employs an assistant; empty where the provider does.
func employer(assistant string) string {
	for _, who := range rosters["kim"] {
		if who == assistant {
			return "kim"
		}
	}
	return ""
}
