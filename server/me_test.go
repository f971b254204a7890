package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/eid/session"
	"passbok/push"
)

type deviceList struct {
	Devices []struct {
		ID, Name      string
		This, Notices bool
		Closed        time.Time
	}
}

func (c *client) deviceList() (list deviceList) {
	c.Helper()
	c.get("/api/v1/me/devices").want(200).into(&list)
	return list
}

// subscribes lets a device be told by notices.
func (c *client) subscribes(endpoint string) {
	c.Helper()
	var key struct{ PublicKey string }
	c.get("/api/v1/push").want(200).into(&key)
	c.do(request{method: "PUT", path: "/api/v1/push/subscription", body: map[string]any{
		"endpoint": endpoint, "expirationTime": nil, "lang": "sv", "keys": map[string]any{"p256dh": key.PublicKey, "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
	}}).want(200)
}

func TestMyDevices(t *testing.T) {
	w := newWorld(t)
	old := w.joined(assistant)
	old.subscribes("https://push.example/old")
	w.later(time.Minute)
	c := w.joined(assistant)
	w.joined(colleague)
	list := c.deviceList()
	if len(list.Devices) != 2 || !list.Devices[0].This || list.Devices[0].ID != c.device || list.Devices[1].This || !list.Devices[1].Notices {
		t.Fatalf("%+v", list)
	}
	put := func(by *client, device, name string) reply {
		return by.do(request{method: "PUT", path: "/api/v1/me/devices/" + device, body: map[string]any{"name": name}})
	}
	put(c, old.device, " Gamla ").want(204)
	put(c, old.device, " ").problem(400, "missing")
	put(c, old.device, strings.Repeat("å", 101)).problem(413, "body_too_large")
	put(w.joined(colleague), old.device, "Min").problem(404, "not_found")
	if list = c.deviceList(); list.Devices[1].Name != "Gamla" {
		t.Errorf("%+v", list)
	}
	close := request{method: "DELETE", path: "/api/v1/me/devices/" + old.device}
	w.joined(colleague).do(close).problem(404, "not_found")
	old.get("/api/v1/ops?mine").want(200)
	for range 2 {
		c.do(close).want(204)
	}
	if list = c.deviceList(); len(list.Devices) != 2 || list.Devices[1].Closed.IsZero() || list.Devices[1].Notices {
		t.Errorf("%+v", list)
	}

	// The token that it has is good for nothing; the next one sends, and does nothing else.
	old.get("/api/v1/ops?mine").problem(401, "token_expired")
	w.later(time.Second)
	got := old.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: old.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200)
	var as struct {
		SendOnly bool
		Closed   time.Time
	}
	if got.into(&as); !as.SendOnly || as.Closed.IsZero() {
		t.Errorf("%s", got.body)
	}
	old.keep(got)
	old.get("/api/v1/ops?mine").problem(403, "send_only")
	old.get("/api/v1/me/devices").problem(403, "send_only")
	answer := old.sync(old.shift(assistant, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00"))
	if answer.Verdicts[0].Verdict != "applied" || len(answer.Docs) != 0 {
		t.Errorf("%+v", answer)
	}
	w.later(session.Closed)
	old.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: old.cookie, header: map[string]string{"X-Passbok": "1"}}).problem(401, "session_expired")
}

