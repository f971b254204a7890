package server_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

type syncAnswer struct {
	Epoch, Cursor string
	More          bool
	Last          uint64
	Verdicts      []struct {
		ID, Verdict, Code, Field string
		Again                    bool
		Message                  map[string]string
	}
	Docs []struct {
		Doc       string
		Rev       uint64
		Fields    map[string]any
		Conflicts []struct {
			Fields     []string
			Candidates []struct{ Op, Person string }
		}
		Parked []struct{ Op, Reason string }
	}
}

// shift is the next operation of this device: a new row of an assistant at the beneficiary.
func (c *client) shift(assistant, start, end string) map[string]any {
	return c.op("shift/"+c.id(), 0, map[string]any{
		"assistant": assistant, "beneficiary": beneficiary, "kind": "active", "start": start, "end": end,
	})
}

// op is the next operation of this device.
func (c *client) op(doc string, base uint64, set map[string]any) map[string]any {
	c.n++
	return map[string]any{"v": 1, "id": c.id(), "n": c.n, "doc": doc, "base": base, "set": set,
		"at": map[string]any{"wall": c.clock().UTC().Format(time.RFC3339)}}
}

// sync sends operations from the beginning of time, so that the answer has all that the caller may see.
func (c *client) sync(ops ...map[string]any) syncAnswer {
	c.Helper()
	list := []any{}
	for _, o := range ops {
		list = append(list, o)
	}
	var got syncAnswer
	c.post("/api/v1/sync", map[string]any{"device": c.device, "now": c.clock().UTC().Format(time.RFC3339), "ops": list,
		"feeds": c.feeds()}).want(200).into(&got)
	return got
}

// feeds are those that only the office asks for.
func (c *client) feeds() []string {
	if c.person == coordinator {
		return []string{beneficiary + "@2026-10", beneficiary + "@2026-11"}
	}
	return nil
}

func TestSyncConflictAndHistory(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	made := phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	ref := made["doc"].(string)
	if got := phone.sync(made); got.Verdicts[0].Verdict != "applied" {
		t.Fatalf("%+v", got.Verdicts)
	}
	if got := phone.sync(made); !got.Verdicts[0].Again {
		t.Errorf("a resend was not known: %+v", got.Verdicts)
	}
	rev := uint64(0)
	for _, d := range office.sync().Docs {
		if d.Doc == ref {
			rev = d.Rev
		}
	}
	if rev == 0 {
		t.Fatal("the office does not see the row")
	}
	office.sync(office.op(ref, rev, map[string]any{"end": "2026-10-12T15:00+02:00"}))
	// The phone, which has not seen that, says another end: its own earlier row is all it knows.
	late := phone.op(ref, rev, map[string]any{"end": "2026-10-12T16:30+02:00"})
	got := phone.sync(late)
	if got.Verdicts[0].Verdict != "conflict" {
		t.Fatalf("%+v", got.Verdicts)
	}
	var kept bool
	for _, d := range got.Docs {
		if d.Doc == ref && len(d.Conflicts) == 1 && len(d.Conflicts[0].Candidates) == 2 {
			kept = d.Conflicts[0].Candidates[0].Person == coordinator && d.Conflicts[0].Candidates[1].Op == late["id"]
		}
	}
	if !kept {
		t.Errorf("both ends should stand: %+v", got.Docs)
	}
	var story struct {
		Entries []struct{ Verdict, Person string }
	}
	phone.get("/api/v1/docs/" + ref + "/history").want(200).into(&story)
	var told []string
	for _, e := range story.Entries {
		told = append(told, e.Verdict)
	}
	if strings.Join(told, " ") != "applied applied conflict" {
		t.Errorf("history: %v", told)
	}
	w.joined(colleague).get("/api/v1/docs/"+ref+"/history").problem(404, "not_found")
	w.joined(stranger).get("/api/v1/docs/"+ref+"/history").problem(404, "not_found")
	w.joined(godMan).get("/api/v1/docs/" + ref + "/history").want(200)
	phone.get("/api/v1/docs/shift/nonsense/history").problem(404, "not_found")
}

