package merge

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// This file is the merge: the rules by which an operation changes a document. Read it from Judge downwards.
//
// One question decides everything: did the writer know the value that stands? (view.known). Nobody's clock and nobody's
// rank is asked. Who did not know it has their value kept beside it, as a candidate, and a person chooses.

// Permission is what a person may do to a document, as the rights of the book stand.
type Permission int

// The permissions. Held: the right was held once and has ended; a coordinator decides.
const (
	Never Permission = iota
	Held
	Allowed
)

// Case is everything that the merge looks at: the document, the operation, and what the book knows about its writer.
type Case struct {
	Doc     Document
	Op      op.Op
	Seq     uint64 // of the entry that this becomes
	Writer  Writer
	Kind    op.Kind
	Right   Permission
	Moved   bool                   // there is no right to it as it stands, but there was as the writer last knew it
	Sealed  func(seal string) bool // which seals are closed; nil: none
	Refused *Origin                // an operation that would have made this document, and was refused
	Clock   int64                  // milliseconds that the device was ahead, if beyond two minutes; evidence only
	Newer   bool                   // the operation is of a version after ours: it waits for the upgrade
	Partial bool                   // the book was restored, and what it lacks of before may still come
	later   Later                  // where a parked operation is applied: what the same device did after it
}

// Judge says what becomes of an operation. It is pure; Apply carries the outcome out.
func Judge(c Case) Outcome {
	if problem := c.valid(); problem != nil && !c.Newer {
		return c.refuse(problem)
	}
	if c.Right == Never && !c.Moved {
		return c.unfit(&op.Problem{Code: op.CodeNotAllowed})
	}
	if c.Newer {
		return c.park(op.ReasonVersion)
	}
	view := newView(c)
	if view.follows() {
		return c.park(op.ReasonFollows)
	}
	out, problem := view.merge()
	if problem != nil {
		return c.unfit(problem)
	}
	switch {
	case c.Right == Never:
		return c.park(op.ReasonMoved)
	case c.Right == Held:
		return c.park(op.ReasonRightEnded)
	case view.sealed(out):
		return c.park(op.ReasonSealed)
	case view.crowded:
		return c.park(op.ReasonCandidates)
	}
	return out
}

// valid refuses what is wrong whatever else is so.
func (c Case) valid() *op.Problem {
	if c.Refused != nil && !c.Doc.Exists() && c.Writer.Wrote(*c.Refused, c.Op.N) {
		return &op.Problem{Code: op.CodeFollowsRefused}
	}
	if c.Op.Base >= c.Seq {
		return &op.Problem{Code: op.CodeBaseAhead, Field: "base"}
	}
	if len(c.Op.Set) == 0 && len(c.Op.Resolves) == 0 {
		return &op.Problem{Code: op.CodeNothingAsked, Field: "set"}
	}
	if c.Kind.VoidWhy && c.Op.Voids() && strings.TrimSpace(c.Op.Why) == "" {
		return &op.Problem{Code: op.CodeWhyMissing, Field: "why"}
	}
	return c.Kind.CheckShape(c.Op.Set)
}

// merge goes through the units of the operation (the coupled fields are one, every other field is its own), then looks
// at the document as it would stand. Where two changes that are each right do not fit together, nobody is refused for
// it: the coupled part becomes a candidate instead.
func (v *view) merge() (Outcome, *op.Problem) {
	for _, apart := range []bool{false, true} {
		v.out = Outcome{Doc: v.c.Doc.Ref, Origin: v.c.origin(), Set: op.Fields{}}
		v.clashed, v.crowded, v.halfKnown = false, false, false
		v.coupled(apart)
		v.singles()
		v.void()
		problem := v.c.Kind.CheckWhole(v.id, op.Overlay(v.values, v.out.Set))
		if problem == nil {
			return v.verdict(), nil
		}
		if !v.halfKnown {
			return Outcome{}, problem
		}
	}
	return Outcome{}, nil // not reached: nothing is half known in the second round
}

