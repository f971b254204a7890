package month

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"passbok/care"
	"passbok/sync/op"
)

// Changed is why a person's command was not carried out: what they were looking at is so no more. It says what
// is so now, and, as far as it can be known, which rows have changed since.
type Changed struct {
	Hash     string       `json:"hash"` // to name as saw, once the person has looked
	Sums     care.Sums    `json:"sums"`
	Rows     int          `json:"rows"` // that were not removed
	Findings Counts       `json:"findings"`
	Parked   int          `json:"parked"` // operations that wait
	State    care.State   `json:"state"`
	Version  int          `json:"version"`
	Changed  []ChangedRow `json:"changed"` // in order of change; null where it is not known
}

// Counts are findings by severity.
type Counts struct {
	Stops   int `json:"stops"`
	Warns   int `json:"warns"`
	Informs int `json:"informs"`
}

// ChangedRow is a row that has changed, and the entry of the log that says how.
type ChangedRow struct {
	Doc string `json:"doc"`
	Seq uint64 `json:"seq"`
}

// Error says what it is about.
func (c *Changed) Error() string { return c.Unwrap().Error() }

// Unwrap is the problem that a caller acts upon.
func (c *Changed) Unwrap() error { return &op.Problem{Code: op.CodeChanged, Field: "saw"} }

// unchanged says whether what the person saw is still so, else the error is a *Changed. Once there is a snapshot,
// that is what counts: what arrives later is told, and holds nothing up.
func (in Input) unchanged(p papers, found []Finding) error {
	now := p.look(found)
	if saidBy(in.Saw) == saidBy(now) || p.sawInvoice(in.Saw) {
		return nil
	}
	c, err := p.compute()
	if err != nil {
		return err
	}
	return &Changed{
		Hash: now, Sums: c.sums, Rows: p.standingRows(), Findings: count(found), Parked: p.waiting(),
		State: p.invoice.State, Version: p.invoice.Version, Changed: p.since(in.Saw),
	}
}

// sameInvoice says whether the invoice that the person saw is still the one, else the error is a *Changed. Rows
// and findings behind it are not theirs to look at.
func (in Input) sameInvoice(p papers) error {
	if p.sawInvoice(in.Saw) {
		return nil
	}
	now := &Changed{Hash: p.invoice.Hash, Rows: p.invoice.Rows, State: p.invoice.State, Version: p.invoice.Version}
	if p.invoice.Sums != nil {
		now.Sums = *p.invoice.Sums
	}
	return now
}

func (p *papers) sawInvoice(saw string) bool {
	return p.invoice.State.Sealed() && saw == p.invoice.Hash
}

// A look is its hash, a dot, and the newest seq of what it stands on. Only the hash is compared: the seq is there
// so that what came later can be named.
func lookOf(hash string, newest uint64) string { return hash + "." + strconv.FormatUint(newest, 10) }

// saidBy is the hash in a look.
func saidBy(look string) string {
	hash, _, _ := strings.Cut(look, ".")
	return hash
}

// newest is the seq of the last change of anything that a look stands on.
func (p *papers) newest() uint64 {
	var seq uint64
	for _, e := range p.entries {
		seq = max(seq, e.rev)
	}
	for _, doc := range p.parked {
		seq = max(seq, doc.Rev)
	}
	return seq
}

// since are the rows that have changed since a look; nil where it does not say when it was.
func (p *papers) since(look string) []ChangedRow {
	_, when, _ := strings.Cut(look, ".")
	seq, err := strconv.ParseUint(when, 10, 64)
	if err != nil {
		return nil
	}
	rows := []ChangedRow{}
	for _, e := range p.entries {
		if e.rev > seq {
			rows = append(rows, ChangedRow{e.Ref, e.rev})
		}
	}
	for _, doc := range p.parked {
		row := ChangedRow{doc.Ref, doc.Rev}
		if doc.Rev > seq && !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b ChangedRow) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Doc, b.Doc)) })
	return rows
}

// standingRows is how many rows were not removed.
func (p *papers) standingRows() int {
	rows := 0
	for _, e := range p.entries {
		if !e.Void {
			rows++
		}
	}
	return rows
}

// waiting is how many operations wait for a coordinator.
func (p *papers) waiting() int {
	n := 0
	for _, doc := range p.parked {
		n += len(doc.Parked)
	}
	return n
}

func count(found []Finding) Counts {
	var c Counts
	for _, f := range found {
		switch f.Severity {
		case Stops:
			c.Stops++
		case Warns:
			c.Warns++
		case Informs:
			c.Informs++
		}
	}
	return c
}
