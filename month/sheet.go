package month

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// sheet is the document that says where an assistant's month at a beneficiary stands. Whether it still holds follows from
// its rows: see papers.holds.
type sheet struct {
	State    care.SheetState            `json:"state"`
	Version  int                        `json:"version"`
	Hash     string                     `json:"hash,omitempty"`      // of the frozen timesheet
	RowsHash string                     `json:"rows_hash,omitempty"` // of its rows
	Route    string                     `json:"route,omitempty"`
	Sums     *care.Sums                 `json:"sums,omitempty"` // of its rows
	Rows     int                        `json:"rows,omitempty"`
	At       map[care.SheetState]string `json:"at"` // when each state was entered, RFC 3339, UTC
	By       map[care.SheetState]string `json:"by"` // by whom: a person's id; fk and passbok for their own
	Fallen   *SheetFallen               `json:"fallen,omitempty"`
	Receipts []SheetReceipt             `json:"receipts,omitempty"` // of every version that reached Försäkringskassan
	Scans    []care.Scan                `json:"scans,omitempty"`    // of every version that was on paper
	Why      string                     `json:"why,omitempty"`      // of the last step that asked for a reason
}

// SheetFallen is a version that was marked ready or signed, and holds no longer.
type SheetFallen struct {
	Version int             `json:"version"`
	State   care.SheetState `json:"state"`        // that it had come to
	At      string          `json:"at,omitempty"` // when the next version took its place, RFC 3339, UTC; empty before that
	Why     string          `json:"why"`          // one of FallenRows, FallenReopened
	// RowsHash is of its rows, where it was reopened: see [papers.holds]. Empty where its rows changed by themselves.
	RowsHash string `json:"rows_hash,omitempty"`
}

// Why a version holds no longer.
const (
	FallenRows     = "rows_changed" // its rows are no longer the same, reopened or not
	FallenReopened = "reopened"     // it was reopened, and its rows are the same as far as is known
)

// SheetReceipt says that a version reached Försäkringskassan, or that it does not take it.
type SheetReceipt struct {
	Version  int    `json:"version"`
	Route    string `json:"route"` // care.RouteELT or care.RoutePaper
	At       string `json:"at"`    // RFC 3339, UTC
	Receipt  string `json:"receipt,omitempty"`
	Rejected string `json:"rejected,omitempty"` // Försäkringskassan's words
}

// sheetOf reads where a timesheet stands, as the document says it. One that is not there is open, at version 0.
func sheetOf(doc merge.Document) (sheet, error) {
	raw, err := json.Marshal(doc.Values())
	if err != nil {
		return sheet{}, fmt.Errorf("read %s: %w", doc.Ref, err)
	}
	s := sheet{State: care.SheetOpen}
	if err := json.Unmarshal(raw, &s); err != nil {
		return sheet{}, fmt.Errorf("read %s: %w", doc.Ref, err)
	}
	if s.At == nil {
		s.At, s.By = map[care.SheetState]string{}, map[care.SheetState]string{}
	}
	return s, nil
}

// keepSheet keeps where an assistant's timesheet of the month stands.
func (p *papers) keepSheet(assistant string, s sheet) {
	if p.sheets == nil {
		p.sheets = map[string]sheet{}
	}
	p.sheets[assistant] = s
}

// sheetOf is where an assistant's timesheet stands.
func (p *papers) sheetOf(assistant string) sheet {
	if s, there := p.sheets[assistant]; there {
		return s
	}
	return sheet{State: care.SheetOpen, At: map[care.SheetState]string{}, By: map[care.SheetState]string{}}
}

// holds is where a timesheet stands, its rows being what they are now: a version whose rows are no longer the same is
// open again, whatever had been signed. It is worked out whenever somebody looks or acts, and so cannot lag behind a
// change of a row, however that came about. So is whether the rows of one that was reopened have changed since.
func (p *papers) holds(assistant string) (sheet, error) {
	s := p.sheetOf(assistant)
	reopened := s.State == care.SheetOpen && s.Fallen != nil && s.Fallen.RowsHash != ""
	if s.State == care.SheetOpen && !reopened {
		return s, nil
	}
	rows := p.sheetRows(assistant)
	now, err := care.RowsHash(rows)
	if reopened {
		fallen := *s.Fallen
		if fallen.Why = FallenReopened; now != fallen.RowsHash {
			fallen.Why = FallenRows
		}
		s.Fallen = &fallen
		return s, err
	}
	if err != nil || now == s.RowsHash {
		return s, err
	}
	if s.RowsHash == "" && (s.Sums == nil || *s.Sums == sumsOf(rows)) { // one that has kept no hash is held against its sums
		return s, nil
	}
	s.Fallen = &SheetFallen{Version: s.Version, State: s.State, Why: FallenRows}
	s.State = care.SheetOpen
	return s, nil
}

// sheetRows are an assistant's rows of the month as Försäkringskassan reads them, in order of time. A shift that goes on
// is among them, without an end.
func (p *papers) sheetRows(assistant string) []care.SheetRow {
	rows := []care.SheetRow{}
	for _, e := range p.entries {
		switch {
		case e.Assistant != assistant || e.Void:
		case e.Open():
			rows = append(rows, care.SheetRow{Day: care.DateOf(e.Start).Day(), From: care.FormatClock(e.Start), Kind: e.Kind, Row: e.Ref})
		default:
			for _, row := range e.rows {
				rows = append(rows, care.SheetRow{Day: row.Date.Day(), From: row.From, To: row.To, Kind: e.Kind, Minutes: row.Minutes, Row: e.Ref})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b care.SheetRow) int { return a.Day - b.Day }) // within a day they are in order of start
	return rows
}

// sumsOf adds up rows.
func sumsOf(rows []care.SheetRow) care.Sums {
	var sums care.Sums
	for _, row := range rows {
		sums = sums.Add(row.Kind, row.Minutes)
	}
	return sums
}

// sheetsAgree holds the invoice against the timesheets, minute for minute: each that was marked ready and holds, against
// the assistant's share. The error says which does not agree.
func (p *papers) sheetsAgree(c computed) error {
	for _, share := range c.assistants {
		s, err := p.holds(share.ID)
		if err != nil {
			return err
		}
		if s.State != care.SheetOpen && (s.Sums == nil || *s.Sums != share.Sums) {
			return fmt.Errorf("month %s of %s: the invoice says %+v of %s, the timesheet %+v",
				p.month, p.beneficiary.ID, share.Sums, share.ID, s.Sums)
		}
	}
	return nil
}

// enter moves the timesheet into a state.
func (s *sheet) enter(state care.SheetState, by string, now time.Time) {
	s.State = state
	s.At[state], s.By[state] = now.UTC().Format(time.RFC3339), by
}

// change writes the whole of it, so that what was cleared is cleared.
func (s sheet) change(assistant, beneficiary string, m care.Month) (book.Change, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return book.Change{}, fmt.Errorf("write timesheet: %w", err)
	}
	set := op.Fields{}
	for _, name := range []string{"hash", "rows_hash", "route", "sums", "rows", "fallen", "receipts", "scans", "why"} {
		set[name] = json.RawMessage("null")
	}
	set["assistant"], set["beneficiary"], set["month"] = care.Value(assistant), care.Value(beneficiary), care.Value(string(m))
	if err := json.Unmarshal(raw, &set); err != nil {
		return book.Change{}, fmt.Errorf("write timesheet: %w", err)
	}
	return book.Change{Doc: care.TimesheetRef(assistant, beneficiary, m), Set: set}, nil
}
