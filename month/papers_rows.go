package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/merge"
)

// entry is a row of time with its minutes of the month, and what is unsettled about it.
type entry struct {
	care.Shift
	place    int             // among the rows of the month, in order of time
	by       *staff          // what is known of the assistant
	rate     int             // öre an hour
	minutes  int             // that count in the month
	rows     []care.ClockRow // of the month, as Försäkringskassan reads them
	conflict bool            // people disagree about it
	parked   bool            // an operation on it waits
	rev      uint64
	odd      *odd // nil of nearly every row
}

// odd is what is told of the few rows of which there is something to tell.
type odd struct {
	ahead time.Duration // of the phone's clock when the row was written; 0 within two minutes
	wall  time.Time     // what that clock showed; zero where it did not say
	split time.Time     // since when people disagree about it; zero where they do not, or nobody knows
}

// oddities are what is odd about a row; all zero where nothing is.
func (e *entry) oddities() odd {
	if e == nil || e.odd == nil {
		return odd{}
	}
	return *e.odd
}

// readRows reads the rows of the month, and what is said about it.
func (p *papers) readRows() error {
	all, err := p.shared.rows(p.beneficiary.ID, p.month)
	if err != nil {
		return fmt.Errorf("read %s of %s: %w", p.month, p.beneficiary.ID, err)
	}
	own := make([]entry, 0, len(all)) // what is kept is for all
	p.entries = make([]*entry, 0, len(all))
	var messages []spoken
	for _, one := range all {
		if one.parked != nil {
			p.parked = append(p.parked, *one.parked)
		}
		if one.entry != nil {
			own = append(own, *one.entry)
			p.entries = append(p.entries, &own[len(own)-1])
		}
		if one.besides == nil {
			continue
		}
		of := one.besides
		if of.wrong != nil {
			return of.wrong
		}
		if of.declared != nil {
			p.declared = of.declared
		}
		if of.sheet != nil {
			p.keepSheet(of.assistant, *of.sheet)
		}
		if of.message != nil {
			messages = append(messages, *of.message)
		}
		p.planned = p.planned.Plus(of.planned)
	}
	p.keepTalks(messages)
	slices.SortFunc(p.parked, func(a, b merge.Document) int { return cmp.Compare(a.Ref, b.Ref) })
	return nil
}

// said is what one document says of a beneficiary's month. It follows from the document alone, and nobody changes it. A book
// keeps hundreds of thousands, nearly all of them shifts.
type said struct {
	entry   *entry          // of a shift that is in the month
	parked  *merge.Document // one with operations that wait
	besides *besides        // of anything else
}

// besides is what a document says that is no shift.
type besides struct {
	planned   care.Sums  // of a plan
	vacant    *care.Plan // a published one that nobody is to work yet
	assistant string     // of a timesheet
	sheet     *sheet
	declared  care.Fields
	message   *spoken
	wrong     error
}

// texts are texts that many rows have in common, each held once.
type texts map[string]string

func (t texts) one(text string) string {
	if held, there := t[text]; there {
		return held
	}
	t[text] = text
	return text
}

func saidIn(ref string, doc merge.Document, beneficiary string, m care.Month, during care.Span, shared texts) (of said) {
	switch care.KindOf(ref) {
	case "plan":
		if plan, sums := planned(doc, beneficiary, during); sums != (care.Sums{}) {
			of.besides = &besides{planned: sums}
			if plan.Assistant == "" {
				plan.Ref = ref
				of.besides.vacant = &plan
			}
		}
	case "timesheet":
		if doc.Text("beneficiary") == beneficiary && doc.Text("month") == string(m) {
			s, err := sheetOf(doc)
			of.besides = &besides{assistant: doc.Text("assistant"), sheet: &s, wrong: err}
		}
	case "declaration":
		if doc.Ref == care.DeclarationRef(beneficiary, m) {
			of.besides = &besides{declared: doc.Values()}
			if len(doc.Parked) > 0 {
				of.parked = &doc
			}
		}
	case "message":
		if one, ok := spokenIn(doc); ok {
			of.besides = &besides{message: &one}
		}
	case "shift":
		if len(doc.Parked) > 0 {
			of.parked = &doc
		}
		if shift, in := shiftIn(ref, doc, beneficiary, during); in {
			shift.Assistant = shared.one(shift.Assistant)
			of.entry = entryOf(doc, shift, during)
		}
	}
	return of
}

// entryOf is a shift of the month, with what is unsettled about it.
func entryOf(doc merge.Document, shift care.Shift, month care.Span) *entry {
	e := rowOf(shift, month)
	e.conflict, e.parked, e.rev = len(doc.Conflicts) > 0, len(doc.Parked) > 0, doc.Rev
	ahead, wall := doc.Clock()
	strange := odd{ahead: time.Duration(ahead) * time.Millisecond, split: splitSince(doc)}
	if strange == (odd{}) {
		return e
	}
	if at, err := time.Parse(time.RFC3339Nano, wall); err == nil {
		strange.wall = at
	}
	e.odd = &strange
	return e
}

// rowOf is a shift with its minutes of the month, and its rows on a timesheet.
func rowOf(shift care.Shift, month care.Span) *entry {
	e := &entry{Shift: shift}
	if shift.Counts() {
		e.minutes = shift.Span().And(month).Minutes()
		e.rows = care.ClockRows(shift.Span())
		if shift.Start.Before(month.Start) || shift.End.After(month.End) { // cut after the rows are made: a row across the shift back is divided by its own ends
			m := care.MonthOf(month.Start)
			e.rows = slices.DeleteFunc(e.rows, func(row care.ClockRow) bool { return row.Date.Month() != m })
		}
	}
	return e
}

// shiftIn reads a shift that, as it stands, is a beneficiary's and touches the month. One stands in the feed
// of a month for the sake of a value that somebody only asked for, too. (One that was removed while somebody
// else edited it is not void until they agree: the engine sees to that, hours never vanish.)
func shiftIn(ref string, doc merge.Document, beneficiary string, during care.Span) (care.Shift, bool) {
	shift := care.ShiftBy(ref, doc.Fields.Value)
	if shift.Beneficiary != beneficiary || shift.Start.IsZero() || !shift.Span().Touches(during) {
		return care.Shift{}, false
	}
	shift.Beneficiary = beneficiary // one text for all rows
	return shift, true
}
