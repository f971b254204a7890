package server_test

import (
	"strings"
	"testing"
	"time"

	"passbok/month"
)

// Whoever leaves the office may have kept the links that they made: they end with the last day. Their own calendar, and what others
// made, goes on.
func TestACoordinatorsLinksEndWithTheirWork(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	office.sync(office.op("membership/"+w.id(), 0, map[string]any{"person": colleague, "role": "coordinator", "from": "2024-01-01", "signs": "no"}))
	leaver := w.joined(colleague)
	var theirs, own, others feedLink
	leaver.post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&theirs)
	leaver.post(feedsOf+colleague+"/feeds", map[string]any{}).want(201).into(&own)
	office.post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&others)
	for _, by := range []*client{leaver, office} {
		by.post("/api/v1/hooks", map[string]any{"url": "https://open.example/in", "events": []string{"month.locked"}}).want(201)
	}
	at := "/api/v1/people/" + colleague + "/leave"
	type preview struct {
		Hash  string
		Links struct {
			Feeds []month.Party
			Hooks []string
		}
	}
	look := func(roles ...string) (p preview) {
		office.post(at+"/preview", map[string]any{"roles": roles, "last": "2026-11-30"}).want(200).into(&p)
		return p
	}
	if p := look("assistant"); len(p.Links.Feeds)+len(p.Links.Hooks) > 0 {
		t.Errorf("of another role: %+v", p.Links)
	}
	p := look("coordinator")
	if len(p.Links.Feeds) != 1 || p.Links.Feeds[0].ID != assistant || strings.Join(p.Links.Hooks, " ") != "open.example" {
		t.Errorf("%+v", p.Links)
	}
	office.post(at, map[string]any{"id": w.id(), "roles": []string{"coordinator"}, "last": "2026-11-30", "saw": p.Hash}).want(200)
	hooks := func() int {
		var kept struct{ Hooks []struct{ ID string } }
		office.get("/api/v1/hooks").want(200).into(&kept)
		return len(kept.Hooks)
	}
	w.calendar(theirs.URL)
	if n := hooks(); n != 2 {
		t.Errorf("%d hooks before the last day is over", n)
	}
	w.now = time.Date(2026, 12, 1, 0, 0, 0, 0, time.FixedZone("", 3600))
	office = w.joined(coordinator)
	w.anonymous().get(strings.TrimPrefix(theirs.URL, w.url)).problem(404, "not_found")
	w.calendar(own.URL)
	w.calendar(others.URL)
	if n := hooks(); n != 1 {
		t.Errorf("%d hooks after it", n)
	}
}
