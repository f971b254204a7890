package house_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"passbok/eid/bankid/sim"
	"passbok/month"
)

// A server that is killed in the middle of a signature goes on with it: the person who asks again, from another tab or after the kill,
// is at the order that they began, and a yes that was said while nobody listened counts.
func TestSignaturesSurviveKills(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	f, _, _ := workedSheets(t, data, 1, false)
	app, _, flags := bankidService(t, number(1), number(2))
	app.Break(sim.Faults{Patient: true}) // however long a start takes
	server := start(t, data, flags...)
	own := join(t, server.url, f.codes[1], 1)
	ask := func(method, path, id, saw string, into any) {
		t.Helper()
		body := any(nil)
		if method == "POST" {
			body = map[string]any{"id": id, "saw": saw}
		}
		if status, raw, err := own.ask(method, path, body); err != nil || status/100 != 2 || json.Unmarshal(raw, into) != nil {
			t.Fatalf("%s: %d %s %v", path, status, raw, err)
		}
	}
	const sheet = "/api/v1/me/timesheets/alva/2025-11"
	view := func() month.SheetView {
		var mine struct{ Timesheets []month.SheetView }
		ask("GET", "/api/v1/me/timesheets/2025-11", "", "", &mine)
		return mine.Timesheets[0]
	}
	sign := func(id string) string {
		var begun struct{ Order string }
		ask("POST", sheet+"/sign", id, view().Sheet, &begun)
		return begun.Order
	}
	again := func() {
		if err := server.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := <-server.ended; !killed(err) {
			t.Fatalf("it ended by %v\n%s", err, server.said)
		}
	}
	ask("POST", sheet+"/ready", "01930000-0000-7000-d000-000000000001", view().Hash, &struct{}{})
	order := sign("01930000-0000-7000-d000-000000000002")
	if tab := sign("01930000-0000-7000-d000-000000000003"); tab != order {
		t.Errorf("another tab is at order %s, not %s", tab, order)
	}
	again()
	server = start(t, data, flags...)
	own.url = server.url
	if after := sign("01930000-0000-7000-d000-000000000004"); after != order || len(app.Orders()) != 1 {
		t.Errorf("after a kill they are at order %s, not %s, of %d", after, order, len(app.Orders()))
	}
	token := app.Orders()[0].Token
	if err := app.Open(token, ""); err != nil {
		t.Fatal(err)
	}
	again()
	if err := app.Approve(token, app.Orders()[0].Personnummer); err != nil {
		t.Fatal(err)
	}
	server = start(t, data, flags...)
	own.url = server.url
	eventually(t, "signed", func() bool {
		var now struct{ Result *struct{ State string } }
		ask("GET", "/api/v1/orders/"+order, "", "", &now)
		return now.Result != nil && now.Result.State == "signed"
	})
	if state := view().State; state != "signed" {
		t.Errorf("the timesheet is %s", state)
	}
	server.stop(t)
}
