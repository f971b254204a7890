package server_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// FuzzSync: whatever bytes are sent to be synced, the answer is as openapi.yaml describes it, and a documented problem at
// worst: never a fault of the server's own. In the bytes, DEVICE is the caller's device, N the number of its next
// operation, and ID a fresh id, so that what is sent goes on from what was.
func FuzzSync(f *testing.F) {
	w := newWorld(f)
	c := w.joined(assistant)
	const row = `"v":1,"id":"ID","n":N,"doc":"shift/ID"`
	for _, body := range []string{
		`{"device":"DEVICE"}`,
		`{"device":"DEVICE","cursor":"AQEH","epoch":"0-x","now":"2026-11-02T09:00:00Z","feeds":["` + beneficiary + `@2026-10","\u0000"]}`,
		`{"device":"DEVICE","ops":[{` + row + `,"set":{"assistant":"` + assistant + `","beneficiary":"` + beneficiary + `","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00","note":"å\ud83d\ude00"}}]}`,
		`{"device":"DEVICE","ops":[{` + row + `,"base":1,"void":true,"why":"x","resolves":["ID"],"at":{"wall":"x","mono":1e9,"offset":-1}}]}`,
		`{"device":"DEVICE","ops":[{"v":9,"id":"ID","n":N,"thing":[1,{"a":null}]},{"id":"ID","n":N,"lost":"{\"v\":"}]}`,
		`{"device":"DEVICE","replaces":{"device":"DEVICE","through":18446744073709551615},"ops":[]}`,
		`{"device":"DEVICE","ops":[null,[],"x",1]}`,
		`{"device":"DEVICE","ops":{}}`, `{"device":1}`, `[]`, ``, `{"device":"DEVICE"} {}`, `{"Device":"DEVICE","device":"DEVICE"}`, "\xff\xfe", `{"device":"DEVICE","now":"` + strings.Repeat("9", 400) + `"}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		w.TB = t
		body = bytes.ReplaceAll(body, []byte("DEVICE"), []byte(c.device))
		for bytes.Contains(body, []byte("ID")) {
			body = bytes.Replace(body, []byte("ID"), []byte(w.id()), 1)
		}
		body = bytes.ReplaceAll(body, []byte(`"n":N`), fmt.Appendf(nil, `"n":%d`, c.n+1))
		req, raw, got := c.send(request{method: "POST", path: "/api/v1/sync", raw: append([]byte{}, body...)})
		c.described(req, raw, got, false) // what is taken may be more than what is described: a name in another case, say
		if got.status >= http.StatusInternalServerError {
			t.Fatalf("%q was answered %d: %s", body, got.status, got.body)
		}
		if got.status == http.StatusOK {
			var answer struct{ Last int }
			got.into(&answer)
			c.n = answer.Last
		}
	})
}
