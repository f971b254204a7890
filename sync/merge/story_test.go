package merge_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// shift is a small kind of document with everything that the merge can meet: coupled fields, frozen ones, a whole that
// can be wrong. Times are texts that sort, "31T22:10"; a row's month is its beneficiary's, "<beneficiary>@10".
func shift() op.Kind {
	coupled := []string{"assistant", "beneficiary", "kind", "start", "end"}
	any := func(json.RawMessage) error { return nil }
	fields := map[string]func(json.RawMessage) error{"note": any, op.Void: any}
	for _, name := range coupled {
		fields[name] = any
	}
	return op.Kind{
		Name: "shift", Fields: fields, Coupled: coupled, Open: true, VoidWhy: true, Frozen: append(slices.Clone(coupled), op.Void),
		Check: func(_ string, f op.Fields) error {
			start, end := string(f["start"]), string(f["end"])
			if start == "" {
				return &op.Problem{Code: "start_missing", Field: "start"}
			}
			if end != "" && end < start {
				return &op.Problem{Code: "end_before_start", Field: "end"}
			}
			return nil
		},
		Seals: func(_ string, f op.Fields) []string {
			var who string
			if json.Unmarshal(f["beneficiary"], &who) != nil {
				return nil
			}
			return []string{who + "@10"}
		},
	}
}

// step is one operation of a story, and what must come of it.
type step struct {
	who      string // device; the person is its part before a dash, so that anna-1 and anna-2 are one person's
	base     uint64
	set      string // "end=22:00 note=null"
	resolves string // who's latest candidates, by operation: "op2 op3"
	why      string
	replaces string // "anna-1:2"
	seal     string // seals closed at this step
	right    merge.Permission
	want     op.Verdict
	code     string
}

// stand is one document and the log that made it.
type stand struct {
	t    *testing.T
	kind op.Kind
	doc  merge.Document
	seq  uint64
	n    map[string]uint64
	past map[string]merge.Writer
	outs []merge.Outcome
	no   map[string]merge.Origin // refused creations by device
}

func newStand(t *testing.T) *stand {
	return &stand{
		t: t, kind: shift(), doc: merge.Document{Ref: "shift/x"}, n: map[string]uint64{},
		past: map[string]merge.Writer{}, no: map[string]merge.Origin{},
	}
}

func parseSet(text string) op.Fields {
	set := op.Fields{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		switch value {
		case "null", "true", "false":
			set[name] = json.RawMessage(value)
		default:
			set[name] = json.RawMessage(`"` + value + `"`)
		}
	}
	return set
}

// run takes one step as the book would.
func (s *stand) run(in step) merge.Outcome {
	s.seq++
	s.n[in.who]++
	person, _, _ := strings.Cut(in.who, "-")
	writer, known := s.past[in.who]
	if !known {
		writer = merge.Writer{Person: person, Device: in.who}
		if device, through, ok := strings.Cut(in.replaces, ":"); ok {
			var n uint64
			_, _ = fmt.Sscan(through, &n)
			writer.Ancestors = append([]merge.Ancestor{{Device: device, Through: n}}, s.past[device].Ancestors...)
		}
		s.past[in.who] = writer
	}
	o := op.Op{
		V: 1, ID: fmt.Sprintf("op%d", s.seq), N: s.n[in.who], Doc: s.doc.Ref, Base: in.base,
		Set: parseSet(in.set), Resolves: strings.Fields(in.resolves), Why: in.why,
	}
	c := merge.Case{
		Doc: s.doc, Op: o, Seq: s.seq, Writer: writer, Kind: s.kind, Right: in.right,
		Sealed: func(name string) bool { return slices.Contains(strings.Fields(in.seal), name) },
	}
	if refused, was := s.no[in.who]; was {
		c.Refused = &refused
	}
	out := merge.Judge(c)
	if out.Verdict == op.Refused && !s.doc.Exists() {
		s.no[in.who] = out.Origin
	}
	s.outs = append(s.outs, out)
	s.doc = merge.Apply(s.doc, s.seq, out)
	return out
}

// show tells the document in one line: fields, then conflicts, then parked.
func show(d merge.Document) string {
	var out []string
	values := d.Values()
	for _, name := range op.SortedNames(values) {
		out = append(out, name+"="+strings.Trim(string(values[name]), `"`))
	}
	for _, c := range d.Conflicts {
		text := string(c.Severity) + "[" + strings.Join(c.Fields, ",") + "]"
		for _, candidate := range c.Candidates {
			text += " " + candidate.Op + "{" + showSet(candidate.Set) + "}"
		}
		out = append(out, "| "+text)
	}
	for _, p := range d.Parked {
		out = append(out, "| parked "+p.Op+"{"+showSet(p.Set)+"} "+p.Reason)
	}
	return strings.Join(out, " ")
}

