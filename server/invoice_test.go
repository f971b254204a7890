package server_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"passbok/fk/erak"
)

const october = "/" + beneficiary + "/2026-10"

// monthAnswer is what these tests look at of a month, an invoice and a receipt.
type monthAnswer struct {
	Hash  string
	State string
	Sums  struct{ Active, Waiting, Standby int }
	Rows  []struct {
		ID      string
		Minutes int
	}
	Days     []struct{ Day, Length, Active int }
	Findings []struct{ Code, Severity string }
	Parked   []struct{ Op string }
	Invoice  struct {
		State, Hash string
		Version     int
		Differences []struct{ Field string }
		By          map[string]struct{ ID string }
	}
	MayHandOver bool
}

func (c *client) month() (m monthAnswer) {
	c.Helper()
	c.get("/api/v1/months" + october).want(200).into(&m)
	return m
}

func (c *client) invoice() (m monthAnswer) {
	c.Helper()
	c.get("/api/v1/invoices" + october).want(200).into(&m)
	return m
}

// command is the body of a command on what was seen.
func (c *client) command(saw string) map[string]any {
	return map[string]any{"id": c.id(), "saw": saw}
}

// lock is a command that locks a month whose pre-flight is not green.
func (c *client) lock(saw string) map[string]any {
	return map[string]any{"id": c.id(), "saw": saw, "why": "Försäkringskassan knows"}
}

// ready brings October to where it is marked ready: one row of four hours, and the night of five.
func (w *world) ready() (office *client) {
	w.Helper()
	phone, office := w.joined(assistant), w.joined(coordinator)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"),
		phone.shift(assistant, "2026-10-25T00:00+02:00", "2026-10-25T04:00+01:00"))
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)
	return office
}

// report is a status report of Försäkringskassan's, signed.
func (w *world) report(body map[string]any) request {
	raw := mustJSON(w.TB, body)
	seconds := strconv.FormatInt(w.clock().Unix(), 10)
	return request{method: "POST", path: "/api/v1/erak/status", raw: raw, header: map[string]string{
		erak.HeaderTime: seconds, erak.HeaderSignature: erak.SignReport([]byte(erakSecret), seconds, raw)}}
}

// echo is a report that the invoice in a form was signed with what the form says.
func (w *world) echo(fields map[string]string) map[string]any {
	return map[string]any{
		erak.KeyID: "r" + w.id(), erak.KeyReference: fields[erak.FieldReference], erak.KeyStatus: erak.StatusSigned,
		erak.KeyTime: w.clock().Format("2006-01-02T15:04:05Z07:00"), erak.KeyInvoice: fields,
	}
}

// handOver is what the beneficiary's page does: looks, and asks for the form.
func (c *client) handOver() (fields map[string]string) {
	c.Helper()
	var form struct {
		Action, Method string
		Fields         []struct{ Name, Value string }
	}
	c.post("/api/v1/invoices"+october+"/handover", c.command(c.invoice().Hash)).want(200).into(&form)
	if form.Action != erakOrigin+"/rakning" || form.Method != "post" {
		c.Errorf("%+v", form)
	}
	fields = map[string]string{}
	for _, f := range form.Fields {
		fields[f.Name] = f.Value
	}
	return fields
}

