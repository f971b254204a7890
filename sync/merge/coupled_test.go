package merge_test

import (
	"fmt"
	"testing"

	"passbok/sync/op"
)

var made = step{who: "anna-1", set: row, want: op.Applied}

type tale struct {
	steps []step
	want  string
}

func tell(t *testing.T, tales map[string]tale) {
	t.Helper()
	for name, c := range tales {
		t.Run(name, func(t *testing.T) { story(t, append([]step{made}, c.steps...), c.want) })
	}
}

func TestCoupledFields(t *testing.T) {
	tell(t, map[string]tale{
		"a moved shift is never half applied": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=10:00 end=18:00 note=x", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active note=x start=08:00 | clash[end,start] op3{end=18:00 start=10:00}",
		},
		"a combination that nobody has looked at is asked about": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=09:00 | confirm[end,start] op2{end=17:00} op3{start=09:00}",
		},
		"a note is not coupled": {
			[]step{
				{who: "office", base: 1, set: "note=hej", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Merged},
			},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=hej start=09:00",
		},
		"saying again what stands is no new combination": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=08:00", want: op.Merged},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"whoever confirms closes it": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "anna-1", base: 3, resolves: "op2 op3", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=09:00",
		},
		"confirming what was changed since closes nothing": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "office", base: 3, set: "end=17:30", want: op.Conflict},
				{who: "anna-1", base: 3, resolves: "op2 op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:30 kind=active start=09:00 | confirm[end,start] op2{end=17:00} op3{start=09:00}",
		},
		"three people, three parts": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "boss", base: 1, set: "kind=waiting", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=waiting start=09:00 | confirm[end,kind,start] op2{end=17:00} op3{start=09:00} op4{kind=waiting}",
		},
		"a clash takes the place of a question": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "boss", base: 1, set: "end=18:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=09:00 | clash[end,start] op4{end=18:00}",
		},
		"a question beside a clash makes the clash wider": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "boss", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 1, set: "kind=waiting", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=waiting start=08:00 | clash[end,kind] op3{end=18:00}",
		},
		"a clash that its author takes back leaves the question that it hid": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "boss", base: 1, set: "kind=waiting", want: op.Conflict},
				{who: "anna-1", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=waiting start=08:00 | confirm[end,kind] op3{kind=waiting} op5{end=17:00}",
		},
		"what a device had said before it does not say again by another part": {
			[]step{
				{who: "office", base: 1, set: "end=15:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 3, set: "end=17:00", want: op.Conflict}, // knowing what stands, and leaving the question open
				{who: "office", base: 4, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 4, set: "beneficiary=bo", want: op.Conflict}, // and whether that and an end of 18:00 fit, nobody has said
				{who: "anna-1", base: 4, set: "end=19:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=18:00 kind=active start=08:00 | clash[beneficiary,end] op7{beneficiary=bo end=19:00}",
		},
		"what stands by another who had not seen the rest, a device does not confirm by having wished it": {
			[]step{
				{who: "office", base: 1, set: "start=10:00 end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-2", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "anna-2", base: 1, set: "end=18:00", want: op.Conflict}, // beside a start that it has not seen
				{who: "anna-1", base: 3, set: "kind=active", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=18:00 kind=active start=10:00 | confirm[end,kind,start] op5{end=18:00} op6{end=18:00 kind=active}",
		},
		"a clash that its author takes back, who says all that stands, leaves none": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 1, set: "end=17:00", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"a device goes on from its own statement that did not stand": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "start=10:00 end=18:00", want: op.Conflict},
				{who: "anna-1", base: 1, set: "kind=waiting", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end,kind,start] op4{end=18:00 kind=waiting start=10:00}",
		},
		"what is right apart and wrong together stands beside, nobody is refused": {
			[]step{
				{who: "office", base: 1, set: "start=15:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=12:00", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=16:00 kind=active start=15:00 | clash[end] op3{end=12:00}",
		},
	})
}

func TestEditAgainstVoid(t *testing.T) {
	gone := step{who: "office", base: 1, set: "void=true", why: "dubbel", want: op.Applied}
	tell(t, map[string]tale{
		"removed by someone who has seen it all": {[]step{gone}, rowLine + " void=true"},
		"an edit brings back what someone unseen removed": {
			[]step{gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[void] op2{void=true}",
		},
		"even a note": {
			[]step{gone, {who: "anna-1", base: 1, set: "note=x", want: op.Conflict}},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=x start=08:00 | clash[void] op2{void=true}",
		},
		"a removal does not take what someone unseen edited": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "void=true", why: "fel", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[void] op3{void=true}",
		},
		"a removal of one's own is no surprise": {
			[]step{
				{who: "anna-1", set: "void=true", why: "fel", want: op.Applied},
				{who: "anna-1", set: "note=x", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=x start=08:00 void=true",
		},
		"taken back by oneself": {
			[]step{
				{who: "anna-1", set: "void=true", why: "fel", want: op.Applied},
				{who: "anna-1", set: "void=false", want: op.Applied},
			},
			rowLine + " void=false",
		},
		"two remove it": {
			[]step{gone, {who: "anna-1", base: 1, set: "void=true", why: "fel", want: op.Applied}},
			rowLine + " void=true",
		},
		"one removes, one says it stays": {
			[]step{gone, {who: "anna-1", base: 1, set: "void=false", want: op.Conflict}},
			rowLine + " | clash[void] op2{void=true}",
		},
		"removing again what someone unseen took back": {
			[]step{
				{who: "anna-1", set: "void=true", why: "fel", want: op.Applied},
				{who: "anna-1", set: "void=false", want: op.Applied},
				{who: "office", base: 2, set: "void=true", why: "fel", want: op.Conflict},
			},
			rowLine + " void=false | clash[void] op4{void=true}",
		},
		"taking back a removal of one's own that did not stand": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				{who: "anna-1", base: 1, set: "void=true", why: "fel", want: op.Conflict},
				{who: "anna-1", base: 1, set: "void=null", want: op.Merged},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"whoever has seen both decides that it goes": {
			[]step{
				gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "anna-1", base: 3, set: "void=true", resolves: "op2", why: "ja", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 void=true",
		},
		"or that it stays": {
			[]step{
				gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "office", base: 3, resolves: "op2", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"said to stay, and removed by whoever has not seen that": {
			[]step{
				gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "office", base: 3, resolves: "op2", want: op.Applied},
				{who: "boss", base: 3, set: "void=true", resolves: "op2", why: "ja", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[void] op5{void=true}",
		},
		"but not while yet another edit is unseen": {
			[]step{
				gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "anna-1", base: 3, set: "note=y", want: op.Applied},
				{who: "office", base: 3, set: "void=true", resolves: "op2", why: "ja", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active note=y start=08:00 | clash[void] op5{void=true}",
		},
		"nor without looking at the question": {
			[]step{
				gone, {who: "anna-1", base: 1, set: "end=17:00", want: op.Conflict},
				{who: "boss", base: 3, set: "void=true", why: "bort", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[void] op2{void=true} op4{void=true}",
		},
	})
}

func TestResolving(t *testing.T) {
	office := step{who: "office", base: 1, set: "end=17:00", want: op.Applied}
	phone := step{who: "anna-1", base: 1, set: "end=15:00", want: op.Conflict}
	tell(t, map[string]tale{
		"one of the candidates": {
			[]step{office, phone, {who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Applied}},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00",
		},
		"another value": {
			[]step{office, phone, {who: "anna-1", base: 3, set: "end=16:30", resolves: "op2 op3", want: op.Applied}},
			"assistant=anna beneficiary=bo end=16:30 kind=active start=08:00",
		},
		"what stands, said again": {
			[]step{office, phone, {who: "anna-1", base: 3, set: "end=17:00", resolves: "op3", want: op.Applied}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"what stands, by a set that is empty": {
			[]step{office, phone, {who: "anna-1", base: 3, resolves: "op3", want: op.Applied}},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"setting the field without a word about the question keeps it": {
			[]step{office, phone, {who: "office", base: 3, set: "end=17:30", want: op.Conflict}},
			"assistant=anna beneficiary=bo end=17:30 kind=active start=08:00 | clash[end] op3{end=15:00}",
		},
		"a candidate that came later stays": {
			[]step{
				office, phone, {who: "anna-2", base: 1, set: "end=14:00", want: op.Conflict},
				{who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00 | clash[end] op4{end=14:00}",
		},
		"naming one that came after what was seen does not count": {
			[]step{
				office, phone, {who: "anna-2", base: 1, set: "end=14:00", want: op.Conflict},
				{who: "office", base: 3, set: "end=15:00", resolves: "op3 op4", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00 | clash[end] op4{end=14:00}",
		},
		"two resolutions at once disagree anew": {
			[]step{
				office, phone, {who: "office", base: 3, set: "end=16:45", resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=16:45 kind=active start=08:00 | clash[end] op5{end=15:00}",
		},
		"what stands was said to be right, and whoever has not seen that chooses otherwise": {
			[]step{
				office, phone, {who: "office", base: 3, set: "end=17:00", resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op5{end=15:00}",
		},
		"what stands was said to be right by a set that is empty": {
			[]step{
				office, phone, {who: "boss", base: 3, resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op5{end=15:00}",
		},
		"each says at once that the other was right": {
			[]step{
				office, phone, {who: "anna-1", base: 3, set: "end=17:00", resolves: "op3", want: op.Applied},
				{who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end] op5{end=15:00}",
		},
		"and the other way round": {
			[]step{
				office, phone, {who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 3, set: "end=17:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00 | clash[end] op5{end=17:00}",
		},
		"whoever has seen the decision may change it": {
			[]step{
				office, phone, {who: "boss", base: 3, resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 4, set: "end=15:00", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00",
		},
		"who decided goes on from it": {
			[]step{
				office, phone, {who: "boss", base: 3, resolves: "op3", want: op.Applied},
				{who: "boss", base: 3, set: "end=16:00", resolves: "op3", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=16:00 kind=active start=08:00",
		},
		"two resolutions at once that agree": {
			[]step{
				office, phone, {who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Applied},
				{who: "anna-1", base: 3, set: "end=15:00", resolves: "op3", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=08:00",
		},
		"what stood has changed meanwhile": {
			[]step{
				office, phone, {who: "office", base: 3, set: "end=17:30", want: op.Conflict},
				{who: "boss", base: 3, resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=17:30 kind=active start=08:00 | clash[end] op3{end=15:00}",
		},
		"two confirm at once": {
			[]step{
				office, {who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "office", base: 3, resolves: "op2 op3", want: op.Applied},
				{who: "anna-1", base: 3, resolves: "op2 op3", want: op.Merged}, // with what the office has said
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=09:00",
		},
		"one confirms, one corrects without having seen it": {
			[]step{
				office, {who: "anna-1", base: 1, set: "start=09:00", want: op.Conflict},
				{who: "office", base: 3, set: "end=18:00", resolves: "op2 op3", want: op.Applied},
				{who: "boss", base: 3, resolves: "op2 op3", want: op.Merged}, // of nothing that is still open
				{who: "anna-1", base: 3, set: "end=17:30", resolves: "op2 op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=18:00 kind=active start=09:00 | clash[end] op6{end=17:30}",
		},
		"what stands, while a candidate came that was not seen": {
			[]step{
				office, phone, {who: "boss", base: 1, set: "end=18:00", want: op.Conflict},
				{who: "anna-1", base: 3, resolves: "op3", want: op.Conflict},
				{who: "anna-1", base: 5, resolves: "op4", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00",
		},
		"a moved shift among the candidates is chosen whole": {
			[]step{
				office, {who: "anna-1", base: 1, set: "start=10:00 end=18:00", want: op.Conflict},
				{who: "office", base: 3, set: "start=10:00 end=18:00", resolves: "op3", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=18:00 kind=active start=10:00",
		},
		"a decision by one who has not seen another part change is looked at as a whole": {
			[]step{
				office, phone, {who: "anna-1", base: 3, set: "start=09:00", want: op.Conflict},
				{who: "office", base: 3, set: "end=15:00", resolves: "op3", want: op.Conflict},
			},
			"assistant=anna beneficiary=bo end=15:00 kind=active start=09:00 | confirm[end,start] op4{start=09:00} op5{end=15:00}",
		},
		"a note's question leaves the other alone": {
			[]step{
				{who: "office", base: 1, set: "end=17:00 note=a", want: op.Applied},
				{who: "anna-1", base: 1, set: "end=15:00 note=b", want: op.Conflict},
				{who: "office", base: 3, set: "note=ab", resolves: "op3", want: op.Applied},
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active note=ab start=08:00",
		},
	})
}

func TestCandidatesAreBounded(t *testing.T) {
	steps := []step{made, {who: "office", base: 1, set: "end=17:00", want: op.Applied}}
	want := "assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | clash[end]"
	for i := range 16 {
		next := step{who: fmt.Sprintf("phone-%d", i), base: 1, set: fmt.Sprintf("end=20:%02d", i), want: op.Conflict}
		if i == 15 {
			next.want, next.code = op.Parked, op.ReasonCandidates
			want += fmt.Sprintf(" | parked op%d{%s} %s", i+3, next.set, op.ReasonCandidates)
		} else {
			want += fmt.Sprintf(" op%d{%s}", i+3, next.set)
		}
		steps = append(steps, next)
	}
	story(t, steps, want)
}

func TestSealedMonths(t *testing.T) {
	const seal = "bo@10"
	parked := func(in step) step {
		in.want, in.code, in.seal = op.Parked, op.ReasonSealed, seal
		return in
	}
	free := func(in step, want op.Verdict) step {
		in.want, in.seal = want, seal
		return in
	}
	tell(t, map[string]tale{
		"what a seal freezes": {
			[]step{parked(step{who: "anna-1", set: "end=17:00"})}, rowLine + " | parked op2{end=17:00} sealed",
		},
		"a removal": {
			[]step{parked(step{who: "anna-1", set: "void=true", why: "fel"})}, rowLine + " | parked op2{void=true} sealed",
		},
		"a row moved into the month": {
			[]step{
				{who: "office", base: 1, set: "beneficiary=cy", want: op.Applied},
				parked(step{who: "office", base: 2, set: "beneficiary=bo"}),
			},
			"assistant=anna beneficiary=cy end=16:00 kind=active start=08:00 | parked op3{beneficiary=bo} sealed",
		},
		"a row moved out of the month": {
			[]step{parked(step{who: "office", base: 1, set: "beneficiary=cy"})}, rowLine + " | parked op2{beneficiary=cy} sealed",
		},
		"a note is never held up": {
			[]step{free(step{who: "anna-1", set: "note=x"}, op.Applied)},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=x start=08:00",
		},
		"saying what stands changes no row": {
			[]step{free(step{who: "anna-1", set: "end=16:00 note=x"}, op.Applied)},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=x start=08:00",
		},
		"the whole operation waits": {
			[]step{parked(step{who: "anna-1", set: "end=17:00 note=x"})}, rowLine + " | parked op2{end=17:00 note=x} sealed",
		},
		"a value that would only stand beside waits too": {
			[]step{
				{who: "office", base: 1, set: "end=17:00", want: op.Applied},
				parked(step{who: "anna-1", base: 1, set: "end=15:00"}),
			},
			"assistant=anna beneficiary=bo end=17:00 kind=active start=08:00 | parked op3{end=15:00} sealed",
		},
		"a note does not bring back what was removed before the seal": {
			[]step{
				{who: "office", base: 1, set: "void=true", why: "fel", want: op.Applied},
				free(step{who: "anna-1", base: 1, set: "note=x"}, op.Merged),
			},
			"assistant=anna beneficiary=bo end=16:00 kind=active note=x start=08:00 void=true",
		},
		"an edit of what was removed before the seal waits": {
			[]step{
				{who: "office", base: 1, set: "void=true", why: "fel", want: op.Applied},
				parked(step{who: "anna-1", base: 1, set: "end=17:00"}),
			},
			rowLine + " void=true | parked op3{end=17:00} sealed",
		},
	})
	t.Run("a new row, and what follows it", func(t *testing.T) {
		story(t, []step{
			parked(step{who: "anna-1", set: row}),
			{who: "anna-1", set: "end=17:00", want: op.Parked, code: op.ReasonFollows},
			{who: "office", set: "end=17:00", want: op.Refused, code: "start_missing"},
		}, "| parked op1{"+showSet(parseSet(row))+"} sealed | parked op2{end=17:00} follows")
	})
	t.Run("a right that has ended", func(t *testing.T) {
		story(t, []step{made, {who: "anna-1", set: "end=17:00", right: 1, want: op.Parked, code: op.ReasonRightEnded}},
			rowLine+" | parked op2{end=17:00} right_ended")
	})
}
