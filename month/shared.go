package month

import (
	"cmp"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// shared reads what months are made of, some of it in common with other months: an assistant's shifts, at whomever, and
// what is the same of them at every beneficiary. Nobody may change what it gives.
type shared struct {
	docs   book.Documents
	rows   func(beneficiary string, m care.Month) ([]said, error)
	worked func(assistant string, m care.Month) ([]*care.Shift, error) // that touch the month, in order of time
	toiled func(assistant string, m care.Month) (*daily, error)        // at whomever
	used   func(beneficiary string, m care.Month) (*daily, error)
	ahead  func(beneficiary string, m care.Month) (*daily, error) // what is planned and published
	person func(id string) (*staff, error)

	elsewhere func(assistant, beneficiary string, m care.Month) ([]*care.Shift, error) // the shifts at others than that one
	planned   func(beneficiary string, m care.Month) ([]string, error)                 // who is planned for; nil where plans are not looked at
}

// newShared reads each thing when it is asked for, and keeps nothing.
func newShared(docs book.Documents) *shared {
	return &shared{
		docs: docs,
		rows: func(beneficiary string, m care.Month) ([]said, error) {
			return rowsIn(docs, beneficiary, m, new(book.Rows[said]))
		},
		worked: func(assistant string, m care.Month) ([]*care.Shift, error) {
			return workedIn(docs, assistant, m, new(book.Rows[*care.Shift]))
		},
		toiled: func(assistant string, m care.Month) (*daily, error) { return toiledIn(docs, assistant, m) },
		used:   func(beneficiary string, m care.Month) (*daily, error) { return usedIn(docs, beneficiary, m) },
		ahead:  func(beneficiary string, m care.Month) (*daily, error) { return aheadIn(docs, beneficiary, m) },
		person: func(id string) (*staff, error) { return personIn(docs, id) },
		elsewhere: func(assistant, beneficiary string, m care.Month) ([]*care.Shift, error) {
			return elsewhereIn(docs, assistant, beneficiary, m)
		},
	}
}

// rowsIn is what the documents of a beneficiary's month say. rows has what was read of them before.
func rowsIn(docs book.Documents, beneficiary string, m care.Month, rows *book.Rows[said]) ([]said, error) {
	during, held := m.Span(), texts{}
	return rows.Feed(docs, care.MonthFeed(beneficiary, m), func(ref string, doc merge.Document) said {
		return saidIn(ref, doc, beneficiary, m, during, held)
	})
}

// workedIn are an assistant's shifts that touch a month, at whomever, in order of time. rows has what was read of them before.
func workedIn(docs book.Documents, assistant string, m care.Month, rows *book.Rows[*care.Shift]) ([]*care.Shift, error) {
	during, held := m.Span(), texts{assistant: assistant}
	all, err := rows.Feed(docs, care.ShiftIndex(assistant, m), func(ref string, doc merge.Document) *care.Shift {
		if doc.Text("assistant") != assistant {
			return nil
		}
		if shift, in := shiftIn(ref, doc, held.one(doc.Text("beneficiary")), during); in {
			shift.Assistant = held.one(shift.Assistant)
			return &shift
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read shifts of %s in %s: %w", assistant, m, err)
	}
	found := make([]*care.Shift, 0, len(all))
	for _, shift := range all {
		if shift != nil {
			found = append(found, shift)
		}
	}
	sortRows(found, func(s *care.Shift) *care.Shift { return s })
	return found, nil
}

// elsewhereIn are an assistant's shifts that touch a month at others than one beneficiary, whose own are not read.
func elsewhereIn(docs book.Documents, assistant, beneficiary string, m care.Month) (found []*care.Shift, err error) {
	during := m.Span()
	for doc, err := range docs.Feed(care.ShiftIndex(assistant, m)) {
		if err != nil {
			return nil, fmt.Errorf("read shifts of %s in %s: %w", assistant, m, err)
		}
		at := doc.Text("beneficiary")
		if at == beneficiary || doc.Text("assistant") != assistant {
			continue
		}
		if shift, in := shiftIn(doc.Ref, doc, at, during); in {
			found = append(found, &shift)
		}
	}
	sortRows(found, func(s *care.Shift) *care.Shift { return s })
	return found, nil
}

// sortRows puts what has a shift in order of time.
func sortRows[T any](all []T, shift func(T) *care.Shift) {
	slices.SortFunc(all, func(x, y T) int {
		a, b := shift(x), shift(y)
		if c := a.Start.Compare(b.Start); c != 0 {
			return c
		}
		return cmp.Or(a.End.Compare(b.End), cmp.Compare(a.Ref, b.Ref))
	})
}
