package merge_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// said is one value that an accepted operation set, as a plain model remembers it.
type said struct {
	op     string
	device string
	n      uint64
	seq    uint64
	field  string
	value  json.RawMessage
}

// asked is an operation as the model remembers it.
type asked struct {
	op.Op
	device string
	seq    uint64
}

// model keeps every version of the document, and everything that was said. It knows nothing of rules.
type model struct {
	versions []merge.Document // by rev
	said     []said
	asked    []asked
	lineage  map[string]merge.Ancestor // of a device that replaced another
}

// own says whether a device said it itself, or replaces the one that did and knew it.
func (m *model) own(device string, s said) bool {
	before := m.lineage[device]
	return s.device == device || s.device == before.Device && s.n <= before.Through
}

// in says whether a set says the value.
func in(set op.Fields, s said) bool {
	value, has := set[s.field]
	return has && op.Equal(s.field, value, s.value)
}

// shows says whether a version of the document shows the value, anywhere that a person would see it.
func shows(doc merge.Document, s said) bool {
	return op.Equal(s.field, doc.Fields.Value(s.field), s.value) ||
		slices.ContainsFunc(doc.Conflicts, func(c merge.Conflict) bool {
			return slices.ContainsFunc(c.Candidates, func(c merge.Candidate) bool { return in(c.Set, s) })
		}) || slices.ContainsFunc(doc.Parked, func(p merge.Parked) bool { return p.Op == s.op && in(p.Set, s) })
}

// answered says whether somebody who had seen the value later said something else in its place, or chose against it.
func (m *model) answered(s said) bool {
	return slices.ContainsFunc(m.asked, func(a asked) bool {
		if a.seq <= s.seq {
			return false
		}
		saw := shows(m.versions[a.Base], s) || slices.ContainsFunc(m.said, func(other said) bool {
			return m.own(a.device, other) && other.seq < a.seq && other.field == s.field && op.Equal(s.field, other.value, s.value)
		})
		_, sets := a.Set[s.field]
		return saw && (sets || len(a.Resolves) > 0)
	})
}

var devices = []string{"anna-1", "anna-2", "anna-3", "office", "boss"}

// drawOp makes an operation that a device could make on what it has pulled.
func drawOp(t *rapid.T, screen merge.Document, n uint64) op.Op {
	o := op.Op{V: 1, N: n, Doc: "shift/x", Base: screen.Rev, Set: op.Fields{}}
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		name := rapid.SampledFrom([]string{"beneficiary", "start", "end", "kind", "note", op.Void}).Draw(t, "field")
		values := map[string][]string{
			"beneficiary": {`"bo"`, `"cy"`}, "start": {`"08"`, `"09"`, `"12"`}, "end": {`"10"`, `"16"`, `"17"`, "null"}, "kind": {`"a"`, `"b"`},
			"note": {`"x"`, `"y"`, "null"}, op.Void: {"true", "false", "null"},
		}[name]
		o.Set[name] = json.RawMessage(rapid.SampledFrom(values).Draw(t, name))
	}
	if !screen.Exists() {
		o.Set["start"] = json.RawMessage(`"08"`)
	}
	if o.Voids() {
		o.Why = "x"
	}
	for _, c := range screen.Conflicts {
		for _, candidate := range c.Candidates {
			if rapid.Bool().Draw(t, "resolve") {
				o.Resolves = append(o.Resolves, candidate.Op)
			}
		}
	}
	return o
}

// lawful is a story of devices that are often offline, of months that close and open, and of a coordinator who decides
// what was parked. It holds the engine's promise against the model at every step.
type lawful struct {
	*rapid.T
	model
	doc, folded merge.Document
	screens, n  map[string]uint64
	ops         map[string]asked // by id, for when they are settled
	closed      []string
}

