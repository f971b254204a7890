package merge_test

import (
	"strings"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// Whoever resolves names every candidate, what stands among them, and people are shown who said it, also where nobody
// ever set the field that the question is about.
func TestWhatStandsHasItsAuthor(t *testing.T) {
	edit := step{who: "office", base: 1, set: "end=17:00", why: "såg det", want: op.Applied}
	void := step{who: "anna-1", base: 1, set: "void=true", why: "fel", want: op.Conflict}
	for name, tt := range map[string]struct {
		steps []step
		want  string
	}{
		"edited, then removed":                      {[]step{edit, void}, "op2 office"},
		"removed, then edited":                      {[]step{{who: "office", base: 1, set: "void=true", why: "x", want: op.Applied}, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict}}, "op3 anna-1"},
		"the remover's own edit is not what it met": {[]step{edit, {who: "anna-1", set: "note=x", want: op.Merged}, void}, "op2 office"},
		"nor is what came after":                    {[]step{edit, void, {who: "boss", base: 3, set: "note=y", want: op.Applied}}, "op2 office"},
		"an edit is newer than a taking back": {[]step{
			{who: "anna-1", set: "void=true", why: "fel", want: op.Applied}, {who: "anna-1", set: "void=false", want: op.Applied},
			{who: "office", base: 3, set: "end=17:00", want: op.Applied}, {who: "boss", base: 3, set: "void=true", why: "y", want: op.Conflict},
		}, "op4 office"},
		"one statement, whose field was cleared": {[]step{
			{who: "office", base: 1, set: "end=null", want: op.Applied},
			{who: "office", base: 2, set: "start=18:00", want: op.Applied},
			{who: "anna-1", base: 1, set: "end=12:00", want: op.Conflict},
		}, "op2 office"},
	} {
		s := newStand(t)
		for i, in := range append([]step{made}, tt.steps...) {
			in.right = merge.Allowed
			if out := s.run(in); out.Verdict != in.want {
				t.Fatalf("%s: step %d: %s, want %s", name, i+1, out.Verdict, in.want)
			}
		}
		c := s.doc.Conflicts[0]
		standing := s.doc.Standing(c)
		if got := standing.Op + " " + standing.Device; got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
		all := []string{standing.Op}
		for _, candidate := range c.Candidates {
			all = append(all, candidate.Op)
		}
		if out := s.run(step{who: "chief", base: s.doc.Rev, resolves: strings.Join(all, " "), right: merge.Allowed}); out.Verdict != op.Applied || len(s.doc.Conflicts) > 0 {
			t.Errorf("%s: resolved as is: %s %s", name, out.Verdict, show(s.doc))
		}
	}
}

// A row says who said what stands in it: what somebody said before another changed it is theirs no more.
func TestAuthors(t *testing.T) {
	edit := func(set string) step {
		return step{who: "office", base: 1, set: set, want: op.Applied}
	}
	for name, tt := range map[string]struct {
		steps []step
		want  string
	}{
		"as it was made":                      {nil, "anna"},
		"changed in part by the office":       {[]step{edit("end=17:00")}, "anna office"},
		"what is the same stays its author's": {[]step{edit("end=16:00")}, "anna"},
		"made by the office":                  {nil, "office"},
	} {
		s, first := newStand(t), made
		if tt.want == "office" {
			first.who = "office"
		}
		for _, in := range append([]step{first}, tt.steps...) {
			in.right = merge.Allowed
			s.run(in)
		}
		if got := strings.Join(s.doc.Authors(), " "); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}
