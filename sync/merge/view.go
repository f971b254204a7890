package merge

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// Writer is the device that an operation comes from.
type Writer struct {
	Person, Device string
	Ancestors      []Ancestor // devices that this one replaces, and those that they replaced
	// Again are operations that another device brought before this one, or one that it replaces, queued them again: of each the
	// n of this device under which it did, or 0 where one of those did.
	Again map[string]uint64
}

// Ancestor is a replaced device, and through which of its operations the successor knew what it had done.
type Ancestor struct {
	Device  string `json:"device"`
	Through uint64 `json:"through"`
}

// Wrote says whether the writer did this itself, before its operation n.
func (w Writer) Wrote(origin Origin, n uint64) bool {
	if origin.N == 0 || origin.Device == "" {
		return false // a command: whoever gave it has not pulled what it did
	}
	if origin.Device == w.Device {
		return origin.N < n
	}
	if as, again := w.Again[origin.Op]; again && as < n && origin.Person == w.Person && !fault.On(fault.QueuedNotOwn) {
		return true
	}
	return slices.ContainsFunc(w.Ancestors, func(a Ancestor) bool {
		return a.Device == origin.Device && origin.N <= a.Through
	})
}

// view is the document as the writer of one operation knew it, and the outcome as it grows.
type view struct {
	c         Case
	id        string
	values    op.Fields
	out       Outcome
	clashed   bool // a person must look
	crowded   bool // there is no room for one more candidate
	halfKnown bool // the coupled part went in beside something coupled that the writer had not seen
}

func newView(c Case) *view {
	return &view{c: c, id: c.Doc.ID(), values: c.Doc.Values()}
}

// known is the question that decides everything: did the writer know what the field says? They had pulled it, or they
// (or the device they replace) said it themselves.
func (v *view) known(name string) bool {
	field, there := v.c.Doc.Fields.Get(name)
	if fault.On(fault.LastWriterWins) || fault.On(fault.ClockDecides) && v.later(field) {
		return true
	}
	return !there || field.Seq <= v.c.Op.Base || slices.ContainsFunc(field.By, func(id string) bool {
		origin := v.c.Doc.Origin(id)
		return v.c.Writer.Wrote(origin, v.c.Op.N) || v.c.later != nil && v.c.later(origin, name)
	})
}

// later is fault.ClockDecides: the writer's clock says that this is newer than what stands.
func (v *view) later(field Field) bool {
	return len(field.By) > 0 && v.c.Op.At.Wall > v.c.Doc.Origin(field.By[0]).At.Wall
}

// unknown are those of the fields whose values the writer did not know.
func (v *view) unknown(names []string) []string {
	var out []string
	for _, name := range names {
		if !v.known(name) {
			out = append(out, name)
		}
	}
	return out
}

// stands says whether the value is the field's value already.
func (v *view) stands(name string, value []byte) bool {
	return op.Equal(name, v.c.Doc.Fields.Value(name), value)
}

func (v *view) allStand(set op.Fields) bool {
	for name, value := range set {
		if !v.stands(name, value) {
			return false
		}
	}
	return true
}

// part is what the operation sets of some of the fields.
func (v *view) part(of func(name string) bool) op.Fields {
	part := op.Fields{}
	for name, value := range v.c.Op.Set {
		if of(name) {
			part[name] = value
		}
	}
	return part
}

// set sets what is new and credits what stands already; the answer is what was new.
func (v *view) set(part op.Fields) op.Fields {
	changed := op.Fields{}
	for name, value := range part {
		if _, there := v.c.Doc.Fields.Get(name); there && v.stands(name, value) {
			v.out.Credit = append(v.out.Credit, name)
			continue
		}
		v.out.Set[name], changed[name] = value, value
	}
	return changed
}

func (v *view) credit(part op.Fields) {
	for name := range part {
		if _, there := v.c.Doc.Fields.Get(name); there {
			v.out.Credit = append(v.out.Credit, name)
		}
	}
}

func (v *view) touch(t Touch) { v.out.Touch = append(v.out.Touch, t) }

// ownCandidate is the writer's own candidate in a clash, the newest: there are several where one was parked first, and
// applied late.
func (v *view) ownCandidate(conflict Conflict) (mine Candidate, own bool) {
	for _, c := range conflict.Candidates {
		if !v.c.Writer.Wrote(c.Origin, v.c.Op.N) {
			continue
		}
		if !own || c.Device == mine.Device && c.N > mine.N || c.Device != mine.Device && c.Device == v.c.Writer.Device {
			mine, own = c, true
		}
	}
	return mine, own
}

// names says whether the operation names a candidate of the conflict.
func (v *view) names(conflict Conflict) bool {
	return slices.ContainsFunc(conflict.Candidates, func(c Candidate) bool {
		return slices.Contains(v.c.Op.Resolves, c.Op)
	})
}

// named are the candidates that the operation resolves: it names them and had seen them; and what stands, it had seen or
// says itself. If what stands is not what the person looked at, none are: all stays to be looked at again.
func (v *view) named(conflict Conflict, said op.Fields) []string {
	for _, name := range conflict.Fields {
		value, says := said[name]
		if saw := v.known(name) || says && v.stands(name, value); !saw {
			return nil
		}
	}
	var named []string
	for _, c := range conflict.Candidates {
		seen := c.Seq <= v.c.Op.Base || v.c.Writer.Wrote(c.Origin, v.c.Op.N)
		if seen && slices.Contains(v.c.Op.Resolves, c.Op) || fault.On(fault.ResolvesUnseen) && len(v.c.Op.Resolves) > 0 {
			named = append(named, c.Op)
		}
	}
	return named
}

