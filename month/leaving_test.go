package month_test

import (
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// atWork gives Samir what somebody has who works: plans before and after 15 November, an employment, an engagement that is to come, and
// one that has ended.
func (w *world) atWork() {
	w.t.Helper()
	w.set(
		"employment/e assistant=samir employer=provider regime=agreement from=2024-01-01",
		"engagement/later assistant=samir beneficiary=bo from=2027-01-01",
		"engagement/old assistant=samir beneficiary=alva from=2023-01-01 to=2023-12-31",
		"plan/before assistant=samir beneficiary=alva kind=active start=2026-11-15T20:00+01:00 end=2026-11-16T06:00+01:00", // begins on the last day
		"plan/after assistant=samir beneficiary=alva kind=active start=2026-11-16T08:00+01:00 end=2026-11-16T16:00+01:00",
		"plan/other assistant=tilda beneficiary=alva kind=active start=2026-11-16T16:00+01:00 end=2026-11-16T22:00+01:00",
		"plan/draft assistant=samir beneficiary=bo kind=active start=2027-02-28T22:00+01:00 end=2027-03-01T06:00+01:00 draft=#true",
		"plan/removed assistant=samir beneficiary=alva kind=active start=2026-11-17T08:00+01:00 end=2026-11-17T16:00+01:00 void=#true",
	)
	w.shift("worked samir alva active 2026-11-20T08:00+01:00 2026-11-20T16:00+01:00")
}

func (w *world) leave(by, last string, roles ...string) month.LeaveAsk {
	return month.LeaveAsk{By: by, Person: "samir", Roles: roles, Last: care.Date(last), Now: w.now}
}

func (w *world) leaving(ask month.LeaveAsk) (l month.Leaving, err error) {
	w.t.Helper()
	viewed := w.book.View(w.t.Context(), func(docs book.Documents) error {
		l, err = month.Leave(docs, ask)
		return nil
	})
	if viewed != nil {
		w.t.Fatal(viewed)
	}
	return l, err
}

func (w *world) fieldsOf(ref string) (fields care.Fields) {
	w.t.Helper()
	err := w.book.View(w.t.Context(), func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		fields = doc.Values()
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return fields
}

func TestLeaving(t *testing.T) {
	w := newWorld(t)
	w.atWork()
	ask := w.leave("karin", "2026-11-15", "assistant")
	l, err := w.leaving(ask)
	if err != nil {
		t.Fatal(err)
	}
	var ends []string
	for _, one := range l.Ends {
		ends = append(ends, strings.TrimSpace(one.Kind+" "+one.About.Name))
	}
	if got := strings.Join(ends, ", "); got != "membership, engagement Alva, engagement Bo, employment, registration Alva, registration Bo" {
		t.Errorf("ends: %s", got)
	}
	if len(l.Never) != 1 || l.Never[0].About.Name != "Bo" || len(l.Vacant) != 2 || l.Vacant[0].Beneficiary.ID != "alva" || l.After != 1 || len(l.Tell) != 2 {
		t.Errorf("%+v", l)
	}

	stale := l
	w.set("plan/more assistant=samir beneficiary=bo kind=active start=2026-12-01T08:00+01:00 end=2026-12-01T16:00+01:00")
	if got := w.refused(func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, ask, stale.Hash) }); got != op.CodeChanged {
		t.Errorf("as it was looked at before something changed: %q", got)
	}
	if l, err = w.leaving(ask); err != nil || len(l.Vacant) != 3 {
		t.Fatalf("%v, %+v", err, l.Vacant)
	}
	must(t, w, func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, ask, l.Hash) })
	for ref, want := range map[string]string{
		"membership/samir to": "2026-11-15", "engagement/0 to": "2026-11-15", "engagement/1 to": "2026-11-15", "engagement/old to": "2023-12-31", "engagement/later to": "",
		"employment/e to": "2026-11-15", "registration/0 to": "2026-11-15", "registration/2 to": "", "plan/before assistant": "samir", "plan/after assistant": "", "plan/draft assistant": "", "plan/other assistant": "tilda",
	} {
		ref, field, _ := strings.Cut(ref, " ")
		if got := care.Text(w.fieldsOf(ref), field); got != want {
			t.Errorf("%s of %s is %q, want %q", field, ref, got, want)
		}
	}
	if !care.Flag(w.fieldsOf("engagement/later"), "void") {
		t.Error("an engagement that was to begin later stands")
	}
	if _, err := w.leaving(ask); code(err) != month.CodeNothingEnds {
		t.Errorf("once more: %v", err)
	}

	undo := func(docs book.Documents) (book.Decision, error) { return month.LeaveBack(docs, ask, l.Undo) }
	must(t, w, undo)
	again, err := w.leaving(ask)
	if err != nil || again.Hash != l.Hash {
		t.Errorf("after it was taken back: %v, %s and %s", err, again.Hash, l.Hash)
	}
	if got := w.refused(undo); got != month.CodeLeaveUndone {
		t.Errorf("taken back twice: %q", got)
	}
}

