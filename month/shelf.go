package month

import (
	"cmp"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Shelf keeps each customer's line of a board until something of it changes: a board of five hundred customers is then
// computed anew only where something happened. Its zero value is ready; one belongs to one book, and is safe for concurrent
// use. What it hands out may not be changed.
type Shelf struct {
	lines  book.Kept[line]
	rows   book.Rows[said]
	shifts book.Rows[*care.Shift]
	worked book.Kept[[]care.Shift]
	people book.Kept[*staff]
	sheets book.Kept[[]SheetLine]
}

// line is a customer's line, and the provider's own deadline.
type line struct {
	Customer
	own care.Date
}

// Board shows all customers' month to somebody of the office, else the error is a *op.Problem with code forbidden.
func (s *Shelf) Board(docs book.Documents, person string, m care.Month, now time.Time) (Board, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return Board{}, err
	}
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return Board{}, err
	}
	board := Board{Month: m, Deadline: m.Deadline(), Customers: make([]Customer, 0, len(beneficiaries))}
	today := care.DateOf(now)
	for _, id := range beneficiaries {
		line, err := s.lines.Get(docs, id+"@"+string(m)+" "+string(today), func(docs book.Documents) (line, error) {
			return s.line(docs, id, m, now)
		})
		if err != nil {
			return Board{}, err
		}
		board.Customers = append(board.Customers, line.Customer)
		board.OwnDeadline = line.own
	}
	slices.SortFunc(board.Customers, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return board, nil
}

// line computes a customer's line. It follows from the documents and the day alone.
func (s *Shelf) line(docs book.Documents, beneficiary string, m care.Month, now time.Time) (line, error) {
	sh := s.shared(docs)
	p, err := read(docs, beneficiary, m, &s.rows, func(assistant string) ([]care.Shift, error) {
		all, err := sh.worked(assistant, m)
		return elsewhere(all, beneficiary), err
	})
	if err != nil {
		return line{}, err
	}
	if err := p.settle(sh); err != nil {
		return line{}, err
	}
	c, err := p.customer(docs, now)
	return line{c, m.OwnDeadline(p.own)}, err
}

// shared reads what customers have in common as it is kept.
func (s *Shelf) shared(docs book.Documents) *shared {
	return &shared{
		docs: docs,
		worked: func(assistant string, m care.Month) ([]care.Shift, error) {
			return s.worked.Get(docs, assistant+"@"+string(m), func(docs book.Documents) ([]care.Shift, error) { return workedIn(docs, assistant, m, &s.shifts) })
		},
		person: func(id string) (*staff, error) {
			return s.people.Get(docs, id, func(docs book.Documents) (*staff, error) { return personIn(docs, id) })
		},
	}
}

// elsewhere are the shifts at other beneficiaries than this one.
func elsewhere(shifts []care.Shift, beneficiary string) (others []care.Shift) {
	for _, shift := range shifts {
		if shift.Beneficiary != beneficiary {
			others = append(others, shift)
		}
	}
	return others
}
