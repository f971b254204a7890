package server_test

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/eid/signed"
	"passbok/month"
	"passbok/server"
	"passbok/signing"
	"passbok/sync/book"
	"passbok/sync/op"
)

// testNumber is a test number: of Skatteverket's series 980 to 989.
func testNumber(born, three string) string {
	return born + three + string(care.CheckDigit((born + three)[2:]))
}

var (
	arasNumber  = testNumber("19900101", "980")
	karinNumber = testNumber("19780914", "981")
	boNumber    = testNumber("19850709", "982")
)

// quick is how many times faster BankID's clock goes here.
const quick = 25

var authority = sync.OnceValues(func() (*sim.Authority, error) {
	return sim.NewAuthority(func() time.Time { return time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC) }, rand.Reader)
})

// eidWorld is a world that is connected to a BankID.
type eidWorld struct {
	*world
	server.Signing
	sim   *sim.Service
	api   string
	stop  func()
	began time.Time
}

func (w *eidWorld) quickly() time.Time {
	return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).Add(quick * time.Since(w.began))
}

func newEidWorld(t *testing.T, more ...func(*server.Config)) *eidWorld {
	t.Helper()
	a, err := authority()
	must(t, err)
	w := &eidWorld{began: time.Now()}
	w.sim, err = sim.New(sim.Config{Authority: a, Clock: w.quickly, Rand: rand.Reader, People: []sim.Person{
		{Personnummer: arasNumber, Given: "Aras", Surname: "Testberg"}, {Personnummer: karinNumber, Given: "Karin", Surname: "Påhittsson"},
		{Personnummer: boNumber, Given: "Bo", Surname: "Exempel"},
	}})
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	at, stopped, err := w.sim.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { cancel(); <-stopped })
	w.api = at.API
	w.world = newWorld(t, append(more, func(cfg *server.Config) { cfg.BankID = w })...)
	w.start()
	t.Cleanup(func() { w.stop() })
	w.write(
		change("identity/1d000000-0000-7000-8000-000000000001", map[string]any{"person": assistant, "personnummer": arasNumber, "checked": "2026-01-01"}),
		change("identity/1d000000-0000-7000-8000-000000000002", map[string]any{"person": coordinator, "personnummer": karinNumber}),
		change("employment/e0000000-0000-7000-8000-000000000001", map[string]any{
			"assistant": assistant, "from": "2026-01-01", "employer": "provider", "regime": "agreement", "agreement": "Avtalet",
			"period_from": "2026-01-01", "period_months": 12,
		}),
	)
	_, err = w.book.Do(t.Context(), book.Command{ID: w.id(), Name: "test.phone", Person: "operator"}, func(docs book.Documents) (d book.Decision, err error) {
		for doc, err := range docs.Feed(care.ProviderFeed) {
			if err != nil {
				return d, err
			}
			d.Set = append(d.Set, change(doc.Ref, map[string]any{"phone": "08-1234567"}))
		}
		return d, nil
	})
	must(t, err)
	return w
}

func change(ref string, fields map[string]any) book.Change {
	set := op.Fields{}
	for name, v := range fields {
		set[name] = care.Value(v)
	}
	return book.Change{Doc: ref, Set: set}
}

func (w *eidWorld) write(set ...book.Change) {
	w.Helper()
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.write", Person: "operator"},
		func(book.Documents) (book.Decision, error) { return book.Decision{Set: set}, nil })
	must(w.TB, err)
}

// start starts what a house does with BankID; a second time, what another process does on the same disk.
func (w *eidWorld) start() {
	w.Helper()
	a, err := authority()
	must(w.TB, err)
	after := func(d time.Duration) <-chan time.Time { return time.After(d / quick) }
	client, err := bankid.New(bankid.Config{URL: w.api, Identity: a.Party(), Servers: a.Servers(), After: after})
	must(w.TB, err)
	orders, err := bankid.NewOrders(bankid.OrdersConfig{Store: w.store, API: client, Clock: w.quickly, After: after, Rand: rand.Reader})
	must(w.TB, err)
	desk, err := signing.New(signing.Config{
		Orders: orders, Signatures: signed.New(w.store), Books: books{w.book}, Roots: a.Roots(), Public: w.url, Clock: w.clock, After: after, Mark: w.config.Sessions.Mark,
	})
	must(w.TB, err)
	w.Signing = desk
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { must(w.TB, orders.Run(ctx)) })
	running.Go(func() { must(w.TB, desk.Run(ctx)) })
	w.stop = func() { cancel(); running.Wait(); client.Close() }
}

