package server_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"passbok/eid/invitation"
	"passbok/eid/session"
)

func TestJoinRefreshSignOut(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	var as struct {
		Access, Book, Device string
		Person               struct {
			ID, Name, Role string
			Roles          []string
		}
		SendOnly bool
	}
	got := c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200)
	got.into(&as)
	if as.Person.ID != assistant || as.Person.Name != "Aras Testberg" || as.Person.Role != "assistant" || as.Book != bookID || as.Device != c.device || as.SendOnly {
		t.Errorf("%+v", as)
	}
	cookie := (&http.Response{Header: got.header}).Cookies()[0]
	if cookie.Name != "__Host-passbok" || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode ||
		cookie.Path != "/" || cookie.Domain != "" || time.Duration(cookie.MaxAge)*time.Second != session.IdlePhone {
		t.Errorf("%+v", cookie)
	}
	first := c.cookie
	c.keep(got)
	if c.cookie == first {
		t.Error("the token was not rotated")
	}
	out := c.do(request{method: "DELETE", path: "/api/v1/session", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).want(204)
	if gone := (&http.Response{Header: out.header}).Cookies()[0]; gone.Value != "" || gone.Expires.After(w.clock()) {
		t.Errorf("the cookie stays: %+v", gone)
	}
	c.do(request{method: "DELETE", path: "/api/v1/session", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).want(204)
	c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).problem(401, "session_ended")
}

func TestOfficeSessionIsShort(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	w.later(session.IdleOffice)
	c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).problem(401, "session_expired")
}

func TestReplayedSessionIsTold(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	refresh := func(cookie string) reply {
		return c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: cookie, header: map[string]string{"X-Passbok": "1"}})
	}
	stolen := c.cookie
	c.keep(refresh(c.cookie).want(200))
	w.later(time.Hour)
	c.keep(refresh(c.cookie).want(200))
	refresh(stolen).problem(401, "session_replayed")
	refresh(c.cookie).problem(401, "session_ended")
	again := w.joined(assistant)
	var answer struct {
		Told []struct{ Code, Device string }
	}
	again.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: again.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200).into(&answer)
	if len(answer.Told) != 1 || answer.Told[0].Code != "session_replayed" || answer.Told[0].Device != "Telefon" {
		t.Errorf("told %+v", answer.Told)
	}
}

func TestPairing(t *testing.T) {
	w := newWorld(t)
	c := w.joined(beneficiary)
	var code struct{ Code string }
	c.post("/api/v1/session/pairing", nil).want(201).into(&code)
	device := w.id()
	join := map[string]any{"invitation": code.Code, "device": map[string]any{"id": device, "name": "App"}}
	var as struct{ Person struct{ ID string } }
	w.anonymous().post("/api/v1/session", join).want(201).into(&as)
	if as.Person.ID != beneficiary {
		t.Errorf("signed in as %s", as.Person.ID)
	}
	join["device"] = map[string]any{"id": w.id(), "name": "En annan"}
	w.anonymous().post("/api/v1/session", join).problem(410, "invitation_used")
	c.post("/api/v1/session/pairing", nil).want(201).into(&code)
	w.later(invitation.Pairing)
	join["invitation"] = code.Code
	w.anonymous().post("/api/v1/session", join).problem(410, "invitation_expired")
}

func TestInvite(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	var made struct{ Link, Code string }
	c.post("/api/v1/invitations", map[string]any{"person": colleague}).want(201).into(&made)
	if made.Link != w.url+"/join#"+made.Code {
		t.Errorf("link %s, code %s", made.Link, made.Code)
	}
	w.anonymous().post("/api/v1/session", map[string]any{"invitation": made.Code, "device": map[string]any{"id": w.id()}}).want(201)
	c.post("/api/v1/invitations", map[string]any{"person": nobody}).problem(404, "person_unknown")
	c.post("/api/v1/invitations", map[string]any{"person": former}).problem(403, "left")
}

// left is the device of whoever left, as it is after their last day.
func (w *world) left() *client {
	w.Helper()
	w.mu.Lock()
	w.now = time.Date(2026, 10, 31, 9, 0, 0, 0, time.UTC) // their last day
	w.mu.Unlock()
	c := w.joined(former)
	c.post("/api/v1/session/pairing", nil).want(201)
	w.later(48 * time.Hour)
	c.keep(c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200))
	return c
}

func TestWhoLeftCanSendAndNothingElse(t *testing.T) {
	w := newWorld(t)
	c := w.left()
	got := c.sync(c.shift(former, "2026-10-30T08:00+01:00", "2026-10-30T12:00+01:00"))
	if got.Verdicts[0].Verdict != "applied" || len(got.Docs) != 0 {
		t.Errorf("%+v", got)
	}
	c.get("/api/v1/live").problem(403, "send_only")
	c.get("/api/v1/ops?mine").problem(403, "send_only")
	made, err := w.invite.Make(context.Background(), invitation.Order{Book: bookID, Person: former, By: "operator"})
	must(t, err)
	w.anonymous().post("/api/v1/session", map[string]any{"invitation": made.Code, "device": map[string]any{"id": w.id()}}).problem(403, "left")
}

func TestForkedDeviceGoesOnUnderANewID(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	first := c.shift(assistant, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00")
	c.sync(first)
	forked := c.shift(assistant, "2026-10-06T08:00+02:00", "2026-10-06T12:00+02:00")
	forked["n"] = 1
	c.post("/api/v1/sync", map[string]any{"device": c.device, "ops": []any{forked}}).problem(409, "device_forked")
	old := c.device
	c.device = w.id()
	c.post("/api/v1/sync", map[string]any{"device": c.device}).problem(403, "wrong_device")
	c.keep(c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie,
		body: map[string]any{"device": map[string]any{"id": c.device, "name": "Telefon"}}}).want(200))
	var got syncAnswer
	c.post("/api/v1/sync", map[string]any{"device": c.device, "replaces": map[string]any{"device": old, "through": 0}, "ops": []any{forked}}).want(200).into(&got)
	if got.Verdicts[0].Verdict != "applied" {
		t.Errorf("%+v", got.Verdicts)
	}
}
