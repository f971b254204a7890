package month

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// SheetLine is where an assistant's timesheet at a beneficiary stands.
type SheetLine struct {
	Assistant   Party                      `json:"assistant"`
	Beneficiary Party                      `json:"beneficiary"`
	Month       care.Month                 `json:"month"`
	Hash        string                     `json:"hash"` // of what is shown; commands name it as saw
	State       care.SheetState            `json:"state"`
	Version     int                        `json:"version"`
	Sheet       string                     `json:"sheet"` // hash of the version at hand; empty while open
	Route       string                     `json:"route"` // the way it goes, or would go
	Paper       string                     `json:"paper"` // why that is on paper, one of PaperBeneficiary …; empty where it is not, or somebody chose it
	Sums        care.Sums                  `json:"sums"`  // real minutes of the rows as they are
	Rows        int                        `json:"rows"`
	At          map[care.SheetState]string `json:"at"`
	By          map[care.SheetState]Party  `json:"by"`
	Changed     bool                       `json:"changed"` // its rows are not those of the version that fell
	Fallen      *SheetFallen               `json:"fallen"`
	Unsaid      []string                   `json:"unsaid"`   // what it cannot say yet
	Stops       int                        `json:"stops"`    // findings that stop it
	Disputed    bool                       `json:"disputed"` // two answers stand about one of its rows: nothing of it goes out
	Why         string                     `json:"why"`
	Deadline    care.Date                  `json:"deadline"`
	Next        Next                       `json:"next"`
	Scans       []care.Scan                `json:"scans"` // of the version at hand, or that fell
}

// SheetView is one timesheet whole.
type SheetView struct {
	SheetLine
	Employer  string             `json:"employer"`
	Agreement bool               `json:"agreement"`
	Periods   []care.SheetPeriod `json:"periods"`
	Lines     []care.SheetRow    `json:"lines"`   // as Försäkringskassan reads them
	Changes   []SheetChange      `json:"changes"` // since that version
	Since     int                `json:"since"`   // that fell, or that reached Försäkringskassan before the one at hand; 0 where there is none
	Findings  []Finding          `json:"findings"`
	Versions  []SheetVersion     `json:"versions"` // newest first
}

// SheetVersion is one version that was marked ready.
type SheetVersion struct {
	Version  int            `json:"version"`
	ID       string         `json:"id"` // the document's at Försäkringskassan
	Hash     string         `json:"hash"`
	Sums     care.Sums      `json:"sums"`
	Rows     int            `json:"rows"`
	Receipts []SheetReceipt `json:"receipts"`
	Scans    []care.Scan    `json:"scans"`
	// Corrects is the version that Försäkringskassan had before this one, and Changes what this one says otherwise; 0 where it
	// had none: there is nothing to be corrected.
	Corrects int           `json:"corrects"`
	Changes  []SheetChange `json:"changes"`
}

// LookSheets shows the timesheets of a beneficiary's month to the office, in order of name. The error is a *op.Problem with
// code forbidden or person_unknown.
func LookSheets(docs book.Documents, ask Ask) ([]SheetLine, error) {
	if err := allowed(docs, ask.Person, care.SeeSheet, ask.Beneficiary, ask.Now); err != nil {
		return nil, err
	}
	p, err := readAlone(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return nil, err
	}
	return p.sheetLines(docs, ask.Now)
}

// sheetLines are the timesheets of the month, in order of name.
func (p *papers) sheetLines(docs book.Documents, now time.Time) ([]SheetLine, error) {
	lines, found := []SheetLine{}, p.findings()
	for _, assistant := range p.sheetHolders() {
		line, _, err := p.sheetLine(docs, assistant, found, now)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b SheetLine) int {
		return strings.Compare(a.Assistant.Name+"\x00"+a.Assistant.ID, b.Assistant.Name+"\x00"+b.Assistant.ID)
	})
	return lines, nil
}

// LookSheet shows one timesheet to the office, or to its assistant. The error is a *op.Problem with code forbidden, or
// sheet_unknown where the assistant has no time there in the month and never had.
func LookSheet(docs book.Documents, ask SheetAsk) (SheetView, error) {
	if err := allowedSheet(docs, ask, care.SeeSheet); err != nil {
		return SheetView{}, err
	}
	p, err := readAlone(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return SheetView{}, err
	}
	if !slices.Contains(p.sheetHolders(), ask.Assistant) {
		return SheetView{}, op.Problemf(CodeSheetUnknown, "", "no time there in %s", ask.Month)
	}
	return p.sheetView(docs, ask)
}

