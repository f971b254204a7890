package house

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/hook"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What happens in a book is posted by ids alone, once, over a restart too; an office whose system takes nothing is told.
func TestOtherSystemsAreTold(t *testing.T) {
	var got []hook.Post
	status := http.StatusOK
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var post hook.Post
		if err := json.Unmarshal(raw, &post); err != nil || strings.Contains(string(raw), "Alva") || strings.Contains(string(raw), "hemligt") {
			t.Errorf("%s %v", raw, err)
		}
		if status == http.StatusOK {
			got = append(got, post)
		}
		w.WriteHeader(status)
	}))
	defer there.Close()
	world := newTelling(t, time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Config{Hooks: []string{there.Listener.Addr().String()}})
	n := 0
	write := func(changes ...string) {
		t.Helper()
		n++
		var d book.Decision
		for _, text := range changes {
			ref, rest, _ := strings.Cut(text, " ")
			set := op.Fields{}
			for field := range strings.FieldsSeq(rest) {
				name, value, _ := strings.Cut(field, "=")
				set[name] = care.Value(value)
			}
			d.Set = append(d.Set, book.Change{Doc: ref, Set: set})
		}
		if _, err := world.book.Do(t.Context(), book.Command{ID: fmt.Sprint("c", n), Name: "test"}, func(book.Documents) (book.Decision, error) { return d, nil }); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when, events string) {
		t.Helper()
		if err := world.hooks.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, post := range got {
			for _, e := range post.Events {
				said = append(said, strings.TrimSpace(e.Event+" "+e.Plan))
			}
		}
		if got = nil; strings.Join(said, ", ") != events {
			t.Errorf("%s: told %q, want %q", when, said, events)
		}
	}
	const plan = " assistant=samir beneficiary=alva kind=active note=hemligt start=2026-11-20T08:00+01:00 end=2026-11-20T1"
	world.subscribe(t, world.House, "karin")
	write("person/alva name=Alva", "membership/karin person=karin role=coordinator from=2026-01-01", "plan/0"+plan+"2:00+01:00")
	if _, _, err := world.hooks.Make(t.Context(), world.book.ID(), there.URL+"/x", []string{hook.PlanPublished, hook.PlanChanged}, "karin"); err != nil {
		t.Fatal(err)
	}
	want("what was before", "")
	write("plan/1"+plan+"2:00+01:00", "plan/2"+plan+"3:00+01:00")
	want("two plans", "plan.published 1, plan.published 2")
	want("again", "")
	write("plan/1" + plan + "4:00+01:00")
	world.restart()
	want("after a restart", "plan.changed 1")
	status = http.StatusGone
	write("plan/2" + plan + "5:00+01:00")
	want("a system that is gone", "")
	if err := world.push.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if told := world.told(); len(told) != 1 || told[0] != "karin" {
		t.Errorf("told %q", told)
	}
}
