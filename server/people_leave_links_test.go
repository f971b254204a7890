package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"passbok/eid/handout"
	"passbok/month"
	"passbok/server"
	"passbok/store"
	"passbok/store/bolt"
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

// An end whose links could not end is told for what it is, and asking the same again ends them.
func TestLinksEndWhenAnEndIsAskedForAgain(t *testing.T) {
	st, err := bolt.Open(t.Context(), t.TempDir()+"/links.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	kept := &downStore{Store: st}
	w := newWorld(t, func(cfg *server.Config) { cfg.Handouts = handout.New(kept, cfg.Clock, cfg.Rand) })
	office := w.joined(coordinator)
	office.sync(office.op("membership/"+w.id(), 0, map[string]any{"person": colleague, "role": "coordinator", "from": "2024-01-01", "signs": "no"}))
	var theirs feedLink
	w.joined(colleague).post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&theirs)
	at := "/api/v1/people/" + colleague + "/leave"
	var look struct{ Hash string }
	office.post(at+"/preview", map[string]any{"roles": []string{"coordinator"}, "last": "2026-11-01"}).want(200).into(&look)
	end := map[string]any{"id": w.id(), "roles": []string{"coordinator"}, "last": "2026-11-01", "saw": look.Hash}
	kept.down = true
	office.post(at, end).problem(503, "leave_links")
	kept.down = false
	office.post(at+"/preview", map[string]any{"roles": []string{"coordinator"}, "last": "2026-11-01"}).problem(409, "nothing_ends")
	w.calendar(theirs.URL)
	office.post(at, end).want(200)
	w.anonymous().get(strings.TrimPrefix(theirs.URL, w.url)).problem(404, "not_found")
}

// downStore is a store that takes nothing while it is down.
type downStore struct {
	store.Store
	down bool
}

func (d *downStore) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if d.down {
		return errors.New("down")
	}
	return d.Store.Update(ctx, space, fn)
}
