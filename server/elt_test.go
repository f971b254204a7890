package server_test

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/server"
	"passbok/sync/book"
)

// way is an ELT of a test's own.
type way struct {
	off      bool
	stopped  string
	outage   queue.Outage
	unfit    error
	unsigned error
	lost     []signed.Role // whose signatures are not kept
	taken    bool          // something was
	greet    error
	items    map[string]queue.Item
	again    []queue.Sheet
	resumed  bool
	againErr error
}

func (w *way) Fits(context.Context, care.Timesheet) error   { return w.unfit }
func (w *way) Signed(context.Context, string, string) error { return w.unsigned }
func (w *way) Kept(_ context.Context, _ string, refs ...string) (map[string][]signed.Role, error) {
	kept := map[string][]signed.Role{}
	for _, ref := range refs {
		for _, role := range []signed.Role{signed.Assistant, signed.Provider} {
			if !slices.Contains(w.lost, role) {
				kept[ref] = append(kept[ref], role)
			}
		}
	}
	return kept, nil
}
func (w *way) Of(_ context.Context, _ string, refs ...string) (map[string]queue.Item, error) {
	known := map[string]queue.Item{}
	for _, ref := range refs {
		if item, there := w.items[ref]; there {
			known[ref] = item
		}
	}
	return known, nil
}
func (w *way) Again(_ context.Context, s queue.Sheet) error {
	w.again = append(w.again, s)
	return w.againErr
}
func (w *way) Greet(_ context.Context, resume bool) error {
	w.resumed = w.resumed || resume && w.greet == nil
	return w.greet
}
func (w *way) Standing() queue.Standing {
	return queue.Standing{Connected: !w.off, Stopped: w.stopped, Since: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC), Outage: w.outage}
}

// shown are the certificates of a house: the one that it shows ELT ends before long, the one at E-RÄK does not.
func shown() map[string]server.Certificate {
	return map[string]server.Certificate{
		server.ServiceELT:  {Subject: "CN=Prova", NotAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Days: 59},
		server.ServiceErak: {Subject: "CN=Prova räkningar", NotAfter: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), Days: 424},
	}
}

func (w *way) Supplier() string                    { return "Prova System" }
func (w *way) Taken(context.Context) (bool, error) { return w.taken, nil }

const octoberRef = "sheet/" + assistant + "." + beneficiary + "@2026-10:1"

type sendingView struct {
	month.SheetView
	Sending *struct {
		State, Fault, FK string
		Receipt          *struct{ TX string }
	}
}

// sheetWorld is a world in which the assistant's October is ready.
func sheetWorld(t *testing.T, e *way) (w *world, office *client) {
	t.Helper()
	w = newWorld(t, func(cfg *server.Config) { cfg.ELT, cfg.Certificates = e, shown })
	phone := w.joined(assistant)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	return w, w.joined(coordinator)
}

// sign lets the book say that both have signed, as the desk does that takes signatures.
func (w *world) sign() {
	w.Helper()
	frozen := func(name string, decide func(book.Documents, month.SheetInput) (book.Decision, error), by string) {
		_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: name, Person: by}, func(docs book.Documents) (book.Decision, error) {
			ask := month.SheetAsk{Ask: month.Ask{Person: by, Beneficiary: beneficiary, Month: "2026-10", Now: w.clock()}, Assistant: assistant}
			doc, _, err := docs.Get(care.TimesheetRef(assistant, beneficiary, "2026-10"))
			if err != nil {
				return book.Decision{}, err
			}
			return decide(docs, month.SheetInput{SheetAsk: ask, ID: w.id(), Saw: doc.Text("hash")})
		})
		must(w.TB, err)
	}
	w.complete()
	frozen("sheet.signed", month.SheetSigned, assistant)
	frozen("sheet.approved", month.SheetApproved, coordinator)
}

