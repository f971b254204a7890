package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"passbok/care"
	bankidsim "passbok/eid/bankid/sim"
	"passbok/fk/erak"
)

// A server posts the invoice to what `simulate-fk` says, the person signs it at `simulate-bankid`'s BankID, and what was signed is
// reported; the scenario of a file decides what goes wrong. All over real sockets.
func TestSimulateFKSignsAtABankID(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	folder := t.TempDir()
	authority, err := bankidsim.OpenAuthority(filepath.Join(folder, "authority.json"), time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := authority.Export(folder); err != nil {
		t.Fatal(err)
	}
	bank, err := bankidsim.New(bankidsim.Config{Authority: authority, Clock: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	at, bankStopped, err := bank.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	reports := make(chan string, 8)
	passbok := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/status" {
			_, _ = io.WriteString(w, "home again")
			return
		}
		var said struct{ Status string }
		_ = json.NewDecoder(r.Body).Decode(&said)
		reports <- said.Status
	}))
	defer passbok.Close()
	story := filepath.Join(folder, "story.json")
	if err := os.WriteFile(story, []byte(`{"v":1,"erak":[{"reject":"Inte än."}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &simulateFKCommand{
		Data: filepath.Join(folder, "fk"), Addr: "127.0.0.1:0", Status: passbok.URL + "/status", Secret: "a secret for tests only", Supplier: "passbok",
		Scenario: story, signAt: signAt{BankID: folder, BankIDAPI: at.API, BankIDPages: at.Pages}, LogLevel: "error",
	}
	told, stopped, err := c.start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		stop()
		<-stopped
		<-bankStopped
	}()
	service := served(t, told, passbok.URL)
	invoice := care.Invoice{
		V: 2, Month: "2026-10", Version: 1, Granter: "fk", Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva Påhittad", Personnummer: "198507099805"},
		Provider: care.InvoiceParty{Name: "Exempel", Organisationsnummer: "5560000001"}, Sums: care.Sums{Active: 60},
	}
	if _, err := service.HandOver(ctx, "book-1", invoice); err == nil || !strings.Contains(err.Error(), erak.CodeRejected) {
		t.Errorf("the scenario is not played: %v", err)
	}
	onward, err := service.HandOver(ctx, "book-1", invoice)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	defer browser.CloseIdleConnections()
	visit := func(address string, form url.Values) (string, *url.URL) {
		t.Helper()
		var got *http.Response
		var err error
		if form == nil {
			got, err = browser.Get(address)
		} else {
			got, err = browser.PostForm(address, form)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = got.Body.Close() }()
		raw, err := io.ReadAll(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw), got.Request.URL
	}
	order, where := visit(onward.Action+"/skriv-under", url.Values{})
	yes := regexp.MustCompile(`action="(/order/[^"]+/ja)"`).FindStringSubmatch(order)
	if yes == nil || !strings.HasPrefix(where.String(), at.Pages) || !strings.Contains(order, "Aktiv tid 1.00") {
		t.Fatalf("came to %s: %s", where, order)
	}
	if waits, _ := visit(onward.Action+"/bankid", nil); !strings.Contains(waits, "Väntar på BankID") {
		t.Errorf("%s", waits)
	}
	visit(strings.TrimSuffix(at.Pages, "/")+yes[1], url.Values{"person": {"198507099805"}})
	if home, where := visit(onward.Action+"/bankid", nil); home != "home again" || where.Path != "/rakning/alva/2026-10" {
		t.Errorf("came to %s: %s", where, home)
	}
	for _, want := range []string{erak.StatusReceived, erak.StatusSigned} {
		if got := <-reports; got != want {
			t.Errorf("reported %s, want %s", got, want)
		}
	}
	if status, admin := ask(t, "GET", told.Admin, "", ""); status != 200 || !strings.Contains(admin, "850709-••••") {
		t.Errorf("%d %s", status, admin)
	}
}

// served is Passbok's side by the server, with what the program says.
func served(t *testing.T, told simulated, public string) *erak.Service {
	t.Helper()
	connection, err := erakFlags{ErakCert: told.P12, ErakPassword: told.Password, ErakCA: told.CA}.connection()
	if err != nil {
		t.Fatal(err)
	}
	service, err := erak.New(erak.Config{
		URL: told.Server, By: erak.ByServer, Pages: told.Erak, Question: told.Question, Secret: []byte(told.Secret), Public: public, Clock: time.Now,
		Identity: connection.Identity, Roots: connection.Roots,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	return service
}

func TestErakFlagsRefuse(t *testing.T) {
	torn := filepath.Join(t.TempDir(), "torn.pem")
	if err := os.WriteFile(torn, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range []erakFlags{{ErakCert: "nowhere.p12"}, {ErakCert: torn}, {ErakCA: "nowhere.pem"}, {ErakCA: torn}} {
		if _, err := f.connection(); err == nil || !strings.Contains(err.Error(), "--erak-c") {
			t.Errorf("%+v: %v", f, err)
		}
	}
}

func TestSignAtRefuses(t *testing.T) {
	if id, err := (signAt{}).bank(); id != nil || err != nil {
		t.Errorf("%v, %v", id, err)
	}
	if _, err := (signAt{BankID: t.TempDir()}).bank(); err == nil {
		t.Error("a folder without certificates was taken")
	}
}
