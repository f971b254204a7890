package server_test

import (
	"testing"
)

// What the god man says is wrong reaches the office's list and holds the invoice; it goes for whoever insists, or once the
// office has settled it; and everybody whom it is about reads the same.
func TestAFlagThroughTheRealDoor(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	c := w.joined(godMan)
	saw := c.invoice().Hash
	path := "/api/v1/invoices" + october + "/handover"
	flag := "message/" + w.id()
	about := map[string]any{"beneficiary": beneficiary, "month": "2026-10", "day": "2026-10-12", "said": "2026-11-02T09:00+01:00"}
	with := func(more map[string]any) map[string]any {
		all := map[string]any{}
		for _, part := range []map[string]any{about, more} {
			for name, value := range part {
				all[name] = value
			}
		}
		return all
	}
	if v := c.sync(c.op(flag, 0, with(map[string]any{"author": godMan, "as": "representative", "flag": "time"}))).Verdicts; v[0].Verdict != "applied" {
		t.Fatalf("%+v", v)
	}
	var list struct {
		Talks []struct {
			Topic, Flag string
			Holds       bool
			From        struct{ ID string }
		}
	}
	office.get("/api/v1/office/talks").want(200).into(&list)
	if len(list.Talks) != 1 || list.Talks[0].Topic != "2026-10-12" || !list.Talks[0].Holds || list.Talks[0].From.ID != godMan {
		t.Errorf("%+v", list)
	}
	c.post(path, c.command(saw)).problem(409, "invoice_held")
	command := c.command(saw)
	command["insists"] = []string{"another"}
	c.post(path, command).problem(409, "invoice_held")
	id := flag[len("message/"):]
	if v := office.sync(office.op("message/"+w.id(), 0, with(map[string]any{"author": coordinator, "as": "coordinator", "text": "x", "settles": []string{id}}))).Verdicts; v[0].Verdict != "applied" {
		t.Fatalf("%+v", v)
	}
	office.get("/api/v1/office/talks").want(200).into(&list)
	if len(list.Talks) != 0 {
		t.Errorf("settled: %+v", list)
	}
	late := "message/" + w.id()
	c.sync(c.op(late, 0, with(map[string]any{"author": godMan, "as": "representative", "flag": "absent"})))
	command = c.command(saw)
	command["insists"] = []string{late[len("message/"):]}
	c.post(path, command).want(200)
	c.post(path, command).want(200) // its answer was lost
	var seen int
	for _, d := range w.joined(beneficiary).sync().Docs {
		if d.Doc == flag || d.Doc == late {
			seen++
		}
	}
	if seen != 2 {
		t.Errorf("the beneficiary sees %d of what was said about their month", seen)
	}
	for _, d := range w.joined(assistant).sync().Docs {
		if d.Doc == flag || d.Doc == late {
			t.Errorf("the assistant sees %s", d.Doc)
		}
	}
}