// parts are what stands in the fields, by who said it.
func (v *view) parts(names []string) []Candidate {
	var parts []Candidate
	for _, name := range names {
		field, _ := v.c.Doc.Fields.Get(name)
		at := slices.IndexFunc(parts, func(c Candidate) bool { return c.Op == field.By[0] })
		if at < 0 {
			at = len(parts)
			parts = append(parts, Candidate{Origin: v.c.Doc.Origin(field.By[0]), Seq: field.Seq, Set: op.Fields{}})
		}
		parts[at].Set[name] = field.Value
	}
	slices.SortStableFunc(parts, func(a, b Candidate) int { return cmp.Compare(a.Seq, b.Seq) })
	return parts
}

// edits says whether the operation sets anything but void.
func (v *view) edits() bool {
	_, void := v.c.Op.Set[op.Void]
	return len(v.c.Op.Set) > 1 || len(v.c.Op.Set) == 1 && !void
}

// editedUnseen says whether someone unseen has changed the document.
func (v *view) editedUnseen() bool {
	return slices.ContainsFunc(v.c.Doc.Fields, func(f Field) bool { return f.Name != op.Void && !v.known(f.Name) })
}

// changedElsewhere says whether someone unseen has changed a field that the operation leaves alone.
func (v *view) changedElsewhere() bool {
	return slices.ContainsFunc(v.c.Doc.Fields, func(f Field) bool {
		_, said := v.c.Op.Set[f.Name]
		return !said && !v.known(f.Name)
	})
}

// asksFrozen says whether the operation would change a field that seals freeze.
func (v *view) asksFrozen() bool { return v.thaws(op.Overlay(v.values, v.c.Op.Set)) }

// thaws says whether a frozen field differs between the document and what it would be.
func (v *view) thaws(then op.Fields) bool {
	return slices.ContainsFunc(v.c.Kind.Frozen, func(name string) bool { return !op.Equal(name, v.values[name], then[name]) })
}

func (v *view) anySealed(fields op.Fields) bool {
	if v.c.Sealed == nil {
		return false
	}
	names := v.c.Kind.SealsOf(v.id, fields)
	if fault.On(fault.LastSealForgotten) && len(names) > 0 {
		names = names[:len(names)-1]
	}
	return slices.ContainsFunc(names, v.c.Sealed)
}

// sealed says whether a row in a closed month would differ: as it was, as was asked, or as it would be.
func (v *view) sealed(out Outcome) bool {
	if fault.On(fault.SealedTakesEdit) {
		return false
	}
	for i, set := range []op.Fields{v.c.Op.Set, out.Set} {
		if i == 1 && maps.EqualFunc(set, v.c.Op.Set, func(a, b json.RawMessage) bool { return string(a) == string(b) }) {
			break // it would be as was asked
		}
		then := op.Overlay(v.values, set)
		if v.thaws(then) && (v.anySealed(v.values) || v.anySealed(then)) {
			return true
		}
	}
	return false
}

// follows says whether the document's creation, by the same device, is parked.
func (v *view) follows() bool {
	return !v.c.Doc.Exists() && slices.ContainsFunc(v.c.Doc.Parked, func(p Parked) bool {
		return v.c.Writer.Wrote(p.Origin, v.c.Op.N)
	})
}

func (c Case) origin() Origin {
	return Origin{
		Op: c.Op.ID, Person: c.Writer.Person, Device: c.Writer.Device, N: c.Op.N,
		At: c.Op.At, Why: c.Op.Why, Clock: c.Clock,
	}
}

func (c Case) refuse(p *op.Problem) Outcome {
	return Outcome{
		Doc: c.Doc.Ref, Origin: c.origin(), Verdict: op.Refused, Code: p.Code, Field: p.Field, Detail: p.Detail,
	}
}

// unfit is what does not fit the book as it stands. Of a book that was restored that says little: what it would fit may come
// from another phone tomorrow, so it waits until an operator has said that the restore is over.
func (c Case) unfit(p *op.Problem) Outcome {
	if c.Partial {
		return c.park(op.ReasonRestored)
	}
	return c.refuse(p)
}

func (c Case) park(reason string) Outcome {
	parked := Parked{Origin: c.origin(), Seq: c.Seq, Set: c.Op.Set, Reason: reason}
	return Outcome{Doc: c.Doc.Ref, Origin: c.origin(), Verdict: op.Parked, Code: reason, Park: &parked}
}

// union of sorted or unsorted names, sorted.
func union(lists ...[]string) []string {
	out := slices.Concat(lists...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Expected are the fields that the writer goes on from: the document's, or, where it is not there yet, what the writer's
// own parked operations would make it.
func (c Case) Expected() op.Fields {
	fields := c.Doc.Values()
	if c.Doc.Exists() {
		return fields
	}
	for _, parked := range c.Doc.Parked {
		if c.Writer.Wrote(parked.Origin, c.Op.N) {
			fields = op.Overlay(fields, parked.Set)
		}
	}
	return fields
}
