package house_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
	"passbok/fk/sim"
	"passbok/house"
	"passbok/month"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// numbers are made-up personnummer of Skatteverket's test series.
func number(n int) string {
	nine := fmt.Sprintf("8507%02d98%d", 1+n%28, n/28)
	return "19" + nine + string(care.CheckDigit(nine))
}

// signedSheets makes a folder in which so many assistants' timesheets of last November are signed by both; the signatures are of the right
// shape, and nobody's.
func signedSheets(t testing.TB, data string, many int) (made folder, docs []string) {
	t.Helper()
	made, book, sheets := workedSheets(t, data, many, true)
	for _, sheet := range sheets {
		docs = append(docs, sheet.ID)
	}
	layDown(t, data, book, sheets)
	return made, docs
}

// workedSheets makes a folder in which so many assistants have worked last November; signed says that the book has both signatures
// noted, too.
func workedSheets(t testing.TB, data string, many int, signed bool) (made folder, bookID string, sheets []care.Timesheet) {
	t.Helper()
	h, err := house.Open(t.Context(), offline(data, filepath.Join(data, "archive")))
	if err != nil {
		t.Fatal(err)
	}
	added := addProvider(t, h)
	made = folder{data: data, coordinator: added.Invited.Person, codes: []string{added.Invited.Code}}
	b, err := h.OpenBook(t.Context(), added.Book)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	do := func(name, person string, decide func(id string, docs book.Documents) (book.Decision, error)) {
		n++
		id := fmt.Sprintf("01930000-0000-7000-a000-%012x", n)
		if _, err := b.Do(t.Context(), book.Command{ID: id, Name: name, Person: person}, func(docs book.Documents) (book.Decision, error) {
			return decide(id, docs)
		}); err != nil {
			t.Fatal(err)
		}
	}
	set := func(ref string, fields map[string]any) {
		do("test.fill", "operator", func(string, book.Documents) (book.Decision, error) {
			f := op.Fields{}
			for name, v := range fields {
				f[name] = care.Value(v)
			}
			return book.Decision{Set: []book.Change{{Doc: ref, Set: f}}}, nil
		})
	}
	person := func(n int, who, family, role string) {
		set("person/"+who, map[string]any{"name": "Prov " + family, "given": "Prov", "family": family, "route": "elt", "employer": "provider"})
		set("membership/m-"+who, map[string]any{"person": who, "role": role, "from": "2019-01-01"})
		set("identity/i-"+who, map[string]any{"person": who, "personnummer": number(n)})
	}
	set("provider/"+b.ID(), map[string]any{"phone": "0800000000", "name": "Prova Assistans"})
	person(0, "alva", "Alvasson", "beneficiary")
	set("decision/d", map[string]any{"beneficiary": "alva", "granter": "fk", "from": "2019-01-01", "minutes": 60000, "per": "month", "double": true})
	set("identity/i-coordinator", map[string]any{"person": made.coordinator, "personnummer": number(many + 1)})
	for i := range many {
		who := fmt.Sprintf("assistant-%d", i)
		person(i+1, who, fmt.Sprintf("Testberg%c", 'a'+i), "assistant")
		set("engagement/e-"+who, map[string]any{"assistant": who, "beneficiary": "alva", "from": "2019-01-01"})
		set("employment/p-"+who, map[string]any{"assistant": who, "employer": "provider", "regime": "agreement", "from": "2019-01-01", "period_from": "2025-01-01", "period_months": 12})
		set("shift/s-"+who, map[string]any{
			"assistant": who, "beneficiary": "alva", "kind": "active",
			"start": fmt.Sprintf("2025-11-%02dT08:00+01:00", i+1), "end": fmt.Sprintf("2025-11-%02dT12:00+01:00", i+1),
		})
		invited, err := h.Invite(t.Context(), house.InviteOrder{Person: who})
		if err != nil {
			t.Fatal(err)
		}
		made.codes = append(made.codes, invited.Code)
		if !signed {
			continue
		}
		in := func(id, by string, docs book.Documents) month.SheetInput {
			ask := month.SheetAsk{Ask: month.Ask{Person: by, Beneficiary: "alva", Month: "2025-11", Now: time.Now()}, Assistant: who}
			view, err := month.LookSheet(docs, ask)
			if err != nil {
				t.Fatal(err)
			}
			return month.SheetInput{SheetAsk: ask, ID: id, Saw: view.Hash}
		}
		for _, step := range []struct {
			by     string
			decide func(book.Documents, month.SheetInput) (book.Decision, error)
		}{{who, month.SheetReady}, {who, month.SheetSigned}, {made.coordinator, month.SheetApproved}} {
			do("test.sheet", step.by, func(id string, docs book.Documents) (book.Decision, error) {
				return step.decide(docs, in(id, step.by, docs))
			})
		}
		if err := b.View(t.Context(), func(docs book.Documents) error {
			sheet, err := month.Sheet(docs, who, "alva", "2025-11", 1)
			sheets = append(sheets, sheet)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	return made, b.ID(), sheets
}

// layDown keeps signatures over timesheets in a stopped folder.
func layDown(t testing.TB, data, bookID string, sheets []care.Timesheet) {
	t.Helper()
	disk, err := bolt.Open(t.Context(), house.Database(data), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	kept := signed.New(disk)
	for _, sheet := range sheets {
		document, err := elt.Document(sheet)
		if err != nil {
			t.Fatal(err)
		}
		ref := care.SheetRef(sheet.Assistant.ID, sheet.Beneficiary.ID, sheet.Month, sheet.Version)
		if _, err := kept.Lay(t.Context(), signed.Paper{Book: bookID, Sheet: ref, Hash: "x", Document: document, Made: time.Now()}); err != nil {
			t.Fatal(err)
		}
		for _, role := range []signed.Role{signed.Assistant, signed.Provider} {
			e := signed.Evidence{
				Book: bookID, Sheet: ref, Hash: "x", Role: role, Order: "order-" + string(role), Person: "x", At: time.Now().Add(-time.Hour),
				Signature: []byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">` + string(role) + `</Signature>`), OCSP: []byte{0x30, 3, 10, 1, 0},
			}
			if err := kept.Keep(t.Context(), e); err != nil {
				t.Fatal(err)
			}
			if err := kept.Enter(t.Context(), e, signed.Noted, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := disk.Close(); err != nil {
		t.Fatal(err)
	}
}

// service starts the simulator of ELT, and gives the flags by which a server reaches it.
func eltService(t testing.TB) (*sim.ELT, []string) {
	t.Helper()
	return eltServiceThat(t, elt.Version{}, nil)
}

// eltServiceThat speaks a version, and looks into what comes.
func eltServiceThat(t testing.TB, version elt.Version, verify func(document []byte, assistant, provider elt.Signature) error) (*sim.ELT, []string) {
	t.Helper()
	folder := t.TempDir()
	authority, err := sim.OpenAuthority(folder, time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	service, err := sim.NewELT(sim.ELTConfig{Authority: authority, Clock: time.Now, After: time.After, Rand: rand.Reader, Version: version, Verify: verify})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	at, stopped, err := service.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); <-stopped })
	return service, []string{"--elt-url", at, "--elt-certificate", filepath.Join(folder, "client.pem"), "--elt-roots", filepath.Join(folder, "ca.pem")}
}

type sheetNow struct {
	Assistant   struct{ ID string }
	State, Hash string
	Sending     *struct {
		State, Fault string
		Tries        int
		Receipt      *struct{ TX string }
	}
}

type sheetsNow struct{ Timesheets []sheetNow }

// sheets is how the timesheets stand.
func (p *phone) sheets() (now sheetsNow) {
	p.t.Helper()
	status, body, err := p.get("/api/v1/months/alva/2025-11/timesheets")
	if err != nil || status != http.StatusOK || json.Unmarshal(body, &now) != nil {
		p.t.Fatalf("%d %s %v", status, body, err)
	}
	return now
}

// count is how many have a state, in the book.
func (n sheetsNow) count(state string) (many int) {
	for _, one := range n.Timesheets {
		if one.State == state {
			many++
		}
	}
	return many
}

func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it never came to that: %s", what)
		}
	}
}

// sendAll sends all of the month, one after the other, as the office's page does.
func (p *phone) sendAll(want int) {
	p.t.Helper()
	all := p.sheets().Timesheets
	if len(all) != want {
		p.t.Fatalf("%d timesheets, want %d", len(all), want)
	}
	for i, one := range all {
		status, body, err := p.post("/api/v1/months/alva/2025-11/timesheets/"+one.Assistant.ID+"/send", map[string]any{
			"id": fmt.Sprintf("01930000-0000-7000-b000-%012x", i+1), "saw": one.Hash,
		})
		if err != nil || status != http.StatusOK {
			p.t.Fatalf("%d %s %v", status, body, err)
		}
	}
}

// sheetPlaces are where a server may die that has a timesheet on its way to Försäkringskassan.
func sheetPlaces() []string {
	return []string{"timesheet's call written down", "timesheet answered", "timesheet's end written down", "book told of a timesheet"}
}

// A server that is killed at each place around a call has, in the end, sent each timesheet in one version, and has its receipt.
func TestSheetsSurviveKills(t *testing.T) {
	places := sheetPlaces()
	data := filepath.Join(t.TempDir(), "data")
	f, docs := signedSheets(t, data, len(places)+1)
	service, flags := eltService(t)
	server := start(t, data, flags...)
	p := join(t, server.url, f.codes[0], 1)
	service.Break(sim.ELTFaults{ShutOff: true}) // nothing goes before the first kill
	p.sendAll(len(docs))
	eventually(t, "stopped", func() bool { return server.said.times("calls to ELT are stopped") > 0 })
	eventually(t, "all in the queue", func() bool {
		return !slices.ContainsFunc(p.sheets().Timesheets, func(one sheetNow) bool { return one.Sending == nil || one.Sending.Fault != "elt_stopped" })
	})
	server.stop(t)
	service.Break(sim.ELTFaults{})
	if got := must(t, "elt", "--data", data); !strings.Contains(got.out, "STOPPED") {
		t.Error(got)
	}
	if got := must(t, "elt", "--resume", "--data", data); strings.Contains(got.out, "STOPPED") {
		t.Error(got)
	}
	for _, place := range places {
		server, err := begin(t, how{place: place + ":1"}, data, flags...)
		if err == nil {
			err = <-server.ended
		}
		if !killed(err) {
			t.Fatalf("at %q it ended by %v\n%s", place, err, server.said)
		}
	}
	server = start(t, data, flags...)
	p.url = server.url
	eventually(t, "all received", func() bool { return p.sheets().count("received") == len(docs) })
	receipts := map[string]bool{}
	for _, one := range service.Timesheets() {
		if !slices.Contains(docs, one.ID) || receipts[one.TxID] {
			t.Errorf("%+v came", one)
		}
		receipts[one.TxID] = true
	}
	for _, one := range p.sheets().Timesheets {
		if one.Sending == nil || one.Sending.Receipt == nil || !receipts[one.Sending.Receipt.TX] {
			t.Errorf("%+v", one)
			continue
		}
		delete(receipts, one.Sending.Receipt.TX)
	}
	if len(service.Timesheets()) != len(docs) || len(receipts) > 0 {
		t.Errorf("%d came, %d receipts are nobody's", len(service.Timesheets()), len(receipts))
	}
	server.stop(t)
	if got := must(t, "verify", "--data", data); !strings.Contains(got.out, "all holds") {
		t.Error(got)
	}
}

// What waits when a copy is taken is held once the copy is put back, until whoever runs the server says what becomes of it.
func TestSheetsAfterARestore(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	f, docs := signedSheets(t, data, 1)
	service, flags := eltService(t)
	service.Break(sim.ELTFaults{Down: true})
	server := start(t, data, flags...)
	p := join(t, server.url, f.codes[0], 1)
	p.sendAll(1)
	eventually(t, "tried", func() bool { s := p.sheets().Timesheets[0].Sending; return s != nil && s.Tries > 0 })
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, "backup", "--data", data, copied)
	if got := must(t, "elt", "--data", data); !strings.Contains(got.out, "1 waiting") || !strings.Contains(got.out, "elt_unreachable") {
		t.Error(got)
	}
	server.stop(t)
	must(t, "restore", "--data", data, copied)
	service.Break(sim.ELTFaults{})
	server = start(t, data, flags...)
	p.url = server.url
	if s := p.sheets().Timesheets[0].Sending; s == nil || s.State != "held" || s.Fault != "elt_restored" {
		t.Errorf("%+v", s)
	}
	if got := must(t, "resume", "--send", "--data", data); !strings.Contains(got.out, "1 timesheet") {
		t.Error(got)
	}
	eventually(t, "received", func() bool { return p.sheets().count("received") == 1 })
	if got := service.Timesheets(); len(got) != 1 || got[0].ID != docs[0] {
		t.Errorf("%+v", got)
	}
	server.stop(t)
}