// step applies an outcome, and holds what must be so of any.
func (l *lawful) step(out merge.Outcome) {
	seq, before := uint64(len(l.versions)), l.doc
	l.doc = merge.Apply(before, seq, out)
	text, err := op.Marshal(out)
	if err != nil {
		l.Fatal(err)
	}
	var recorded merge.Outcome
	if err := json.Unmarshal(text, &recorded); err != nil {
		l.Fatal(err)
	}
	var plain merge.Outcome
	if plain.ReadPlain(text) && !reflect.DeepEqual(plain, recorded) {
		l.Fatalf("%s is read as %+v, and is %+v", text, plain, recorded)
	}
	if written, err := out.AppendJSON(nil); err != nil || string(written) != string(text) {
		l.Fatalf("%s is written as %s, %v", text, written, err)
	}
	if again, err := op.Marshal(recorded); err != nil || string(again) != string(text) {
		l.Fatalf("%s is recorded as %s", text, again)
	}
	l.folded = merge.Apply(l.folded, seq, recorded)
	stored := l.doc.Encode()
	if string(l.folded.Encode()) != string(stored) {
		l.Fatalf("the fold differs after %d", seq)
	}
	if read, err := merge.Decode(stored); err != nil || string(read.Encode()) != string(stored) {
		l.Fatalf("the store gives back something else: %v", err)
	}
	if out.Verdict == op.Refused && string(before.Encode()) != string(stored) {
		l.Fatalf("a refused operation changed %s to %s", show(before), show(l.doc))
	}
	l.sealed(before)
	for _, c := range l.doc.Conflicts {
		for _, candidate := range c.Candidates {
			if candidate.Op == out.Origin.Op && c.Severity == merge.Clash && c.Unit == merge.Coupled && half(out.Set) {
				l.Fatalf("half applied: %+v", out)
			}
		}
		if len(c.Candidates) == 0 || len(c.Candidates) >= merge.MaxCandidates {
			l.Fatalf("a question with %d candidates: %s", len(c.Candidates), show(l.doc))
		}
	}
	if l.doc.Conflicted(op.Void) && op.IsTrue(l.doc.Fields.Value(op.Void)) {
		l.Fatalf("hours vanished: %s", show(l.doc))
	}
	version := l.doc
	version.Rev = seq // what a phone would have pulled now
	l.versions = append(l.versions, version)
}

// half says whether a set has a part of the one statement.
func half(set op.Fields) bool {
	return slices.ContainsFunc(op.SortedNames(set), shift().Couples)
}

// sealed demands that a row in a closed month, before or after, does not differ.
func (l *lawful) sealed(before merge.Document) {
	kind := shift()
	was, is := before.Values(), l.doc.Values()
	for _, seal := range slices.Concat(kind.SealsOf("x", was), kind.SealsOf("x", is)) {
		for _, name := range kind.Frozen {
			if slices.Contains(l.closed, seal) && !op.Equal(name, was[name], is[name]) {
				l.Fatalf("%s of a row in the closed %s went from %s to %s", name, seal, was[name], is[name])
			}
		}
	}
}

// findable demands that all that was ever said can be found.
func (l *lawful) findable(after string) {
	for _, s := range l.said {
		if !shows(l.doc, s) && !l.answered(s) {
			l.Fatalf("%s of %s (%s=%s) is nowhere after %s:\n%s", s.op, s.device, s.field, s.value, after, show(l.doc))
		}
	}
}

func (l *lawful) asks(o op.Op, device string) merge.Case {
	c := merge.Case{
		Doc: l.doc, Op: o, Seq: uint64(len(l.versions)), Kind: shift(), Right: merge.Allowed,
		Writer: merge.Writer{Person: device[:4], Device: device},
		Sealed: func(seal string) bool { return slices.Contains(l.closed, seal) },
	}
	if before, has := l.lineage[device]; has {
		c.Writer.Ancestors = []merge.Ancestor{before}
	}
	return c
}

