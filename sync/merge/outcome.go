package merge

import (
	"encoding/json"
	"slices"
	"strings"

	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// Outcome is what became of an operation (or of a command's part in one document): everything that the fold needs, so
// that rebuilding never merges anew and a later version's rules do not rewrite the past.
type Outcome struct {
	Doc     string     `json:"doc"`
	Origin  Origin     `json:"by"`
	Verdict op.Verdict `json:"verdict"`
	Code    string     `json:"code,omitempty"`  // why refused or parked
	Field   string     `json:"field,omitempty"` // which field is at fault
	Detail  string     `json:"detail,omitempty"`
	Set     op.Fields  `json:"set,omitempty"`    // fields that got a new value
	Credit  []string   `json:"credit,omitempty"` // fields that had the value already
	Touch   []Touch    `json:"touch,omitempty"`  // conflicts opened, changed, closed
	Park    *Parked    `json:"park,omitempty"`   // put on the document's list
	Unpark  []string   `json:"unpark,omitempty"` // operations taken off it
}

// Touch is a change to the conflict of one unit. A conflict that is not there is opened by it.
type Touch struct {
	Unit     string      `json:"unit"`
	Severity Severity    `json:"severity,omitempty"`
	Fields   []string    `json:"fields,omitempty"`
	Drop     []string    `json:"drop,omitempty"` // operations of candidates that go
	Add      []Candidate `json:"add,omitempty"`
	Closed   bool        `json:"closed,omitempty"`
	Decided  bool        `json:"decided,omitempty"` // and somebody has said which answer is right: see Document.decide
	Alone    bool        `json:"alone,omitempty"`   // and from then on the decision alone says what stands; not so in the oldest entries
}

// Apply is the fold: the document after the outcome of entry seq. A refused outcome changes nothing.
func Apply(doc Document, seq uint64, out Outcome) Document {
	if out.Verdict == op.Refused {
		return doc
	}
	next := Document{
		Ref: out.Doc, Rev: seq,
		Fields: slices.Clone(doc.Fields), Origins: slices.Clone(doc.Origins),
		Conflicts: slices.Clone(doc.Conflicts), Parked: slices.Clone(doc.Parked),
	}
	if next.Fields == nil {
		next.Fields = make(Fields, 0, len(out.Set))
	}
	by := []string{out.Origin.Op} // nobody changes it: who is credited gets a list of their own
	for name, value := range out.Set {
		next.Fields.Put(Field{Name: name, Value: value, Seq: seq, By: by})
	}
	if len(out.Set) > 0 || len(out.Credit) > 0 {
		next.know(out.Origin)
	}
	for _, name := range out.Credit {
		next.credit(name, out.Origin)
	}
	for _, touch := range out.Touch {
		if touch.Decided && !fault.On(fault.DecisionForgotten) {
			conflict, _ := next.conflict(touch.Unit)
			next.decide(conflict, seq, out.Origin, touch.Alone)
		}
		next.touch(touch, seq)
	}
	next.Parked = slices.DeleteFunc(next.Parked, func(p Parked) bool { return slices.Contains(out.Unpark, p.Op) })
	if out.Park != nil {
		next.Parked = append(next.Parked, *out.Park)
	}
	next.forget()
	return next
}

// credit notes that one more operation says what the field says. Of one device only its newest is kept: whoever knows
// that one knows the earlier.
func (d *Document) credit(name string, origin Origin) {
	at, there := d.Fields.find(name)
	if !there {
		return // clearing what was never there says nothing
	}
	field := d.Fields[at]
	by := make([]string, 0, len(field.By)+1)
	for i, id := range field.By {
		if earlier := d.Origin(id); i == 0 || earlier.Device == "" || earlier.Device != origin.Device {
			by = append(by, id)
		}
	}
	field.By = append(by, origin.Op)
	d.Fields[at] = field
}

// decide notes that somebody has looked at all answers of a conflict and said which is right. What stands in its fields is as if
// it had been set by that: whoever has not seen the decision does not know what stands, though they may have seen the value, or said it
// themselves: two who each say at once that the other was right are asked anew, in whatever order that comes. In entries from before
// that was so (not alone) those who had said the value stay known for it.
func (d *Document) decide(conflict Conflict, seq uint64, origin Origin, alone bool) {
	d.know(origin)
	for _, name := range conflict.Fields {
		at, there := d.Fields.find(name)
		if !there && conflict.Unit == op.Void {
			d.Fields.Put(Field{Name: name, Value: json.RawMessage("null")}) // that the row stays was said by nobody before
		} else if !there {
			continue
		}
		field := d.Fields[at]
		by := []string{origin.Op}
		for _, id := range field.By {
			if earlier := d.Origin(id); !alone && id != origin.Op && (earlier.Device == "" || earlier.Device != origin.Device) {
				by = append(by, id)
			}
		}
		field.Seq, field.By = seq, by
		d.Fields[at] = field
	}
}

// know keeps an origin, in its place.
func (d *Document) know(origin Origin) {
	at, there := slices.BinarySearchFunc(d.Origins, origin.Op, func(o Origin, id string) int {
		return strings.Compare(o.Op, id)
	})
	if there {
		d.Origins[at] = origin
	} else {
		d.Origins = slices.Insert(d.Origins, at, origin)
	}
}

func (d *Document) touch(t Touch, seq uint64) {
	at, there := slices.BinarySearchFunc(d.Conflicts, t.Unit, func(c Conflict, unit string) int {
		return strings.Compare(c.Unit, unit)
	})
	if t.Closed {
		if there {
			d.Conflicts = slices.Delete(d.Conflicts, at, at+1)
		}
		return
	}
	if !there {
		d.Conflicts = slices.Insert(d.Conflicts, at, Conflict{Unit: t.Unit, Opened: seq})
	}
	conflict := d.Conflicts[at]
	conflict.Severity, conflict.Fields = t.Severity, t.Fields
	kept := make([]Candidate, 0, len(conflict.Candidates)+len(t.Add))
	for _, c := range conflict.Candidates {
		if !slices.Contains(t.Drop, c.Op) {
			kept = append(kept, c)
		}
	}
	conflict.Candidates = append(kept, t.Add...)
	d.Conflicts[at] = conflict
}

// forget drops origins that no field names any more.
func (d *Document) forget() {
	used := make(map[string]bool, len(d.Origins))
	for _, field := range d.Fields {
		for _, id := range field.By {
			used[id] = true
		}
	}
	d.Origins = slices.DeleteFunc(d.Origins, func(o Origin) bool { return !used[o.Op] })
}
