package server_test

import (
	"bytes"
	"strings"
	"testing"

	"passbok/month/record"
)

// What the office tried before it published a plan is told to the office alone.
func TestDraftingIsToldToTheOfficeAlone(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	ref := "plan/" + w.id()
	rev := uint64(0)
	write := func(set map[string]any) {
		t.Helper()
		if v := office.sync(office.op(ref, rev, set)).Verdicts[0]; v.Verdict != "applied" {
			t.Fatalf("%+v", v)
		}
		var story struct{ Entries []struct{ Seq uint64 } }
		office.get("/api/v1/docs/" + ref + "/history").want(200).into(&story)
		rev = story.Entries[len(story.Entries)-1].Seq
	}
	write(map[string]any{"assistant": colleague, "beneficiary": beneficiary, "kind": "active", "draft": true, "note": "trial", "start": "2026-11-23T08:00+01:00", "end": "2026-11-23T12:00+01:00"})
	write(map[string]any{"end": "2026-11-23T13:00+01:00"})
	write(map[string]any{"assistant": assistant, "draft": nil, "note": nil})
	write(map[string]any{"end": "2026-11-23T14:00+01:00"})
	type told struct {
		Entries []struct {
			Changes []struct {
				Field    string
				From, To any
			}
		}
	}
	path := "/api/v1/docs/" + ref + "/history"
	for _, one := range []struct {
		client  *client
		entries int
	}{{office, 4}, {w.joined(assistant), 2}, {w.joined(beneficiary), 2}} {
		got := one.client.get(path).want(200)
		var story told
		got.into(&story)
		if len(story.Entries) != one.entries {
			t.Fatalf("%d entries, want %d: %s", len(story.Entries), one.entries, got.body)
		}
		if one.entries == 4 {
			continue
		}
		for _, secret := range []string{colleague, "trial"} {
			if strings.Contains(string(got.body), secret) {
				t.Errorf("%s is in %s", secret, got.body)
			}
		}
		first := story.Entries[0].Changes
		if len(first) != 5 { // assistant, beneficiary, end, kind and start
			t.Errorf("published: %+v", first)
		}
		for _, change := range first {
			if change.From != nil || change.To == nil {
				t.Errorf("published: %+v", change)
			}
		}
	}
	for _, get := range []string{"/api/v1/record/" + beneficiary, "/api/v1/me/export"} {
		c := w.joined(beneficiary)
		if get == "/api/v1/me/export" {
			c = w.joined(assistant)
		}
		body := c.get(get).want(200).body
		if strings.HasPrefix(get, "/api/v1/record") {
			found, err := record.Check(bytes.NewReader(body), int64(len(body)))
			must(t, err)
			if len(found.Wrong) > 0 {
				t.Errorf("%v", found.Wrong)
			}
			_, docs := contents(t, body)
			for _, doc := range docs {
				if doc.Doc == ref {
					if len(doc.History) != 2 {
						t.Errorf("the record tells %d entries", len(doc.History))
					}
					body = nil
				}
			}
			if body != nil {
				t.Errorf("the plan is not in the record")
			}
			continue
		}
		if !strings.Contains(string(body), ref) || strings.Contains(string(body), "trial") {
			t.Errorf("%s: %s", get, body)
		}
	}
}