// IDs are the ids of the books.
func (b books) IDs() []string { return []string{b.only.ID()} }

type orderSeen struct {
	Order, Purpose, Status, Hint, SV, EN, QR, Link string
	About                                          *struct{ Role, Assistant, Month string }
	Result                                         *struct{ State, Code, SV, EN string }
}

// look is an order as a client sees it.
func (c *client) look(order string) (o orderSeen) {
	c.Helper()
	c.get("/api/v1/orders/" + order).want(200).into(&o)
	return o
}

// ended waits until an order has come to its end.
func (w *eidWorld) ended(look func(string) orderSeen, order string) orderSeen {
	w.Helper()
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if o := look(order); o.Status == "failed" || o.Status == "complete" && (o.Purpose == "sign_in" || o.Result != nil) {
			return o
		}
	}
	w.Fatalf("the order never ended: %+v", look(order))
	return orderSeen{}
}

func begun(r reply) string {
	r.Helper()
	var o struct{ Order string }
	if r.want(201).into(&o); len(o.Order) != 32 {
		r.Fatalf("order %q", o.Order)
	}
	return o.Order
}

// answer says yes in the app to the newest order, as somebody.
func (w *eidWorld) answer(number string) {
	w.Helper()
	orders := w.sim.Orders()
	must(w.TB, w.sim.Approve(orders[len(orders)-1].Token, number))
}

const mineSign = "/api/v1/me/timesheets" + october + "/sign"

// whole is the assistant's phone, on an October that they have said is whole.
func (w *eidWorld) whole() *client {
	w.Helper()
	phone := w.joined(assistant)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	return phone
}

func (w *eidWorld) evidence(version int) []signed.Evidence {
	w.Helper()
	all, err := signed.New(w.store).All(context.Background(), bookID, care.SheetRef(assistant, beneficiary, "2026-10", version))
	must(w.TB, err)
	return all
}

func TestBothSignATimesheet(t *testing.T) {
	w := newEidWorld(t)
	phone, office := w.whole(), w.joined(coordinator)
	phone.post(mineSign, phone.command("something else")).problem(409, "changed")
	office.post(sheets+"/"+assistant+"/sign", office.command(office.sheet().Hash)).problem(409, "sheet_state")
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	o := phone.look(order)
	if o.Status != "pending" || o.Purpose != "sign" || !strings.HasPrefix(o.QR, "<svg ") || !strings.Contains(o.Link, "autostarttoken=") || o.SV == "" || o.About.Role != "assistant" || o.Result != nil {
		t.Errorf("%+v", o)
	}
	if again := begun(phone.post(mineSign, phone.command(phone.mine().Sheet))); again != order {
		t.Error("a second tab began another order")
	}
	var newest struct{ Order string }
	if phone.get("/api/v1/orders").want(200).into(&newest); newest.Order != order {
		t.Errorf("%+v", newest)
	}
	for _, other := range []*client{office, w.joined(colleague), w.anonymous()} {
		other.get("/api/v1/orders/"+order).problem(404, "not_found")
		other.do(request{method: "DELETE", path: "/api/v1/orders/" + order}).problem(404, "not_found")
	}
	asked := w.sim.Orders()[0]
	if asked.Personnummer != arasNumber || !strings.HasPrefix(asked.Visible, "Tidsredovisning för oktober 2026") || !strings.HasSuffix(asked.Return, "/bankid") {
		t.Errorf("%+v", asked)
	}
	w.answer(arasNumber)
	if got := w.ended(phone.look, order); got.Result.State != "signed" || got.QR != "" || got.Link != "" {
		t.Errorf("%+v", got)
	}
	if v := phone.mine(); v.State != "signed" || v.By["signed"].ID != assistant {
		t.Errorf("%+v", v.SheetLine)
	}
	approve := begun(office.post(sheets+"/"+assistant+"/sign", office.command(office.sheet().Hash)))
	w.answer(karinNumber)
	if got := w.ended(office.look, approve); got.Result.State != "approved" || got.About.Role != "provider" {
		t.Errorf("%+v", got)
	}
	mine, theirs, ok, err := signed.New(w.store).Of(t.Context(), bookID, care.SheetRef(assistant, beneficiary, "2026-10", 1))
	if err != nil || !ok || string(mine.Document) != string(theirs.Document) || len(mine.Signature) == 0 || len(mine.OCSP) == 0 || mine.Person != assistant || theirs.Person != coordinator {
		t.Error(ok, err)
	}
	hidden := w.sim.Orders()[0].Hidden
	if w.sim.Orders()[1].Hidden != hidden || !strings.HasPrefix(hidden, office.sheet().Versions[0].ID+",") {
		t.Errorf("hidden data %q", hidden)
	}
	for _, word := range []string{arasNumber, karinNumber, "Testberg"} {
		if strings.Contains(w.log.String(), word) {
			t.Errorf("the log says %s", word)
		}
	}
}

