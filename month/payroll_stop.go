package month

import (
	"cmp"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// PayStop is what keeps an assistant's time at one customer from being paid.
type PayStop struct {
	Assistant   Party    `json:"assistant"`
	Beneficiary Party    `json:"beneficiary"` // empty where it is of no customer
	Code        string   `json:"code"`        // one of StopConflict …
	Rows        []string `json:"rows"`        // refs of the shifts that it is about, where it is about some
}

// What keeps time from being paid.
const (
	StopConflict = "conflict" // two statements about a row, and nobody has chosen
	StopParked   = "parked"   // a change of a row waits for the office
	StopNoEnd    = "no_end"   // a row has no end
	StopFlag     = "flag"     // the customer, or who represents them, says that something is wrong
	StopOpen     = "open"     // the rows can still be changed: nothing has locked them
	StopNumber   = "number"   // the payroll system cannot know who it is: no number of theirs is written down
	// more than one employer in the month, the provider among them: whose each minute is, the program does not say
	StopEmployers = "employers"
	StopShared    = "shared" // nor here: somebody else goes by the same number
)

// several tells whether somebody has had more than one kind of employer by the employments of a month, and the provider is one of them.
func several(employed []care.Fields) bool {
	provider, others := false, false
	for _, f := range employed {
		ours := care.Text(f, "employer") == care.EmployedByProvider
		provider, others = provider || ours, others || !ours
	}
	return provider && others
}

// known is what the payroll system knows an employee by.
func (e *Employee) known() string { return cmp.Or(e.Number, string(e.Personnummer)) }

// shared stops those of whom several go by one number, at the payroll system or of the state: they would be paid as one.
func (w *paying) shared() {
	who := map[string][]string{}
	for _, e := range w.employees {
		number := e.known()
		if !slices.Contains(who[number], e.ID) {
			who[number] = append(who[number], e.ID)
		}
	}
	for key, e := range w.employees {
		if len(who[e.known()]) < 2 {
			continue
		}
		delete(w.employees, key)
		if len(e.at) == 0 { // they were away, all of the month
			e.at = []Party{{}}
		}
		for _, at := range e.at {
			w.pay.Stops = append(w.pay.Stops, PayStop{e.Party, at, StopShared, []string{}})
		}
	}
}

// payStops is what keeps each assistant's time of the month from being paid. What is said of the whole month is said of all.
func (p *papers) payStops(docs book.Documents) (map[string][]PayStop, error) {
	found := map[string]map[string][]string{} // rows by assistant and code
	note := func(assistant, code, row string) {
		if found[assistant] == nil {
			found[assistant] = map[string][]string{}
		}
		rows := found[assistant][code]
		if row != "" && !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
		found[assistant][code] = rows
	}
	for _, e := range p.entries {
		if e.conflict {
			note(e.Assistant, StopConflict, e.Ref)
		}
		if !e.Void && e.Open() {
			note(e.Assistant, StopNoEnd, e.Ref)
		}
	}
	for _, doc := range p.parked {
		if care.KindOf(doc.Ref) != "shift" {
			continue
		}
		who := []string{doc.Text("assistant")}
		for _, wait := range doc.Parked {
			who = append(who, care.Text(wait.Set, "assistant"))
		}
		for _, assistant := range who {
			if assistant != "" {
				note(assistant, StopParked, doc.Ref)
			}
		}
	}
	holders := p.sheetHolders()
	for _, flag := range p.flags() {
		if flag.Assistant != "" && flag.Shift != "" {
			note(flag.Assistant, StopFlag, "shift/"+flag.Shift)
			continue
		}
		for _, assistant := range holders {
			note(assistant, StopFlag, "")
		}
	}
	stops := map[string][]PayStop{}
	for _, assistant := range holders {
		locked, err := p.locked(docs, assistant)
		if err != nil {
			return nil, err
		}
		if !locked && sumsOf(p.sheetRows(assistant)) != (care.Sums{}) {
			note(assistant, StopOpen, "")
		}
	}
	for assistant := range found {
		for _, code := range []string{StopConflict, StopParked, StopNoEnd, StopFlag, StopOpen} {
			if rows, there := found[assistant][code]; there {
				stops[assistant] = append(stops[assistant], PayStop{Code: code, Rows: append([]string{}, rows...)})
			}
		}
	}
	return stops, nil
}

// locked tells whether an assistant's rows of the month can change no more: its invoice is marked ready, the timesheet signed by
// the provider, or all its days closed.
func (p *papers) locked(docs book.Documents, assistant string) (bool, error) {
	for _, seal := range []string{care.MonthSeal(p.beneficiary.ID, p.month), care.TimesheetSeal(assistant, p.beneficiary.ID, p.month)} {
		if sealed, err := docs.Sealed(seal); err != nil || sealed {
			return sealed, err
		}
	}
	until, err := closedUntil(docs, p.beneficiary.ID, p.month)
	return until == p.month.Last(), err
}