func TestMonthFromRowsToSigned(t *testing.T) {
	w := newWorld(t)
	phone, office := w.joined(assistant), w.joined(coordinator)
	open := phone.shift(assistant, "2026-10-12T08:00+02:00", "")
	open["set"].(map[string]any)["end"] = nil
	phone.sync(open, phone.shift(assistant, "2026-10-25T00:00+02:00", "2026-10-25T04:00+01:00"))

	seen := office.month()
	stopped := office.post("/api/v1/months"+october+"/ready", office.command(seen.Hash)).problem(409, "month_not_ready")
	if detail := fmt.Sprint(stopped.Detail); !strings.Contains(detail, "no_end") {
		t.Errorf("detail %s", detail)
	}
	phone.sync(phone.op(open["doc"].(string), 0, map[string]any{"end": "2026-10-12T12:00+02:00"}))
	changed := office.post("/api/v1/months"+october+"/ready", office.command(seen.Hash)).problem(409, "changed").Detail
	doc, err := described()
	must(t, err)
	if err := doc.Components.Schemas["Changed"].Value.VisitJSON(changed); err != nil {
		t.Errorf("what has changed is not as openapi.yaml says: %v", err)
	}
	if text := fmt.Sprint(changed); !strings.Contains(text, "doc:"+open["doc"].(string)) || !strings.Contains(text, "hash:"+office.month().Hash) {
		t.Errorf("what has changed: %s", text)
	}

	seen = office.month()
	if seen.Sums.Active != 4*60+5*60 || seen.Days[24].Length != 25*60 || seen.Days[24].Active != 5*60 || len(seen.Rows) != 2 {
		t.Errorf("%+v", seen)
	}
	var board struct {
		Customers []struct {
			Beneficiary struct{ ID string }
			Stages      map[string]string
			State       string
		}
	}
	office.get("/api/v1/board?month=2026-10").want(200).into(&board)
	if len(board.Customers) != 2 {
		t.Errorf("%+v", board)
	}

	var receipt, again struct {
		Seq   uint64
		Hash  string
		Again bool
	}
	asked := office.post("/api/v1/months"+october+"/ready", office.command(seen.Hash)).problem(400, "why_missing").Detail
	if flight, is := asked.(map[string]any); !is || flight["paid"] != false || len(flight["findings"].([]any)) == 0 {
		t.Errorf("asked why over %v", asked)
	}
	mark := office.lock(seen.Hash)
	office.post("/api/v1/months"+october+"/ready", mark).want(200).into(&receipt)
	office.post("/api/v1/months"+october+"/ready", mark).want(200).into(&again)
	if !again.Again || again.Seq != receipt.Seq || again.Hash != receipt.Hash {
		t.Errorf("%+v, again %+v", receipt, again)
	}
	office.post("/api/v1/months/"+beneficiary+"/2026-11/ready", mark).problem(409, "id_reused")
	mark["saw"] = "something else"
	office.post("/api/v1/months"+october+"/ready", mark).problem(409, "id_reused")
	office.post("/api/v1/months"+october+"/ready", office.command(office.month().Hash)).problem(409, "wrong_state")

	// A row that comes now is parked, and the coordinator turns it down.
	late := phone.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T09:00+02:00")
	if v := phone.sync(late).Verdicts[0]; v.Verdict != "parked" || v.Code != "sealed" || v.Message["sv"] == "" {
		t.Errorf("%+v", v)
	}
	parked := "/api/v1/parked/" + late["id"].(string)
	office.post(parked+"/apply", map[string]any{"id": office.id()}).problem(409, "still_sealed")
	office.post(parked+"/decline", map[string]any{"id": office.id()}).problem(400, "why_missing")
	office.post(parked+"/decline", map[string]any{"id": office.id(), "why": "Den är inte från oktober."}).want(200)
	office.post(parked+"/decline", map[string]any{"id": office.id(), "why": "Igen."}).problem(409, "not_parked")

	gun := w.joined(godMan)
	var list struct {
		Invoices []struct{ Month string }
	}
	gun.get("/api/v1/invoices").want(200).into(&list)
	if len(list.Invoices) != 1 || list.Invoices[0].Month != "2026-10" {
		t.Errorf("%+v", list)
	}
	fields := gun.handOver()
	if fields[erak.FieldActive] != "9.00" || fields[erak.FieldReturn] != "https://passbok.example/rakning"+october+"?tillbaka=1" {
		t.Errorf("%v", fields)
	}
	if got := office.month().Invoice; got.State != "handed_over" || got.By["opened"].ID != godMan {
		t.Errorf("%+v", got)
	}
	fk := w.anonymous()
	received := w.echo(fields)
	received[erak.KeyStatus] = erak.StatusReceived
	delete(received, erak.KeyInvoice)
	for range 2 {
		if got := fk.do(w.report(received)).want(200); string(got.body) != `{"state":"received"}` {
			t.Errorf("%s", got.body)
		}
	}
	if got := fk.do(w.report(w.echo(fields))).want(200); string(got.body) != `{"state":"signed"}` {
		t.Errorf("%s", got.body)
	}
	if got := fk.do(w.report(received)).want(200); !strings.Contains(string(got.body), `"received"`) {
		t.Errorf("a resend gets the first answer: %s", got.body)
	}
	gun.post("/api/v1/invoices"+october+"/handover", gun.command(gun.invoice().Hash)).problem(409, "wrong_state")
	office.post("/api/v1/months"+october+"/reopen", office.command(office.month().Hash)).problem(400, "why_missing")
	again2 := office.command(office.month().Hash)
	again2["why"] = "En rad saknas."
	office.post("/api/v1/months"+october+"/reopen", again2).want(200)
	gun.get("/api/v1/invoices"+october).problem(404, "invoice_unknown")
}

