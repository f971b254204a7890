package month

import (
	"fmt"

	"passbok/care"
	"passbok/sync/book"
)

// OverlapAcross is the code of a finding that no provider ever sees: an assistant has time at two providers at once. It is in
// no catalogue, no board, no hash and no invoice, since the providers are to learn nothing of each other.
const OverlapAcross = "overlap_across"

// Across is what an assistant has worked in a month at another provider of the same server.
type Across struct {
	Provider string // its name, as the assistant knows it; may be empty
	Shifts   []*care.Shift
}

// WorkedBy is what the owner of a personnummer has worked in a month at the provider whose documents these are; no shifts
// where nobody here has that number, or only somebody whose proof of identity nobody has looked at, who could not sign in
// by it either. Whoever asks must know that the one who is told has proved the number to be theirs: a number
// that their own provider has written down is no proof to another.
func WorkedBy(docs book.Documents, number care.Personnummer, m care.Month) (Across, error) {
	people, err := care.Identified(Records(docs), number)
	if err != nil || len(people) == 0 {
		return Across{}, err
	}
	provider, err := providerOf(docs)
	if err != nil {
		return Across{}, err
	}
	there := Across{Provider: care.Text(provider, "name")}
	for _, person := range people {
		shifts, err := workedIn(docs, person, m, new(book.Rows[*care.Shift]))
		if err != nil {
			return Across{}, err
		}
		there.Shifts = append(there.Shifts, shifts...)
	}
	return there, nil
}

// overlapsAcross finds which of an assistant's own rows share time with a shift at another provider: one finding a row.
// Nothing is told of that shift but where and when.
func overlapsAcross(rows []care.Shift, elsewhere []Across) []Finding {
	var found []Finding
	for _, row := range rows {
		var first Words
		many := 0
		for _, there := range elsewhere {
			for _, shift := range there.Shifts {
				if !row.Counts() || !shift.Counts() || row.Span().And(shift.Span()).Minutes() == 0 {
					continue
				}
				if many++; many == 1 {
					first = theirsAt(there.Provider, when(shift.Start, shift.End))
				}
			}
		}
		if many == 0 {
			continue
		}
		if many > 1 {
			first = both("%s och %d till", "%s and %d more", first, many-1)
		}
		f := Finding{
			Code: OverlapAcross, Severity: Warns, Rows: []string{row.Ref},
			Message: both("Du har också tid hos en annan anordnare: %s. Här: %s.", "You also have time at another provider: %s. Here: %s.", first, when(row.Start, row.End)),
			Action: Words{
				"Rätta passet om tiden är fel. Bara du ser det här: ingen av anordnarna får veta något om den andra.",
				"Correct the shift if the time is wrong. Only you see this: neither provider learns anything of the other.",
			},
		}
		if rule, known := care.RuleOn(OverlapAssistant, care.DateOf(row.Start)); known {
			f.Source = rule.Cite()
		}
		found = append(found, f)
	}
	return found
}

func theirsAt(provider string, at Words) Words {
	if provider == "" {
		return at
	}
	return Words{SV: fmt.Sprintf("%s, %s", provider, at.SV), EN: fmt.Sprintf("%s, %s", provider, at.EN)}
}
