package sim

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/care"
	"passbok/fk/erak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var secret = []byte("a secret for tests only")

func october() care.Invoice {
	return care.Invoice{
		V: 1, Month: "2026-10", Version: 1, Granter: "fk", Employer: "provider",
		Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva <b>Påhittad</b>", Personnummer: "198507099805"},
		Provider:    care.InvoiceParty{Name: "Exempel Assistans", Organisationsnummer: "5560000001"},
		Sums:        care.Sums{Active: 528*60 + 10, Waiting: 153 * 60, Standby: 64*60 + 20},
	}
}

// world is Passbok's side: it hands over and takes reports, with the adapter's own code.
type world struct {
	t       *testing.T
	erak    *erak.Service
	sim     *Service
	browser *http.Client
	base    string
	public  string
	cfg     Config

	mu       sync.Mutex
	fail     []int // statuses that the next reports are answered by
	state    care.State
	meanings []care.Meaning
	refused  []string
	differs  []care.Difference
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, state: care.HandedOver}
	passbok := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(passbok.Close)
	w.public = passbok.URL
	// Time that passes between attempts passes at once; a person's patience never ends.
	after := func(d time.Duration) <-chan time.Time {
		if d == patience {
			return nil
		}
		return time.After(0)
	}
	w.cfg = Config{Secret: secret, Status: passbok.URL + "/api/v1/erak/status", Clock: time.Now, After: after, Rand: rand.Reader}
	w.start()
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.sim.ServeHTTP(rw, r) }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { w.sim.Close() })
	w.base = server.URL
	var err error
	w.erak, err = erak.New(erak.Config{URL: server.URL + "/rakning", Secret: secret, Public: passbok.URL, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	w.browser = &http.Client{Transport: transport}
	return w
}

func (w *world) start() {
	w.t.Helper()
	var err error
	if w.sim, err = New(w.cfg); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path != "/api/v1/erak/status" {
		_, _ = io.WriteString(rw, "hemma igen")
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.fail) > 0 {
		status := w.fail[0]
		w.fail = w.fail[1:]
		rw.WriteHeader(status)
		return
	}
	report, err := w.erak.Read(r.Header.Get, body)
	if err != nil {
		w.refused = append(w.refused, err.Error())
		rw.WriteHeader(http.StatusUnauthorized)
		return
	}
	sent := october().Statement()
	standing := care.Standing{State: w.state, Current: true, Differences: w.differs}
	if report.Reference == (erak.Reference{Book: "book-1", Beneficiary: "alva", Month: "2026-10", Version: 1}) {
		standing.Sent = &sent
	}
	out := care.Judge(report.Said(), standing)
	w.state, w.meanings, w.differs = out.Next, append(w.meanings, out.Meaning), out.Differences
	_, _ = io.WriteString(rw, `{}`)
}

func (w *world) form(invoice care.Invoice) url.Values {
	w.t.Helper()
	form, err := w.erak.Form("book-1", invoice)
	if err != nil {
		w.t.Fatal(err)
	}
	values := url.Values{}
	for _, f := range form.Fields {
		values.Set(f.Name, f.Value)
	}
	return values
}

type page struct {
	status int
	url    *url.URL
	header http.Header
	body   string
}

func (w *world) post(address string, fields url.Values) page {
	w.t.Helper()
	return w.postAs(address, "application/x-www-form-urlencoded", fields.Encode())
}

func (w *world) postAs(address, kind, body string) page {
	w.t.Helper()
	return w.do(http.MethodPost, address, kind, body)
}

func (w *world) get(address string) page {
	w.t.Helper()
	return w.do(http.MethodGet, address, "", "")
}

func (w *world) do(method, address, kind, body string) page {
	w.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	response, err := w.browser.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return page{response.StatusCode, response.Request.URL, response.Header, string(answer)}
}

// seen asks the administration what came in.
func (w *world) seen() []Seen {
	w.t.Helper()
	var all []Seen
	if err := json.Unmarshal([]byte(w.get(w.base+"/admin/invoices").body), &all); err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) breakIt(faults string) {
	w.t.Helper()
	if got := w.postAs(w.base+"/admin/faults", "application/json", faults); got.status != http.StatusNoContent {
		w.t.Fatalf("%d %s", got.status, got.body)
	}
}

func TestReviewAndSign(t *testing.T) {
	w := newWorld(t)
	review := w.post(w.base+"/rakning", w.form(october()))
	for _, want := range []string{"Simulator", "Skriv under", "Avbryt", "528 h 10 min", "153 h 00 min", "64 h 20 min", "oktober 2026",
		"850709-••••", "Alva &lt;b&gt;Påhittad", "Exempel Assistans", `lang="sv"`, "width=device-width"} {
		if !strings.Contains(review.body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(review.body, "9805") || review.status != 200 || !strings.HasPrefix(review.url.Path, "/granska/") {
		t.Errorf("%d at %s", review.status, review.url)
	}
	if csp := review.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "form-action 'self' "+w.public) {
		t.Errorf("policy: %s", csp)
	}
	home := w.post(review.url.String()+"/skriv-under", nil)
	if home.body != "hemma igen" || home.url.String() != w.public+"/rakning/alva/2026-10?tillbaka=1" {
		t.Errorf("came to %s: %s", home.url, home.body)
	}
	if w.state != care.Signed || !slices.Equal(w.meanings, []care.Meaning{care.News, care.News}) {
		t.Errorf("%s after %v, refused %v", w.state, w.meanings, w.refused)
	}
	// A second tap, and the same invoice handed over again: still signed once.
	w.post(review.url.String()+"/skriv-under", nil)
	if again := w.post(w.base+"/rakning", w.form(october())); !strings.Contains(again.body, "är underskriven") || strings.Contains(again.body, "Skriv under") {
		t.Error("a signed invoice can be signed again")
	}
	all := w.seen()
	if len(all) != 1 || all[0].Status != "underskriven" || len(all[0].Reports) != 2 || !all[0].Reports[1].Delivered || len(w.meanings) != 2 {
		t.Errorf("came in: %+v", all)
	}
	if sheet := w.get(w.base + "/stil.css"); sheet.status != 200 || !strings.Contains(sheet.header.Get("Content-Type"), "text/css") {
		t.Errorf("the style: %d", sheet.status)
	}
	if front := w.get(w.base + "/"); front.status != 200 || !strings.Contains(front.body, "Simulator") {
		t.Errorf("the front: %d", front.status)
	}
}

func TestCancelAndGoOn(t *testing.T) {
	w := newWorld(t)
	review := w.post(w.base+"/rakning", w.form(october()))
	if home := w.post(review.url.String()+"/avbryt", nil); home.body != "hemma igen" {
		t.Errorf("came to %s", home.url)
	}
	if all := w.seen(); all[0].Status != "avbruten" || w.state != care.HandedOver {
		t.Errorf("cancelled: %+v", all)
	}
	again := w.post(w.base+"/rakning", w.form(october()))
	if again.url.Path != review.url.Path || !strings.Contains(again.body, "Skriv under") {
		t.Errorf("cannot go on: %s", again.url)
	}
	w.post(again.url.String()+"/skriv-under", nil)
	if w.state != care.Signed {
		t.Errorf("%s", w.state)
	}
}

// A later version takes the place of the one that was not signed.
func TestLaterVersion(t *testing.T) {
	w := newWorld(t)
	first := w.post(w.base+"/rakning", w.form(october()))
	second := october()
	second.Version, second.Sums.Active = 2, 60
	w.post(w.base+"/rakning", w.form(second))
	if got := w.post(first.url.String()+"/skriv-under", nil); got.status != http.StatusConflict {
		t.Errorf("an overtaken version was signed: %d", got.status)
	}
	if page := w.get(first.url.String()); !strings.Contains(page.body, "ersatt") || strings.Contains(page.body, "Skriv under</button>") {
		t.Error("the page does not say that it was replaced")
	}
	if all := w.seen(); all[0].Status != "ersatt" || all[1].Status != "granskas" {
		t.Errorf("%+v", all)
	}
}

func TestUnknownPages(t *testing.T) {
	w := newWorld(t)
	for _, got := range []page{w.get(w.base + "/granska/nobody"), w.post(w.base+"/granska/nobody/avbryt", nil)} {
		if got.status != http.StatusNotFound || !strings.Contains(got.body, "finns inte") {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}