func TestLostAnswerOfHandOver(t *testing.T) {
	w := newWorld(t)
	w.ready()
	c := w.joined(beneficiary)
	body := c.command(c.invoice().Hash)
	first := c.post("/api/v1/invoices"+october+"/handover", body).want(200)
	again := c.post("/api/v1/invoices"+october+"/handover", body).want(200)
	if string(first.body) != string(again.body) {
		t.Errorf("%s\n%s", first.body, again.body)
	}
}

func TestOpenedOnceByTwoAtOnce(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	both := []*client{w.joined(beneficiary), w.joined(godMan)}
	var wg sync.WaitGroup
	for range 4 {
		for _, c := range both {
			wg.Go(func() {
				if got := c.get("/api/v1/invoices" + october); got.status != 200 {
					t.Errorf("%d %s", got.status, got.body)
				}
			})
		}
	}
	wg.Wait()
	var story struct{ Entries []struct{ Name string } }
	office.get("/api/v1/docs/invoice/" + beneficiary + "@2026-10/history").want(200).into(&story)
	opened := 0
	for _, e := range story.Entries {
		if e.Name == "invoice.opened" {
			opened++
		}
	}
	if opened != 1 {
		t.Errorf("opened %d times: %+v", opened, story)
	}
	if got := office.invoice(); got.State != "opened" {
		t.Errorf("%+v", got)
	}
}

func TestOfficeLookingIsNotOpening(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	if got := office.invoice(); got.State != "ready" || got.MayHandOver {
		t.Errorf("%+v", got)
	}
}

func TestSignedWithOtherSumsDiffers(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	fields := w.joined(beneficiary).handOver()
	fields[erak.FieldActive] = "8.59"
	var answer struct {
		State, Code string
		Message     map[string]string
	}
	w.anonymous().do(w.report(w.echo(fields))).want(200).into(&answer)
	if answer.State != "differs" || answer.Code != "invoice_differs" || answer.Message["sv"] == "" || answer.Message["en"] == "" {
		t.Errorf("%+v", answer)
	}
	if got := office.month().Invoice; got.State != "differs" || len(got.Differences) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestHandOverThatCannotBeIsNotNoted(t *testing.T) {
	w := newWorld(t)
	w.forget("identity/")
	office := w.ready()
	c := w.joined(beneficiary)
	c.post("/api/v1/invoices"+october+"/handover", c.command(c.invoice().Hash)).problem(409, "erak_no_personnummer")
	if got := office.month().Invoice.State; got != "opened" {
		t.Errorf("state %s", got)
	}
}

func TestReopenedAndParkedIsApplied(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	phone := w.joined(assistant)
	late := phone.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T09:00+02:00")
	phone.sync(late)
	body := office.command(office.month().Hash)
	body["why"] = "En rad saknas."
	office.post("/api/v1/months"+october+"/reopen", body).want(200)
	var receipt struct{ Answer struct{ Verdict string } }
	settle := map[string]any{"id": office.id()}
	office.post("/api/v1/parked/"+late["id"].(string)+"/apply", settle).want(200).into(&receipt)
	if receipt.Answer.Verdict != "applied" {
		t.Errorf("%+v", receipt)
	}
	office.post("/api/v1/parked/"+late["id"].(string)+"/apply", settle).want(200) // a resend
	if got := office.month(); got.Sums.Active != 10*60 || len(got.Parked) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAssistantWhoRepresentsHandsOver(t *testing.T) {
	w := newWorld(t)
	w.ready()
	w.represent(colleague)
	if fields := w.joined(colleague).handOver(); fields[erak.FieldActive] != "9.00" {
		t.Errorf("%v", fields)
	}
}
