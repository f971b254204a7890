package month

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Board is a month of all customers at once.
type Board struct {
	Month       care.Month `json:"month"`
	Deadline    care.Date  `json:"deadline"` // Försäkringskassan's last day
	OwnDeadline care.Date  `json:"ownDeadline,omitempty"`
	Customers   []Customer `json:"customers"` // in order of name
}

// Customer is one beneficiary's month on the board.
type Customer struct {
	Beneficiary Party      `json:"beneficiary"`
	Rows        int        `json:"rows"`  // that were not removed
	Open        int        `json:"open"`  // open conflicts and parked operations
	Stops       int        `json:"stops"` // findings
	Warns       int        `json:"warns"`
	Ore         int        `json:"ore"`      // öre that may not be paid
	MonthOre    int        `json:"monthOre"` // öre that the month is worth
	Sums        care.Sums  `json:"sums"`
	Granted     *int       `json:"granted"` // minutes
	Stages      Stages     `json:"stages"`
	Next        Next       `json:"next"`
	State       care.State `json:"state"`
	Hash        string     `json:"hash"` // as of the view
	Paid        bool       `json:"paid"` // as the view's pre-flight says
}

// Boards shows all customers' month to somebody of the office, else the error is a *op.Problem with code
// forbidden. Each beneficiary's rows are read once; who is in two places is seen from all of them together.
func Boards(docs book.Documents, person string, m care.Month, now time.Time) (Board, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return Board{}, err
	}
	beneficiaries, err := beneficiariesIn(docs, m)
	if err != nil {
		return Board{}, err
	}
	all := make([]papers, 0, len(beneficiaries))
	worked := map[string][]care.Shift{} // by assistant, wherever
	for _, id := range beneficiaries {
		p, err := read(docs, id, m, func(string) ([]care.Shift, error) { return nil, nil })
		if err != nil {
			return Board{}, err
		}
		for _, e := range p.entries {
			worked[e.Assistant] = append(worked[e.Assistant], e.Shift)
		}
		all = append(all, p)
	}
	sh := newShared(docs)
	board := Board{Month: m, Deadline: m.Deadline(), Customers: []Customer{}}
	for _, p := range all {
		for _, assistant := range p.assistants() {
			for _, s := range worked[assistant] {
				if s.Beneficiary != p.beneficiary.ID {
					p.elsewhere = append(p.elsewhere, s)
				}
			}
		}
		if err := p.settle(sh); err != nil {
			return Board{}, err
		}
		c, err := p.customer(docs, now)
		if err != nil {
			return Board{}, err
		}
		board.Customers = append(board.Customers, c)
		board.OwnDeadline = m.OwnDeadline(p.own)
	}
	slices.SortFunc(board.Customers, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name), cmp.Compare(a.Beneficiary.ID, b.Beneficiary.ID))
	})
	return board, nil
}

// beneficiariesIn are those who hold the role at some time of the month, in order of their ids.
func beneficiariesIn(docs book.Documents, m care.Month) ([]string, error) {
	found := map[string]bool{}
	for doc, err := range docs.Feed(care.RoleIndex(care.RoleBeneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read beneficiaries: %w", err)
		}
		f := doc.Values()
		from, to := care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to"))
		during := from != "" && from <= m.Last() && (to == "" || to >= m.First())
		if care.Text(f, "role") == care.RoleBeneficiary && !care.Flag(f, "void") && during {
			found[care.Text(f, "person")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

func (p *papers) customer(docs book.Documents, now time.Time) (Customer, error) {
	sums, err := p.compute()
	if err != nil {
		return Customer{}, err
	}
	found := p.findings()
	c := Customer{
		Beneficiary: p.beneficiary, Sums: sums.sums, Granted: granted(p.decisions, p.month),
		Stages: p.stages(found), State: p.invoice.State, Hash: p.look(found),
	}
	counts := count(found)
	c.Rows, c.Stops, c.Warns = p.standingRows(), counts.Stops, counts.Warns
	for _, f := range found {
		if f.Code == OpenConflict || f.Code == ParkedOperation {
			c.Open++
		}
	}
	money := p.money(found)
	c.Ore, c.MonthOre = money.Risk, money.Month
	c.Paid = p.preflight(sums, found, now).Paid
	c.Next, err = p.next(docs, found, now)
	return c, err
}
