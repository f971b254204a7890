package merge_test

import (
	"encoding/json"
	"fmt"
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
}

// shows says whether a version of the document shows the value, anywhere that a person would see it.
func shows(doc merge.Document, s said) bool {
	if op.Equal(s.field, doc.Fields[s.field].Value, s.value) {
		return true
	}
	in := func(set op.Fields) bool {
		value, has := set[s.field]
		return has && op.Equal(s.field, value, s.value)
	}
	return slices.ContainsFunc(doc.Conflicts, func(c merge.Conflict) bool {
		return slices.ContainsFunc(c.Candidates, func(c merge.Candidate) bool { return in(c.Set) })
	}) || slices.ContainsFunc(doc.Parked, func(p merge.Parked) bool { return p.Op == s.op && in(p.Set) })
}

// answered says whether somebody who had seen the value later said something else in its place, or chose against it.
func (m *model) answered(s said) bool {
	return slices.ContainsFunc(m.asked, func(a asked) bool {
		if a.seq <= s.seq {
			return false
		}
		saw := shows(m.versions[a.Base], s) || slices.ContainsFunc(m.said, func(own said) bool {
			return own.device == a.device && own.seq < a.seq && own.field == s.field && op.Equal(s.field, own.value, s.value)
		})
		_, sets := a.Set[s.field]
		return saw && (sets || len(a.Resolves) > 0)
	})
}

var devices = []string{"anna-1", "anna-2", "office", "boss"}

// drawOp makes an operation that a device could make on what it has pulled.
func drawOp(t *rapid.T, screen merge.Document, n uint64) op.Op {
	o := op.Op{V: 1, N: n, Doc: "shift/x", Base: screen.Rev, Set: op.Fields{}}
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		name := rapid.SampledFrom([]string{"start", "end", "kind", "note", op.Void}).Draw(t, "field")
		values := map[string][]string{
			"start": {`"08"`, `"09"`, `"12"`}, "end": {`"10"`, `"16"`, `"17"`, "null"}, "kind": {`"a"`, `"b"`},
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

// TestNothingIsOverwrittenUnseen drives devices that are often offline, and holds the engine's promise against a model:
// for every value that an accepted operation set, it stands, or it is a candidate, or it is parked, or someone who had
// seen it set the field anew. With it: the fold of the recorded outcomes is the document, and resolving needs sight.
func TestNothingIsOverwrittenUnseen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := model{versions: []merge.Document{{Ref: "shift/x"}}}
		screens := map[string]uint64{}
		n := map[string]uint64{}
		doc := merge.Document{Ref: "shift/x"}
		folded := doc
		for i := range rapid.IntRange(2, 24).Draw(t, "operations") {
			device := rapid.SampledFrom(devices).Draw(t, "device")
			if rapid.IntRange(0, 2).Draw(t, "pulls") == 0 {
				screens[device] = uint64(len(m.versions) - 1)
			}
			seq := uint64(i + 1)
			n[device]++
			o := drawOp(t, m.versions[screens[device]], n[device])
			o.ID, o.Base = fmt.Sprintf("op%d", seq), screens[device]
			c := merge.Case{
				Doc: doc, Op: o, Seq: seq, Kind: shift(), Right: merge.Allowed,
				Writer: merge.Writer{Person: device[:4], Device: device},
				Sealed: func(string) bool { return rapid.IntRange(0, 9).Draw(t, "sealed") == 0 },
			}
			out := merge.Judge(c)
			doc = merge.Apply(doc, seq, out)
			text, err := op.Marshal(out)
			if err != nil {
				t.Fatal(err)
			}
			var recorded merge.Outcome
			if err := json.Unmarshal(text, &recorded); err != nil {
				t.Fatal(err)
			}
			folded = merge.Apply(folded, seq, recorded)
			if string(folded.Encode()) != string(doc.Encode()) {
				t.Fatalf("the fold differs after %d", seq)
			}
			version := doc
			version.Rev = seq // what a phone would have pulled now
			m.versions = append(m.versions, version)
			if out.Verdict.Accepted() {
				m.asked = append(m.asked, asked{o, device, seq})
				for field, value := range o.Set {
					m.said = append(m.said, said{o.ID, device, seq, field, value})
				}
			}
			for _, s := range m.said {
				if !shows(doc, s) && !m.answered(s) {
					t.Fatalf("%s of %s (%s=%s) is nowhere after %s %+v by %s:\n%s",
						s.op, s.device, s.field, s.value, o.ID, o.Set, device, show(doc))
				}
			}
			if doc.Conflicted(op.Void) && op.IsTrue(doc.Fields[op.Void].Value) {
				t.Fatalf("hours vanished: %s", show(doc))
			}
		}
	})
}

// FuzzDecode: what Decode reads is what Encode wrote, and nothing else is read.
func FuzzDecode(f *testing.F) {
	s := newStand(&testing.T{})
	for _, in := range []step{
		{who: "anna-1", set: row}, {who: "office", base: 1, set: "end=17:00 note=x"}, {who: "anna-1", base: 1, set: "end=15:00 note=y"},
		{who: "boss", base: 1, set: "void=true", why: "x"}, {who: "anna-1", set: "kind=b", right: merge.Held},
	} {
		in.right = max(in.right, merge.Held)
		if in.right == merge.Held && in.set != "kind=b" {
			in.right = merge.Allowed
		}
		s.run(in)
		f.Add(s.doc.Encode())
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		doc, err := merge.Decode(stored)
		if err != nil {
			return
		}
		again, err := merge.Decode(doc.Encode())
		if err != nil || string(again.Encode()) != string(doc.Encode()) {
			t.Fatalf("%x: read as %+v, then %+v (%v)", stored, doc, again, err)
		}
	})
}
