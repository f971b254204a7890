package care

import (
	"cmp"
	"fmt"
)

// OfAge is the day on which a person comes of age (myndighetsdag: föräldrabalken 9 kap. 1 §), by what is known on a day; empty
// where their date of birth is not written down. From it on no guardian stands for them (6 kap. 2 §), whatever the paper says.
func OfAge(records Records, person string, day Date) (Date, error) {
	for record, err := range records.Feed(IdentityFeed(person)) {
		if err != nil {
			return "", fmt.Errorf("read identity of %s: %w", person, err)
		}
		f := record.Fields
		if Text(f, "person") != person || Flag(f, "void") {
			continue
		}
		if number := cmp.Or(Text(f, "personnummer"), Text(f, "samordningsnummer")); number != "" {
			return Personnummer(number).OfAge(day), nil
		}
	}
	return "", nil
}

// OfAge is the day on which whoever has the number comes of age, by the limit that holds on a day; empty for what is no number.
func (p Personnummer) OfAge(day Date) Date {
	born, years := p.Born(), WarningsOn(day).AdultYears
	if born == "" || years == 0 {
		return ""
	}
	return born.Years(years)
}

// Stands tells whether a representation is in force on a day: from its first to its last day, and a guardian's no longer than
// until the child comes of age.
func Stands(records Records, representation Fields, day Date) (bool, error) {
	if !holds(representation, day) || Text(representation, "kind") != Guardian {
		return holds(representation, day), nil
	}
	adult, err := OfAge(records, Text(representation, "beneficiary"), day)
	return adult == "" || day < adult, err
}
