package month

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// View is a beneficiary's month as it is shown.
type View struct {
	Beneficiary Party         `json:"beneficiary"`
	Month       care.Month    `json:"month"`
	Hash        string        `json:"hash"`     // of what is shown, see lookOf; commands name it as saw
	Deadline    care.Date     `json:"deadline"` // Försäkringskassan's last day
	OwnDeadline care.Date     `json:"ownDeadline,omitempty"`
	Sums        care.Sums     `json:"sums"`    // minutes as they were
	Counted     care.Fraction `json:"counted"` // minutes against the granted ones, exact
	Granted     *int          `json:"granted"` // minutes; null where there is no decision
	Money       Money         `json:"ore"`
	Days        []Day         `json:"days"`
	Assistants  []Share       `json:"assistants"`
	Rows        []Row         `json:"rows"`
	Findings    []Finding     `json:"findings"`
	Parked      []Waiting     `json:"parked"`
	Invoice     Standing      `json:"invoice"`
	Declaration Declaration   `json:"declaration"`
	Planned     care.Sums     `json:"planned"` // minutes of the plans
	Clock       *ClockNight   `json:"clock"`   // null in months in which no clock is changed, or nobody works then
	Decision    Decision      `json:"decision"`
	Preflight   Preflight     `json:"preflight"`
	Closed      care.Date     `json:"closed,omitempty"` // the last of the days that are closed before the month is
	Sheets      SheetTally    `json:"sheets"`
	Flags       []Flag        `json:"flags"` // what somebody says is wrong, and is not settled
	Held        bool          `json:"held"`  // the invoice is not handed over for their sake
	// Line is the month as it is on the board, for the office; null for anybody else.
	Line *Customer `json:"line"`
}

// Row is one row of time. Minutes are those that count in this month.
type Row struct {
	ID        string    `json:"id"` // ref
	Assistant string    `json:"assistant"`
	Name      string    `json:"name"`
	Kind      care.Kind `json:"kind"`
	Start     string    `json:"start"`
	End       string    `json:"end"` // empty while it goes on
	Minutes   int       `json:"minutes"`
	Note      string    `json:"note"`
	Void      bool      `json:"void"`
	Conflict  bool      `json:"conflict"`
	Parked    bool      `json:"parked"`
}

// Waiting is an operation that a coordinator decides on.
type Waiting struct {
	Op     string    `json:"op"`
	Doc    string    `json:"doc"`
	Person string    `json:"person"`
	Name   string    `json:"name"`
	Device string    `json:"device"`
	Seq    uint64    `json:"seq"`
	At     op.At     `json:"at"`
	Set    op.Fields `json:"set"`
	Why    string    `json:"why"`
	Reason string    `json:"reason"`
}

// Standing is where the invoice stands.
type Standing struct {
	State       care.State            `json:"state"`
	Version     int                   `json:"version"`
	Hash        string                `json:"hash"` // of the snapshot; empty while open
	Sums        *care.Sums            `json:"sums"` // of the snapshot; null while open
	At          map[care.State]string `json:"at"`
	By          map[care.State]Party  `json:"by"`
	Differences []care.Difference     `json:"differences"`
	Late        []LateSignature       `json:"late"`     // earlier versions that are signed at Försäkringskassan, and hold no longer
	Lacking     []Lacking             `json:"lacking"`  // what was missing when it was handed over
	Insisted    []string              `json:"insisted"` // ids of the flags that it was handed over in spite of
	Why         string                `json:"why"`
	Despite     *Despite              `json:"despite"` // null while open, and where the pre-flight was green
	Answers     *Answers              `json:"answers"` // to the questions of the form; null where nobody has answered
	Paper       *PaperView            `json:"paper"`   // null where it does not go on paper
	Scans       []care.Scan           `json:"scans"`   // of what was signed by hand, of all versions
}

// Ask is who asks for which month, and when. For what concerns one beneficiary only.
type Ask struct {
	Person      string
	Beneficiary string
	Month       care.Month
	Now         time.Time
}

// Look shows a beneficiary's month to somebody who may see it, else the error is a *op.Problem with code
// forbidden. Whoever shows months again and again has a [Shelf].
func Look(docs book.Documents, ask Ask) (View, error) { return look(newShared(docs), ask) }

