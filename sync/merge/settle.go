package merge

import (
	"passbok/sync/op"
)

// Later says whether an origin is of the same device as a parked operation (or of a successor's), later than it, and itself
// spoke of the field: a candidate holds also what its device had said before.
type Later func(origin Origin, field string) bool

// Settle says what becomes of a parked operation when a coordinator applies it: the ordinary merge, asked with the base
// that it came with; only the right is not asked for again. If the outcome is refused or parked it cannot be applied as
// things are (the month is still sealed, say), and stays on its list. Fields that the same device has set later stay as
// that device set them. Where nothing is left the outcome is superseded.
func Settle(c Case, later Later) Outcome {
	c.Right, c.later = Allowed, later // what it did later was said over this, so it is no surprise
	if out, left := c.leaveLater(later); !left {
		return out
	}
	c.Doc.Parked = nil // its own is on that list; nothing follows it here
	out := Judge(c)
	if out.Verdict == op.Refused || out.Verdict == op.Parked {
		return out
	}
	out.Unpark = []string{c.Op.ID}
	return out
}

// leaveLater takes out of the operation what the same device has set later. Where nothing is left, that is the outcome.
func (c *Case) leaveLater(later Later) (out Outcome, left bool) {
	asked := len(c.Op.Set)
	set := make(op.Fields, asked)
	for name, value := range c.Op.Set {
		if !setLater(c.Doc, name, later) {
			set[name] = value
		}
	}
	c.Op.Set = set
	if asked > 0 && len(set) == 0 {
		return Outcome{Doc: c.Doc.Ref, Origin: c.origin(), Verdict: op.Superseded, Unpark: []string{c.Op.ID}}, false
	}
	return Outcome{}, true
}

// Rejudge says what becomes of an operation of a later version that was parked, at entry seq, when an engine comes that
// understands it: what would have become of it at first, with the right to it asked for, save that what the same device has
// set later stays. It may be parked anew, for another reason; what would have been refused is declined.
func Rejudge(c Case, seq uint64, later Later) Outcome {
	asked := c.Op.Set
	if c.Right == Allowed {
		c.later = later
		if out, left := c.leaveLater(later); !left {
			return out
		}
	}
	out := Judge(c)
	switch out.Verdict {
	case op.Refused:
		out.Verdict = op.Declined
	case op.Parked:
		out.Park.Seq, out.Park.Set = seq, asked
	}
	out.Unpark = []string{c.Op.ID}
	return out
}

func setLater(doc Document, name string, later Later) bool {
	field, _ := doc.Fields.Get(name)
	for _, id := range field.By {
		if later(doc.Origin(id), name) {
			return true
		}
	}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			if _, said := candidate.Set[name]; said && later(candidate.Origin, name) {
				return true
			}
		}
	}
	return false
}

// Decline takes a parked operation off the document's list; why, and who, stand in the command's entry.
func Decline(doc Document, opID string) Outcome {
	for _, parked := range doc.Parked {
		if parked.Op == opID {
			return Outcome{Doc: doc.Ref, Origin: parked.Origin, Verdict: op.Declined, Unpark: []string{opID}}
		}
	}
	return Outcome{Doc: doc.Ref, Verdict: op.Refused, Code: op.CodeNotParked}
}
