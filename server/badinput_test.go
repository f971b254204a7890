package server_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"passbok/eid/invitation"
	"passbok/sync/op"
)

// Bad input that is a request as a whole: each has a stable code and both sentences (reply.problem looks), and the
// request made right is taken afterwards.
func TestBadRequests(t *testing.T) {
	w := newWorld(t)
	c, office := w.joined(assistant), w.joined(coordinator)
	w.ready()
	sync := func(body string) request {
		return request{method: "POST", path: "/api/v1/sync", raw: []byte(body)}
	}
	device := `{"device":"` + c.device + `",`
	var used struct{ Code string }
	c.post("/api/v1/session/pairing", nil).want(201).into(&used)
	w.anonymous().post("/api/v1/session", map[string]any{"invitation": used.Code, "device": map[string]any{"id": w.id()}}).want(201)
	join := func(code, device string) request {
		return request{method: "POST", path: "/api/v1/session", body: map[string]any{"invitation": code, "device": map[string]any{"id": device}}}
	}
	unknownBook := w.report(w.echo(map[string]string{"referens": nobody + "/" + beneficiary + "@2026-10.1", "redovisningsmanad": "2026-10",
		"aktivTid": "1.00", "vanteTid": "0.00", "beredskapsTid": "0.00", "rakningsversion": "1"}))
	unknownVersion := w.report(w.echo(map[string]string{"referens": bookID + "/" + beneficiary + "@2026-10.9", "redovisningsmanad": "2026-10",
		"aktivTid": "1.00", "vanteTid": "0.00", "beredskapsTid": "0.00", "rakningsversion": "9"}))
	neverLocked := w.report(w.echo(map[string]string{"referens": bookID + "/" + beneficiary + "@2026-09.1", "redovisningsmanad": "2026-09",
		"aktivTid": "1.00", "vanteTid": "0.00", "beredskapsTid": "0.00", "rakningsversion": "1"}))
	forged := w.report(map[string]any{"id": "r1"})
	forged.header["X-Erak-Signatur"] = strings.Repeat("0", 64)
	keys := `"keys":{"p256dh":"BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM","auth":"AAAAAAAAAAAAAAAAAAAAAA"}`
	put := func(body string) request {
		return request{method: "PUT", path: "/api/v1/push/subscription", raw: []byte(body)}
	}
	for name, x := range map[string]struct {
		by     *client
		r      request
		status int
		code   string
		field  string
	}{
		"malformed JSON":                   {c, sync(`{"device":`), 400, "bad_json", ""},
		"nothing":                          {c, sync(``), 400, "bad_json", ""},
		"two values":                       {c, sync(device + `"ops":[]} {}`), 400, "bad_json", ""},
		"of the wrong shape":               {c, sync(device + `"ops":"all"}`), 400, "bad_json", "ops"},
		"an unknown field":                 {c, sync(device + `"opps":[]}`), 400, "unknown_field", "opps"},
		"no JSON":                          {c, request{method: "POST", path: "/api/v1/sync", raw: []byte("a=b"), header: map[string]string{"Content-Type": "text/plain"}}, 415, "content_type", ""},
		"another's device":                 {c, sync(`{"device":"` + office.device + `"}`), 403, "wrong_device", "device"},
		"an operation without id":          {c, sync(device + `"ops":[{"n":1}]}`), 400, "malformed", "id"},
		"an operation without n":           {c, sync(device + `"ops":[{"id":"x"}]}`), 400, "malformed", "n"},
		"an operation that is none":        {c, sync(device + `"ops":[17]}`), 400, "malformed", ""},
		"too many operations":              {c, sync(device + `"ops":[` + strings.Repeat("0,", op.MaxBatch) + `0]}`), 413, "too_many", "ops"},
		"a body over the limit":            {c, sync(device + `"cursor":"` + strings.Repeat("x", 1<<20) + `"}`), 413, "body_too_large", ""},
		"a body far over the limit":        {c, sync(strings.Repeat("x", 8<<20)), 413, "body_too_large", ""},
		"headers over the limit":           {c, request{method: "GET", path: "/api/v1/ops?mine", header: map[string]string{"X-Long": strings.Repeat("x", 17<<10)}}, 431, "headers_too_large", ""},
		"no token":                         {w.anonymous(), sync(device + `"ops":[]}`), 401, "token_missing", ""},
		"a forged token":                   {c, request{method: "POST", path: "/api/v1/sync", token: c.access[:len(c.access)-6] + "AAAAAA", raw: []byte(`{}`)}, 401, "token_invalid", ""},
		"an unknown invitation":            {w.anonymous(), join("ABCDE", w.id()), 404, "invitation_unknown", ""},
		"a used invitation":                {w.anonymous(), join(used.Code, w.id()), 410, "invitation_used", ""},
		"no invitation":                    {w.anonymous(), join("", w.id()), 400, "missing", "invitation"},
		"a device without id":              {w.anonymous(), join("ABCDE", "my phone"), 400, "bad_id", "device.id"},
		"no cookie":                        {w.anonymous(), request{method: "POST", path: "/api/v1/session/refresh", raw: []byte(`{}`)}, 401, "session_unknown", ""},
		"a forged cookie":                  {w.anonymous(), request{method: "POST", path: "/api/v1/session/refresh", raw: []byte(`{}`), cookie: strings.Repeat("A", 70)}, 401, "session_unknown", ""},
		"a month that does not exist":      {office, request{method: "GET", path: "/api/v1/board?month=2026-13"}, 400, "bad_month", "month"},
		"no month":                         {office, request{method: "GET", path: "/api/v1/board"}, 400, "bad_month", "month"},
		"a month in a path":                {office, request{method: "GET", path: "/api/v1/months/" + beneficiary + "/2026-00"}, 400, "bad_month", "month"},
		"a person in a path":               {office, request{method: "GET", path: "/api/v1/months/NOBODY/2026-10"}, 400, "bad_id", "beneficiary"},
		"a month of nobody":                {office, request{method: "GET", path: "/api/v1/months/" + nobody + "/2026-10"}, 404, "person_unknown", "beneficiary"},
		"a month of an assistant":          {office, request{method: "GET", path: "/api/v1/months/" + assistant + "/2026-10"}, 404, "person_unknown", "beneficiary"},
		"locking a month of nobody":        {office, request{method: "POST", path: "/api/v1/months/" + nobody + "/2026-10/ready", raw: []byte(`{"id":"` + w.id() + `","saw":"x"}`)}, 404, "person_unknown", "beneficiary"},
		"locking a month that is none":     {office, request{method: "POST", path: "/api/v1/months/" + beneficiary + "/2026-13/ready", raw: []byte(`{"id":"` + w.id() + `","saw":"x"}`)}, 400, "bad_month", "month"},
		"an invoice of nobody":             {office, request{method: "GET", path: "/api/v1/invoices/" + nobody + "/2026-10"}, 404, "person_unknown", "beneficiary"},
		"a command without id":             {office, request{method: "POST", path: "/api/v1/months" + october + "/ready", raw: []byte(`{"saw":"x"}`)}, 400, "bad_id", "id"},
		"a command that saw nothing":       {office, request{method: "POST", path: "/api/v1/months" + october + "/ready", raw: []byte(`{"id":"` + w.id() + `"}`)}, 400, "missing", "saw"},
		"a parked operation with no id":    {office, request{method: "POST", path: "/api/v1/parked/x/apply", raw: []byte(`{"id":"` + w.id() + `"}`)}, 400, "bad_id", "op"},
		"a parked operation unknown":       {office, request{method: "POST", path: "/api/v1/parked/" + w.id() + "/apply", raw: []byte(`{"id":"` + w.id() + `"}`)}, 409, "not_parked", "op"},
		"a person who is not there":        {office, request{method: "POST", path: "/api/v1/invitations", raw: []byte(`{"person":"` + nobody + `"}`)}, 404, "person_unknown", "person"},
		"a private address":                {c, put(`{"endpoint":"https://192.168.1.4/x",` + keys + `}`), 400, "subscription_private", "endpoint"},
		"a name with a private address":    {c, put(`{"endpoint":"https://printer.example/x",` + keys + `}`), 400, "subscription_private", "endpoint"},
		"loopback":                         {c, put(`{"endpoint":"https://127.0.0.1/x",` + keys + `}`), 400, "subscription_private", "endpoint"},
		"an endpoint without https":        {c, put(`{"endpoint":"http://push.example/x",` + keys + `}`), 400, "subscription_insecure", "endpoint"},
		"an endpoint that is none":         {c, put(`{"endpoint":"x",` + keys + `}`), 400, "subscription_malformed", "endpoint"},
		"keys that are none":               {c, put(`{"endpoint":"https://push.example/x","keys":{"p256dh":"x","auth":"y"}}`), 400, "subscription_malformed", "keys.p256dh"},
		"a report on an unknown book":      {w.anonymous(), unknownBook, 404, "invoice_unknown", ""},
		"a report on an unknown invoice":   {w.anonymous(), unknownVersion, 404, "invoice_unknown", ""},
		"a report on a month never locked": {w.anonymous(), neverLocked, 404, "invoice_unknown", ""},
		"a forged report":                  {w.anonymous(), forged, 401, "erak_forged", ""},
		"a report that says nothing":       {w.anonymous(), w.report(map[string]any{"id": "r2"}), 400, "erak_malformed", "referens"},
		"a report that is no JSON object":  {w.anonymous(), w.report(nil), 400, "erak_malformed", ""},
		"from another site":                {c, request{method: "POST", path: "/api/v1/sync", raw: []byte(`{}`), header: map[string]string{"Origin": "https://evil.example"}}, 403, "wrong_origin", ""},
		"from another site's page":         {c, request{method: "GET", path: "/api/v1/ops?mine", header: map[string]string{"Sec-Fetch-Site": "cross-site"}}, 403, "wrong_origin", ""},
		"a form of another site":           {c, request{method: "POST", path: "/api/v1/session/refresh", header: map[string]string{"Content-Type": "text/plain"}, raw: []byte("x")}, 415, "content_type", ""},
		"a route that is none":             {c, request{method: "GET", path: "/api/v1/nothing"}, 404, "not_found", ""},
		"a method that is none":            {c, request{method: "DELETE", path: "/api/v1/sync"}, 405, "method_not_allowed", ""},
		"a method on the app":              {c, request{method: "POST", path: "/office"}, 405, "method_not_allowed", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := x.by.do(x.r)
			got.TB = t
			if p := got.problem(x.status, x.code); p.Field != x.field {
				t.Errorf("field %q, want %q", p.Field, x.field)
			}
		})
	}
	if got := c.sync(c.shift(assistant, "2026-11-01T08:00+01:00", "2026-11-01T09:00+01:00")); got.Verdicts[0].Verdict != "applied" || got.Last != 1 {
		t.Errorf("something of it was taken: %+v", got.Verdicts)
	}
	p := c.do(sync(device+`"ops":[`+string(mustJSON(t, c.shift(assistant, "2026-11-02T08:00+01:00", "2026-11-02T09:00+01:00")))+`,{"n":3}]}`)).problem(400, "malformed")
	if p.Index == nil || *p.Index != 1 {
		t.Errorf("the culprit is not named: %+v", p)
	}
}