func look(sh *shared, ask Ask) (View, error) {
	docs := sh.docs
	if err := allowed(docs, ask.Person, care.See, ask.Beneficiary, ask.Now); err != nil {
		return View{}, err
	}
	p, err := read(sh, ask.Beneficiary, ask.Month)
	if err != nil {
		return View{}, err
	}
	office, err := care.Reads(Records(docs), ask.Person, care.DateOf(ask.Now))
	if err != nil {
		return View{}, err
	}
	return p.view(docs, office, ask.Now)
}

// readAlone reads one beneficiary's month, and what the assistants did elsewhere.
func readAlone(docs book.Documents, beneficiary string, m care.Month) (papers, error) {
	return read(newShared(docs), beneficiary, m)
}

func (p *papers) view(docs book.Documents, office bool, now time.Time) (View, error) {
	w, err := p.weigh(docs, now)
	if err != nil {
		return View{}, err
	}
	c, found := w.sums, w.found
	v := View{
		Beneficiary: p.beneficiary, Month: p.month, Hash: p.look(found),
		Deadline: p.month.Deadline(), OwnDeadline: p.month.OwnDeadline(p.own),
		Sums: c.sums, Counted: c.sums.Counted(), Granted: granted(p.decisions, p.month), Money: w.money, Sheets: w.tally, Preflight: w.preflight,
		Days: c.days, Assistants: append([]Share{}, c.assistants...), Rows: []Row{}, Findings: found, Parked: []Waiting{},
	}
	if office {
		line, err := p.lineOf(docs, w, now)
		if err != nil {
			return View{}, err
		}
		v.Line = &line
	}
	if v.Decision, err = p.decision(c.sums, now); err != nil {
		return View{}, err
	}
	v.Planned, v.Clock = p.planned, p.clockNight()
	v.Flags, v.Held = p.shownFlags(p.flags()), p.isHeld()
	v.Rows = make([]Row, 0, len(p.entries))
	for _, e := range p.entries {
		v.Rows = append(v.Rows, p.row(e))
	}
	if !office {
		v.Findings, v.Preflight.Findings = withoutAlso(found), withoutAlso(v.Preflight.Findings)
	}
	for _, doc := range p.parked {
		for _, w := range doc.Parked {
			name, err := p.name(docs, w.Person)
			if err != nil {
				return View{}, err
			}
			v.Parked = append(v.Parked, Waiting{
				Op: w.Op, Doc: doc.Ref, Person: w.Person, Name: name, Device: w.Device, Seq: w.Seq,
				At: w.At, Set: w.Set, Why: w.Why, Reason: w.Reason,
			})
		}
	}
	if v.Declaration, err = p.declaration(docs); err != nil {
		return View{}, err
	}
	if v.Closed, err = closedUntil(docs, p.beneficiary.ID, p.month); err != nil {
		return View{}, err
	}
	v.Invoice, err = p.standing(docs)
	return v, err
}

// withoutAlso are findings for those who must not learn of other beneficiaries.
func withoutAlso(found []Finding) []Finding {
	found = slices.Clone(found)
	for i := range found {
		found[i].Also = nil
	}
	return found
}

func (p *papers) row(e *entry) Row {
	row := Row{
		ID: e.Ref, Assistant: e.Assistant, Name: p.names[e.Assistant], Kind: e.Kind, Start: care.FormatMinute(e.Start),
		Minutes: e.minutes, Note: e.Note, Void: e.Void, Conflict: e.conflict, Parked: e.parked,
	}
	if !e.Open() {
		row.End = care.FormatMinute(e.End)
	}
	return row
}

func (p *papers) standing(docs book.Documents) (Standing, error) {
	in := p.invoice
	s := Standing{
		State: in.State, Version: in.Version, Hash: in.Hash, Sums: in.Sums, At: in.At, By: map[care.State]Party{},
		Differences: append([]care.Difference{}, in.Differences...), Why: in.Why, Despite: in.Despite, Answers: in.Answers,
		Late: append([]LateSignature{}, in.Late...), Lacking: append([]Lacking{}, in.Lacking...), Insisted: append([]string{}, in.Insisted...),
	}
	s.Scans = append([]care.Scan{}, in.Scans...)
	var err error
	if s.Paper, err = p.paperView(docs); err != nil {
		return Standing{}, err
	}
	for state, who := range in.By {
		by := Party{ID: who}
		if who != byFK && who != byPassbok {
			name, err := p.name(docs, who)
			if err != nil {
				return Standing{}, err
			}
			by.Name = name
		}
		s.By[state] = by
	}
	return s, nil
}
