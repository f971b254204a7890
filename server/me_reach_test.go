package server_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"passbok/server"
)

type reached struct {
	Rev                     uint64
	Mail, Mobile, Lang      string
	Ways, Refused, Possible []string
}

func (c *client) sayReach(rev uint64, change map[string]any) reply {
	body := map[string]any{"rev": rev, "mail": "", "mobile": "", "lang": "sv", "ways": []string{"mail", "sms"}}
	maps.Copy(body, change)
	return c.do(request{method: "PUT", path: "/api/v1/me/reach", body: body})
}

// A person says how they are reached, and sees it; so does the office; nobody else.
func TestHowOneIsReached(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) { cfg.Ways = []string{"mail"} })
	c := w.joined(beneficiary)
	var got reached
	c.get("/api/v1/me/reach").want(200).into(&got)
	if got.Rev != 0 || got.Lang != "sv" || !slices.Equal(got.Ways, []string{"mail", "sms"}) || !slices.Equal(got.Possible, []string{"mail"}) {
		t.Errorf("%+v", got)
	}
	c.sayReach(0, map[string]any{"mail": "alva@example.se", "mobile": "070-174 06 05", "lang": "en", "ways": []string{"sms"}}).want(200).into(&got)
	if got.Rev == 0 || got.Mail != "alva@example.se" || got.Mobile != "+46701740605" || got.Lang != "en" || !slices.Equal(got.Ways, []string{"sms"}) || len(got.Refused) != 0 {
		t.Errorf("%+v", got)
	}
	first := got.Rev
	// Its answer was lost: the same once more is what stands, and writes nothing; what differs in anything is another's.
	same := map[string]any{"mail": "alva@example.se", "mobile": "0701740605", "lang": "en", "ways": []string{"sms"}}
	c.sayReach(0, same).want(200).into(&got)
	if got.Rev != first {
		t.Errorf("written anew, as %d after %d", got.Rev, first)
	}
	for field, other := range map[string]any{"mail": "", "mobile": "", "lang": "sv", "ways": []string{"sms", "mail"}} {
		differs := maps.Clone(same)
		differs[field] = other
		c.sayReach(0, differs).problem(409, "changed")
	}
	c.sayReach(first, map[string]any{"mail": "alva@example"}).problem(400, "bad_mail")
	c.sayReach(first, map[string]any{"mobile": "08-123 45 67"}).problem(400, "bad_mobile")
	c.sayReach(first, map[string]any{"lang": "de"}).problem(400, "bad_choice")
	c.sayReach(first, map[string]any{"ways": []string{"mail", "mail"}}).problem(400, "bad_choice")
	c.sayReach(first, map[string]any{"ways": nil}).problem(400, "missing")
	c.sayReach(0, map[string]any{"mail": "other@example.se"}).problem(409, "changed")
	c.sayReach(first, map[string]any{"ways": []string{}}).want(200).into(&got)
	if got.Mail != "" || got.Mobile != "" || got.Ways == nil || len(got.Ways) != 0 || got.Rev == first {
		t.Errorf("%+v", got)
	}
	c.sayReach(got.Rev, map[string]any{"mail": "alva@example.se"}).want(200)

	var mine struct{ Documents []struct{ Doc string } }
	c.get("/api/v1/me/export").want(200).into(&mine)
	if !slices.ContainsFunc(mine.Documents, func(d struct{ Doc string }) bool { return d.Doc == "reach/"+beneficiary }) {
		t.Error("it is not in one's own file")
	}
	holds := func(c *client, feeds ...string) bool {
		return strings.Contains(string(c.do(request{method: "POST", path: "/api/v1/sync", body: map[string]any{"device": c.device, "epoch": "", "cursor": "", "now": "2026-11-02T09:00:00Z", "feeds": feeds, "ops": []any{}}}).body), "alva@example.se")
	}
	for _, other := range []string{assistant, colleague, godMan} {
		if o := w.joined(other); holds(o) || holds(o, "reach/"+beneficiary) {
			t.Errorf("%s holds it", other)
		}
	}
	office := w.joined(coordinator)
	if holds(office) || !holds(office, "reach/"+beneficiary) {
		t.Error("the office holds it before it asks, or not when it does")
	}
	office.get("/api/v1/docs/reach/" + beneficiary + "/history").want(200)
	w.joined(assistant).get("/api/v1/docs/reach/"+beneficiary+"/history").problem(404, "not_found")
	if strings.Contains(w.log.String(), "alva@example") || strings.Contains(w.log.String(), "4670") {
		t.Error("it is in the log")
	}
}