// coupled merges the operation's part in the kind's one statement. With apart, it is kept apart from what the writer
// had not seen even if no field of it clashes.
func (v *view) coupled(apart bool) {
	part := v.part(v.c.Kind.Couples)
	conflict, open := v.c.Doc.conflict(Coupled)
	unseen := v.unknown(v.c.Kind.Coupled)
	mine, own := v.ownCandidate(conflict)
	if len(part) == 0 {
		v.resolve(conflict, open, nil)
		return
	}
	statement := part
	if own && len(unseen) > 0 { // the writer goes on from a statement of its own that did not stand: all of it is kept
		statement = merged(mine.Set, part)
	}
	clash := apart || own && len(unseen) > 0
	for name, value := range part {
		clash = clash || !v.known(name) && !v.stands(name, value)
	}
	if clash && own && v.allStand(statement) {
		v.credit(part) // and not the rest of it: the writer may have said otherwise since, and does not say it now
		if rest := without(unseen, part); len(rest) > 0 && len(conflict.Candidates) == 1 {
			v.ask(conflict, mine, statement, rest)
		} else {
			v.withdraw(conflict, mine)
		}
		return
	}
	if clash {
		v.candidate(Coupled, conflict, statement, v.c.origin())
		return
	}
	changed := v.set(part)
	unseen = without(unseen, part)
	v.halfKnown = len(changed) > 0 && len(unseen) > 0 && !fault.On(fault.CoupledSilently)
	if v.halfKnown {
		v.confirm(conflict, open, changed, unseen)
		return
	}
	v.resolve(conflict, open, part)
}

// singles merges every field that stands for itself.
func (v *view) singles() {
	part := v.part(func(name string) bool { return name != op.Void && !v.c.Kind.Couples(name) })
	for _, name := range op.SortedNames(part) {
		conflict, open := v.c.Doc.conflict(name)
		one := op.Fields{name: part[name]}
		mine, own := v.ownCandidate(conflict)
		switch {
		case v.known(name):
			v.set(one)
			v.resolve(conflict, open, one)
		case v.stands(name, part[name]):
			v.credit(one)
			if own {
				v.withdraw(conflict, mine)
			} else {
				v.resolve(conflict, open, one)
			}
		default:
			v.candidate(name, conflict, one, v.c.origin())
		}
	}
	for _, conflict := range v.c.Doc.Conflicts {
		if _, said := part[conflict.Unit]; !said && conflict.Unit != Coupled && conflict.Unit != op.Void {
			v.resolve(conflict, true, nil)
		}
	}
}

// void merges the removal of a document. Between an edit and a removal that had not seen each other the row lives, with
// the removal as the candidate, whichever came first: hours never vanish. So an open conflict about void has a row that
// is not void.
func (v *view) void() {
	conflict, open := v.c.Doc.conflict(op.Void)
	value, said := v.c.Op.Set[op.Void]
	field, _ := v.c.Doc.Fields.Get(op.Void)
	mine, own := v.ownCandidate(conflict)
	switch removed := op.IsTrue(field.Value); {
	case fault.On(fault.EditLosesToVoid) && (!said || !removed):
		v.set(v.part(func(name string) bool { return name == op.Void }))
	case !said && removed && !v.known(op.Void) && v.edits(): // an edit of what someone unseen removed
		v.raise(conflict, field)
	case !said:
		v.resolve(conflict, open, nil)
	case op.IsTrue(value) && !removed && (!v.known(op.Void) || v.editedUnseen()):
		v.candidate(op.Void, conflict, op.Fields{op.Void: value}, v.c.origin())
	case op.IsTrue(value) && open && len(v.named(conflict, nil)) < len(conflict.Candidates):
		v.candidate(op.Void, conflict, op.Fields{op.Void: value}, v.c.origin())
	case !op.IsTrue(value) && own && v.c.Op.Base < mine.Seq: // the writer takes back its own removal, which did not stand
		v.credit(op.Fields{op.Void: value})
		v.withdraw(conflict, mine)
	case op.IsTrue(value) == removed && !v.known(op.Void):
		v.credit(op.Fields{op.Void: value})
		v.resolve(conflict, open, op.Fields{op.Void: value})
	case !op.IsTrue(value) && removed && !v.known(op.Void):
		v.raise(conflict, field)
	default:
		v.set(op.Fields{op.Void: value})
		v.resolve(conflict, open, op.Fields{op.Void: value})
	}
}

// raise brings a row back that someone unseen had removed, and keeps the removal as a candidate. In a sealed month an
// edit of what no seal freezes leaves the removal alone: the row in it must not differ.
func (v *view) raise(conflict Conflict, removal Field) {
	if _, said := v.c.Op.Set[op.Void]; !said && !v.asksFrozen() && v.anySealed(v.c.Doc.Values()) {
		return
	}
	v.out.Set[op.Void] = json.RawMessage("null")
	v.candidate(op.Void, conflict, op.Fields{op.Void: removal.Value}, v.c.Doc.Origin(removal.By[0]))
}