// Another process goes on where the one before it ended, whether the person had answered or not; the book notes it once.
func TestSignatureOutlivesTheServer(t *testing.T) {
	w := newEidWorld(t)
	phone := w.whole()
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.stop()
	w.answer(arasNumber) // while nobody asks
	w.start()
	if got := w.ended(phone.look, order); got.Result.State != "signed" {
		t.Errorf("%+v", got)
	}
	desk := w.Signing.(*signing.Desk)
	for range 2 {
		must(t, desk.Take(t.Context(), order))
	}
	if all := w.evidence(1); len(all) != 1 || all[0].State != signed.Noted {
		t.Errorf("%d", len(all))
	}
	entries, err := w.book.History(t.Context(), care.TimesheetRef(assistant, beneficiary, "2026-10"))
	must(t, err)
	noted := 0
	for _, e := range entries {
		if e.Name == "sheet.signed" {
			noted++
		}
	}
	if noted != 1 {
		t.Errorf("noted %d times", noted)
	}
}

// What was taken to the book, and not written down as taken, is taken again: nothing happens twice.
func TestSignatureIsTakenOnce(t *testing.T) {
	w := newEidWorld(t)
	phone := w.whole()
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	desk := w.Signing.(*signing.Desk)
	var both sync.WaitGroup
	for range 4 {
		both.Go(func() {
			for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(time.Millisecond) {
				if err := desk.Take(t.Context(), order); err == nil {
					return
				}
			}
		})
	}
	both.Wait()
	if got := w.ended(phone.look, order); got.Result.State != "signed" {
		t.Errorf("%+v", got)
	}
	if all := w.evidence(1); len(all) != 1 || all[0].State != signed.Noted || phone.mine().State != "signed" {
		t.Errorf("%+v", all)
	}
}

func TestSignatureFallsWhereRowsChange(t *testing.T) {
	w := newEidWorld(t)
	phone := w.whole()
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	phone.sync(phone.shift(assistant, "2026-10-13T08:00+02:00", "2026-10-13T12:00+02:00"))
	w.answer(arasNumber)
	got := w.ended(phone.look, order)
	if got.Result.State != "fallen" || got.Result.Code != "sheet_state" || got.Result.SV == "" {
		t.Errorf("%+v", got.Result)
	}
	if v := phone.mine(); v.State != "open" || !v.Changed {
		t.Errorf("%+v", v.SheetLine)
	}
	if all := w.evidence(1); len(all) != 1 || all[0].State != signed.Fallen || all[0].Code != "sheet_state" || len(all[0].Signature) == 0 {
		t.Errorf("%+v", all)
	}
	// Said to be whole again, it is another version, with a paper of its own.
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	order = begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	if got := w.ended(phone.look, order); got.Result.State != "signed" {
		t.Errorf("%+v", got.Result)
	}
}

func TestSignaturesThatDoNotHold(t *testing.T) {
	w := newEidWorld(t)
	phone := w.whole()
	for _, tt := range []struct {
		faults sim.Faults
		by     string
		code   string
	}{
		{sim.Faults{Strangers: true}, boNumber, signing.CodePerson},
		{sim.Faults{Revoked: true}, arasNumber, signing.CodeSignature},
	} {
		w.sim.Break(tt.faults)
		order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
		w.answer(tt.by)
		if got := w.ended(phone.look, order); got.Result.State != "refused" || got.Result.Code != tt.code || got.Result.SV == "" {
			t.Errorf("%+v", got.Result)
		}
	}
	w.sim.Break(sim.Faults{})
	if all := w.evidence(1); len(all) != 0 || phone.mine().State != "ready" {
		t.Errorf("%+v", all)
	}
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	phone.do(request{method: "DELETE", path: "/api/v1/orders/" + order}).want(204)
	if got := w.ended(phone.look, order); got.Status != "failed" || got.Hint != "cancelled" || got.Result != nil {
		t.Errorf("%+v", got)
	}
	w.sim.Break(sim.Faults{Refuse: "internalError"})
	if p := phone.post(mineSign, phone.command(phone.mine().Hash)).problem(503, "bankid_unreachable"); !strings.Contains(p.Message["sv"], "BankID svarar inte") {
		t.Errorf("%+v", p)
	}
	if phone.mine().State != "ready" {
		t.Error(phone.mine().State)
	}
}

