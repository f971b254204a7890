package month

import (
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
	Estimated   bool       `json:"estimated,omitempty"` // the rate of the month is not known yet: see Money
	Customers   []Customer `json:"customers"`           // in order of name
}

// Customer is one beneficiary's month on the board.
type Customer struct {
	Beneficiary Party      `json:"beneficiary"`
	Rows        int        `json:"rows"`            // that were not removed
	Open        int        `json:"open"`            // open conflicts and parked operations
	Disputed    int        `json:"disputed"`        // rows about which two answers stand: no time of theirs goes out
	Stops       int        `json:"stops"`           // findings
	Going       []string   `json:"going,omitempty"` // of the stops that may be as they should: until when each may be
	Warns       int        `json:"warns"`
	Ore         int        `json:"ore"`      // öre that may not be paid
	MonthOre    int        `json:"monthOre"` // öre that the month is worth
	Sums        care.Sums  `json:"sums"`
	Granted     *int       `json:"granted"` // minutes
	Sheets      SheetTally `json:"sheets"`
	Stages      Stages     `json:"stages"`
	Next        Next       `json:"next"`
	State       care.State `json:"state"`
	Hash        string     `json:"hash"`  // as of the view
	Paid        bool       `json:"paid"`  // as the view's pre-flight says
	Talks       int        `json:"talks"` // that wait for the office
	Held        bool       `json:"held"`  // the invoice is not handed over: somebody says that something is wrong

	besides Next // what is next where nothing is to be done with the timesheets
	over    bool // the month has ended
}

// Boards shows all customers' month to somebody of the office, else the error is a *op.Problem with code
// forbidden. Whoever shows boards again and again has a [Shelf].
func Boards(docs book.Documents, person string, m care.Month, now time.Time) (Board, error) {
	return new(Shelf).Board(docs, person, m, now)
}

// beneficiariesIn are those who hold the role at some time of the month, and those of any time of whom there is something in
// it (somebody new whose last month is written afterwards), in order of their ids.
func beneficiariesIn(docs book.Documents, m care.Month) ([]string, error) {
	found := map[string]bool{}
	for doc, err := range docs.Feed(care.RoleIndex(care.RoleBeneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read beneficiaries: %w", err)
		}
		f := doc.Values()
		from, to := care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to"))
		during := from != "" && from <= m.Last() && (to == "" || to >= m.First())
		person := care.Text(f, "person")
		if care.Text(f, "role") != care.RoleBeneficiary || care.Flag(f, "void") || found[person] {
			continue
		}
		if !during {
			if during, err = anyRow(docs, person, m); err != nil {
				return nil, err
			}
		}
		if during {
			found[person] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// anyRow tells whether there is a row of the beneficiary's in the month.
func anyRow(docs book.Documents, beneficiary string, m care.Month) (bool, error) {
	for doc, err := range docs.Feed(care.MonthFeed(beneficiary, m)) {
		if err != nil {
			return false, fmt.Errorf("read the month of %s: %w", beneficiary, err)
		}
		if care.KindOf(doc.Ref) == "shift" && !care.Flag(doc.Values(), "void") {
			return true, nil
		}
	}
	return false, nil
}

// weighed is what a month comes to: its sums, what the rules find in it that go by the papers alone, and what follows from both.
type weighed struct {
	sums      computed
	found     []Finding
	tally     SheetTally
	money     Money
	preflight Preflight
}

func (p *papers) weigh(docs book.Documents, now time.Time) (w weighed, err error) {
	if w.sums, err = p.compute(); err != nil {
		return weighed{}, err
	}
	if w.tally, err = p.tally(docs); err != nil {
		return weighed{}, err
	}
	w.found = p.findings()
	w.money, w.preflight = p.money(w.found), p.preflight(w.sums, w.found, now)
	return w, nil
}

// customer is the beneficiary's line, and what the rules found that go by the papers alone.
func (p *papers) customer(docs book.Documents, now time.Time) (Customer, []Finding, error) {
	w, err := p.weigh(docs, now)
	if err != nil {
		return Customer{}, nil, err
	}
	c, err := p.lineOf(docs, w, now)
	return c, w.found, err
}

// lineOf is the line of a month on the board.
func (p *papers) lineOf(docs book.Documents, w weighed, now time.Time) (c Customer, err error) {
	found := w.found
	c = Customer{
		Beneficiary: p.beneficiary, Sums: w.sums.sums, Granted: granted(p.decisions, p.month),
		Sheets: w.tally, Stages: p.stages(found, w.tally, now), State: p.invoice.State, Hash: p.look(found),
		Ore: w.money.Risk, MonthOre: w.money.Month, Paid: w.preflight.Paid, Held: p.isHeld(),
	}
	counts := count(found)
	c.Rows, c.Stops, c.Warns, c.over = p.standingRows(), counts.Stops, counts.Warns, p.over(now)
	for _, f := range found {
		if f.Until != "" {
			c.Going = append(c.Going, f.Until)
		}
		switch f.Code {
		case OpenConflict:
			c.Open++
			c.Disputed++
		case ParkedOperation:
			c.Open++
		}
	}
	for _, talk := range p.talks {
		if talk.Waits.Ref != "" {
			c.Talks++
		}
	}
	c.besides, err = p.next(docs, w.preflight.Findings, now)
	c.Next = c.nextOf()
	return c, err
}
