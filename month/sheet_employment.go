package month

import (
	"cmp"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// employments are those of an assistant that concern a beneficiary's month, in order of their first day. One that names
// the beneficiary goes before those that name nobody.
func employments(docs book.Documents, assistant, beneficiary string, m care.Month) ([]care.Fields, error) {
	var found []care.Fields
	named := false
	for doc, err := range docs.Feed(care.EmploymentIndex(assistant)) {
		if err != nil {
			return nil, fmt.Errorf("read employments of %s: %w", assistant, err)
		}
		f := doc.Values()
		from, to, at := care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to")), care.Text(f, "beneficiary")
		if care.Text(f, "assistant") != assistant || care.Flag(f, "void") || at != "" && at != beneficiary ||
			from > m.Last() || to != "" && to < m.First() {
			continue
		}
		named = named || at != ""
		found = append(found, f)
	}
	if named {
		found = slices.DeleteFunc(found, func(f care.Fields) bool { return care.Text(f, "beneficiary") == "" })
	}
	slices.SortFunc(found, func(a, b care.Fields) int { return cmp.Compare(care.Text(a, "from"), care.Text(b, "from")) })
	return found, nil
}

// employ says on a timesheet who the employer is and over which periods working time is limited. Where the terms change
// within the month, those of its end are said, and the periods of all. own is set where the beneficiary is the employer,
// as long as no employment says anything.
func employ(t *care.Timesheet, employed []care.Fields, own bool) {
	t.Employer = care.EmployedByProvider
	if own {
		t.Employer = care.EmployedByBeneficiary
	}
	for _, f := range employed {
		t.Employer, t.Agreement = care.Text(f, "employer"), care.Text(f, "regime") == care.RegimeAgreement
		t.Other = care.SheetEmployer{}
		if t.Employer == care.EmployedByOther {
			t.Other = care.SheetEmployer{Name: care.Text(f, "employer_name"), Organisationsnummer: care.Text(f, "employer_number")}
		}
		for _, period := range care.CalculationPeriods(f, t.Month) {
			if !slices.Contains(t.Periods, period) {
				t.Periods = append(t.Periods, period)
			}
		}
	}
	slices.SortFunc(t.Periods, func(a, b care.SheetPeriod) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}