// complete writes down what a timesheet must say to be signed; the version is made anew, since it is frozen without.
func (w *world) complete() {
	w.Helper()
	office := w.joined(coordinator)
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.fill", Person: "operator"}, func(docs book.Documents) (book.Decision, error) {
		provider := ""
		for doc, err := range docs.Feed(care.ProviderFeed) {
			must(w.TB, err)
			provider = doc.Ref
		}
		set := func(ref string, fields map[string]any) book.Change {
			c := book.Change{Doc: ref, Set: care.Fields{}}
			for name, v := range fields {
				c.Set[name] = care.Value(v)
			}
			return c
		}
		return book.Decision{Set: []book.Change{
			set("identity/i-assistant", map[string]any{"person": assistant, "personnummer": "19850710980" + string(care.CheckDigit("850710980"))}),
			set("employment/e-assistant", map[string]any{"assistant": assistant, "employer": "provider", "regime": "agreement", "from": "2026-01-01", "period_from": "2026-01-01", "period_months": 12}),
			set(provider, map[string]any{"phone": "0800000000"}),
		}}, nil
	})
	must(w.TB, err)
	reopen := office.command(office.sheet().Hash)
	reopen["why"] = "uppgifter saknades"
	office.post(sheets+"/"+assistant+"/reopen", reopen).want(200)
	office.post(sheets+"/"+assistant+"/ready", office.command(office.sheet().Hash)).want(200)
}

func (w *world) jobs() (found []book.Job) {
	w.Helper()
	all, err := w.book.Jobs(context.Background(), w.clock().Add(time.Hour), 100)
	must(w.TB, err)
	for _, job := range all {
		if job.Kind == month.SendJob {
			found = append(found, job)
		}
	}
	return found
}

// What both have signed is left to the outbox, once; what is not, is not.
func TestSendingATimesheet(t *testing.T) {
	e := &way{items: map[string]queue.Item{}}
	w, office := sheetWorld(t, e)
	send := sheets + "/" + assistant + "/send"
	office.post(send, office.command(office.sheet().Hash)).problem(409, "sheet_state")
	e.off = true
	office.post(send, office.command(office.sheet().Hash)).problem(409, "elt_not_connected")
	e.off = false
	w.sign()
	office.post(send, office.command("x")).problem(409, "changed")
	e.unfit = elt.Problems{{Code: elt.CodeNoPhone, Field: elt.ElemPhoneOffice}}
	office.post(send, office.command(office.sheet().Hash)).problem(409, "elt_no_phone")
	e.unfit = queue.Refuse(queue.CodeSchema)
	office.post(send, office.command(office.sheet().Hash)).problem(409, "elt_schema")
	e.unfit, e.unsigned = nil, queue.Refuse(queue.CodeNoSignatures)
	office.post(send, office.command(office.sheet().Hash)).problem(409, "elt_no_signatures")
	e.unsigned = nil
	if len(w.jobs()) > 0 {
		t.Errorf("%+v", w.jobs())
	}
	office.post(send, office.command(office.sheet().Hash)).want(200)
	office.post(send, office.command(office.sheet().Hash)).want(200) // twice is once
	jobs := w.jobs()
	if len(jobs) != 1 {
		t.Fatalf("%+v", jobs)
	}
	var order month.Sending
	must(t, json.Unmarshal(jobs[0].Payload, &order))
	if order.Ref() != "sheet/"+assistant+"."+beneficiary+"@2026-10:2" || order.ID != office.sheet().Versions[0].ID {
		t.Errorf("%+v", order)
	}
}

// What is signed and not kept here is to be signed anew, and that is said before anybody presses anything; in every list, too.
func TestASignatureThatIsNotKeptIsSaidBefore(t *testing.T) {
	e := &way{items: map[string]queue.Item{}}
	w, office := sheetWorld(t, e)
	w.sign()
	ref := "sheet/" + assistant + "." + beneficiary + "@2026-10:2"
	for name, test := range map[string]struct {
		lost []signed.Role
		item *queue.Item
		next string
	}{
		"both are kept":          {nil, nil, "send"},
		"the assistant's is not": {[]signed.Role{signed.Assistant}, nil, "sign_anew"},
		"the provider's is not":  {[]signed.Role{signed.Provider}, nil, "sign_anew"},
		"neither is":             {[]signed.Role{signed.Assistant, signed.Provider}, nil, "sign_anew"},
		"neither is, but the queue has what it needs": {
			[]signed.Role{signed.Assistant, signed.Provider}, &queue.Item{Ref: ref, Entry: elt.Entry{State: elt.EntryWaiting}}, "send"},
	} {
		e.lost = test.lost
		delete(e.items, ref)
		if test.item != nil {
			e.items[ref] = *test.item
		}
		var one sendingView
		office.get(sheets + "/" + assistant).want(200).into(&one)
		nexts := []month.Next{one.Next}
		for _, list := range []string{sheets, "/api/v1/timesheets/2026-10"} {
			var all struct{ Timesheets []month.SheetLine }
			office.get(list).want(200).into(&all)
			for _, line := range all.Timesheets {
				if line.Assistant.ID == assistant {
					nexts = append(nexts, line.Next)
				}
			}
		}
		for _, next := range nexts {
			if next.Code != test.next || test.next == "sign_anew" && !strings.Contains(next.Message.SV, "finns inte kvar") {
				t.Errorf("%s: %+v", name, next)
			}
		}
		if len(nexts) != 3 {
			t.Errorf("%s: %+v", name, nexts)
		}
		var board month.Board
		office.get("/api/v1/board?month=2026-10").want(200).into(&board)
		var view month.View
		office.get("/api/v1/months" + october).want(200).into(&view)
		for _, c := range board.Customers {
			if c.Beneficiary.ID == beneficiary && (view.Line == nil || !reflect.DeepEqual(*view.Line, c)) {
				t.Errorf("%s: the month's page says %+v, the board %+v", name, view.Line, c)
			}
			if c.Beneficiary.ID == beneficiary && (c.Sheets.Anew == 1) != (test.next == "sign_anew") {
				t.Errorf("%s: on the board %+v", name, c.Sheets)
			}
		}
		waits := false
		for _, i := range office.inbox().Items {
			waits = waits || i.Kind == "sign_anew" && i.Person.ID == assistant && i.Beneficiary.ID == beneficiary && i.Ore > 0 && i.Ref == ref && strings.Contains(i.Message.SV, "Öppna den")
		}
		if waits != (test.next == "sign_anew") {
			t.Errorf("%s: among what waits %t", name, waits)
		}
	}
}

