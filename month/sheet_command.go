package month

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetAsk is who asks for whose timesheet, and when.
type SheetAsk struct {
	Ask
	Assistant string
}

// SheetInput is what a command on a timesheet says.
type SheetInput struct {
	SheetAsk
	ID    string // the command's: a UUID, and with it the document's at Försäkringskassan, when it is marked ready
	Saw   string // the hash of the view, or of the version, that the person was looking at
	Why   string
	Scans []care.Scan // of the paper, where there are any: what is named is kept already
}

// SheetNotReady is why a timesheet cannot go on: what stops its rows.
type SheetNotReady struct{ Findings []Finding }

// Error names the codes of what stops it.
func (n *SheetNotReady) Error() string {
	return n.Unwrap().Error() + " " + (&NotReady{n.Findings}).Error()
}

// Unwrap is the problem that a caller acts upon.
func (n *SheetNotReady) Unwrap() error { return &op.Problem{Code: CodeSheetNotReady} }

// SheetChanged is why a command on a timesheet was not carried out: what the person was looking at is so no more.
type SheetChanged struct {
	Hash    string          `json:"hash"` // to name as saw, once the person has looked
	State   care.SheetState `json:"state"`
	Version int             `json:"version"`
	Sums    care.Sums       `json:"sums"`
	Rows    int             `json:"rows"`
}

// Error says what it is about.
func (c *SheetChanged) Error() string { return c.Unwrap().Error() }

// Unwrap is the problem that a caller acts upon.
func (c *SheetChanged) Unwrap() error { return &op.Problem{Code: op.CodeChanged, Field: "saw"} }

// sheetWork is one timesheet in the hands of a command.
type sheetWork struct {
	*papers
	in      SheetInput
	sheet   sheet // as it holds
	found   []Finding
	changes []book.Change
}

// open reads the month for a command on a timesheet, once it is known that the person may give it, and that the timesheet
// may enter the state.
func (in SheetInput) open(docs book.Documents, act care.Act, next care.SheetState) (*sheetWork, error) {
	if err := allowedSheet(docs, in.SheetAsk, act); err != nil {
		return nil, err
	}
	w, err := in.read(docs)
	if err != nil {
		return nil, err
	}
	if !w.sheet.State.May(next) {
		return nil, op.Problemf(CodeSheetState, "", "%s", w.sheet.State)
	}
	return w, nil
}

func (in SheetInput) read(docs book.Documents) (*sheetWork, error) {
	p, err := readAlone(docs, in.Beneficiary, in.Month)
	if err != nil {
		return nil, err
	}
	s, err := p.holds(in.Assistant)
	if err != nil {
		return nil, err
	}
	return &sheetWork{papers: &p, in: in, sheet: s, found: p.findings()}, nil
}

func allowedSheet(docs book.Documents, ask SheetAsk, act care.Act) error {
	may, err := care.MayDoSheet(Records(docs), ask.Person, act, ask.Assistant, ask.Beneficiary, ask.Now)
	if err != nil {
		return err
	}
	if may {
		return nil
	}
	if act == care.ApproveSheet { // whoever works in the office is told which right they lack
		office, err := care.RoleOn(Records(docs), ask.Person, care.RoleCoordinator, care.DateOf(ask.Now))
		if err != nil {
			return err
		}
		if office == care.Allowed {
			return op.Problemf(CodeNotSigner, "", "no right to sign for the provider")
		}
	}
	return op.Problemf(CodeForbidden, "", "%s", act)
}

// unchanged says whether what the person saw is still so, else the error is a *SheetChanged.
func (w *sheetWork) unchanged() error {
	look, err := w.sheetLook(w.in.Assistant, w.sheet, w.found)
	if err != nil || w.in.Saw == look || w.sheet.State != care.SheetOpen && w.in.Saw == w.sheet.Hash {
		return err
	}
	rows := w.sheetRows(w.in.Assistant)
	return &SheetChanged{Hash: look, State: w.sheet.State, Version: w.sheet.Version, Sums: sumsOf(rows), Rows: len(rows)}
}

// unstopped says what stops the assistant's rows; the error is a *SheetNotReady.
func (w *sheetWork) unstopped() error {
	stop := stops(w.sheetFindings(w.in.Assistant, w.found))
	if len(stop) == 0 {
		return nil
	}
	if w.in.Person == w.in.Assistant {
		stop = w.ownFindings(w.in.Assistant, stop)
	}
	return &SheetNotReady{stop}
}

// step is the decision that moves the timesheet on.
func (w *sheetWork) step(state care.SheetState, by string) (book.Decision, error) {
	w.sheet.enter(state, by, w.in.Now)
	return w.note()
}

// note is the decision that writes the timesheet as it is in hand.
func (w *sheetWork) note() (book.Decision, error) {
	change, err := w.sheet.change(w.in.Assistant, w.in.Beneficiary, w.in.Month)
	if err != nil {
		return book.Decision{}, err
	}
	answer := care.Value(struct {
		State   care.SheetState `json:"state"`
		Version int             `json:"version"`
		Hash    string          `json:"hash"`
	}{w.sheet.State, w.sheet.Version, w.sheet.Hash})
	return book.Decision{Set: append(w.changes, change), Answer: answer}, nil
}

func (w *sheetWork) seal() []string {
	return []string{care.TimesheetSeal(w.in.Assistant, w.in.Beneficiary, w.in.Month)}
}

// sheetFindings are those about an assistant's rows. Where else something happens is left out: it is the office's to see
// in the month.
func (p *papers) sheetFindings(assistant string, found []Finding) []Finding {
	theirs := map[string]bool{}
	for _, e := range p.entries {
		theirs[e.Ref] = theirs[e.Ref] || e.Assistant == assistant
	}
	for _, doc := range p.parked {
		for _, wait := range doc.Parked {
			if shift := care.ShiftOf(doc.Ref, op.Overlay(doc.Values(), wait.Set)); shift.Assistant == assistant {
				theirs[doc.Ref] = true
			}
		}
	}
	own := []Finding{}
	for _, f := range found {
		if slices.ContainsFunc(f.Rows, func(row string) bool { return theirs[row] }) {
			f.Also = nil
			own = append(own, f)
		}
	}
	return own
}

// ownFindings are those that an assistant is shown: what stops, and is about their own rows alone. What others have
// recorded, and what money is at risk, is not theirs to see.
func (p *papers) ownFindings(assistant string, found []Finding) []Finding {
	others := map[string]bool{}
	for _, e := range p.entries {
		others[e.Ref] = e.Assistant != assistant
	}
	own := stops(found)
	own = slices.DeleteFunc(own, func(f Finding) bool {
		return slices.ContainsFunc(f.Rows, func(row string) bool { return others[row] })
	})
	for i := range own {
		own[i].Ore = 0
	}
	return own
}

// sheetLook names what somebody sees who looks at a timesheet: a hash of its version and rows, and of what is found about
// them. A command says which look it acts upon.
func (p *papers) sheetLook(assistant string, s sheet, found []Finding) (string, error) {
	rows, err := care.RowsHash(p.sheetRows(assistant))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s %s %s %d %t %s\n", assistant, p.beneficiary.ID, p.month, s.Version, s.State == care.SheetOpen, rows)
	for _, f := range p.sheetFindings(assistant, found) {
		_, _ = fmt.Fprintf(sum, "%s %s %q\n", f.Code, f.Severity, f.Rows)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