func TestTokenAndInvitationRunOut(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	var made struct{ Code string }
	w.joined(coordinator).post("/api/v1/invitations", map[string]any{"person": colleague}).want(201).into(&made)
	w.later(10 * time.Minute)
	c.post("/api/v1/sync", map[string]any{"device": c.device}).problem(401, "token_expired")
	w.later(invitation.Week)
	w.anonymous().post("/api/v1/session", map[string]any{"invitation": made.Code, "device": map[string]any{"id": w.id()}}).problem(410, "invitation_expired")
	c.keep(c.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: c.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200))
	c.post("/api/v1/sync", map[string]any{"device": c.device}).want(200)
}

// Bad input that is one operation: a verdict with code and sentences, the operation kept as it was sent and shown to its
// author, and no other operation held up by it.
func TestBadOperations(t *testing.T) {
	ordinary := func(c *client) map[string]any {
		return c.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00")
	}
	with := func(name string, value any) func(*client) map[string]any {
		return func(c *client) map[string]any {
			o := ordinary(c)
			o[name] = value
			return o
		}
	}
	set := func(name string, value any) func(*client) map[string]any {
		return func(c *client) map[string]any {
			o := ordinary(c)
			o["set"].(map[string]any)[name] = value
			return o
		}
	}
	for name, x := range map[string]struct {
		make                 func(*client) map[string]any
		verdict, code, field string
	}{
		"an unknown field of an operation": {with("sett", 1), "refused", "malformed", "sett"},
		"an unknown field of a document":   {set("salary", 1), "refused", "unknown_field", "salary"},
		"an unknown kind":                  {with("doc", "secret/01930000-0000-7000-8000-0000000000aa"), "refused", "unknown_kind", "doc"},
		"a kind that only commands write":  {with("doc", "invoice/"+beneficiary+"@2026-10"), "refused", "commands_only", "doc"},
		"a future version":                 {with("v", 2), "parked", "newer_version", ""},
		"an id that is no UUIDv7":          {with("id", "5c1c0e37-0000-4000-8000-000000000001"), "refused", "bad_id", "id"},
		"a document's id that is none":     {with("doc", "shift/1"), "refused", "bad_id", "doc"},
		"an end before its start":          {set("end", "2026-10-12T07:59+02:00"), "refused", "end_before_start", "end"},
		"a row of three days":              {set("end", "2026-10-15T08:00+02:00"), "refused", "shift_too_long", "end"},
		"a time that does not exist":       {set("start", "2026-10-12T08:00+01:00"), "refused", "bad_time", "start"},
		"a day that does not exist":        {set("start", "2026-10-32T08:00+02:00"), "refused", "bad_time", "start"},
		"a kind of time that is none":      {set("kind", "holiday"), "refused", "bad_choice", "kind"},
		"a stranger's row":                 {set("assistant", colleague), "refused", "not_allowed", ""},
		"at somebody never worked for":     {set("beneficiary", stranger), "refused", "not_allowed", ""},
		"removed without a reason":         {with("void", true), "refused", "why_missing", "why"},
		"nothing":                          {with("set", map[string]any{}), "refused", "nothing_asked", "set"},
		"a base ahead of the book":         {with("base", 1<<50), "refused", "base_ahead", "base"},
		"too large":                        {set("note", strings.Repeat("x", op.MaxSize)), "refused", "too_large", ""},
		"lost by the phone": {func(c *client) map[string]any {
			c.n++
			return map[string]any{"id": c.id(), "n": c.n, "lost": "{\"v\":1,"}
		}, "refused", "lost", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.joined(assistant)
			before := c.shift(assistant, "2026-10-10T08:00+02:00", "2026-10-10T12:00+02:00")
			bad := x.make(c)
			after := c.shift(assistant, "2026-10-11T08:00+02:00", "2026-10-11T12:00+02:00")
			got := c.sync(before, bad, after)
			v := got.Verdicts[1]
			if v.Verdict != x.verdict || v.Code != x.code || v.Field != x.field || v.Message["sv"] == "" || v.Message["en"] == "" {
				t.Fatalf("%+v", v)
			}
			if got.Verdicts[0].Verdict != "applied" || got.Verdicts[2].Verdict != "applied" || got.Last != 3 {
				t.Errorf("others were held up: %+v", got.Verdicts)
			}
			var mine struct {
				Ops []struct {
					ID string
					Op json.RawMessage
				}
			}
			c.get("/api/v1/ops?mine").want(200).into(&mine)
			kept := false
			for _, o := range mine.Ops {
				var as map[string]any
				kept = kept || (o.ID == bad["id"] && json.Unmarshal(o.Op, &as) == nil && len(as) == len(bad))
			}
			if !kept {
				t.Errorf("not kept as sent: %+v", mine)
			}
			if again := c.sync(bad).Verdicts[0]; !again.Again || again.Code != x.code {
				t.Errorf("sent again: %+v", again)
			}
		})
	}
}