func showSet(set op.Fields) string {
	var out []string
	for _, name := range op.SortedNames(set) {
		out = append(out, name+"="+strings.Trim(string(set[name]), `"`))
	}
	return strings.Join(out, " ")
}

// story runs the steps, checks each verdict, and compares the document at the end.
func story(t *testing.T, steps []step, want string) *stand {
	t.Helper()
	s := newStand(t)
	for i, in := range steps {
		if in.right == 0 {
			in.right = merge.Allowed
		}
		if in.right < 0 {
			in.right = merge.Never
		}
		out := s.run(in)
		if out.Verdict != in.want || out.Code != in.code {
			t.Fatalf("step %d (%s): %s %s, want %s %s\n%s", i+1, in.set, out.Verdict, out.Code, in.want, in.code, show(s.doc))
		}
	}
	if got := show(s.doc); got != want {
		t.Errorf("the document is\n  %s\nwant\n  %s", got, want)
	}
	s.check()
	return s
}

// check holds what must be so of every document: the fold gives it again, it survives the store, and its parts agree.
func (s *stand) check() {
	s.t.Helper()
	again := merge.Document{Ref: s.doc.Ref}
	for i, out := range s.outs {
		text, err := op.Marshal(out)
		if err != nil {
			s.t.Fatal(err)
		}
		var read merge.Outcome
		if err := json.Unmarshal(text, &read); err != nil {
			s.t.Fatal(err)
		}
		again = merge.Apply(again, uint64(i+1), read)
	}
	stored := s.doc.Encode()
	if string(again.Encode()) != string(stored) {
		s.t.Fatalf("folding the recorded outcomes gives\n  %s\nnot\n  %s", show(again), show(s.doc))
	}
	read, err := merge.Decode(stored)
	if err != nil || string(read.Encode()) != string(stored) {
		s.t.Fatalf("the store gives back something else: %v\n  %s\n  %s", err, show(read), show(s.doc))
	}
	for _, c := range s.doc.Conflicts {
		if len(c.Candidates) == 0 || len(c.Candidates) >= merge.MaxCandidates {
			s.t.Fatalf("a conflict with %d candidates: %s", len(c.Candidates), show(s.doc))
		}
	}
	if s.doc.Conflicted(op.Void) && op.IsTrue(s.doc.Fields.Value(op.Void)) {
		s.t.Fatalf("hours vanished under an open question: %s", show(s.doc))
	}
	for _, field := range s.doc.Fields {
		for _, id := range field.By {
			if s.doc.Origin(id).Person == "" {
				s.t.Fatalf("nobody knows who %s of %s is", id, field.Name)
			}
		}
	}
}

const (
	row     = "assistant=anna beneficiary=bo kind=active start=08:00 end=16:00"
	rowLine = "assistant=anna beneficiary=bo end=16:00 kind=active start=08:00"
)