// confirm opens (or widens) the question whether a combination that nobody has looked at is right. The parts stand; they
// are listed with who said them.
func (v *view) confirm(conflict Conflict, open bool, changed op.Fields, unseen []string) {
	touch := Touch{Unit: Coupled, Severity: Confirm, Fields: union(conflict.Fields, op.SortedNames(changed), unseen)}
	if open && conflict.Severity == Clash { // the stronger question stays, about more fields
		touch.Severity = Clash
		touch.Drop = v.named(conflict, changed)
		if len(touch.Drop) < len(conflict.Candidates) {
			v.touch(touch)
			v.clashed = true
			return
		}
		touch.Severity = Confirm // all of it was resolved; what remains is to look at the whole
	}
	for _, part := range v.parts(unseen) {
		if !slices.ContainsFunc(conflict.Candidates, func(c Candidate) bool { return c.Op == part.Op }) {
			touch.Add = append(touch.Add, part)
		}
	}
	if mine, own := v.ownCandidate(conflict); own && touch.Severity == conflict.Severity {
		touch.Drop, changed = append(touch.Drop, mine.Op), merged(mine.Set, changed)
	}
	touch.Add = append(touch.Add, Candidate{Origin: v.c.origin(), Seq: v.c.Seq, Set: changed})
	v.crowded = v.crowded || len(conflict.Candidates)-len(touch.Drop)+len(touch.Add) >= MaxCandidates
	v.touch(touch)
	v.clashed = true
}

// candidate keeps a value beside what stands. A device's newer candidate replaces its own older one; of several in the
// coupled fields the one that it goes on from, since the others may say of other fields what it does not.
func (v *view) candidate(unit string, conflict Conflict, set op.Fields, origin Origin) {
	touch := Touch{Unit: unit, Severity: Clash}
	mine, _ := v.ownCandidate(conflict)
	for _, c := range conflict.Candidates {
		if conflict.Severity == Confirm { // its parts stand: they are no alternatives
			touch.Drop = append(touch.Drop, c.Op)
		} else if c.Op == origin.Op || origin.Op == v.c.Op.ID && v.c.Writer.Wrote(c.Origin, v.c.Op.N) && (unit != Coupled || c.Op == mine.Op) {
			touch.Drop = append(touch.Drop, c.Op)
		}
	}
	touch.Fields = union(conflict.Fields, op.SortedNames(set), nil)
	touch.Add = []Candidate{{Origin: origin, Seq: v.c.Seq, Set: set}}
	v.crowded = v.crowded || len(conflict.Candidates)-len(touch.Drop)+2 > MaxCandidates
	v.touch(touch)
	v.clashed = true
}

// resolve closes a conflict, or takes the candidates off it that the operation names, if the writer knows what stands.
// said is what the operation says of its fields.
func (v *view) resolve(conflict Conflict, open bool, said op.Fields) {
	if !open {
		return
	}
	named := v.named(conflict, said)
	if len(named) == 0 {
		v.clashed = v.clashed || len(said) > 0 || v.names(conflict) // the question stays
		return
	}
	if len(named) == len(conflict.Candidates) {
		v.touch(Touch{Unit: conflict.Unit, Closed: true, Decided: true, Alone: true})
		return
	}
	v.touch(Touch{Unit: conflict.Unit, Severity: conflict.Severity, Fields: conflict.Fields, Drop: named})
	v.clashed = true
}

// withdraw takes the writer's own candidate off: it now says what stands.
func (v *view) withdraw(conflict Conflict, mine Candidate) {
	touch := Touch{Unit: conflict.Unit, Severity: conflict.Severity, Fields: conflict.Fields, Drop: []string{mine.Op}}
	touch.Closed = len(conflict.Candidates) == 1
	v.touch(touch)
	v.clashed = v.clashed || !touch.Closed
}

// ask is a withdrawal that leaves a question: the writer now says what stands, in the coupled fields that it has spoken of,
// but beside it stands what it has not seen. The clash may have hidden that nobody has looked at the whole.
func (v *view) ask(conflict Conflict, mine Candidate, statement op.Fields, unseen []string) {
	v.touch(Touch{
		Unit: Coupled, Severity: Confirm, Fields: union(conflict.Fields, op.SortedNames(statement), unseen), Drop: []string{mine.Op},
		Add: append(v.parts(unseen), Candidate{Origin: v.c.origin(), Seq: v.c.Seq, Set: statement}),
	})
	v.clashed = true
}

// verdict names the outcome.
func (v *view) verdict() Outcome {
	slices.Sort(v.out.Credit)
	switch {
	case v.clashed:
		v.out.Verdict = op.Conflict
	case v.changedElsewhere():
		v.out.Verdict = op.Merged
	default:
		v.out.Verdict = op.Applied
	}
	return v.out
}

// without are the names that a set does not speak of.
func without(names []string, said op.Fields) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { _, says := said[name]; return says })
}

func merged(under, over op.Fields) op.Fields {
	out := maps.Clone(under)
	maps.Copy(out, over)
	return out
}