func TestGapAndReuse(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	first := c.shift(assistant, "2026-10-10T08:00+02:00", "2026-10-10T12:00+02:00")
	missing := c.shift(assistant, "2026-10-11T08:00+02:00", "2026-10-11T12:00+02:00")
	third := c.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00")
	if got := c.sync(first, third); got.Last != 1 || len(got.Verdicts) != 1 {
		t.Errorf("what came after a gap was taken: %+v", got)
	}
	if got := c.sync(missing, third); got.Last != 3 {
		t.Errorf("%+v", got)
	}
	reused := c.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T12:00+02:00")
	reused["id"] = first["id"]
	v := c.sync(reused).Verdicts[0]
	if v.Verdict != "refused" || v.Code != "id_reused" || v.Message["sv"] == "" {
		t.Errorf("%+v", v)
	}
	other := c.shift(assistant, "2026-10-14T08:00+02:00", "2026-10-14T12:00+02:00")
	other["n"] = 3
	c.post("/api/v1/sync", map[string]any{"device": c.device, "ops": []any{other}}).problem(409, "device_forked")
}

// An operation on a row that is a colleague's, and always was, is refused, and the row stays as it is.
func TestAStrangersRow(t *testing.T) {
	w := newWorld(t)
	owner, other, office := w.joined(assistant), w.joined(colleague), w.joined(coordinator)
	made := owner.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00")
	owner.sync(made)
	ref := made["doc"].(string)
	rev := uint64(0)
	for _, d := range office.sync().Docs {
		if d.Doc == ref {
			rev = d.Rev
		}
	}
	for _, base := range []uint64{0, 1, rev} {
		v := other.sync(other.op(ref, base, map[string]any{"end": "2026-10-12T11:00+02:00"})).Verdicts[0]
		if v.Verdict != "refused" || v.Code != "not_allowed" || v.Message["sv"] == "" || v.Message["en"] == "" {
			t.Errorf("base %d: %+v", base, v)
		}
	}
	if m := office.month(); m.Sums.Active != 4*60 || len(m.Parked) != 0 {
		t.Errorf("%+v", m)
	}
}
