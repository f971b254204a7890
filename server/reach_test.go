package server_test

import (
	"strings"
	"testing"
	"time"

	"passbok/nudge"
	"passbok/push"
)

// The office sees who was not reached, prints a letter, and sees on the month's page what was sent.
func TestWhoWasNotReached(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	ladder := w.config.Ladder.(*nudge.Ladder)
	matter := nudge.Matter{
		Key: "invoice_ready:" + beneficiary + "@2026-10", Code: push.InvoiceReady, Beneficiary: beneficiary, Month: "2026-10", Version: 1,
		To: []string{beneficiary}, Last: "2026-12-05",
	}
	look := func(found nudge.Found) {
		if _, err := ladder.Look(t.Context(), bookID, found, w.clock()); err != nil {
			t.Fatal(err)
		}
	}
	type answer struct {
		People []struct {
			ID, Notice, Phone, Last string
			Person                  struct{ ID, Name string }
			Title                   struct{ SV, EN string }
			Listed, Done            *time.Time
			Steps                   []struct{ Rung, Passed string }
		}
	}
	var list, about answer
	look(nudge.Found{Matters: []nudge.Matter{matter}})
	if c.get("/api/v1/office/unreached").want(200).into(&list); len(list.People) != 0 {
		t.Errorf("too early: %+v", list)
	}
	w.later(49 * time.Hour)
	look(nudge.Found{Matters: []nudge.Matter{matter}})
	c = w.joined(coordinator)
	c.get("/api/v1/office/unreached").want(200).into(&list)
	c.get("/api/v1/months/" + beneficiary + "/2026-10/notices").want(200).into(&about)
	if len(list.People) != 1 || len(about.People) != 1 || list.People[0].Person.Name != "Alva Prov" || list.People[0].Title.SV != "Oktober är klar att titta på" ||
		list.People[0].Listed == nil || list.People[0].Steps[0].Passed != "no_device" {
		t.Fatalf("%+v\n%+v", list, about)
	}
	path := "/api/v1/office/unreached/" + list.People[0].ID + "/letter"
	for lang, want := range map[string][]string{
		"sv": {"Till Alva Prov", "Oktober är klar att titta på", "Sista dag är 5 december.", "4 november 2026", "Prova Assistans", "ring oss"},
		"en": {"To Alva Prov", "October is ready", "The last day is 5 December.", "call us"},
	} {
		text := string(c.get(path + "?lang=" + lang).want(200).body)
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s: the letter does not say %q:\n%s", lang, part, text)
			}
		}
		if strings.Contains(text, "19850709") || strings.Contains(text, "<script") || strings.Contains(text, "style=") {
			t.Errorf("the letter says too much:\n%s", text)
		}
	}
	c.get("/api/v1/office/unreached/000000000000000000000000/letter").problem(404, "not_found")
	look(nudge.Found{})
	if c.get("/api/v1/office/unreached").want(200).into(&list); len(list.People) != 0 {
		t.Errorf("done, and on the list: %+v", list)
	}
	if c.get("/api/v1/months/" + beneficiary + "/2026-10/notices").want(200).into(&about); about.People[0].Done == nil {
		t.Error("done, and not said so")
	}
}
