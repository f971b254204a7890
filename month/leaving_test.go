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

func (w *world) back(by, person string) month.LeaveAsk {
	return month.LeaveAsk{By: by, Person: person, Now: w.now}
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
	if got := w.refused(func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, "end", ask, stale.Hash) }); got != op.CodeChanged {
		t.Errorf("as it was looked at before something changed: %q", got)
	}
	if l, err = w.leaving(ask); err != nil || len(l.Vacant) != 3 {
		t.Fatalf("%v, %+v", err, l.Vacant)
	}
	end := w.ended(ask, l.Hash)
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

	undo := func(docs book.Documents) (book.Decision, error) {
		return month.LeaveBack(docs, "back", w.back("karin", "samir"), []book.Did{end})
	}
	must(t, w, undo)
	again, err := w.leaving(ask)
	if err != nil || again.Hash != l.Hash {
		t.Errorf("after it was taken back: %v, %s and %s", err, again.Hash, l.Hash)
	}
	if got := w.refused(undo); got != month.CodeLeaveUndone {
		t.Errorf("taken back twice: %q", got)
	}
}

// What is taken back is what that command did to that person, and as long as nobody has touched it.
func TestLeaveBackTakesNothingElse(t *testing.T) {
	w := newWorld(t)
	w.atWork()
	ask := w.leave("karin", "2026-11-15", "assistant")
	l, err := w.leaving(ask)
	if err != nil {
		t.Fatal(err)
	}
	end := w.ended(ask, l.Hash)
	other, forged, erased := end, end, end
	other.Name = "months.ready"
	forged.Seq--
	erased.Answer, erased.Body = nil, nil
	for name, tt := range map[string]struct {
		by, person string
		end        book.Did
		want       string
	}{
		"another's work":       {"karin", "tilda", end, month.CodeLeaveUndone},
		"another command":      {"karin", "samir", other, month.CodeLeaveUndone},
		"an entry before it":   {"karin", "samir", forged, month.CodeLeaveUndone},
		"an erased command":    {"karin", "samir", erased, month.CodeLeaveUndone},
		"no command":           {"karin", "samir", book.Did{}, month.CodeLeaveUndone},
		"by who is no manager": {"tilda", "samir", end, month.CodeForbidden},
	} {
		got := w.refused(func(docs book.Documents) (book.Decision, error) {
			return month.LeaveBack(docs, "back", w.back(tt.by, tt.person), []book.Did{tt.end})
		})
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	w.set("plan/after note=tidig")
	if got := w.refused(func(docs book.Documents) (book.Decision, error) {
		return month.LeaveBack(docs, "back", w.back("karin", "samir"), []book.Did{end})
	}); got != month.CodeLeaveUndone {
		t.Errorf("after a plan was changed: %q", got)
	}
}

// Who may not sign neither ends the last one who does, nor brings back one who did.
func TestWhoMayEndASignersWork(t *testing.T) {
	w := newWorld(t)
	w.set("person/lena name=Lena", "membership/lena person=lena role=coordinator signs=no from=2024-01-01", "membership/kai person=samir role=coordinator from=2024-01-01 to=2026-12-31")
	ask := w.leave("lena", "2026-11-30", "coordinator")
	ask.Person = "karin"
	if _, err := w.leaving(ask); code(err) != month.CodeLastCoordinator {
		t.Errorf("one who does not sign ends who signs for longest: %v", err)
	}
	ask.By = "karin"
	if _, err := w.leaving(ask); err != nil {
		t.Errorf("she ends it herself, while another signs: %v", err)
	}
	ask.Person = "samir"
	l, err := w.leaving(ask)
	if err != nil {
		t.Fatal(err)
	}
	end := w.ended(ask, l.Hash)
	ask.Person = "karin"
	if _, err := w.leaving(ask); code(err) != month.CodeLastCoordinator {
		t.Errorf("the last who signs, while one is left who does not: %v", err)
	}
	back := func(by string) func(book.Documents) (book.Decision, error) {
		return func(docs book.Documents) (book.Decision, error) {
			return month.LeaveBack(docs, "back", w.back(by, "samir"), []book.Did{end})
		}
	}
	if got := w.refused(back("lena")); got != month.CodeForbidden {
		t.Errorf("one who does not sign brings back who did: %q", got)
	}
	must(t, w, back("karin"))
}

// What waits takes effect by nobody who could not have written it.
func TestWhoLetsWhatWaitsTakeEffect(t *testing.T) {
	w := newWorld(t)
	w.set("person/lena name=Lena", "membership/lena person=lena role=coordinator signs=no from=2024-01-01")
	for by, want := range map[string]string{"lena": month.CodeForbidden, "karin": ""} {
		err := w.book.View(t.Context(), func(docs book.Documents) error {
			return month.MaySettle(by, w.now)(docs, "membership/lena", fields("person=lena role=coordinator signs=no from=2024-01-01"), fields("person=lena role=coordinator from=2024-01-01"))
		})
		if code(err) != want {
			t.Errorf("%s: %v, want %q", by, err, want)
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
	must(t, w, func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, "end", ask, l.Hash) })
	if theirs, hers := care.Text(w.fieldsOf("responsibility/r"), "to"), care.Text(w.fieldsOf("responsibility/k"), "to"); theirs != "2026-11-30" || hers != "" {
		t.Errorf("what they answer for ends %q, what another does %q", theirs, hers)
	}
	ask.Person = "karin"
	if _, err := w.leaving(ask); code(err) != month.CodeLastCoordinator {
		t.Errorf("the last coordinator: %v", err)
	}
}

// ended ends somebody's work, and gives the command by which.
func (w *world) ended(ask month.LeaveAsk, saw string) book.Did {
	w.t.Helper()
	id := "end of " + ask.Person
	_, err := w.book.Do(w.t.Context(), book.Command{ID: id, Name: month.LeaveCommand, Person: ask.By}, func(docs book.Documents) (book.Decision, error) {
		return month.LeaveNow(docs, id, ask, saw)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	did, ok, err := w.book.Did(w.t.Context(), id)
	if err != nil || !ok || did.Person != ask.By {
		w.t.Fatalf("%+v, %t, %v", did, ok, err)
	}
	return did
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