// MySheets are an assistant's own timesheets of a month, in order of the beneficiaries' names.
func MySheets(docs book.Documents, assistant string, m care.Month, now time.Time) ([]SheetView, error) {
	at := map[string]bool{}
	for doc, err := range docs.Feed(care.ShiftIndex(assistant, m)) {
		if err != nil {
			return nil, fmt.Errorf("read shifts of %s in %s: %w", assistant, m, err)
		}
		if doc.Text("assistant") == assistant {
			at[doc.Text("beneficiary")] = true
		}
	}
	for doc, err := range docs.Feed(care.EngagementIndex(assistant)) { // one whose rows were all taken away has a timesheet still
		if err != nil {
			return nil, fmt.Errorf("read engagements of %s: %w", assistant, err)
		}
		at[doc.Text("beneficiary")] = true
	}
	views := []SheetView{}
	for _, beneficiary := range slices.Sorted(maps.Keys(at)) {
		view, err := LookSheet(docs, SheetAsk{Ask{assistant, beneficiary, m, now}, assistant})
		var p *op.Problem
		if errors.As(err, &p) && (p.Code == CodeSheetUnknown || p.Code == CodeForbidden) {
			continue
		}
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	slices.SortStableFunc(views, func(a, b SheetView) int { return cmp.Compare(a.Beneficiary.Name, b.Beneficiary.Name) })
	return views, nil
}

// sheetHolders are the assistants who have a timesheet in the month: rows that were not removed, or one that was made.
func (p *papers) sheetHolders() []string {
	found := map[string]bool{}
	for _, e := range p.entries {
		if !e.Void {
			found[e.Assistant] = true
		}
	}
	for assistant := range p.sheets {
		found[assistant] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// sheetLine is the line of an assistant, and what the timesheet would say, were it marked ready now.
func (p *papers) sheetLine(docs book.Documents, assistant string, found []Finding, now time.Time) (SheetLine, care.Timesheet, error) {
	s, err := p.holds(assistant)
	if err != nil {
		return SheetLine{}, care.Timesheet{}, err
	}
	t, err := p.timesheet(docs, assistant, "", s.Version+1)
	if err != nil {
		return SheetLine{}, t, err
	}
	name, err := p.name(docs, assistant)
	if err != nil {
		return SheetLine{}, t, err
	}
	own := p.sheetFindings(assistant, found)
	line := SheetLine{
		Assistant: Party{assistant, name}, Beneficiary: p.beneficiary, Month: p.month, State: s.State, Version: s.Version, Route: s.Route,
		Sums: t.Sums, Rows: len(t.Rows), At: s.At, By: map[care.SheetState]Party{}, Fallen: s.Fallen, Why: s.Why, Deadline: p.month.Deadline(),
		Scans:   s.scansOf(s.Version),
		Changed: s.State == care.SheetOpen && s.Fallen != nil && s.Fallen.Why == FallenRows,
		Stops:   len(stops(own)), Disputed: slices.ContainsFunc(own, func(f Finding) bool { return f.Code == OpenConflict }),
	}
	route, why, err := p.sheetRoute(docs, t.Assistant)
	if err != nil {
		return SheetLine{}, t, err
	}
	if s.State != care.SheetOpen {
		line.Sheet = s.Hash
	} else {
		line.Route = route
	}
	if line.Route == care.RoutePaper {
		line.Paper = why
	}
	for state, who := range s.By {
		by := Party{ID: who}
		if who != byFK && who != byPassbok {
			if by.Name, err = p.name(docs, who); err != nil {
				return SheetLine{}, t, err
			}
		}
		line.By[state] = by
	}
	if line.Unsaid, err = sheetUnsaid(docs, t); err != nil {
		return SheetLine{}, t, err
	}
	if line.Hash, err = p.sheetLook(assistant, s, found); err != nil {
		return SheetLine{}, t, err
	}
	line.Next = p.sheetNext(line, now)
	return line, t, nil
}

func (p *papers) sheetView(docs book.Documents, ask SheetAsk) (SheetView, error) {
	found := p.findings()
	line, t, err := p.sheetLine(docs, ask.Assistant, found, ask.Now)
	if err != nil {
		return SheetView{}, err
	}
	s := p.sheetOf(ask.Assistant)
	v := SheetView{
		SheetLine: line, Employer: t.Employer, Agreement: t.Agreement, Periods: t.Periods, Lines: t.Rows, Changes: []SheetChange{},
		Findings: p.sheetFindings(ask.Assistant, found), Versions: []SheetVersion{},
	}
	if ask.Person == ask.Assistant {
		v.Findings = p.ownFindings(ask.Assistant, v.Findings)
	}
	v.Since = s.comparedWith(line)
	return v, p.sheetVersions(docs, ask, s, &v, t.Rows)
}

// sheetVersions reads all versions, and what each says otherwise than the one that Försäkringskassan had before it. now are the rows
// as they are.
func (p *papers) sheetVersions(docs book.Documents, ask SheetAsk, s sheet, v *SheetView, now []care.SheetRow) error {
	var had care.Timesheet // the newest so far that Försäkringskassan has
	for version := 1; version <= s.Version; version++ {
		frozen, err := Sheet(docs, ask.Assistant, ask.Beneficiary, ask.Month, version)
		if err != nil {
			return err
		}
		hash, err := frozen.Hash()
		if err != nil {
			return err
		}
		kept := SheetVersion{
			Version: version, ID: frozen.ID, Hash: hash, Sums: frozen.Sums, Rows: len(frozen.Rows), Receipts: []SheetReceipt{},
			Scans: s.scansOf(version), Corrects: had.Version, Changes: []SheetChange{},
		}
		if had.Version > 0 {
			kept.Changes = SheetChanges(had.Rows, frozen.Rows)
		}
		for _, r := range s.Receipts {
			if r.Version == version {
				kept.Receipts = append(kept.Receipts, r)
				if r.Rejected == "" {
					had = frozen
				}
			}
		}
		v.Versions = append(v.Versions, kept)
		if version == v.Since {
			v.Changes = SheetChanges(frozen.Rows, now)
		}
	}
	slices.Reverse(v.Versions)
	return nil
}

// comparedWith is the version with which the rows are compared as they are: while they may change that which fell, and
// afterwards the last before the one at hand that Försäkringskassan was told of. 0 where there is none.
func (s sheet) comparedWith(line SheetLine) int {
	if line.State == care.SheetOpen {
		if line.Fallen == nil {
			return 0
		}
		return line.Fallen.Version
	}
	before := 0
	for _, r := range s.Receipts {
		if r.Version < s.Version {
			before = max(before, r.Version)
		}
	}
	return before
}