// What is given as the way back may be nothing but the way back.
func TestLeaveBackTakesNothingElse(t *testing.T) {
	w := newWorld(t)
	w.atWork()
	ask := w.leave("karin", "2026-11-15", "assistant")
	l, err := w.leaving(ask)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, ask, l.Hash) })
	for name, back := range map[string]month.LeavingUndo{
		"another's role":       {Doc: "membership/tilda", Set: fields("to=2030-01-01")},
		"another field":        {Doc: "membership/samir", Set: fields("role=coordinator")},
		"two fields":           {Doc: "membership/samir", Set: fields("to=2030-01-01 role=coordinator")},
		"a plan for another":   {Doc: "plan/after", Set: fields("assistant=tilda")},
		"another kind":         {Doc: "person/samir", Set: fields("name=X")},
		"a paper not there":    {Doc: "engagement/none", Set: fields("to=2030-01-01")},
		"removing what stands": {Doc: "engagement/0", Set: fields("void=#true")},
	} {
		got := w.refused(func(docs book.Documents) (book.Decision, error) {
			return month.LeaveBack(docs, ask, []month.LeavingUndo{back})
		})
		if got != month.CodeLeaveUndone {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhoMayEndWhoseWork(t *testing.T) {
	w := newWorld(t)
	w.set("responsibility/r coordinator=samir beneficiary=bo from=2024-01-01", "responsibility/k coordinator=karin beneficiary=bo from=2024-01-01", "membership/kai person=samir role=coordinator from=2024-01-01", "membership/aud person=gunnar role=auditor from=2024-01-01")
	for _, tt := range []struct{ by, person, roles, want string }{
		{"karin", "samir", "assistant", ""}, {"karin", "samir", "coordinator", ""}, {"karin", "samir", "assistant coordinator", ""},
		{"karin", "karin", "coordinator", ""}, {"samir", "samir", "assistant", ""}, {"tilda", "samir", "assistant", month.CodeForbidden},
		{"gunnar", "samir", "assistant", month.CodeForbidden}, {"karin", "nobody", "assistant", month.CodePersonUnknown}, {"karin", "tilda", "coordinator", month.CodeNothingEnds},
	} {
		ask := w.leave(tt.by, "2026-11-30", strings.Fields(tt.roles)...)
		ask.Person = tt.person
		if _, err := w.leaving(ask); code(err) != tt.want {
			t.Errorf("%s ends %s of %s: %v, want %q", tt.by, tt.roles, tt.person, err, tt.want)
		}
	}
	ask := w.leave("karin", "2026-11-30", "coordinator")
	l, err := w.leaving(ask)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, ask, l.Hash) })
	if theirs, hers := care.Text(w.fieldsOf("responsibility/r"), "to"), care.Text(w.fieldsOf("responsibility/k"), "to"); theirs != "2026-11-30" || hers != "" {
		t.Errorf("what they answer for ends %q, what another does %q", theirs, hers)
	}
	ask.Person = "karin"
	if _, err := w.leaving(ask); code(err) != month.CodeLastCoordinator {
		t.Errorf("the last coordinator: %v", err)
	}
}

func must(t *testing.T, w *world, decide func(book.Documents) (book.Decision, error)) {
	t.Helper()
	if _, err := w.do("leave", decide); err != nil {
		t.Fatal(err)
	}
}

func (w *world) refused(decide func(book.Documents) (book.Decision, error)) string {
	w.t.Helper()
	_, err := w.do("leave", decide)
	return code(err)
}