// How it stands in the queue is shown with it; one that is held is let go by a person.
func TestWhereATimesheetIsInTheQueue(t *testing.T) {
	e := &way{items: map[string]queue.Item{}}
	w, office := sheetWorld(t, e)
	look := func() (v sendingView) {
		office.get(sheets + "/" + assistant).want(200).into(&v)
		office.get(sheets).want(200)
		return v
	}
	if v := look(); v.Sending != nil {
		t.Errorf("%+v", v.Sending)
	}
	at := w.clock()
	for name, test := range map[string]struct {
		entry        elt.Entry
		state, fault string
	}{
		"waiting":                    {elt.Entry{State: elt.EntryWaiting}, "waiting", "elt_waiting"},
		"tried":                      {elt.Entry{State: elt.EntryWaiting, Tries: 2, Due: at}, "waiting", "elt_later"},
		"uncertain":                  {elt.Entry{State: elt.EntryWaiting, Tries: 2, Due: at, Uncertain: true}, "uncertain", "elt_uncertain"},
		"held":                       {elt.Entry{State: elt.EntryHeld, Uncertain: true}, "held", "elt_held"},
		"rejected":                   {elt.Entry{State: elt.EntryRejected, Fault: elt.FaultXML, Words: "Fel."}, "rejected", "elt_rejected"},
		"rejected, and may be there": {elt.Entry{State: elt.EntryRejected, Uncertain: true, Fault: elt.FaultXML, Words: "Finns redan."}, "rejected", "elt_rejected_uncertain"},
		"received":                   {elt.Entry{State: elt.EntryReceived, Receipt: elt.Receipt{TxID: "tx", At: at}}, "received", "elt_received"},
		"back":                       {elt.Entry{State: queue.Withdrawn, Uncertain: true}, "uncertain", "elt_withdrawn_uncertain"},
	} {
		e.items[octoberRef] = queue.Item{Ref: octoberRef, Entry: test.entry, Ended: at}
		v := look()
		if v.Sending == nil || v.Sending.State != test.state || v.Sending.Fault != test.fault || v.Sending.FK != test.entry.Words || (v.Sending.Receipt != nil) != (name == "received") {
			t.Errorf("%s: %+v", name, v.Sending)
		}
	}
	e.items[octoberRef] = queue.Item{Ref: octoberRef, Entry: elt.Entry{State: queue.Withdrawn}}
	if v := look(); v.Sending != nil {
		t.Errorf("%+v", v.Sending)
	}
	e.items[octoberRef], e.stopped = queue.Item{Ref: octoberRef, Entry: elt.Entry{State: elt.EntryWaiting}}, "403"
	if v := look(); v.Sending.Fault != "elt_stopped" {
		t.Errorf("%+v", v.Sending)
	}
	office.post(sheets+"/"+assistant+"/send-again", office.command(office.sheet().Hash)).want(200)
	if len(e.again) != 1 || e.again[0] != (queue.Sheet{Book: bookID, Ref: octoberRef}) {
		t.Errorf("%+v", e.again)
	}
	e.againErr = queue.Refuse(queue.CodeNotHeld)
	office.post(sheets+"/"+assistant+"/send-again", office.command(office.sheet().Hash)).problem(409, "elt_not_held")
	e.againErr = queue.Refuse(queue.CodeUnknown)
	office.post(sheets+"/"+assistant+"/send-again", office.command(office.sheet().Hash)).problem(404, "elt_unknown")
}