func TestRefusedIsKeptAndSaid(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	bad := c.shift(colleague, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	v := c.sync(bad).Verdicts[0]
	if v.Verdict != "refused" || v.Code != "not_allowed" || v.Message["sv"] == "" || v.Message["en"] == "" {
		t.Fatalf("%+v", v)
	}
	var mine struct {
		Ops []struct {
			ID, Verdict, Code string
			Message           map[string]string
			Op                json.RawMessage
		}
	}
	c.get("/api/v1/ops?mine").want(200).into(&mine)
	if len(mine.Ops) != 1 || mine.Ops[0].ID != bad["id"] || mine.Ops[0].Message["sv"] == "" || len(mine.Ops[0].Op) == 0 {
		t.Errorf("%+v", mine)
	}
	w.joined(colleague).get("/api/v1/ops?mine").want(200).into(&mine)
	if len(mine.Ops) != 0 {
		t.Errorf("another's operations: %+v", mine)
	}
	c.get("/api/v1/ops").problem(400, "missing")
}

// Whose operation was turned down finds who did it, and why: the office in its own words, an upgrade in the house's.
func TestDeclinedIsSaid(t *testing.T) {
	w := newWorld(t)
	c, office := w.joined(assistant), w.joined(coordinator)
	row := c.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	row["v"] = 2
	c.sync(row)
	office.post("/api/v1/parked/"+row["id"].(string)+"/decline", map[string]any{"id": w.id(), "why": "Alva var bortrest."}).want(200)
	wrong := c.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T07:00+02:00")
	wrong["v"] = 2
	c.sync(wrong)
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	_, err := book.Open(context.Background(), w.store, bookID, book.Config{Schema: schema, Rights: rights{w.clock}, Clock: w.clock, Rand: rand.Reader, Version: 2})
	must(t, err)
	var mine struct {
		Ops []struct {
			ID, Verdict string
			Settled     struct {
				Verdict, Person, Why, Code, Field string
				Message                           map[string]string
			}
		}
	}
	c.get("/api/v1/ops?mine").want(200).into(&mine)
	if len(mine.Ops) != 2 || mine.Ops[0].ID != wrong["id"] || mine.Ops[1].ID != row["id"] {
		t.Fatalf("the newest first: %+v", mine)
	}
	if s := mine.Ops[1].Settled; s.Verdict != "declined" || s.Person != coordinator || s.Why != "Alva var bortrest." || s.Message != nil {
		t.Errorf("by the office: %+v", s)
	}
	if s := mine.Ops[0].Settled; s.Verdict != "declined" || s.Person != "" || s.Code != "end_before_start" || s.Field != "end" || s.Message["sv"] == "" {
		t.Errorf("by the upgrade: %+v", s)
	}
}

func TestLive(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	var at struct{ Cursor string }
	office.post("/api/v1/sync", map[string]any{"device": office.device, "feeds": office.feeds()}).want(200).into(&at)
	path := "/api/v1/live?cursor=" + at.Cursor + "&feeds=" + strings.Join(office.feeds(), ",")
	answers := make(chan reply, 1)
	go func() { answers <- office.get(path) }()
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00"))
	if got := <-answers; got.status != 200 || string(got.body) != `{"changed":true}` {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := office.get(path); string(got.body) != `{"changed":true}` {
		t.Errorf("what changed before the asking: %s", got.body)
	}
}

func TestLiveEndsByItself(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) { cfg.Poll = time.Millisecond })
	c := w.joined(assistant)
	var at struct{ Cursor string }
	c.post("/api/v1/sync", map[string]any{"device": c.device}).want(200).into(&at)
	if got := c.get("/api/v1/live?cursor=" + at.Cursor); string(got.body) != `{"changed":false}` {
		t.Errorf("%s", got.body)
	}
}

// noticing says when a request has come as far as asking for its book.
type noticing struct {
	server.Books
	seen chan struct{}
}

func (n noticing) Book(id string) (*book.Book, bool) {
	n.seen <- struct{}{}
	return n.Books.Book(id)
}

func TestStopAnswersWhoWaits(t *testing.T) {
	seen := make(chan struct{}, 64)
	w := newWorld(t, func(cfg *server.Config) { cfg.Books = noticing{cfg.Books, seen} })
	c := w.joined(assistant)
	var at struct{ Cursor string }
	c.post("/api/v1/sync", map[string]any{"device": c.device}).want(200).into(&at)
	for len(seen) > 0 {
		<-seen
	}
	answers := make(chan reply, 1)
	go func() { answers <- c.get("/api/v1/live?cursor=" + at.Cursor) }()
	<-seen                                                                   // the poll is in the house
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second) // a poll is 25
	defer cancel()
	must(t, w.server.Shutdown(ctx))
	if got := <-answers; got.status != 200 || string(got.body) != `{"changed":false}` {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Pages of documents are written once, by the engine: docs come last, and no text in them is escaped further.
func TestSyncAnswersAsTheEngineWrites(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	made := c.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	made["set"].(map[string]any)["note"] = "<mat & dryck>"
	got := c.post("/api/v1/sync", map[string]any{"device": c.device, "ops": []any{made}}).want(200)
	if text := string(got.body); !strings.Contains(text, `"note":"<mat & dryck>"`) || strings.Index(text, `"gone":`) > strings.Index(text, `"docs":`) {
		t.Errorf("%s", text)
	}
	if kind := got.header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("content type %q", kind)
	}
}

// A shift that the office gives to a colleague while its assistant is offline: what the assistant wrote waits, where the
// office and its author find it. Somebody whose row it never was is refused.
func TestARowGivenToAColleague(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	made := phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	ref := made["doc"].(string)
	rev := uint64(0)
	for _, d := range phone.sync(made).Docs {
		if d.Doc == ref {
			rev = d.Rev
		}
	}
	office.sync(office.op(ref, rev, map[string]any{"assistant": colleague}))
	late := phone.op(ref, rev, map[string]any{"end": "2026-10-12T17:00+02:00"})
	if v := phone.sync(late).Verdicts[0]; v.Verdict != "parked" || v.Code != "right_moved" || v.Message["sv"] == "" || v.Message["en"] == "" {
		t.Fatalf("%+v", v)
	}
	foreign := w.joined(beneficiary)
	if v := foreign.sync(foreign.op(ref, rev, map[string]any{"end": "2026-10-12T18:00+02:00"})).Verdicts[0]; v.Verdict != "refused" || v.Code != "not_allowed" {
		t.Errorf("%+v", v)
	}
	if m := office.month(); len(m.Parked) != 1 || m.Parked[0].Op != late["id"] || m.Sums.Active != 8*60 {
		t.Errorf("%+v", m)
	}
	body := office.command("")
	delete(body, "saw")
	body["why"] = "Bo arbetade passet."
	office.post("/api/v1/parked/"+late["id"].(string)+"/decline", body).want(200)
	var mine struct {
		Ops []struct {
			ID, Verdict, Code string
			Settled           struct{ Verdict, Why string }
		}
	}
	phone.get("/api/v1/ops?mine").want(200).into(&mine)
	if len(mine.Ops) != 1 || mine.Ops[0].ID != late["id"] || mine.Ops[0].Code != "right_moved" || mine.Ops[0].Settled.Why != "Bo arbetade passet." {
		t.Errorf("%+v", mine)
	}
}
