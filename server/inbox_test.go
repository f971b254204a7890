package server_test

import (
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/nudge"
	"passbok/push"
	"passbok/server"
)

type inboxAnswer struct {
	Items []struct {
		Key, Errand, Print, Kind, Month, Last, Ref, Place string
		Person, Beneficiary                               struct{ ID, Name string }
		Ore                                               int
		Message                                           struct{ SV, EN string }
	}
}

// inbox is the office's list, but for the notices (3066) that this world lacks.
func (c *client) inbox() (in inboxAnswer) {
	c.Helper()
	c.get("/api/v1/office/inbox").want(200).into(&in)
	for n, i := range in.Items {
		if i.Kind == "registration" {
			in.Items = append(in.Items[:n], in.Items[n+1:]...)
			break
		}
	}
	return in
}

// What stands still on its way, who was not reached and a certificate that ends are in the office's list; who sees to a thing is
// written by an operation, which everybody of the office gets.
func TestTheInboxThroughTheRealDoor(t *testing.T) {
	e := &way{items: map[string]queue.Item{}}
	w, office := sheetWorld(t, e)
	w.sign()
	ref := care.SheetRef(assistant, beneficiary, "2026-10", office.sheet().Version)
	kinds := func() (all string) {
		for _, i := range office.inbox().Items {
			all += i.Kind + " "
		}
		return all
	}
	if got := kinds(); got != "certificate " {
		t.Fatalf("before: %s", got)
	}
	e.items[ref] = queue.Item{Ref: ref, Entry: elt.Entry{State: elt.EntryHeld, Uncertain: true}}
	held := office.inbox().Items[0]
	if held.Kind != "held" || held.Person.ID != assistant || held.Ore == 0 || held.Place != "/office/sheets/2026-10" || held.Message.SV == "" {
		t.Errorf("%+v", held)
	}
	e.items[ref] = queue.Item{Ref: ref, Entry: elt.Entry{State: elt.EntryWaiting, Tries: 2, Uncertain: true}}
	if now := office.inbox().Items[0]; now.Kind != "uncertain" || now.Key != held.Key || now.Print == held.Print {
		t.Errorf("the same thing, changed: %+v", now)
	}
	e.items[ref] = queue.Item{Ref: ref, Entry: elt.Entry{State: elt.EntryReceived}}
	if got := kinds(); got != "certificate " {
		t.Errorf("received: %s", got)
	}

	ladder := w.config.Ladder.(*nudge.Ladder)
	matter := nudge.Matter{Key: "invoice_ready:" + beneficiary + "@2026-10", Code: push.InvoiceReady, Beneficiary: beneficiary, Month: "2026-10", To: []string{beneficiary}, Last: "2026-12-05"}
	for range 2 {
		if _, err := ladder.Look(t.Context(), bookID, nudge.Found{Matters: []nudge.Matter{matter}}, w.clock()); err != nil {
			t.Fatal(err)
		}
		w.later(49 * time.Hour)
	}
	office = w.joined(coordinator)
	in := office.inbox()
	person := in.Items[0]
	if len(in.Items) != 2 || person.Kind == "certificate" {
		person = in.Items[1]
	}
	if person.Kind != "unreached" || person.Person.ID != beneficiary || person.Last != "2026-12-05" {
		t.Errorf("%+v", in)
	}

	give := map[string]any{"key": person.Key, "assignee": coordinator, "beneficiary": beneficiary, "month": "2026-10"}
	if v := office.sync(office.op(person.Errand, 0, give)).Verdicts; v[0].Verdict != "applied" {
		t.Fatalf("%+v", v)
	}
	found := false
	for _, d := range w.joined(coordinator).sync().Docs {
		found = found || d.Doc == person.Errand
	}
	if phone := w.joined(assistant); !found || phone.sync(phone.op(care.ErrandRef("k"), 0, map[string]any{"key": "k"})).Verdicts[0].Verdict == "applied" {
		t.Errorf("the office has it: %t; or an assistant writes one", found)
	}
}

// A reminder is given once, and only by the office; the month's list of notices says who asked for it.
func TestAReminderThroughTheRealDoor(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	ladder := w.config.Ladder.(*nudge.Ladder)
	matter := nudge.Matter{Key: "invoice_ready:" + beneficiary + "@2026-10", Code: push.InvoiceReady, Beneficiary: beneficiary, Month: "2026-10", To: []string{beneficiary}, Last: "2026-12-05"}
	look := func() {
		if _, err := ladder.Look(t.Context(), bookID, nudge.Found{Matters: []nudge.Matter{matter}}, w.clock()); err != nil {
			t.Fatal(err)
		}
	}
	type reminder struct {
		Beneficiary string
		Person      struct{ Name string }
		Title       struct{ SV, EN string }
		Last        *time.Time
		May         bool
	}
	var waiting struct{ Reminders []reminder }
	var given struct{ Reminded []reminder }
	look()
	office.get("/api/v1/office/reminders/2026-10").want(200).into(&waiting)
	if len(waiting.Reminders) != 1 || waiting.Reminders[0].Person.Name != "Alva Prov" || !waiting.Reminders[0].May || waiting.Reminders[0].Last != nil || waiting.Reminders[0].Title.EN == "" {
		t.Fatalf("%+v", waiting)
	}
	path := "/api/v1/months" + october + "/remind"
	if office.post(path, map[string]any{}).want(200).into(&given); len(given.Reminded) != 1 {
		t.Errorf("%+v", given)
	}
	if office.post(path, map[string]any{}).want(200).into(&given); len(given.Reminded) != 0 {
		t.Errorf("twice: %+v", given)
	}
	look()
	var about struct {
		People []struct{ Steps []struct{ Rung, By string } }
	}
	office.get("/api/v1/months" + october + "/notices").want(200).into(&about)
	if steps := about.People[0].Steps; len(steps) == 0 || steps[len(steps)-1].By == "" {
		t.Errorf("nobody asked: %+v", about)
	}
	office.get("/api/v1/office/reminders/2026-09").want(200).into(&waiting)
	if len(waiting.Reminders) != 0 {
		t.Errorf("of another month: %+v", waiting)
	}
	office.post("/api/v1/months/00000000-0000-7000-8000-0000000000ff/2026-10/remind", map[string]any{}).problem(404, "person_unknown")
	w.joined(assistant).post(path, map[string]any{}).problem(403, "forbidden")
}

var _ server.Ladder = (*nudge.Ladder)(nil)
