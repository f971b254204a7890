package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"passbok/care"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

// grid is who may use which route, written down apart from the server's own table: + is let in, - is turned away. A
// column each for: nobody, who has left (L), an assistant, a beneficiary, a representative, a coordinator, an auditor.
const grid = `
                                            none  L  asst benef repr coord audit
GET    /healthz                               +   +   +    +    +    +     +
GET    /readyz                                +   +   +    +    +    +     +
GET    /api/v1/about                          +   +   +    +    +    +     +
POST   /api/v1/setup                          +   +   +    +    +    +     +
POST   /api/v1/session                        +   +   +    +    +    +     +
POST   /api/v1/session/refresh                -   +   +    +    +    +     +
DELETE /api/v1/session                        +   +   +    +    +    +     +
POST   /api/v1/session/pairing                -   -   +    +    +    +     +
POST   /api/v1/session/passkey/options        +   +   +    +    +    +     +
POST   /api/v1/session/passkey                +   +   +    +    +    +     +
POST   /api/v1/session/bankid                 +   +   +    +    +    +     +
POST   /api/v1/session/bankid/{order}         +   +   +    +    +    +     +
GET    /api/v1/orders                         +   -   +    +    +    +     +
GET    /api/v1/orders/{order}                 +   -   +    +    +    +     +
DELETE /api/v1/orders/{order}                 +   -   +    +    +    +     +
POST   /api/v1/sync                           -   +   +    +    +    +     +
GET    /api/v1/live                           -   -   +    +    +    +     +
GET    /api/v1/docs/{kind}/{id}/history       -   -   +    +    +    +     +
GET    /api/v1/ops                            -   -   +    +    +    +     +
GET    /api/v1/board                          -   -   -    -    -    +     +
GET    /api/v1/office/talks                   -   -   -    -    -    +     +
GET    /api/v1/office/inbox                   -   -   -    -    -    +     +
GET    /api/v1/office/now                     -   -   -    -    -    +     +
GET    /api/v1/office/reminders/{month}       -   -   -    -    -    +     +
POST   /api/v1/months/{beneficiary}/{month}/remind
                                              -   -   -    -    -    +     -
POST   /api/v1/plan/check                     -   -   -    -    -    +     +
POST   /api/v1/plan/candidates                -   -   -    -    -    +     -
GET    /api/v1/timesheets/{month}             -   -   -    -    -    +     +
GET    /api/v1/months/{beneficiary}/{month}   -   -   -    -    -    +     +
POST   /api/v1/months/{beneficiary}/{month}/ready
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/reopen
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/close
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/open
                                              -   -   -    -    -    +     -
GET    /api/v1/months/{beneficiary}/{month}/timesheets
                                              -   -   -    -    -    +     +
GET    /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}
                                              -   -   -    -    -    +     +
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/ready
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/reopen
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/printed
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/signed-by-hand
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/complete
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/scanned
                                              -   -   -    -    -    +     -
GET    /api/v1/parked                         -   -   -    -    -    +     +
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/send
                                              -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/send-again
                                              -   -   -    -    -    +     -
GET    /api/v1/connection                     -   -   -    -    -    +     +
PUT    /api/v1/connection/steps/{step}        -   -   -    -    -    +     -
POST   /api/v1/connection/test                -   -   -    -    -    +     -
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/sign
                                              -   -   -    -    -    +     -
POST   /api/v1/parked/{op}/apply              -   -   -    -    -    +     -
POST   /api/v1/parked/{op}/decline            -   -   -    -    -    +     -
POST   /api/v1/invitations                    -   -   -    -    -    +     -
GET    /api/v1/office/unreached               -   -   -    -    -    +     +
GET    /api/v1/office/unreached/{case}/letter -   -   -    -    -    +     +
GET    /api/v1/months/{beneficiary}/{month}/notices
                                              -   -   -    -    -    +     +
GET    /api/v1/tokens                         -   -   -    -    -    +     -
POST   /api/v1/tokens                         -   -   -    -    -    +     -
DELETE /api/v1/tokens/{id}                    -   -   -    -    -    +     -
GET    /api/v1/hooks                          -   -   -    -    -    +     -
POST   /api/v1/hooks                          -   -   -    -    -    +     -
DELETE /api/v1/hooks/{id}                     -   -   -    -    -    +     -
POST   /api/v1/hooks/{id}/again               -   -   -    -    -    +     -
GET    /api/v1/read/people                    -   -   -    -    -    -     -
GET    /api/v1/read/plans/{month}             -   -   -    -    -    -     -
GET    /api/v1/read/months/{month}            -   -   -    -    -    -     -
GET    /api/v1/archive/{month}                -   -   -    -    -    +     -
GET    /api/v1/packs/{month}                  -   -   -    -    -    +     +
POST   /api/v1/me/feeds                       -   -   +    +    -    -     -
GET    /api/v1/people/{person}/feeds          -   -   -    -    -    +     -
POST   /api/v1/people/{person}/feeds          -   -   -    -    -    +     -
DELETE /api/v1/people/{person}/feeds/{id}     -   -   -    -    -    +     -
GET    /api/v1/plans/{file}                   +   +   +    +    +    +     +
POST   /api/v1/plans/import                   -   -   -    -    -    +     -
GET    /api/v1/payroll/{month}                -   -   -    -    -    +     -
POST   /api/v1/payroll/{month}/paxml          -   -   -    -    -    +     -
POST   /api/v1/tables/{form}                  -   -   -    -    -    +     -
GET    /api/v1/people                         -   -   -    -    -    +     +
POST   /api/v1/people/import                  -   -   -    -    -    +     -
POST   /api/v1/people/{person}/leave          -   -   -    -    -    +     -
POST   /api/v1/people/{person}/leave/preview  -   -   -    -    -    +     -
POST   /api/v1/people/{person}/leave/undo     -   -   -    -    -    +     -
GET    /api/v1/office/operator                -   -   -    -    -    +     -
GET    /api/v1/office/reports                 -   -   -    -    -    +     +
GET    /api/v1/invoices                       -   -   -    +    +    +     +
GET    /api/v1/invoices/{beneficiary}/{month} -   -   -    +    +    +     +
POST   /api/v1/invoices/{beneficiary}/{month}/handover
                                              -   -   -    +    +    -     -
POST   /api/v1/invoices/{beneficiary}/{month}/answers
                                              -   -   -    +    +    -     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/ask
                                              -   -   -    +    +    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/withdraw
                                              -   -   -    +    +    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/printed
                                              -   -   -    -    -    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/signed
                                              -   -   -    -    -    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/sent
                                              -   -   -    -    -    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/paper/scanned
                                              -   -   -    -    -    +     -
POST   /api/v1/invoices/{beneficiary}/{month}/scans
                                              -   -   -    -    -    +     -
GET    /api/v1/invoices/{beneficiary}/{month}/scans/{hash}
                                              -   -   -    +    +    +     +
GET    /api/v1/record/{beneficiary}           -   -   -    +    +    +     +
GET    /api/v1/invoices/{beneficiary}/{month}/pdf
                                              -   -   -    +    +    +     +
GET    /api/v1/invoices/{beneficiary}/{month}/page
                                              -   -   -    +    +    +     +
GET    /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/pdf
                                              -   -   +    -    -    +     +
GET    /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/page
                                              -   -   +    -    -    +     +
POST   /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/scans
                                              -   -   -    -    -    +     -
GET    /api/v1/months/{beneficiary}/{month}/timesheets/{assistant}/scans/{hash}
                                              -   -   +    -    -    +     +
GET    /api/v1/print.css                      +   +   +    +    +    +     +
POST   /api/v1/verify                         +   +   +    +    +    +     +
POST   /api/v1/erak/status                    -   -   -    -    -    -     -
GET    /api/v1/push                           -   -   +    +    +    +     +
PUT    /api/v1/push/subscription              -   -   +    +    +    +     +
DELETE /api/v1/push/subscription              -   -   +    +    +    +     +
POST   /api/v1/notices/seen                   +   +   +    +    +    +     +
GET    /api/v1/me/devices                     -   -   +    +    +    +     +
PUT    /api/v1/me/devices/{device}            -   -   +    +    +    +     +
DELETE /api/v1/me/devices/{device}            -   -   +    +    +    +     +
GET    /api/v1/me/passkeys                    -   -   +    +    +    +     +
POST   /api/v1/me/passkeys/options            -   -   +    +    +    +     +
POST   /api/v1/me/passkeys                    -   -   +    +    +    +     +
PUT    /api/v1/me/passkeys/{key}              -   -   +    +    +    +     +
DELETE /api/v1/me/passkeys/{key}              -   -   +    +    +    +     +
GET    /api/v1/me/notices                     -   -   +    +    +    +     +
PUT    /api/v1/me/notices                     -   -   +    +    +    +     +
POST   /api/v1/me/notices/test                -   -   +    +    +    +     +
GET    /api/v1/me/reach                       -   -   +    +    +    +     +
PUT    /api/v1/me/reach                       -   -   +    +    +    +     -
GET    /api/v1/me/timesheets/{month}          -   -   +    -    -    -     -
GET    /api/v1/me/months/{month}              -   -   +    -    -    -     -
POST   /api/v1/me/timesheets/{beneficiary}/{month}/ready
                                              -   -   +    -    -    -     -
POST   /api/v1/me/timesheets/{beneficiary}/{month}/reopen
                                              -   -   +    -    -    -     -
POST   /api/v1/me/timesheets/{beneficiary}/{month}/sign
                                              -   -   +    -    -    -     -
GET    /api/v1/me/export                      -   -   +    +    +    +     +
`

