package server_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passbok/month"
)

const sheets = "/api/v1/months" + october + "/timesheets"

type sheetsAnswer struct{ Timesheets []month.SheetView }

// sheet is the assistant's October, as the office sees it.
func (c *client) sheet() (v month.SheetView) {
	c.Helper()
	c.get(sheets + "/" + assistant).want(200).into(&v)
	return v
}

// mine is the caller's own.
func (c *client) mine() (v month.SheetView) {
	c.Helper()
	var all sheetsAnswer
	c.get("/api/v1/me/timesheets/2026-10").want(200).into(&all)
	if len(all.Timesheets) != 1 {
		c.Fatalf("%+v", all)
	}
	return all.Timesheets[0]
}

// What an assistant is shown of a month beside their rows: granted hours once the provider shows them, and what is found.
func TestMyMonths(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	look := func() month.OwnMonth {
		t.Helper()
		var all struct{ Months []month.OwnMonth }
		phone.get("/api/v1/me/months/2026-10").want(200).into(&all)
		if len(all.Months) != 1 || all.Months[0].Beneficiary.ID != beneficiary {
			t.Fatalf("%+v", all)
		}
		return all.Months[0]
	}
	if own := look(); own.Granted != nil || len(own.Findings) != 1 || own.Findings[0].Code != month.RegistrationUnknown {
		t.Errorf("%+v", own)
	}
	phone.get("/api/v1/me/months/2026-13").problem(400, "bad_month")
	office.get("/api/v1/me/months/2026-10").problem(403, "forbidden")
}

// A month goes from the phone over the printer to Försäkringskassan; a row that changes on the way makes it fall.
func TestATimesheetOnPaper(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	mine := "/api/v1/me/timesheets" + october
	phone.post(mine+"/ready", phone.command("x")).problem(409, "changed")
	order := phone.command(phone.mine().Hash)
	phone.post(mine+"/ready", order).want(200)
	var again struct{ Again bool }
	if phone.post(mine+"/ready", order).want(200).into(&again); !again.Again {
		t.Error("the same command was done twice")
	}
	if v := phone.mine(); v.State != "ready" || v.Versions[0].ID != order["id"] || v.By["ready"].Name != "Aras Testberg" {
		t.Errorf("%+v", v)
	}
	office.post(sheets+"/"+assistant+"/printed", office.command(office.sheet().Sheet)).want(200)
	office.post(sheets+"/"+assistant+"/complete", office.command(office.sheet().Hash)).problem(409, "sheet_state")

	phone.sync(phone.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T12:00+02:00"))
	v := phone.mine()
	if v.State != "open" || !v.Changed || v.Fallen.State != "printed" || len(v.Changes) != 1 || v.Changes[0].Is.Day != 13 || v.Changes[0].Was != nil {
		t.Errorf("%+v %+v", v.SheetLine, v.Changes)
	}
	office.post(sheets+"/"+assistant+"/signed-by-hand", office.command(office.sheet().Hash)).problem(409, "sheet_state")
	office.post(sheets+"/"+assistant+"/ready", office.command(office.sheet().Hash)).want(200)
	for _, step := range []string{"printed", "signed-by-hand", "complete"} {
		office.post(sheets+"/"+assistant+"/"+step, office.command(office.sheet().Hash)).want(200)
	}
	if got := office.sheet(); got.State != "complete" || got.Version != 2 || len(got.Versions) != 2 {
		t.Errorf("%+v", got)
	}
	phone.post(mine+"/reopen", phone.command(phone.mine().Hash)).problem(409, "sheet_state")
	office.post(sheets+"/"+assistant+"/reopen", office.command(office.sheet().Hash)).problem(400, "why_missing")
	reopen := office.command(office.sheet().Hash)
	reopen["why"] = "fel dag"
	office.post(sheets+"/"+assistant+"/reopen", reopen).want(200)
	var all sheetsAnswer
	office.get(sheets).want(200).into(&all)
	if len(all.Timesheets) != 1 || all.Timesheets[0].State != "open" || all.Timesheets[0].Changed || all.Timesheets[0].Why != "fel dag" {
		t.Errorf("%+v", all)
	}
	var every sheetsAnswer
	office.get("/api/v1/timesheets/2026-10").want(200).into(&every)
	if diff := cmp.Diff(all, every); diff != "" {
		t.Error(diff)
	}
	phone.get("/api/v1/timesheets/2026-10").problem(403, "forbidden")
	office.get("/api/v1/timesheets/october").problem(400, "bad_month")
}

func TestTimesheetsAreNotShownToOthers(t *testing.T) {
	w := newWorld(t)
	phone, other := w.joined(assistant), w.joined(colleague)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	var all sheetsAnswer
	other.get("/api/v1/me/timesheets/2026-10").want(200).into(&all)
	if len(all.Timesheets) != 0 {
		t.Errorf("%+v", all)
	}
	other.post("/api/v1/me/timesheets"+october+"/reopen", other.command("x")).problem(409, "sheet_state")
	other.post("/api/v1/me/timesheets/"+stranger+"/2026-10/ready", other.command("x")).problem(403, "forbidden")
	w.joined(coordinator).get(sheets+"/"+colleague).problem(404, "sheet_unknown")
	for _, c := range []*client{phone, other, w.joined(beneficiary)} {
		for _, d := range c.sync().Docs {
			if strings.HasPrefix(d.Doc, "sheet/") || strings.HasPrefix(d.Doc, "timesheet/") && c == other {
				t.Errorf("%s sees %s", c.person, d.Doc)
			}
		}
	}
}
