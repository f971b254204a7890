package server_test

import (
	"context"
	"errors"
	"testing"

	"passbok/server"
)

// firstOf is a house without a provider, whose link's secret is "right".
type firstOf struct {
	made  server.FirstProvider
	calls int
}

func (f *firstOf) Waits(context.Context) (bool, error) { return f.calls == 0, nil }

func (f *firstOf) First(_ context.Context, secret string, p server.FirstProvider) (string, error) {
	switch secret {
	case "right":
		f.made, f.calls = p, f.calls+1
		return "CODE", nil
	case "late":
		return "", errors.Join(server.ErrSetupOver)
	}
	return "", server.ErrSetupWrong
}

func TestTheFirstProviderByTheLink(t *testing.T) {
	house := &firstOf{}
	w := newWorld(t, func(cfg *server.Config) { cfg.Setup = house })
	c := w.anonymous()
	var about struct{ Setup bool }
	c.get("/api/v1/about").want(200).into(&about)
	if !about.Setup {
		t.Error("nobody is told that there is no provider")
	}
	ask := func(secret, name, number, who string) reply {
		return c.post("/api/v1/setup", map[string]any{"secret": secret, "name": name, "organisationsnummer": number, "coordinator": who})
	}
	ask("right", " ", "990000-0002", "Karin").problem(400, "missing")
	ask("right", "Prova", "990000-0001", "Karin").problem(400, "bad_number")
	ask("right", "Prova", "990000-0002", "").problem(400, "missing")
	ask("late", "Prova", "990000-0002", "Karin").problem(410, "setup_over")
	if house.calls != 0 {
		t.Error("something that is wrong was let through")
	}
	var made struct{ Invitation string }
	ask("right", " Prova Assistans ", "990000-0002", "Karin Modell").want(201).into(&made)
	if made.Invitation != "CODE" || house.made != (server.FirstProvider{Name: "Prova Assistans", Organisationsnummer: "9900000002", Coordinator: "Karin Modell"}) {
		t.Errorf("%+v, %+v", made, house.made)
	}
	for range 20 {
		ask("wrong", "Prova", "990000-0002", "Karin").problem(404, "setup_wrong")
	}
	ask("wrong", "Prova", "990000-0002", "Karin").problem(429, "too_many_codes")
}

func TestAHouseThatHasNoLink(t *testing.T) {
	w := newWorld(t)
	w.anonymous().post("/api/v1/setup", map[string]any{"secret": "x", "name": "P", "organisationsnummer": "9900000002", "coordinator": "K"}).problem(410, "setup_over")
}