// turned are the codes of being turned away at the door, whatever else is right or wrong with a request.
var turned = []string{"token_missing", "send_only", "forbidden", "session_unknown", "erak_forged", "token_invalid"}

// auditor joins as somebody who only looks the office over.
func (w *world) auditor() *client {
	w.Helper()
	const id = "ad000000-0000-7000-8000-000000000001"
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.audit", Person: "operator"},
		func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{
				{Doc: "person/" + id, Set: op.Fields{"name": care.Value("Gran Skare")}},
				{Doc: "membership/" + w.id(), Set: op.Fields{"person": care.Value(id), "role": care.Value("auditor"), "from": care.Value("2026-01-01")}},
			}}, nil
		})
	must(w.TB, err)
	return w.joined(id)
}

type cell struct {
	method, path string
	may          []bool
}

func readGrid(t *testing.T) (cells []cell) {
	t.Helper()
	var method, path string
	for _, line := range strings.Split(strings.TrimSpace(grid), "\n")[1:] {
		var may []bool
		for _, word := range strings.Fields(line) {
			switch {
			case word == "+" || word == "-":
				may = append(may, word == "+")
			case strings.HasPrefix(word, "/"):
				path = word
			default:
				method = word
			}
		}
		if len(may) == 6 { // the auditor's is left out: let in only where everybody is
			may = append(may, !slices.Contains(may, false))
		}
		if len(may) == 7 {
			cells = append(cells, cell{method, path, may})
		}
	}
	return cells
}

