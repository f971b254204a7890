package sim

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/fk/elt"
)

// eltWorld is a supplier's side: the client's own code, over real TLS, against a simulator whose clock stands unless it is moved.
type eltWorld struct {
	t      *testing.T
	cfg    ELTConfig
	sim    *ELT
	client *elt.Client
	url    string
	stop   func()

	mu  sync.Mutex
	now time.Time
}

func newELTWorld(t *testing.T) *eltWorld {
	t.Helper()
	w := &eltWorld{t: t, now: time.Now()}
	authority, err := NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.cfg = ELTConfig{Authority: authority, Clock: w.clock, After: time.After, Rand: rand.Reader, State: filepath.Join(t.TempDir(), "elt")}
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

func (w *eltWorld) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *eltWorld) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *eltWorld) start() {
	w.t.Helper()
	var err error
	if w.sim, err = NewELT(w.cfg); err != nil {
		w.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	address, stopped, err := w.sim.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		stop()
		w.t.Fatal(err)
	}
	cert, err := w.cfg.Authority.Client("a supplier", time.Now().Add(24*time.Hour))
	if err == nil {
		w.client, err = elt.New(elt.Config{URL: address, Identity: elt.Identity{Certificate: cert}, Roots: w.cfg.Authority.Roots(), Clock: time.Now})
	}
	if err != nil {
		stop()
		w.t.Fatal(err)
	}
	client := w.client
	w.url, w.stop = address, func() { client.Close(); stop(); <-stopped }
}

func (w *eltWorld) restart() {
	w.t.Helper()
	w.stop()
	w.start()
}