func TestNoticesThatOneWants(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	type wishes struct{ Optional, Muted []push.Code }
	var got wishes
	c.get("/api/v1/me/notices").want(200).into(&got)
	if !slices.Contains(got.Optional, push.ShiftConflict) || len(got.Muted) != 0 {
		t.Errorf("%+v", got)
	}
	put := func(muted any) reply {
		return c.do(request{method: "PUT", path: "/api/v1/me/notices", body: map[string]any{"muted": muted}})
	}
	put([]string{"shift_conflict"}).want(200).into(&got)
	if !slices.Equal(got.Muted, []push.Code{push.ShiftConflict}) {
		t.Errorf("%+v", got)
	}
	put([]string{"invoice_differs"}).problem(400, "notice_malformed")
	put(nil).problem(400, "missing")
	var all struct {
		wishes
		Quiet    push.Hours
		Away     push.Days
		Holidays bool
		Digest   string
	}
	set := func(body map[string]any) reply {
		return c.do(request{method: "PUT", path: "/api/v1/me/notices", body: body})
	}
	set(map[string]any{"quiet": push.Hours{From: "20:00", To: "07:00"}, "away": push.Days{From: "2026-12-20", To: "2027-01-06"}, "holidays": true}).want(200)
	set(map[string]any{"digest": "08:15"}).want(200).into(&all)
	if all.Quiet.From != "20:00" || all.Away.To != "2027-01-06" || !all.Holidays || all.Digest != "08:15" || len(all.Muted) != 1 {
		t.Errorf("what was not said did not stay: %+v", all)
	}
	set(map[string]any{"quiet": push.Hours{From: "25:00", To: "07:00"}}).problem(400, "notice_malformed")
	set(map[string]any{"away": push.Days{From: "2026-12-20", To: "2026-12-19"}}).problem(400, "notice_malformed")
	set(map[string]any{"digest": "at noon"}).problem(400, "notice_malformed")
	var others wishes
	w.joined(colleague).get("/api/v1/me/notices").want(200).into(&others)
	if len(others.Muted) != 0 {
		t.Errorf("another's: %+v", others)
	}

	c.post("/api/v1/me/notices/test", nil).problem(409, "no_subscription")
	c.subscribes("https://push.example/mine")
	var sent struct{ Devices int }
	if c.post("/api/v1/me/notices/test", nil).want(202).into(&sent); sent.Devices != 1 {
		t.Errorf("%+v", sent)
	}
}

func TestMyDataAsAFile(t *testing.T) {
	w := newWorld(t)
	c, other := w.joined(assistant), w.joined(colleague)
	mine := c.shift(assistant, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00")
	theirs := other.shift(colleague, "2026-10-06T08:00+02:00", "2026-10-06T12:00+02:00")
	c.sync(mine)
	other.sync(theirs)
	refused := c.shift(colleague, "2026-10-07T08:00+02:00", "2026-10-07T12:00+02:00")
	c.sync(refused)
	c.added(w.authenticator())
	c.subscribes("https://push.example/secret")
	var file struct {
		Person    string
		Documents []struct {
			Doc     string
			History []struct{ Person string }
		}
		Operations []struct{ ID string }
		Devices    []any
		Passkeys   []any
		Notices    []struct{ Host string }
	}
	got := c.get("/api/v1/me/export").want(200)
	got.into(&file)
	kinds := map[string]int{}
	for _, doc := range file.Documents {
		kinds[strings.Split(doc.Doc, "/")[0]]++
		if doc.Doc == theirs["doc"] {
			t.Errorf("another's shift is in it")
		}
		if doc.Doc == mine["doc"] && (len(doc.History) != 1 || doc.History[0].Person != assistant) {
			t.Errorf("history %+v", doc.History)
		}
	}
	if file.Person != assistant || kinds["shift"] != 1 || kinds["person"] != 1 || kinds["membership"] != 1 || kinds["engagement"] != 1 || kinds["identity"] != 0 {
		t.Errorf("%v", kinds)
	}
	if len(file.Operations) != 1 || file.Operations[0].ID != refused["id"] || len(file.Devices) != 1 || len(file.Passkeys) != 1 ||
		len(file.Notices) != 1 || file.Notices[0].Host != "push.example" || strings.Contains(string(got.body), "secret") {
		t.Errorf("%s", got.body)
	}
	if !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Error("it is no file")
	}
}

func TestWhatIsSaidOfTheHouse(t *testing.T) {
	w := newWorld(t)
	var about struct {
		Contact  string
		Passkeys bool
	}
	w.anonymous().get("/api/v1/about").want(200).into(&about)
	if about.Contact != "" || !about.Passkeys {
		t.Errorf("%+v", about)
	}
}
