package month

import (
	"cmp"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Shelf keeps each customer's line of a board until something of it changes: a board of five hundred customers is then
// computed anew only where something happened. A line is made from what is kept, too: what was read of each row, and an
// assistant's earlier months as minutes by day, so that a row that changes touches only its own. Its zero value is ready; one belongs to one book, and is safe for concurrent
// use. What it hands out may not be changed.
type Shelf struct {
	lines  book.Kept[line]
	rows   book.Rows[said]
	shifts book.Rows[*care.Shift]
	worked book.Kept[[]*care.Shift] // by assistant and month; as are
	toiled book.Kept[*daily]        // the minutes alone, of months that are over
	used   book.Kept[*daily]        // by beneficiary and month
	ahead  book.Kept[*daily]        // as are: what is planned
	went   book.Kept[*gone]         // by beneficiary and month, for reviews
	people book.Kept[*staff]
	sheets book.Kept[[]SheetLine]
	talks  book.Kept[[]OpenTalk] // by month
	papers book.Kept[[]Item]     // about which two answers stand

	rotas    Rotas
	vacant   book.Kept[[]care.Plan] // plans around a day that are nobody's, by beneficiary and month
	planning book.Kept[[]Item]      // what waits for the office in plans, by beneficiary and month
	older    book.Kept[waits]       // of months whose boards are seldom looked at: what was read of their rows is not kept
}

// line is a customer's line, the provider's own deadline, and what of the month waits for somebody of the office.
type line struct {
	Customer
	own care.Date
	waits
}

// Board shows all customers' month to somebody of the office, else the error is a *op.Problem with code forbidden.
func (s *Shelf) Board(docs book.Documents, person string, m care.Month, now time.Time) (Board, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return Board{}, err
	}
	lines, err := s.board(docs, m, now)
	if err != nil {
		return Board{}, err
	}
	board := Board{Month: m, Deadline: m.Deadline(), Estimated: estimated(m), Customers: make([]Customer, 0, len(lines))}
	for _, line := range lines {
		board.Customers = append(board.Customers, line.Customer)
		board.OwnDeadline = line.own
	}
	slices.SortFunc(board.Customers, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return board, nil
}

// board are the lines of all customers' month, in order of their ids.
func (s *Shelf) board(docs book.Documents, m care.Month, now time.Time) ([]line, error) {
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return nil, err
	}
	lines, today := make([]line, 0, len(beneficiaries)), care.DateOf(now)
	for _, id := range beneficiaries {
		line, err := s.lines.Get(docs, id+"@"+string(m)+" "+string(today), func(docs book.Documents) (line, error) {
			return s.line(docs, id, m, now)
		})
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Look is [Look], with what the shelf keeps.
func (s *Shelf) Look(docs book.Documents, ask Ask) (View, error) { return look(s.shared(docs), ask) }

// line computes a customer's line. It follows from the documents and the day alone.
func (s *Shelf) line(docs book.Documents, beneficiary string, m care.Month, now time.Time) (line, error) {
	p, err := read(s.shared(docs), beneficiary, m)
	if err != nil {
		return line{}, err
	}
	c, found, err := p.customer(docs, now)
	return line{c, m.OwnDeadline(p.own), p.waits(found, c, now)}, err
}

// shared reads what customers have in common as it is kept.
func (s *Shelf) shared(docs book.Documents) *shared {
	worked := func(assistant string, m care.Month) ([]*care.Shift, error) {
		return s.worked.Get(docs, assistant+"@"+string(m), func(docs book.Documents) ([]*care.Shift, error) { return workedIn(docs, assistant, m, &s.shifts) })
	}
	return &shared{
		docs:   docs,
		rows:   func(beneficiary string, m care.Month) ([]said, error) { return rowsIn(docs, beneficiary, m, &s.rows) },
		worked: worked,
		toiled: func(assistant string, m care.Month) (*daily, error) {
			return s.toiled.Get(docs, assistant+"@"+string(m), func(docs book.Documents) (*daily, error) { return toiledIn(docs, assistant, m) })
		},
		used: func(beneficiary string, m care.Month) (*daily, error) {
			return s.used.Get(docs, beneficiary+"@"+string(m), func(docs book.Documents) (*daily, error) { return usedIn(docs, beneficiary, m) })
		},
		ahead: func(beneficiary string, m care.Month) (*daily, error) {
			return s.ahead.Get(docs, beneficiary+"@"+string(m), func(docs book.Documents) (*daily, error) { return aheadIn(docs, beneficiary, m) })
		},
		person: func(id string) (*staff, error) {
			return s.people.Get(docs, id, func(docs book.Documents) (*staff, error) { return personIn(docs, id) })
		},
		elsewhere: func(assistant, beneficiary string, m care.Month) ([]*care.Shift, error) {
			all, err := worked(assistant, m)
			return elsewhere(all, beneficiary), err
		},
	}
}

// elsewhere are the shifts at other beneficiaries than this one.
func elsewhere(shifts []*care.Shift, beneficiary string) (others []*care.Shift) {
	for _, shift := range shifts {
		if shift.Beneficiary != beneficiary {
			others = append(others, shift)
		}
	}
	return others
}