const (
	goodSignature = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>`
	sheetID       = "4f6c1b1e-5f0a-4b39-9a53-0d8a8f1c2b10"
)

func sheetXML(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "elt", "testdata", name+".xml"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func submitted(document []byte) elt.Submission {
	one := elt.Signature{XML: []byte(goodSignature), OCSP: []byte("ocsp"), At: time.Now()}
	return elt.Submission{Document: document, Assistant: one, Provider: one}
}

// send makes a call a second after the last.
func (w *eltWorld) send(s elt.Submission) (elt.Receipt, *elt.Failure) {
	w.t.Helper()
	w.wait(time.Second)
	got, err := w.client.Send(w.t.Context(), s)
	var f *elt.Failure
	if err != nil && !errors.As(err, &f) {
		w.t.Fatal(err)
	}
	return got, f
}

func TestELTTakesADocumentOnce(t *testing.T) {
	w := newELTWorld(t)
	first, f := w.send(submitted(sheetXML(t, "three-kinds")))
	if f != nil {
		t.Fatal(f, f.Words)
	}
	again, f := w.send(submitted(sheetXML(t, "three-kinds")))
	if f != nil || again.TxID != first.TxID {
		t.Errorf("the same again: %+v, not %+v: %v", again, first, f)
	}
	w.restart()
	again, f = w.send(submitted(sheetXML(t, "three-kinds")))
	if f != nil || again.TxID != first.TxID {
		t.Errorf("the same after a restart: %+v, not %+v: %v", again, first, f)
	}
	// The others have the same id.
	if _, f := w.send(submitted(sheetXML(t, "self-employed"))); f == nil || f.Kind != elt.Rejected || f.Fault != elt.FaultXML || !strings.Contains(f.Words, "samma id") {
		t.Errorf("another under the same id: %+v", f)
	}
	other := strings.Replace(string(sheetXML(t, "self-employed")), "4f6c1b1e", "00000000", 1)
	second, f := w.send(submitted([]byte(other)))
	if f != nil || second.TxID == first.TxID {
		t.Errorf("%+v %v", second, f)
	}
	w.restart()
	all := w.sim.Timesheets()
	if len(all) != 2 || all[0].ID != sheetID || all[0].TxID != first.TxID || all[0].Month != "2026-10" || all[1].TxID != second.TxID ||
		string(w.sim.Document(all[1].ID)) != other {
		t.Errorf("%+v", all)
	}
}

func TestELTIsStrictAboutSignatures(t *testing.T) {
	w := newELTWorld(t)
	w.cfg.Verify = func(_ []byte, a, _ elt.Signature) error {
		if string(a.OCSP) == "revoked" {
			return errors.New("Assistentens certifikat är spärrat.")
		}
		return nil
	}
	w.restart()
	for name, test := range map[string]struct {
		change func(*elt.Submission)
		words  string
	}{
		"no XML-DSig":   {func(s *elt.Submission) { s.Assistant.XML = []byte("hej") }, "assistent-signatur: 'signature' är inte"},
		"another's XML": {func(s *elt.Submission) { s.Provider.XML = []byte("<Signature/>") }, "anordnare-signatur: 'signature' är inte"},
		"of tomorrow":   {func(s *elt.Submission) { s.Provider.At = time.Now().Add(48 * time.Hour) }, "anordnare-signatur: 'datumForSignatur' har inte"},
		"revoked":       {func(s *elt.Submission) { s.Assistant.OCSP = []byte("revoked") }, "spärrat"},
	} {
		s := submitted(sheetXML(t, "three-kinds"))
		test.change(&s)
		if _, f := w.send(s); f == nil || f.Kind != elt.Rejected || f.Fault != elt.FaultSignature || !strings.Contains(f.Words, test.words) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if all := w.sim.Timesheets(); len(all) != 0 {
		t.Errorf("%+v were taken", all)
	}
}

// What is in the message, and in what order: each broken once, past the client.
func TestELTIsStrictAboutMessages(t *testing.T) {
	w := newELTWorld(t)
	b64 := base64.StdEncoding.EncodeToString
	signature := func(name string) string {
		return "<m:" + name + "><m:signature>" + b64([]byte(goodSignature)) + "</m:signature><m:ocspResponse>" + b64([]byte("x")) +
			"</m:ocspResponse><m:datumForSignatur>2026-11-03</m:datumForSignatur></m:" + name + ">"
	}
	sheet := string(sheetXML(t, "three-kinds"))
	good := `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><m:SkickaTidredovisning xmlns:m="urn:shs:emottagning:SkickaTidredovisning:1">` +
		"<m:tidredovisning>DOC</m:tidredovisning>" + signature("assistent-signatur") + signature("anordnare-signatur") +
		"</m:SkickaTidredovisning></S:Body></S:Envelope>"
	call := func(body string, change func(*http.Request)) (int, string) {
		w.wait(time.Second)
		r := httptest.NewRequest(http.MethodPost, ELTPath, strings.NewReader(strings.Replace(body, "DOC", b64([]byte(sheet)), 1)))
		r.Header.Set("Content-Type", "text/xml; charset=utf-8")
		r.Header.Set("SOAPAction", `"`+elt.Version1().Action+`"`)
		if change != nil {
			change(r)
		}
		got := httptest.NewRecorder()
		w.sim.ServeHTTP(got, r)
		return got.Code, got.Body.String()
	}
	for name, test := range map[string]struct {
		from, to string
		change   func(*http.Request)
		says     string
	}{
		"another order":         {signature("assistent-signatur") + signature("anordnare-signatur"), signature("anordnare-signatur") + signature("assistent-signatur"), nil, "assistent-signatur"},
		"one signature":         {signature("anordnare-signatur"), "", nil, "anordnare-signatur"},
		"no OCSP answer":        {b64([]byte("x")), "", nil, elt.FaultSignature},
		"no date":               {"<m:datumForSignatur>2026-11-03</m:datumForSignatur>", "", nil, "datumForSignatur"},
		"a date that is none":   {"2026-11-03", "2026-02-30", nil, "datumForSignatur"},
		"no namespace":          {"<m:tidredovisning>DOC</m:tidredovisning>", "<tidredovisning>DOC</tidredovisning>", nil, "tidredovisning"},
		"another SOAP":          {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", nil, "Envelope"},
		"another operation":     {"m:SkickaTidredovisning ", "m:HamtaTidredovisning ", nil, "välformad"},
		"no document":           {"DOC", "", nil, "tidredovisning"},
		"a document in clear":   {"DOC", "<x/>", nil, "element i sig"},
		"a document of nothing": {"DOC", b64([]byte("<x/>")), nil, elt.FaultXML},
		"cut":                   {"</S:Envelope>", "", nil, "välformad"},
		"types":                 {"<S:Envelope", "<!DOCTYPE x><S:Envelope", nil, "DOCTYPE"},
		"JSON":                  {"", "", func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, "text/xml"},
		"SOAP 1.2":              {"", "", func(r *http.Request) { r.Header.Set("Content-Type", "application/soap+xml") }, "text/xml"},
		"Latin-1":               {"", "", func(r *http.Request) { r.Header.Set("Content-Type", "text/xml; charset=iso-8859-1") }, "UTF-8"},
		"no action":             {"", "", func(r *http.Request) { r.Header.Del("SOAPAction") }, "SOAPAction"},
		"without end":           {"DOC", strings.Repeat("AAAA", maxMessage/4), nil, "för stort"},
	} {
		body := strings.Replace(good, test.from, test.to, 1)
		if body == good && test.change == nil {
			t.Fatalf("%s: %q does not occur", name, test.from)
		}
		if code, answer := call(body, test.change); code < 400 || !strings.Contains(answer, test.says) || !strings.Contains(answer, "Fault") {
			t.Errorf("%s: %d %s", name, code, answer)
		}
	}
	if code, _ := call(good, func(r *http.Request) { r.Method = http.MethodGet }); code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", code)
	}
	if code, _ := call(good, func(r *http.Request) { r.URL.Path = "/" }); code != http.StatusNotFound {
		t.Errorf("elsewhere: %d", code)
	}
	if all := w.sim.Timesheets(); len(all) != 0 {
		t.Errorf("%+v were taken", all)
	}
	header := strings.Replace(good, "<S:Body>", "<S:Header><a:b xmlns:a='c'>d</a:b></S:Header><S:Body>", 1)
	if code, answer := call(header, nil); code != 200 || !strings.Contains(answer, "tx-id") {
		t.Errorf("with a header: %d %s", code, answer)
	}
}

// The message that others are told to begin with is taken as it is, and holds the document that it says.
func TestTheMessageToBeginWith(t *testing.T) {
	w := newELTWorld(t)
	raw, err := os.ReadFile(filepath.Join("testdata", "message.xml"))
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, ELTPath, bytes.NewReader(raw))
	r.Header.Set("Content-Type", "text/xml; charset=utf-8")
	r.Header.Set("SOAPAction", `"`+elt.Version1().Action+`"`)
	got := httptest.NewRecorder()
	w.sim.ServeHTTP(got, r)
	if got.Code != http.StatusOK || string(w.sim.Document(sheetID)) != string(sheetXML(t, "three-kinds")) {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}

// Who comes too fast is shut off, over a restart too, until the administration lets them in.
func TestELTShutsOffWhoComesTooFast(t *testing.T) {
	w := newELTWorld(t)
	good := submitted(sheetXML(t, "three-kinds"))
	for range 20 { // at the pace, for long
		if _, f := w.send(good); f != nil {
			t.Fatal(f)
		}
	}
	calls := 0
	var err error
	for ; calls < 20 && err == nil; calls++ {
		_, err = w.client.Send(t.Context(), good)
	}
	if calls < 2 || calls > 4 {
		t.Errorf("shut off after %d at once", calls)
	}
	w.wait(time.Hour)
	w.restart()
	if _, f := w.send(good); f == nil || f.Kind != elt.Stopped {
		t.Errorf("after an hour: %+v", f)
	}
	if code, _ := w.admin(http.MethodPost, "/admin/elt/open", ""); code != http.StatusNoContent {
		t.Errorf("%d", code)
	}
	if _, f := w.send(good); f != nil {
		t.Errorf("let in again: %v", f)
	}
	w.restart()
	if _, f := w.send(good); f != nil {
		t.Errorf("let in again, after a restart: %v", f)
	}
}

// Nobody without a certificate of the simulator's authority comes further than the handshake.
func TestELTWantsACertificate(t *testing.T) {
	w := newELTWorld(t)
	address := strings.TrimSuffix(strings.TrimPrefix(w.url, "https://"), ELTPath)
	other, err := NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	strange, err := other.Client("nobody", time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	server, err := w.cfg.Authority.Server()
	if err != nil {
		t.Fatal(err)
	}
	for name, certs := range map[string][]tls.Certificate{"none": nil, "another's": {strange}, "a server's": {server}} {
		c := tls.Config{RootCAs: w.cfg.Authority.Roots(), Certificates: certs, MaxVersion: tls.VersionTLS12}
		conn, err := (&tls.Dialer{Config: &c}).DialContext(t.Context(), "tcp", address)
		if err == nil {
			_ = conn.Close()
			t.Errorf("%s was let in", name)
		}
	}
}
