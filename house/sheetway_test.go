package house_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	bankidsim "passbok/eid/bankid/sim"
	"passbok/fk/elt"
	eltschema "passbok/fk/elt/schema"
	"passbok/month"
)

// bankidService starts the simulator of BankID for people with these numbers, and gives the flags by which a server reaches it.
func bankidService(t testing.TB, numbers ...string) (*bankidsim.Service, *x509.CertPool, []string) {
	t.Helper()
	authority, err := bankidsim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	files, err := authority.Export(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cfg := bankidsim.Config{Authority: authority, Clock: time.Now, Rand: rand.Reader}
	for _, number := range numbers {
		cfg.People = append(cfg.People, bankidsim.Person{Personnummer: number, Given: "Prov", Surname: "Testberg"})
	}
	service, err := bankidsim.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	at, stopped, err := service.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); <-stopped })
	roots, err := bankid.ReadRoots(files.PeopleRoot)
	if err != nil {
		t.Fatal(err)
	}
	return service, roots, []string{
		"--bankid-url", at.API, "--bankid-certificate", files.PEM, "--bankid-server-root", files.ServerRoot, "--bankid-people-root", files.PeopleRoot, "--bankid-app", at.Pages,
	}
}

// approved asks for a signature and has it given by whoever it is asked of.
func (p *phone) approved(app *bankidsim.Service, path string, body map[string]any, state string) {
	p.t.Helper()
	var order struct{ Order string }
	status, raw, err := p.post(path, body)
	if err != nil || status/100 != 2 || json.Unmarshal(raw, &order) != nil {
		p.t.Fatalf("%s: %d %s %v", path, status, raw, err)
	}
	seen := app.Orders()
	last := seen[len(seen)-1]
	if err := app.Open(last.Token, ""); err != nil {
		p.t.Fatal(err)
	}
	if err := app.Approve(last.Token, last.Personnummer); err != nil {
		p.t.Fatal(err)
	}
	eventually(p.t, "the order is "+state, func() bool {
		_, raw, err := p.get("/api/v1/orders/" + order.Order)
		var now struct{ Result struct{ State, Code string } }
		if err != nil || json.Unmarshal(raw, &now) != nil {
			p.t.Fatalf("%s %v", raw, err)
		}
		if now.Result.State != "" && now.Result.State != state {
			p.t.Fatalf("%+v", now)
		}
		return now.Result.State == state
	})
}

// The whole way, over real sockets: an assistant and the office sign with BankID, the office sends, ELT takes exactly the bytes that both have
// signed, by signatures that hold, and the receipt is there. While the schema that the operator has installed refuses the timesheet, nobody
// is asked to sign it; the version that is spoken is the operator's to say.
func TestASignedSheetArrives(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	f, _, _ := workedSheets(t, data, 1, false)
	worker, office := number(1), number(2)
	app, roots, flags := bankidService(t, worker, office)
	// A version that is not the published one: an operator says its names.
	next := elt.Version{Document: "urn:example:tidredovisning:2", Message: "urn:example:skicka:2", Action: "urn:example:skicka:2:Skicka"}
	service, more := eltServiceThat(t, next, func(document []byte, assistant, provider elt.Signature) error {
		hidden, err := elt.Hidden(document)
		if err != nil {
			return err
		}
		seen := app.Orders()
		for who, s := range map[string]elt.Signature{worker: assistant, office: provider} {
			_, err := bankid.Verify(bankid.Answer{Signature: s.XML, OCSP: s.OCSP}, bankid.Expect{
				Personnummer: care.Personnummer(who), VisibleData: seen[len(seen)-1].Visible, HiddenData: []byte(hidden), Roots: roots, Now: time.Now(),
			})
			if err != nil {
				return fmt.Errorf("a signature does not hold: %w", err)
			}
		}
		return nil
	})
	if _, err := os.Stat(data); err != nil {
		t.Fatal(err)
	}
	schema := filepath.Join(t.TempDir(), "fk.xsd")
	install := func(says []byte) {
		if err := os.WriteFile(schema, says, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	another := eltschema.XSD() // of other names than those that are spoken
	current := bytes.ReplaceAll(another, []byte(elt.Version1().Document), []byte(next.Document))
	install(another)
	server := start(t, data, slices.Concat(flags, more, []string{
		"--elt-schema", schema, "--elt-namespace", next.Document, "--elt-message-namespace", next.Message, "--elt-action", next.Action,
	})...)
	own, desk := join(t, server.url, f.codes[1], 1), join(t, server.url, f.codes[0], 2)
	n := 0
	saw := func(hash string) map[string]any {
		n++
		return map[string]any{"id": fmt.Sprintf("01930000-0000-7000-c000-%012x", n), "saw": hash}
	}
	view := func() (v month.SheetView) {
		if _, raw, err := desk.get("/api/v1/months/alva/2025-11/timesheets/assistant-0"); err != nil || json.Unmarshal(raw, &v) != nil {
			t.Fatalf("%s %v", raw, err)
		}
		return v
	}
	if status, raw, err := own.post("/api/v1/me/timesheets/alva/2025-11/ready", saw(view().Hash)); err != nil || status != 200 {
		t.Fatalf("%d %s %v", status, raw, err)
	}
	refused := func(p *phone, path string) {
		t.Helper()
		asked := len(app.Orders())
		install(another)
		if status, raw, err := p.post(path, saw(view().Sheet)); err != nil || status != 409 || !bytes.Contains(raw, []byte("sheet_schema")) || len(app.Orders()) != asked {
			t.Errorf("%s: %d %s %v, %d orders", path, status, raw, err, len(app.Orders())-asked)
		}
		install(current)
	}
	refused(own, "/api/v1/me/timesheets/alva/2025-11/sign")
	own.approved(app, "/api/v1/me/timesheets/alva/2025-11/sign", saw(view().Sheet), "signed")
	refused(desk, "/api/v1/months/alva/2025-11/timesheets/assistant-0/sign")
	desk.approved(app, "/api/v1/months/alva/2025-11/timesheets/assistant-0/sign", saw(view().Sheet), "approved")
	if status, raw, err := desk.post("/api/v1/months/alva/2025-11/timesheets/assistant-0/send", saw(view().Sheet)); err != nil || status != 200 {
		t.Fatalf("%d %s %v", status, raw, err)
	}
	eventually(t, "received", func() bool { return view().State == care.SheetReceived || view().State == care.SheetRejected })
	v := view()
	taken := service.Timesheets()
	if len(taken) != 1 || len(v.Versions[0].Receipts) != 1 || v.Versions[0].Receipts[0].Receipt != taken[0].TxID || v.Versions[0].ID != taken[0].ID {
		t.Errorf("%+v %+v", v.Versions, taken)
	}
	server.stop(t)
}