func TestRulesOneToThree(t *testing.T) {
	made := step{who: "anna-1", set: row, want: op.Applied}
	for name, c := range map[string]struct {
		steps []step
		want  string
	}{
		"a writer who has pulled the value sets it": {
			[]step{made, {who: "office", base: 1, set: "end=17:00", want: op.Applied}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"a device needs no base for what it said itself": {
			[]step{made, {who: "anna-1", set: "end=17:00", want: op.Applied}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"another device of the same person has not seen it": {
			[]step{made, {who: "anna-2", set: "end=17:00", want: op.Conflict}},
			rowLine + " | clash[end] op2{end=17:00}",
		},
		"different fields merge": {
			[]step{made, {who: "office", base: 1, set: "note=hej", want: op.Applied}, {who: "anna-1", base: 1, set: "end=17:00", want: op.Merged}},
			"assistant=anna beneficiary=bo end=17:00 kind=active note=hej start=08:00",
		},
		"the same value is no disagreement, and both are credited": {
			[]step{
				made, {who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=18:00", want: op.Applied}, // it knew 17:00: it said so itself
			},
			"assistant=anna beneficiary=bo end=18:00 kind=active start=08:00",
		},
		"who says again what stands makes no disagreement for others": {
			[]step{
				made, {who: "boss", base: 1, set: "end=16:00", want: op.Applied},
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"a value set by someone unseen stays, the other is kept beside it": {
			[]step{made, {who: "office", base: 1, set: "end=17:00", want: op.Applied}, {who: "anna-1", base: 1, set: "end=15:00", want: op.Conflict}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op3{end=15:00}",
		},
		"a newer candidate replaces the device's own older one": {
			[]step{
				made, {who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=15:00", want: op.Conflict}, {who: "anna-1", base: 1, set: "end=14:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op4{end=14:00}",
		},
		"a device that comes round to what stands takes its candidate back": {
			[]step{
				made, {who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=15:00", want: op.Conflict}, {who: "anna-1", base: 1, set: "end=17:00", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"a device that replaces another knows what that one said, as far as it says": {
			[]step{
				made, {who: "anna-1", set: "note=a", want: op.Applied}, {who: "anna-1", set: "end=15:00", want: op.Applied},
				{who: "anna-2", replaces: "anna-1:2", set: "note=b", want: op.Merged},
				{who: "anna-2", set: "end=14:00", want: op.Conflict}, // the third it did not know
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active note=b start=08:00 | clash[end] op5{end=14:00}",
		},
		"lineage goes on through a second replacement": {
			[]step{
				made, {who: "anna-2", replaces: "anna-1:1", set: "note=b", want: op.Applied},
				{who: "anna-3", replaces: "anna-2:1", set: "end=14:00 note=c", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=14:00 kind=active note=c start=08:00",
		},
		"null clears, and clearing what someone unseen wrote is a clash": {
			[]step{
				made, {who: "office", base: 1, set: "note=hej", want: op.Applied}, {who: "office", base: 2, set: "note=null", want: op.Applied},
				{who: "anna-1", base: 2, set: "note=du", want: op.Conflict},
			},
			rowLine + " | clash[note] op4{note=du}",
		},
		"two fields may disagree at once": {
			[]step{
				made, {who: "office", base: 1, set: "end=17:00 note=a", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=15:00 note=b", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active note=a start=08:00 | clash[end] op3{end=15:00} | clash[note] op3{note=b}",
		},
	} {
		t.Run(name, func(t *testing.T) { story(t, c.steps, c.want) })
	}
}

// What a kind does not ask for, nobody has to give.
func TestRemovalsThatWantNoWhy(t *testing.T) {
	s := newStand(t)
	s.kind.VoidWhy = false
	s.run(step{who: "anna-1", set: row, right: merge.Allowed})
	if out := s.run(step{who: "anna-1", base: 1, set: "void=true", right: merge.Allowed}); out.Verdict != op.Applied {
		t.Errorf("%s %s, want applied", out.Verdict, out.Code)
	}
}

func TestRefusals(t *testing.T) {
	made := step{who: "anna-1", set: row, want: op.Applied}
	for name, c := range map[string]struct {
		steps []step
		want  string
	}{
		"never allowed": {[]step{{who: "eve", set: row, right: -1, want: op.Refused, code: op.CodeNotAllowed}}, ""},
		"not valid": {
			[]step{{who: "anna-1", set: "start=10:00 end=09:00", want: op.Refused, code: "end_before_start"}}, "",
		},
		"a field that is not there": {
			[]step{{who: "anna-1", set: "start=1 colour=red", want: op.Refused, code: op.CodeUnknownField}}, "",
		},
		"removing wants a why": {
			[]step{
				made, {who: "anna-1", set: "void=true", want: op.Refused, code: op.CodeWhyMissing},
				{who: "anna-1", set: "void=true", why: " \t\u00a0", want: op.Refused, code: op.CodeWhyMissing},
			}, rowLine,
		},
		"neither sets nor resolves": {
			[]step{made, {who: "anna-1", want: op.Refused, code: op.CodeNothingAsked}}, rowLine,
		},
		"saw what has not happened": {
			[]step{made, {who: "office", base: 2, set: "note=x", want: op.Refused, code: op.CodeBaseAhead}}, rowLine,
		},
		"what follows a refused creation shares its fate": {
			[]step{
				{who: "anna-1", set: row, right: -1, want: op.Refused, code: op.CodeNotAllowed},
				{who: "anna-1", set: "start=08:00", want: op.Refused, code: op.CodeFollowsRefused},
			}, "",
		},
	} {
		t.Run(name, func(t *testing.T) { story(t, c.steps, c.want) })
	}
}
