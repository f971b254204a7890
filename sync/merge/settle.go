package merge

import (
	"passbok/sync/op"
)

// Settle says what becomes of a parked operation when a coordinator applies it: the ordinary merge, asked with the base
// that it came with; only the right is not asked for again. If the outcome is refused or parked it cannot be applied as
// things are (the month is still sealed, say), and stays on its list. Fields that the same device has set later stay as that device set them;
// later says of an origin whether it is that device's (or a successor's) and later than the operation. Where nothing is
// left the outcome is superseded.
func Settle(c Case, later func(Origin) bool) Outcome {
	c.Right, c.later = Allowed, later // what it did later was said over this, so it is no surprise
	left := make(op.Fields, len(c.Op.Set))
	for name, value := range c.Op.Set {
		if !setLater(c.Doc, name, later) {
			left[name] = value
		}
	}
	asked := len(c.Op.Set)
	c.Op.Set = left
	if asked > 0 && len(left) == 0 {
		return Outcome{
			Doc: c.Doc.Ref, Origin: c.origin(), Verdict: op.Superseded, Unpark: []string{c.Op.ID},
		}
	}
	c.Doc.Parked = nil // its own is on that list; nothing follows it here
	out := Judge(c)
	if out.Verdict == op.Refused || out.Verdict == op.Parked {
		return out
	}
	out.Unpark = []string{c.Op.ID}
	return out
}

func setLater(doc Document, name string, later func(Origin) bool) bool {
	for _, id := range doc.Fields[name].By {
		if later(doc.Origin(id)) {
			return true
		}
	}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			if _, said := candidate.Set[name]; said && later(candidate.Origin) {
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
