package merge

import (
	"encoding/json"
	"slices"

	"passbok/sync/op"
)

// MaxCandidates is how many values may stand against each other in one conflict, the one that stands for now included.
const MaxCandidates = 16

// Severity of a conflict.
type Severity string

// Clash: two people set the same. Confirm: they set different parts of one statement, and nobody has looked at the whole.
const (
	Clash   Severity = "clash"
	Confirm Severity = "confirm"
)

// Origin is who did something, and how: an operation of a device, or a command (then N is 0).
type Origin struct {
	Op     string `json:"op"`
	Person string `json:"person,omitempty"`
	Device string `json:"device,omitempty"`
	N      uint64 `json:"n,omitempty"`
	At     op.At  `json:"at,omitzero"`
	Why    string `json:"why,omitempty"`
	Clock  int64  `json:"clock,omitempty"` // milliseconds that the device was ahead of the server; 0 within two minutes
}

// Candidate is a value that does not stand, but may be chosen.
type Candidate struct {
	Origin
	Seq uint64    `json:"seq"` // the entry that brought it
	Set op.Fields `json:"set"`
}

// Conflict is an open disagreement. What stands for now is not among its Candidates: see Document.Standing.
type Conflict struct {
	Unit       string      // what it is about: a field's name, or Coupled for the kind's one statement
	Fields     []string    // sorted
	Severity   Severity    //
	Opened     uint64      // seq
	Candidates []Candidate // in the order they came
}

// Coupled is the Unit of a conflict about the fields that are one statement.
const Coupled = "="

// Parked is an operation kept for a coordinator.
type Parked struct {
	Origin
	Seq    uint64    `json:"seq"`
	Set    op.Fields `json:"set"`
	Reason string    `json:"reason"`
}

// Document is a document as the fold of the log's outcomes. One without fields is not there (yet): operations on it may
// be parked. Documents are values: what Apply returns shares nothing that is changed later.
type Document struct {
	Ref       string
	Rev       uint64 // seq of the last change
	Month     string // which the book files it under; only where it is sent to a client, never stored
	Fields    Fields
	Origins   []Origin   // of the operations that the fields name, sorted by Op
	Conflicts []Conflict // sorted by Unit
	Parked    []Parked   // in the order they came
}

// Exists says whether the document has been made.
func (d Document) Exists() bool { return len(d.Fields) > 0 }

// Values are the document's fields without those that were cleared.
func (d Document) Values() op.Fields {
	values := make(op.Fields, len(d.Fields))
	for _, field := range d.Fields {
		if !op.IsNull(field.Value) {
			values[field.Name] = field.Value
		}
	}
	return values
}

// Origin finds where an operation that a field names came from.
func (d Document) Origin(id string) Origin {
	for _, origin := range d.Origins { // one or two, hardly ever more
		if origin.Op == id {
			return origin
		}
	}
	return Origin{Op: id}
}

// Text is a text field's value, "" if it is absent or no text.
func (d Document) Text(name string) string {
	value := d.Fields.Value(name)
	if n := len(value); n >= 2 && value[0] == '"' && value[n-1] == '"' && plain(value[1:n-1]) { // by far the most: spares a parser
		return string(value[1 : n-1])
	}
	var text string
	if json.Unmarshal(value, &text) != nil {
		return ""
	}
	return text
}

// plain tells whether a JSON text holds nothing that JSON writes otherwise. (Values are canonical, so what is beyond ASCII
// is as it is.)
func plain(text []byte) bool {
	return !slices.ContainsFunc(text, func(c byte) bool { return c < ' ' || c == '"' || c == '\\' })
}

// ID is the part of the reference after the kind.
func (d Document) ID() string {
	_, id, _ := op.SplitRef(d.Ref)
	return id
}

// Clock is the largest offset, in milliseconds, of the device clocks that the standing values came with, and what that
// clock showed then; 0 where all were within two minutes.
func (d Document) Clock() (ahead int64, wall string) {
	for _, origin := range d.Origins {
		if abs(origin.Clock) > abs(ahead) || (abs(origin.Clock) == abs(ahead) && origin.Clock > ahead) {
			ahead, wall = origin.Clock, origin.At.Wall
		}
	}
	return ahead, wall
}

func abs(n int64) int64 { return max(n, -n) }

// Authors are the people who said what stands, in order: of each field, who said it first.
func (d Document) Authors() []string {
	var authors []string
	for _, field := range d.Fields {
		if len(field.By) == 0 {
			continue
		}
		person := d.Origin(field.By[0]).Person
		if person != "" && !slices.Contains(authors, person) { // one or two, hardly ever more
			authors = append(authors, person)
		}
	}
	slices.Sort(authors)
	return authors
}

// Standing is what stands for now in a conflict of the document, as a candidate: the values of the conflict's fields,
// with the origin of the one that was set last. Where nobody has set them (a row that was edited, and then removed by
// somebody who had not seen it, has no void), or the question is about the row as a whole, it is the edit that the first
// candidate met.
func (d Document) Standing(c Conflict) Candidate {
	standing := Candidate{Set: op.Fields{}}
	for _, name := range c.Fields {
		field, there := d.Fields.Get(name)
		if !there {
			standing.Set[name] = json.RawMessage("null")
			continue
		}
		standing.Set[name] = field.Value
		if field.Seq >= standing.Seq && len(field.By) > 0 {
			standing.Seq, standing.Origin = field.Seq, d.Origin(field.By[0])
		}
	}
	if standing.Op == "" || c.Unit == op.Void && standing.Seq < c.Opened {
		standing.Seq, standing.Origin = d.met(c)
	}
	return standing
}

// met is the newest change of the document that a conflict's first candidate clashed with: one from before the question
// was opened, and of another device, as far as there is any such.
func (d Document) met(c Conflict) (seq uint64, origin Origin) {
	best := -1
	for _, field := range d.Fields {
		if len(field.By) == 0 {
			continue
		}
		by, score := d.Origin(field.By[0]), 0
		if len(c.Candidates) == 0 || by.Device != c.Candidates[0].Device || by.Person != c.Candidates[0].Person {
			score += 2
		}
		if field.Seq <= c.Opened {
			score++
		}
		if score > best || score == best && field.Seq > seq {
			best, seq, origin = score, field.Seq, by
		}
	}
	return seq, origin
}

// conflict finds the open conflict of a unit.
func (d Document) conflict(unit string) (Conflict, bool) {
	for _, c := range d.Conflicts {
		if c.Unit == unit {
			return c, true
		}
	}
	return Conflict{}, false
}

// Conflicted says whether a conflict is open that the field is part of.
func (d Document) Conflicted(field string) bool {
	return slices.ContainsFunc(d.Conflicts, func(c Conflict) bool { return slices.Contains(c.Fields, field) })
}
