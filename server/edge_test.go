package server_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"passbok/eid/invitation"
	"passbok/server"
	"passbok/store"
)

// A code that is typed is short: whoever tries many waits, and so does the right code from there, for a minute.
func TestGuessingAtCodes(t *testing.T) {
	w := newWorld(t)
	made, err := w.invite.Make(context.Background(), invitation.Order{Book: bookID, Person: assistant, By: "operator"})
	must(t, err)
	try := func(code, from string) reply {
		return w.anonymous().do(request{method: "POST", path: "/api/v1/session", header: map[string]string{"X-Forwarded-For": from},
			body: map[string]any{"invitation": code, "device": map[string]any{"id": w.id(), "name": "x"}}})
	}
	for i := range 20 {
		try(fmt.Sprintf("WRONG%05d", i), "198.51.100.1").problem(404, "invitation_unknown")
	}
	got := try(made.Code, "198.51.100.1")
	got.problem(429, "too_many_codes")
	if got.header.Get("Retry-After") != "60" {
		t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
	}
	try("WRONG", "198.51.100.2").problem(404, "invitation_unknown")
	w.later(time.Minute)
	try(made.Code, "198.51.100.1").want(201)
}

func TestNotReadyWithAFullDisk(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Ready = func(context.Context) error { return fmt.Errorf("ask: %w", store.ErrFull) }
	})
	w.anonymous().get("/readyz").problem(503, "storage_full")
}

func TestASyncWithoutItsDevice(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	if p := c.post("/api/v1/sync", map[string]any{"ops": []any{}}).problem(400, "missing"); p.Field != "device" {
		t.Errorf("field %q", p.Field)
	}
	c.post("/api/v1/sync", map[string]any{"device": w.id()}).problem(403, "wrong_device")
}

// A role, an engagement or a decision of somebody who is not in the book is refused; of one who is, it is taken, also
// where they came with the same request.
func TestPapersOfNobody(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	fresh := w.id()
	for name, x := range map[string]struct {
		doc, field string
		set        map[string]any
	}{
		"membership": {"membership/", "person", map[string]any{"person": fresh, "role": "assistant", "from": "2026-01-01"}},
		"engagement": {"engagement/", "assistant", map[string]any{"assistant": fresh, "beneficiary": beneficiary, "from": "2026-01-01"}},
		"at nobody":  {"engagement/", "beneficiary", map[string]any{"assistant": assistant, "beneficiary": fresh, "from": "2026-01-01"}},
		"decision":   {"decision/", "beneficiary", map[string]any{"beneficiary": fresh, "granter": "fk", "from": "2026-01-01", "minutes": 1, "per": "month"}},
		"represents": {"representation/", "beneficiary", map[string]any{"representative": godMan, "beneficiary": fresh, "kind": "god_man", "from": "2026-01-01"}},
	} {
		v := c.sync(c.op(x.doc+w.id(), 0, x.set)).Verdicts[0]
		if v.Verdict != "refused" || v.Code != "person_unknown" || v.Field != x.field || v.Message["sv"] == "" {
			t.Errorf("%s: %+v", name, v)
		}
	}
	got := c.sync(c.op("person/"+fresh, 0, map[string]any{"name": "Nya Provsson"}),
		c.op("membership/"+w.id(), 0, map[string]any{"person": fresh, "role": "assistant", "from": "2026-01-01"}),
		c.op("engagement/"+w.id(), 0, map[string]any{"assistant": fresh, "beneficiary": beneficiary, "from": "2026-01-01"}))
	for _, v := range got.Verdicts {
		if v.Verdict != "applied" {
			t.Errorf("%+v", v)
		}
	}
	if v := c.sync(func() map[string]any {
		o := c.op("engagement/"+w.id(), 0, map[string]any{"assistant": "nobody", "beneficiary": beneficiary, "from": "2026-01-01"})
		o["v"] = 2
		return o
	}()).Verdicts[0]; v.Verdict != "parked" || v.Code != "newer_version" {
		t.Errorf("of a later version: %+v", v)
	}
}
