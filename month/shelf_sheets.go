package month

import (
	"cmp"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Sheets shows the timesheets of all customers' month to somebody of the office, in order of the customers' names and the
// assistants', else the error is a *op.Problem with code forbidden.
func (s *Shelf) Sheets(docs book.Documents, person string, m care.Month, now time.Time) ([]SheetLine, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return nil, err
	}
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return nil, err
	}
	all, today := []SheetLine{}, care.DateOf(now)
	for _, id := range beneficiaries {
		lines, err := s.sheets.Get(docs, id+"@"+string(m)+" "+string(today), func(docs book.Documents) ([]SheetLine, error) {
			p, err := readAlone(docs, id, m)
			if err != nil {
				return nil, err
			}
			return p.sheetLines(docs, now)
		})
		if err != nil {
			return nil, err
		}
		all = append(all, lines...)
	}
	slices.SortStableFunc(all, func(a, b SheetLine) int {
		return cmp.Or(cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return all, nil
}