func TestWhoCannotBeAsked(t *testing.T) {
	w := newEidWorld(t)
	phone, office := w.whole(), w.joined(coordinator)
	w.write(change("identity/1d000000-0000-7000-8000-000000000002", map[string]any{"void": true}))
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	w.ended(phone.look, order)
	office.post(sheets+"/"+assistant+"/sign", office.command(office.sheet().Hash)).problem(409, "bankid_no_number")
	// Whoever has only a samordningsnummer goes on paper, and is told why.
	reopen := phone.command(phone.mine().Hash)
	reopen["why"] = "fel"
	phone.post("/api/v1/me/timesheets"+october+"/reopen", reopen).want(200)
	w.write(change("identity/1d000000-0000-7000-8000-000000000001", map[string]any{"personnummer": nil, "samordningsnummer": "197010632391"}))
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	if v := phone.mine(); v.Route != care.RoutePaper || v.Paper != month.PaperSamordning {
		t.Errorf("%+v", v.SheetLine)
	}
	phone.post(mineSign, phone.command(phone.mine().Hash)).problem(409, "sheet_paper")
}

func TestWithoutBankID(t *testing.T) {
	w := newWorld(t)
	phone := w.joined(assistant)
	phone.post(mineSign, phone.command("x")).problem(409, "bankid_not_connected")
	phone.get("/api/v1/orders").problem(409, "bankid_not_connected")
	phone.get("/api/v1/orders/"+strings.Repeat("0", 32)).problem(409, "bankid_not_connected")
	w.anonymous().do(request{method: "POST", path: "/api/v1/session/bankid"}).problem(409, "bankid_not_connected")
	var about struct{ Bankid bool }
	if phone.get("/api/v1/about").want(200).into(&about); about.Bankid {
		t.Error("it says that it is connected")
	}
}

// visitor is a browser that nobody has signed in at, and what it remembers of its sign-in.
type visitor struct {
	*client
	held string
}

func (b *visitor) ask(method, path string, body any) reply {
	b.Helper()
	return b.do(request{method: method, path: path, body: body, header: map[string]string{"Cookie": "__Host-passbok-bankid=" + b.held}})
}

func (b *visitor) begin() string {
	b.Helper()
	got := b.do(request{method: "POST", path: "/api/v1/session/bankid"})
	order := begun(got)
	set := got.header.Get("Set-Cookie")
	b.held, _, _ = strings.Cut(strings.TrimPrefix(set, "__Host-passbok-bankid="), ";")
	if !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "secure") || !strings.Contains(set, "SameSite=Strict") {
		b.Error(set)
	}
	return order
}

func (b *visitor) look(order string) (o orderSeen) {
	b.Helper()
	b.ask("GET", "/api/v1/orders/"+order, nil).want(200).into(&o)
	return o
}

func (b *visitor) enter(order, device, person string) reply {
	b.Helper()
	body := map[string]any{"device": map[string]any{"id": device, "name": "Telefon"}}
	if person != "" {
		body["person"] = person
	}
	return b.ask("POST", "/api/v1/session/bankid/"+order, body)
}

func TestSignInWithBankID(t *testing.T) {
	w := newEidWorld(t)
	mine, thief := &visitor{client: w.anonymous()}, &visitor{client: w.anonymous()}
	order := mine.begin()
	thief.begin()
	thief.ask("GET", "/api/v1/orders/"+order, nil).problem(404, "not_found")
	w.anonymous().get("/api/v1/orders/"+order).problem(404, "not_found")
	device := w.id()
	mine.enter(order, device, "").problem(409, "bankid_unfinished")
	var newest struct{ Order string }
	if mine.ask("GET", "/api/v1/orders", nil).want(200).into(&newest); newest.Order != order {
		t.Errorf("%+v", newest)
	}
	must(t, w.sim.Approve(w.sim.Orders()[0].Token, arasNumber))
	if o := w.ended(mine.look, order); o.Status != "complete" || o.About != nil || o.Result != nil {
		t.Errorf("%+v", o)
	}
	thief.enter(order, w.id(), "").problem(404, "not_found")
	got := mine.enter(order, device, "").want(201)
	var as struct{ Person struct{ ID string } }
	if got.into(&as); as.Person.ID != assistant {
		t.Errorf("%+v", as)
	}
	mine.enter(order, device, "").want(201) // the answer was lost
	mine.enter(order, w.id(), "").problem(410, "bankid_over")
	if mine.ask("GET", "/api/v1/orders", nil).want(200).into(&newest); newest.Order != "" {
		t.Error("a sign-in that was used is offered again")
	}
}