// act is an operation of some device on what it has pulled.
func (l *lawful) act() {
	device := rapid.SampledFrom(devices).Draw(l.T, "device")
	if rapid.IntRange(0, 2).Draw(l.T, "pulls") == 0 {
		l.screens[device] = uint64(len(l.versions) - 1)
	}
	if _, has := l.lineage[device]; device == "anna-3" && !has { // it takes over from the first, with its screen
		l.lineage[device] = merge.Ancestor{Device: "anna-1", Through: l.n["anna-1"]}
		l.screens[device] = l.screens["anna-1"]
	}
	l.n[device]++
	o := drawOp(l.T, l.versions[l.screens[device]], l.n[device])
	seq := uint64(len(l.versions))
	o.ID, o.Base = fmt.Sprintf("op%d", seq), l.screens[device]
	c := l.asks(o, device)
	if rapid.IntRange(0, 9).Draw(l.T, "right") == 0 {
		c.Right = rapid.SampledFrom([]merge.Permission{merge.Never, merge.Held}).Draw(l.T, "of")
	}
	out := merge.Judge(c)
	l.step(out)
	if out.Verdict.Accepted() {
		a := asked{o, device, seq}
		l.asked, l.ops[o.ID] = append(l.asked, a), a
		for field, value := range o.Set {
			l.said = append(l.said, said{o.ID, device, o.N, seq, field, value})
		}
	}
	l.findable(fmt.Sprintf("%s %+v by %s", o.ID, o.Set, device))
}

// settle is a coordinator's decision about what a device has parked first.
func (l *lawful) settle() {
	if len(l.doc.Parked) == 0 {
		return
	}
	a := l.ops[rapid.SampledFrom(l.doc.Parked).Draw(l.T, "parked").Op]
	for _, p := range l.doc.Parked {
		if p.Device == a.device && p.N < a.N {
			a = l.ops[p.Op]
		}
	}
	if rapid.IntRange(0, 3).Draw(l.T, "decline") == 0 {
		l.step(merge.Decline(l.doc, a.ID))
		l.said = slices.DeleteFunc(l.said, func(s said) bool { return s.op == a.ID }) // findable with who and why
		return
	}
	out := merge.Settle(l.asks(a.Op, a.device), func(origin merge.Origin, field string) bool {
		if _, spoke := l.ops[origin.Op].Set[field]; !spoke {
			return false
		}
		line := origin.Device == a.device && origin.N > a.N
		before, has := l.lineage[origin.Device]
		return line || has && before.Device == a.device && a.N <= before.Through
	})
	if out.Verdict == op.Refused || out.Verdict == op.Parked {
		return // it cannot be, as things are
	}
	l.asked = append(l.asked, asked{a.Op, a.device, uint64(len(l.versions))}) // it is said anew, with the sight it was said with
	l.step(out)
	l.findable("applying " + a.ID)
}

func laws(t *rapid.T) {
	l := &lawful{
		T: t, model: model{versions: []merge.Document{{Ref: "shift/x"}}, lineage: map[string]merge.Ancestor{}},
		doc: merge.Document{Ref: "shift/x"}, folded: merge.Document{Ref: "shift/x"},
		screens: map[string]uint64{}, n: map[string]uint64{}, ops: map[string]asked{},
	}
	for range rapid.IntRange(2, 24).Draw(t, "steps") {
		switch rapid.IntRange(0, 7).Draw(t, "what") {
		case 0:
			l.closed = rapid.SampledFrom([][]string{nil, {"bo@10"}, {"cy@10"}}).Draw(t, "closed")
		case 1:
			l.settle()
		default:
			l.act()
		}
	}
}

// TestNothingIsOverwrittenUnseen: for every value that an accepted operation set, it stands, or it is a candidate, or it is
// parked, or someone who had seen it set the field anew, or it was declined. With it: the fold of the recorded outcomes is
// the document, resolving needs sight, a row in a closed month does not differ, and a moved shift is never half applied.
func TestNothingIsOverwrittenUnseen(t *testing.T) { rapid.Check(t, laws) }
