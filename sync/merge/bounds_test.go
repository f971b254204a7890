package merge_test

import (
	"fmt"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// A device's own earlier operations are known to it, and those of a device that it replaces as far as it said; not what came
// later, and never what a command did, although one gives it on that device.
func TestWhatADeviceKnowsOfItself(t *testing.T) {
	writer := merge.Writer{Person: "anna", Device: "new", Ancestors: []merge.Ancestor{{Device: "old", Through: 3}}}
	for name, c := range map[string]struct {
		by   merge.Origin
		want bool
	}{
		"earlier":                         {merge.Origin{Device: "new", N: 4}, true},
		"itself":                          {merge.Origin{Device: "new", N: 5}, false},
		"later":                           {merge.Origin{Device: "new", N: 6}, false},
		"of the replaced one, known":      {merge.Origin{Device: "old", N: 3}, true},
		"of the replaced one, not known":  {merge.Origin{Device: "old", N: 4}, false},
		"of another of the person's":      {merge.Origin{Person: "anna", Device: "tablet", N: 1}, false},
		"a command given on the device":   {merge.Origin{Person: "anna", Device: "new"}, false},
		"a command given on the old one":  {merge.Origin{Person: "anna", Device: "old"}, false},
		"a command that nobody gave":      {merge.Origin{}, false},
		"an operation of unknown devices": {merge.Origin{N: 1}, false},
	} {
		if got := writer.Wrote(c.by, 5); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What becomes of an operation that is not merged, whatever it says: who may, which version it is of, and whether the book
// was restored decide, in this order.
func TestWhatIsNotMerged(t *testing.T) {
	bad, good := parseSet("end=07:00"), parseSet("end=17:00")
	for name, c := range map[string]struct {
		set                   op.Fields
		right                 merge.Permission
		moved, newer, partial bool
		want                  op.Verdict
		code                  string
	}{
		"somebody else's":                            {set: good, want: op.Refused, code: op.CodeNotAllowed},
		"given away meanwhile":                       {set: good, moved: true, want: op.Parked, code: op.ReasonMoved},
		"given away meanwhile, and it does not fit":  {set: bad, moved: true, want: op.Refused, code: "end_before_start"},
		"held once":                                  {set: good, right: merge.Held, want: op.Parked, code: op.ReasonRightEnded},
		"it does not fit":                            {set: bad, right: merge.Allowed, want: op.Refused, code: "end_before_start"},
		"of a later version":                         {set: good, right: merge.Allowed, newer: true, want: op.Parked, code: op.ReasonVersion},
		"of a later version, that says what is new":  {set: parseSet("colour=red"), right: merge.Allowed, newer: true, want: op.Parked, code: op.ReasonVersion},
		"of a later version, and somebody else's":    {set: good, newer: true, want: op.Refused, code: op.CodeNotAllowed},
		"a restored book: it does not fit":           {set: bad, right: merge.Allowed, partial: true, want: op.Parked, code: op.ReasonRestored},
		"a restored book: somebody else's":           {set: good, partial: true, want: op.Parked, code: op.ReasonRestored},
		"a restored book: what is wrong whatever is": {set: parseSet("colour=red"), right: merge.Allowed, partial: true, want: op.Refused, code: op.CodeUnknownField},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			s.run(step{who: "anna-1", set: row, right: merge.Allowed})
			out := merge.Judge(merge.Case{
				Doc: s.doc, Op: op.Op{V: 1, ID: "op2", N: 2, Doc: s.doc.Ref, Base: 1, Set: c.set}, Seq: 2, Kind: s.kind,
				Writer: merge.Writer{Person: "anna", Device: "anna-1"}, Right: c.right, Moved: c.moved, Newer: c.newer, Partial: c.partial,
			})
			if out.Verdict != c.want || out.Code != c.code {
				t.Fatalf("%s %s, want %s %s", out.Verdict, out.Code, c.want, c.code)
			}
			after := merge.Apply(s.doc, 2, out)
			if waits := len(after.Parked) == 1; waits != (c.want == op.Parked) {
				t.Errorf("on the list: %v", waits)
			}
			if after.Rev == 2 && c.want == op.Refused {
				t.Error("what was refused has changed the document")
			}
		})
	}
}

// Where two have said the same of a field that stands for itself, nobody is asked, and both know it.
func TestSayingTheSameOfOneField(t *testing.T) {
	story(t, []step{
		{who: "anna-1", set: row, want: op.Applied},
		{who: "office", base: 1, set: "note=tåget", want: op.Applied},
		{who: "anna-1", base: 1, set: "note=tåget", want: op.Applied},
		{who: "anna-1", base: 1, set: "note=bussen", want: op.Applied}, // it knew: it had said so itself
		{who: "office", base: 2, set: "note=spårvagnen", want: op.Conflict},
	}, "assistant=anna beneficiary=bo end=16:00 kind=active note=bussen start=08:00 | clash[note] op5{note=spårvagnen}")
}

// A device's newest word alone is kept beside whoever said a value first, who stays.
func TestWhoSaidItFirstStays(t *testing.T) {
	s := story(t, []step{
		{who: "anna-1", set: row, want: op.Applied},
		{who: "anna-1", set: "end=16:00", want: op.Applied}, {who: "anna-1", set: "end=16:00", want: op.Applied},
		{who: "office", base: 1, set: "end=16:00", want: op.Applied}, {who: "office", base: 1, set: "end=16:00", want: op.Applied},
	}, rowLine)
	end, _ := s.doc.Fields.Get("end")
	if by := fmt.Sprint(end.By); by != "[op1 op3 op5]" {
		t.Errorf("16:00 is said by %s", by)
	}
	if len(s.doc.Origins) != 3 {
		t.Errorf("%d origins are kept, of 3 that are named", len(s.doc.Origins))
	}
	s.run(step{who: "office", base: 5, set: "end=17:00 assistant=bea beneficiary=cy kind=waiting start=09:00", right: merge.Allowed})
	if len(s.doc.Origins) != 1 {
		t.Errorf("%d origins are kept, of one that is named", len(s.doc.Origins))
	}
}

// A question whether a combination is right has room for so many parts; one more waits, and none is lost. Each phone changes
// the field that it has seen, and has not seen what the one before it did to the other.
func TestPartsOfAConfirmAreBounded(t *testing.T) {
	s := newStand(t)
	s.run(step{who: "anna-1", set: row, right: merge.Allowed})
	s.run(step{who: "office", base: 1, set: "end=17:00", right: merge.Allowed})
	for i := range uint64(merge.MaxCandidates) {
		set := fmt.Sprintf("start=07:%02d", i)
		if i%2 == 1 {
			set = fmt.Sprintf("end=18:%02d", i)
		}
		out := s.run(step{who: fmt.Sprintf("phone-%d", i), base: i + 1, set: set, right: merge.Allowed})
		s.check()
		if full := len(s.doc.Conflicts) == 1 && len(s.doc.Conflicts[0].Candidates) == merge.MaxCandidates-1; out.Verdict == op.Parked {
			if !full || out.Code != op.ReasonCandidates || s.doc.Conflicts[0].Severity != merge.Confirm {
				t.Fatalf("%s waits, of %s", set, show(s.doc))
			}
			return
		}
		if out.Verdict != op.Conflict {
			t.Fatalf("%s: %s", set, out.Verdict)
		}
	}
	t.Errorf("all went in: %s", show(s.doc))
}

// What an entry meant when it was written it means for ever: in those from before a decision stood alone, whoever had said the value too
// stays known for it.
func TestDecisionsOfOldEntries(t *testing.T) {
	for alone, want := range map[bool]string{false: "[op4 op2]", true: "[op4]"} {
		s := story(t, []step{
			{who: "anna-1", set: row, want: op.Applied},
			{who: "office", base: 1, set: "end=17:00", want: op.Applied},
			{who: "anna-1", base: 1, set: "end=15:00", want: op.Conflict},
		}, "assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op3{end=15:00}")
		doc := merge.Apply(s.doc, 4, merge.Outcome{
			Doc: s.doc.Ref, Origin: merge.Origin{Op: "op4", Person: "boss", Device: "boss"}, Verdict: op.Applied,
			Touch: []merge.Touch{{Unit: merge.Coupled, Closed: true, Decided: true, Alone: alone}},
		})
		end, _ := doc.Fields.Get("end")
		if by := fmt.Sprint(end.By); by != want || end.Seq != 4 || len(doc.Conflicts) > 0 {
			t.Errorf("alone %v: 17:00 is said by %s since %d, want %s", alone, by, end.Seq, want)
		}
	}
}