func TestSignInByNobody(t *testing.T) {
	w := newEidWorld(t)
	for name, number := range map[string]string{"unknown": boNumber, "not checked": karinNumber} {
		b := &visitor{client: w.anonymous()}
		order := b.begin()
		w.answer(number)
		w.ended(b.look, order)
		if p := b.enter(order, w.id(), "").problem(403, "bankid_nobody"); p.Detail != nil {
			t.Errorf("%s: %+v", name, p)
		}
		b.enter(order, w.id(), "").problem(410, "bankid_over")
	}
	b := &visitor{client: w.anonymous()}
	order := b.begin()
	b.ask("DELETE", "/api/v1/orders/"+order, nil).want(204)
	b.enter(order, w.id(), "").problem(410, "bankid_over")
}

// One number of two people: as where somebody is with two providers of this server.
func TestSignInAsOneOfTwo(t *testing.T) {
	w := newEidWorld(t)
	w.write(change("identity/1d000000-0000-7000-8000-000000000003", map[string]any{"person": colleague, "personnummer": arasNumber, "checked": "2026-01-01"}),
		change("identity/1d000000-0000-7000-8000-000000000004", map[string]any{"person": former, "personnummer": arasNumber, "checked": "2026-01-01"}))
	b := &visitor{client: w.anonymous()}
	order := b.begin()
	w.answer(arasNumber)
	w.ended(b.look, order)
	p := b.enter(order, w.id(), "").problem(409, "bankid_which")
	people := p.Detail.(map[string]any)["people"].([]any)
	if len(people) != 2 || people[1].(map[string]any)["provider"] != "Prova Assistans" { // who has left is not among them
		t.Fatalf("%+v", people)
	}
	b.enter(order, w.id(), coordinator).problem(409, "bankid_which")
	var as struct{ Person struct{ ID string } }
	if b.enter(order, w.id(), colleague).want(201).into(&as); as.Person.ID != colleague {
		t.Errorf("%+v", as)
	}
}

func TestSignInsAreCounted(t *testing.T) {
	w := newEidWorld(t)
	for range 20 {
		(&visitor{client: w.anonymous()}).begin()
	}
	w.anonymous().do(request{method: "POST", path: "/api/v1/session/bankid"}).problem(429, "too_many_codes")
}

// After a restore from the archive alone the book knows who has signed, and what was signed is not here: whoever would sign for the provider
// is told what to do, and it can be done.
func TestWhatWasSignedIsNotHere(t *testing.T) {
	w := newEidWorld(t)
	phone, office := w.whole(), w.joined(coordinator)
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	w.ended(phone.look, order)
	_, err := signed.New(w.store).Forget(t.Context(), bookID, []string{care.SheetRef(assistant, beneficiary, "2026-10", 1)})
	must(t, err)
	sheet := sheets + "/" + assistant
	if p := office.post(sheet+"/sign", office.command(office.sheet().Hash)).problem(409, "sheet_no_paper"); !strings.Contains(p.Message["sv"], "Öppna tidsredovisningen igen") {
		t.Errorf("%+v", p)
	}
	reopen := office.command(office.sheet().Hash)
	reopen["why"] = "efter återställning"
	office.post(sheet+"/reopen", reopen).want(200)
	phone.post("/api/v1/me/timesheets"+october+"/ready", phone.command(phone.mine().Hash)).want(200)
	order = begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	if got := w.ended(phone.look, order); got.Result.State != "signed" {
		t.Errorf("%+v", got.Result)
	}
	order = begun(office.post(sheet+"/sign", office.command(office.sheet().Hash)))
	w.answer(karinNumber)
	if got := w.ended(office.look, order); got.Result.State != "approved" {
		t.Errorf("%+v", got.Result)
	}
}
