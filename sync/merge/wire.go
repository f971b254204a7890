package merge

import (
	"strconv"

	"passbok/sync/op"
)

// Pulled is a document as a client gets it. Document writes itself so; Pulled is for reading it back.
type Pulled struct {
	Doc       string           `json:"doc"`
	Rev       uint64           `json:"rev"`
	Month     string           `json:"month,omitempty"`
	Fields    op.Fields        `json:"fields"`
	By        []string         `json:"by,omitempty"` // see Document.Authors
	Conflicts []PulledConflict `json:"conflicts,omitempty"`
	Parked    []PulledPart     `json:"parked,omitempty"`
	Clock     int64            `json:"clock,omitempty"` // milliseconds; see Document.Clock
	Wall      string           `json:"wall,omitempty"`  // what that clock showed
}

// PulledConflict is an open disagreement; the first candidate is what stands for now.
type PulledConflict struct {
	Fields     []string     `json:"fields"`
	Severity   Severity     `json:"severity"`
	Candidates []PulledPart `json:"candidates"`
}

// PulledPart is a candidate, or a parked operation (then with a reason).
type PulledPart struct {
	Op     string    `json:"op"`
	Person string    `json:"person"`
	Device string    `json:"device"`
	Set    op.Fields `json:"set"`
	At     op.At     `json:"at,omitzero"`
	Why    string    `json:"why,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

// MarshalJSON writes the document as a client gets it.
func (d Document) MarshalJSON() ([]byte, error) { return d.AppendJSON(nil) }

// AppendJSON is MarshalJSON without a second copy; pages of documents are written with it.
func (d Document) AppendJSON(out []byte) ([]byte, error) {
	out = append(out, `{"doc":`...)
	out = op.AppendString(out, d.Ref)
	out = append(out, `,"rev":`...)
	out = strconv.AppendUint(out, d.Rev, 10)
	if d.Month != "" {
		out = op.AppendString(append(out, `,"month":`...), d.Month)
	}
	out = append(out, `,"fields":{`...)
	first := true
	for _, field := range d.Fields {
		if op.IsNull(field.Value) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = append(op.AppendString(out, field.Name), ':')
		out = append(out, field.Value...)
	}
	out = append(out, '}')
	for i, person := range d.Authors() {
		if i == 0 {
			out = append(out, `,"by":[`...)
		} else {
			out[len(out)-1] = ','
		}
		out = append(op.AppendString(out, person), ']')
	}
	rest := struct {
		Conflicts []PulledConflict `json:"conflicts,omitempty"`
		Parked    []PulledPart     `json:"parked,omitempty"`
		Clock     int64            `json:"clock,omitempty"`
		Wall      string           `json:"wall,omitempty"`
	}{}
	rest.Clock, rest.Wall = d.Clock()
	for _, conflict := range d.Conflicts {
		rest.Conflicts = append(rest.Conflicts, d.pulledConflict(conflict))
	}
	for _, parked := range d.Parked {
		rest.Parked = append(rest.Parked, pulledPart(parked.Origin, parked.Set, parked.Reason))
	}
	if rest.Conflicts == nil && rest.Parked == nil && rest.Clock == 0 {
		return append(out, '}'), nil
	}
	text, err := op.Marshal(rest)
	if err != nil {
		return nil, err
	}
	return append(append(out, ','), text[1:]...), nil
}

func (d Document) pulledConflict(c Conflict) PulledConflict {
	standing := d.Standing(c)
	out := PulledConflict{
		Fields: c.Fields, Severity: c.Severity,
		Candidates: []PulledPart{pulledPart(standing.Origin, standing.Set, "")},
	}
	for _, candidate := range c.Candidates {
		out.Candidates = append(out.Candidates, pulledPart(candidate.Origin, candidate.Set, ""))
	}
	return out
}

func pulledPart(origin Origin, set op.Fields, reason string) PulledPart {
	if set == nil {
		set = op.Fields{}
	}
	return PulledPart{
		Op: origin.Op, Person: origin.Person, Device: origin.Device, Set: set, At: origin.At, Why: origin.Why, Reason: reason,
	}
}