func TestRightsOfEveryRoute(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) { cfg.Poll = 1 })
	left := w.left()
	who := []*client{w.anonymous(), left, w.joined(assistant), w.joined(beneficiary), w.joined(godMan), w.joined(coordinator), w.auditor()}
	names := []string{"nobody", "who left", "assistant", "beneficiary", "representative", "coordinator", "auditor"}
	cells := readGrid(t)
	for _, cell := range cells {
		path := strings.NewReplacer("{kind}", "person", "{id}", beneficiary, "{op}", "01930000-0000-7000-8000-00000000ffff",
			"{device}", "01930000-0000-7000-8000-00000000ffff", "{key}", "0000",
			"{person}", assistant, "{beneficiary}", beneficiary, "{assistant}", assistant, "{month}", "2026-10").Replace(cell.path)
		for i, c := range who {
			r := request{method: cell.method, path: path, header: map[string]string{"X-Passbok": "1"}}
			if cell.method != "GET" && !strings.HasSuffix(path, "pairing") && cell.path != "/api/v1/session/refresh" && r.path != "/api/v1/session" {
				r.raw = []byte(`{}`)
			}
			if cell.path == "/api/v1/session/refresh" {
				r.cookie = c.cookie
			}
			got := c.do(r)
			var p problem
			if got.status >= 400 {
				got.into(&p)
			}
			away := false
			for _, code := range turned {
				away = away || p.Code == code
			}
			if away == cell.may[i] {
				t.Errorf("%s %s by %s: %d %s", cell.method, cell.path, names[i], got.status, p.Code)
			}
		}
	}
}

func TestRoutesGridAndDescriptionAgree(t *testing.T) {
	doc, err := described()
	must(t, err)
	inYAML := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			inYAML[method+" "+path] = true
		}
	}
	inGrid := map[string]bool{}
	for _, c := range readGrid(t) {
		inGrid[c.method+" "+c.path] = true
		if !inYAML[c.method+" "+c.path] {
			t.Errorf("%s %s is not in openapi.yaml", c.method, c.path)
		}
	}
	inServer := map[string]bool{}
	for _, r := range server.Routes() {
		inServer[r] = true
		if !inGrid[r] {
			t.Errorf("%s is not in the grid", r)
		}
	}
	for r := range inYAML {
		if !inServer[r] {
			t.Errorf("%s is in openapi.yaml, and no route", r)
		}
	}
}

func TestOthersMonthsAreNotShown(t *testing.T) {
	w := newWorld(t)
	w.ready()
	other := w.joined(stranger)
	other.get("/api/v1/invoices"+october).problem(403, "forbidden")
	other.post("/api/v1/invoices"+october+"/handover", other.command("x")).problem(403, "forbidden")
	var list struct{ Invoices []any }
	other.get("/api/v1/invoices").want(200).into(&list)
	if len(list.Invoices) != 0 {
		t.Errorf("%+v", list)
	}
	for _, path := range []string{"person/" + beneficiary, "invoice/" + beneficiary + "@2026-10", "snapshot/" + beneficiary + "@2026-10.1"} {
		other.get("/api/v1/docs/"+path+"/history").problem(404, "not_found")
	}
	for _, c := range []*client{w.joined(assistant), other} {
		got := c.sync()
		for _, d := range got.Docs {
			if strings.HasPrefix(d.Doc, "identity/") || strings.HasPrefix(d.Doc, "snapshot/") || strings.HasPrefix(d.Doc, "invoice/") {
				t.Errorf("%s sees %s", c.person, d.Doc)
			}
		}
	}
}

func TestRoleEndsAtOnce(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	c.get("/api/v1/board?month=2026-10").want(200)
	w.endRole(coordinator)
	c.get("/api/v1/board?month=2026-10").problem(403, "forbidden")
}
