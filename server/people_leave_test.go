package server_test

import (
	"strings"
	"testing"

	"passbok/month"
)

// An end is taken back by naming its command: what it changed is not for the client to say.
func TestAnEndIsTakenBackByItsCommand(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	at := "/api/v1/people/" + assistant + "/leave"
	ask := map[string]any{"roles": []string{"assistant"}, "last": "2026-12-31"}
	var l month.Leaving
	office.post(at+"/preview", ask).want(200).into(&l)
	end := w.id()
	office.post(at, map[string]any{"id": end, "roles": ask["roles"], "last": ask["last"], "saw": l.Hash}).want(200)
	office.post(at+"/preview", ask).problem(409, "nothing_ends")

	office.post(at+"/undo", map[string]any{"id": w.id(), "end": w.id()}).problem(409, "leave_undone")
	office.post(at+"/undo", map[string]any{"id": w.id(), "end": "x"}).problem(400, "bad_id")
	office.post(strings.Replace(at, assistant, colleague, 1)+"/undo", map[string]any{"id": w.id(), "end": end}).problem(409, "leave_undone")
	back := map[string]any{"id": w.id(), "end": end}
	office.post(at+"/undo", back).want(200)
	office.post(at+"/undo", back).want(200) // the answer was lost
	office.post(at+"/undo", map[string]any{"id": w.id(), "end": end}).problem(409, "leave_undone")
	var again month.Leaving
	office.post(at+"/preview", ask).want(200).into(&again)
	if again.Hash != l.Hash {
		t.Errorf("%+v, was %+v", again, l)
	}
}

// Somebody whose time in the office is over gives nobody a right, not even by way of what is kept for the office.
func TestARightIsNotGivenByWhatIsKept(t *testing.T) {
	w := newWorld(t)
	office := w.joined(coordinator)
	other, ref := w.joined(colleague), "membership/"+w.id()
	office.sync(office.op(ref, 0, map[string]any{"person": colleague, "role": "coordinator", "from": "2024-01-01", "to": "2024-12-31", "signs": "no"}))
	v := other.sync(other.op("membership/"+w.id(), 0, map[string]any{"person": colleague, "role": "coordinator", "from": "2024-01-01"})).Verdicts[0]
	if v.Verdict != "refused" || v.Code != "not_allowed" {
		t.Errorf("%+v", v)
	}
}