type connectionView struct {
	ELT struct {
		Connected               bool
		Stopped, Code, Supplier string
		Outage                  *struct{ Calls int }
		Certificate             *struct{ Days int }
		Steps                   []struct {
			Step, Done string
			Known      bool
		}
		Next string
	}
	BankID, Erak struct {
		Connected   bool
		Certificate *struct{ Days int }
	}
}

// The steps are kept, with their days; how the connection stands is told, and tried.
func TestTheConnection(t *testing.T) {
	e := &way{}
	w := newWorld(t, func(cfg *server.Config) { cfg.ELT, cfg.Certificates = e, shown })
	office := w.joined(coordinator)
	look := func() (v connectionView) {
		office.get("/api/v1/connection").want(200).into(&v)
		return v
	}
	v := look()
	if !v.ELT.Connected || v.ELT.Code != "" || len(v.ELT.Steps) != 8 || v.ELT.Next != "terms" || v.ELT.Certificate.Days != 59 || !v.Erak.Connected || v.Erak.Certificate.Days != 424 || v.BankID.Connected || v.BankID.Certificate != nil {
		t.Errorf("%+v", v)
	}
	office.do(request{method: "PUT", path: "/api/v1/connection/steps/terms", body: map[string]any{"done": "2026-10-01"}}).want(200)
	office.do(request{method: "PUT", path: "/api/v1/connection/steps/agreement", body: map[string]any{"done": "2026-10-20"}}).want(200).into(&v)
	// The server has a certificate and an address: that shows itself.
	if v.ELT.Next != "check" || v.ELT.Steps[0].Done != "2026-10-01" || v.ELT.Steps[2].Done != "2026-10-20" || !v.ELT.Steps[1].Known || !v.ELT.Steps[5].Known || v.ELT.Steps[0].Known {
		t.Errorf("%+v", v.ELT)
	}
	office.do(request{method: "PUT", path: "/api/v1/connection/steps/terms", body: map[string]any{"done": ""}}).want(200).into(&v)
	if v.ELT.Next != "terms" || v.ELT.Steps[0].Done != "" {
		t.Errorf("%+v", v.ELT)
	}
	office.do(request{method: "PUT", path: "/api/v1/connection/steps/terms", body: map[string]any{"done": "2026-02-30"}}).problem(400, "bad_date")
	if e.taken = true; look().ELT.Next != "approved_test" {
		t.Errorf("once a timesheet was taken, all that is left is what nobody but people can know: %+v", look().ELT)
	}

	e.stopped, e.outage = "answered by 403", queue.Outage{Since: w.clock(), Last: w.clock(), Calls: 3, Code: queue.CodeStopped}
	if v := look(); v.ELT.Stopped == "" || v.ELT.Code != "elt_stopped" || v.ELT.Outage.Calls != 3 {
		t.Errorf("%+v", v.ELT)
	}
	var tried struct {
		OK           bool
		Code, SV, FK string
	}
	office.post("/api/v1/connection/test", map[string]any{}).want(200).into(&tried)
	if !tried.OK || tried.Code != "elt_greeted" || e.resumed {
		t.Errorf("%+v", tried)
	}
	e.greet = &elt.Failure{Kind: elt.Later}
	office.post("/api/v1/connection/test", map[string]any{"resume": true}).want(200).into(&tried)
	if tried.OK || tried.Code != "elt_unreachable" || tried.SV == "" || e.resumed {
		t.Errorf("%+v", tried)
	}
	e.greet = nil
	office.post("/api/v1/connection/test", map[string]any{"resume": true}).want(200)
	if !e.resumed {
		t.Error("it does not go on")
	}
	e.off = true
	if v := look(); v.ELT.Connected || v.ELT.Code != "elt_not_connected" || v.ELT.Certificate != nil {
		t.Errorf("%+v", v.ELT)
	}
	office.post("/api/v1/connection/test", map[string]any{}).problem(409, "elt_not_connected")
}
