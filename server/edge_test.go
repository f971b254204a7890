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
