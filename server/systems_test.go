package server_test

import (
	"strings"
	"testing"
	"time"
)

// A token reads what it is for, until it ends, expires, or whoever made it has left.
func TestTokensOfOtherSystems(t *testing.T) {
	w := newWorld(t)
	office, phone := w.joined(coordinator), w.joined(assistant)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	office.sync(office.op("plan/"+w.id(), 0, map[string]any{"assistant": assistant, "beneficiary": beneficiary, "kind": "active", "start": "2026-11-20T08:00+01:00", "end": "2026-11-20T12:00+01:00", "note": "hemligt"}))
	give := func(days int, scopes ...string) (made struct{ ID, Token string }) {
		t.Helper()
		office.post("/api/v1/tokens", map[string]any{"name": "Lön", "scopes": scopes, "days": days}).want(201).into(&made)
		return made
	}
	all, plans, short := give(365, "people", "plans", "months"), give(365, "plans"), give(1, "people")
	read := func(token, path string) reply {
		t.Helper()
		return w.anonymous().do(request{method: "GET", path: path, token: token})
	}
	var people struct{ People []struct{ ID, Name string } }
	read(all.Token, "/api/v1/read/people").want(200).into(&people)
	if len(people.People) < 6 {
		t.Errorf("%+v", people)
	}
	if got := read(all.Token, "/api/v1/read/plans/2026-11").want(200); !strings.Contains(string(got.body), "2026-11-20T08:00+01:00") || strings.Contains(string(got.body), "hemligt") || strings.Contains(string(got.body), "Alva") {
		t.Errorf("%s", got.body)
	}
	var sums struct {
		Sums []struct {
			Assistant string
			Sums      map[string]int
		}
	}
	read(all.Token, "/api/v1/read/months/2026-10").want(200).into(&sums)
	if len(sums.Sums) != 1 || sums.Sums[0].Assistant != assistant || sums.Sums[0].Sums["active"] != 240 {
		t.Errorf("%+v", sums)
	}
	read(plans.Token, "/api/v1/read/people").problem(403, "forbidden")
	read(plans.Token, "/api/v1/board?month=2026-10").problem(401, "token_invalid")
	read(all.Token+"a", "/api/v1/read/people").problem(401, "token_invalid")
	read(office.access, "/api/v1/read/people").problem(401, "token_invalid")
	read("", "/api/v1/read/people").problem(401, "token_missing")
	var kept struct {
		Tokens []struct {
			ID, Name, Token string
			Used            time.Time
		}
	}
	office.get("/api/v1/tokens").want(200).into(&kept)
	if len(kept.Tokens) != 3 || kept.Tokens[0].Token != "" {
		t.Errorf("%+v", kept)
	}
	for _, one := range kept.Tokens {
		if used := !one.Used.IsZero(); used != (one.ID != short.ID) {
			t.Errorf("%s: used %t", one.ID, used)
		}
	}
	w.later(25 * time.Hour)
	office = w.joined(coordinator)
	read(short.Token, "/api/v1/read/people").problem(401, "token_invalid")
	office.do(request{method: "DELETE", path: "/api/v1/tokens/" + plans.ID, raw: []byte(`{}`)}).want(204)
	office.do(request{method: "DELETE", path: "/api/v1/tokens/" + plans.ID, raw: []byte(`{}`)}).problem(404, "not_found")
	read(plans.Token, "/api/v1/read/plans/2026-11").problem(401, "token_invalid")
	read(all.Token, "/api/v1/read/people").want(200)
	for _, wrong := range []map[string]any{
		{"name": "", "scopes": []string{"people"}, "days": 1}, {"name": "x", "scopes": []string{}, "days": 1}, {"name": "x", "scopes": []string{"write"}, "days": 1}, {"name": "x", "scopes": []string{"people"}, "days": 0}, {"name": "x", "scopes": []string{"people"}, "days": 731},
	} {
		office.post("/api/v1/tokens", wrong).problem(400, "missing")
	}
	w.endRole(coordinator)
	read(all.Token, "/api/v1/read/people").problem(403, "forbidden")
}

func TestHooksOfOtherSystems(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	var made struct{ ID, Host, Secret string }
	office.post("/api/v1/hooks", map[string]any{"url": "https://open.example/in/secret", "events": []string{"month.locked"}}).want(201).into(&made)
	if made.Host != "open.example" || !strings.HasPrefix(made.Secret, "whsec_") {
		t.Errorf("%+v", made)
	}
	got := office.get("/api/v1/hooks").want(200)
	if strings.Contains(string(got.body), "secret") || !strings.Contains(string(got.body), "plan.published") {
		t.Errorf("%s", got.body)
	}
	for address, code := range map[string]string{"http://open.example/": "hook_insecure", "https://inside.example/": "hook_private", "https://nowhere.example/": "hook_unreachable", ":": "hook_insecure"} {
		office.post("/api/v1/hooks", map[string]any{"url": address, "events": []string{"month.locked"}}).problem(400, code)
	}
	office.post("/api/v1/hooks", map[string]any{"url": "https://open.example/", "events": []string{"x"}}).problem(400, "missing")
	office.post("/api/v1/hooks/"+made.ID+"/again", map[string]any{}).want(204)
	office.do(request{method: "DELETE", path: "/api/v1/hooks/" + made.ID, raw: []byte(`{}`)}).want(204)
	office.do(request{method: "DELETE", path: "/api/v1/hooks/" + made.ID, raw: []byte(`{}`)}).problem(404, "not_found")
}
