package elt_test

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/fk/elt"
	"passbok/fk/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const tx = "0b9f8a52-6a6d-4f7e-8a3c-3d5b7a1e2f40"

const receipt = `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>` +
	`<ns2:SkickaTidredovisningResponse xmlns:ns2="urn:shs:emottagning:SkickaTidredovisning:1"><ns2:tx-id>` + tx + `</ns2:tx-id></ns2:SkickaTidredovisningResponse></S:Body></S:Envelope>`

func faultOf(code, text, detail string) string {
	return `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>` + code + `</faultcode><faultstring>` + text +
		`</faultstring><detail>` + detail + `</detail></S:Fault></S:Body></S:Envelope>`
}

func document(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".xml"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func submission(t testing.TB) elt.Submission {
	at := time.Date(2026, 11, 2, 23, 30, 0, 0, time.UTC) // the 3rd in Stockholm
	return elt.Submission{
		Document:  document(t, "three-kinds"),
		Assistant: elt.Signature{XML: []byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">bo</Signature>`), OCSP: []byte("ocsp of bo"), At: at},
		Provider:  elt.Signature{XML: []byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">karin</Signature>`), OCSP: []byte("ocsp of karin"), At: at},
	}
}

// service is a server that answers what a test says, to callers with a certificate of its authority.
type service struct {
	t         *testing.T
	authority *sim.Authority
	server    *httptest.Server
	answer    http.HandlerFunc
	came      []byte
	header    http.Header
	cfg       elt.Config
}

func newService(t *testing.T, answer http.HandlerFunc) *service {
	t.Helper()
	authority, err := sim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own, err := authority.Server()
	if err != nil {
		t.Fatal(err)
	}
	client, err := authority.Client("a supplier", time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, authority: authority, answer: answer}
	s.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.came, _ = io.ReadAll(r.Body)
		s.header = r.Header
		s.answer(w, r)
	}))
	s.server.Config.ErrorLog = log.New(io.Discard, "", 0) // it is told of what tests break
	// Up to TLS 1.2 a server says what it thinks of a certificate before the call begins: a test can rely on it.
	s.server.TLS = &tls.Config{Certificates: []tls.Certificate{own}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: authority.Roots(),
		MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12}
	s.server.StartTLS()
	t.Cleanup(s.server.Close)
	s.cfg = elt.Config{URL: s.server.URL + "/elt", Identity: elt.Identity{Certificate: client}, Roots: authority.Roots(), Clock: time.Now}
	return s
}

func (s *service) send(ctx context.Context) (elt.Receipt, error) {
	s.t.Helper()
	c, err := elt.New(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	return c.Send(ctx, submission(s.t))
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestMessage(t *testing.T) {
	s := newService(t, say(200, receipt))
	before := time.Now()
	got, err := s.send(t.Context())
	if err != nil || got.TxID != tx || got.At.Before(before) {
		t.Fatalf("%+v, %v", got, err)
	}
	b64 := func(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }
	sent := submission(t)
	one := func(name string, of elt.Signature) string {
		return `<m:` + name + `><m:signature>` + b64(of.XML) + `</m:signature><m:ocspResponse>` + b64(of.OCSP) +
			`</m:ocspResponse><m:datumForSignatur>2026-11-03</m:datumForSignatur></m:` + name + `>`
	}
	want := `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>` +
		`<m:SkickaTidredovisning xmlns:m="urn:shs:emottagning:SkickaTidredovisning:1"><m:tidredovisning>` + b64(sent.Document) + `</m:tidredovisning>` +
		one("assistent-signatur", sent.Assistant) + one("anordnare-signatur", sent.Provider) +
		`</m:SkickaTidredovisning></soap:Body></soap:Envelope>`
	if string(s.came) != want {
		t.Errorf("sent\n%s\nnot\n%s", s.came, want)
	}
	if s.header.Get("SOAPAction") != `"urn:shs:emottagning:SkickaTidredovisningResponder:1:SkickaTidredovisning"` ||
		s.header.Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Errorf("headers %v", s.header)
	}
}

// What each answer means: rejected, later, or nothing until somebody has seen to it; and whether it may have been taken.
func TestAnswers(t *testing.T) {
	xmlError := `<n:XmlValidationError xmlns:n="urn:x"><n:message> Elementet dag är fel. </n:message></n:XmlValidationError>`
	for name, test := range map[string]struct {
		answer    http.HandlerFunc
		kind      elt.Kind
		fault     string
		words     string
		uncertain bool
	}{
		"invalid XML":           {say(500, faultOf("S:Client", "fel", xmlError)), elt.Rejected, elt.FaultXML, "Elementet dag är fel.", false},
		"invalid XML, by 200":   {say(200, faultOf("S:Client", "fel", xmlError)), elt.Rejected, elt.FaultXML, "Elementet dag är fel.", false},
		"an invalid signature":  {say(500, faultOf("S:Server", "fel", "<SignatureValidationError><message>Spärrad.</message></SignatureValidationError>")), elt.Rejected, elt.FaultSignature, "Spärrad.", false},
		"without a message":     {say(500, faultOf("S:Client", "Ogiltigt", "<XmlValidationError/>")), elt.Rejected, elt.FaultXML, "Ogiltigt", false},
		"ELT has failed":        {say(500, faultOf("S:Server", "Internt fel", "")), elt.Later, "", "Internt fel", true},
		"we are not understood": {say(500, faultOf("S:Client", "Okänd operation", "")), elt.Stopped, "", "Okänd operation", false},
		"another SOAP":          {say(500, faultOf("S:VersionMismatch", "", "")), elt.Stopped, "", "", false},
		"an unknown fault":      {say(500, faultOf("S:Client", "", "<Annat><message>x</message></Annat>")), elt.Stopped, "", "", false},
		"closed for a while":    {say(503, "stängt"), elt.Later, "", "", false},
		"too many":              {say(429, ""), elt.Later, "", "", false},
		"a gateway's trouble":   {say(504, "<html>"), elt.Later, "", "", true},
		"not let in":            {say(403, "avstängd"), elt.Stopped, "", "", false},
		"who are you":           {say(401, ""), elt.Stopped, "", "", false},
		"no such page":          {say(404, "<html>"), elt.Stopped, "", "", false},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/annat", http.StatusTemporaryRedirect)
		}, elt.Stopped, "", "", false},
		"a page":                   {say(200, "<html>Välkommen</html>"), elt.Later, "", "", true},
		"nothing":                  {say(200, ""), elt.Later, "", "", true},
		"a receipt without number": {say(200, strings.Replace(receipt, tx, "", 1)), elt.Later, "", "", true},
		"a receipt of two":         {say(200, strings.Replace(receipt, "<ns2:tx-id>", "<ns2:tx-id>"+tx+"</ns2:tx-id><ns2:tx-id>", 1)), elt.Later, "", "", true},
		"a receipt and a failure":  {say(500, receipt), elt.Later, "", "", true},
		"without end":              {say(200, receipt+strings.Repeat(" ", 300<<10)), elt.Later, "", "", true},
		"and more":                 {say(200, receipt+"<a/>"), elt.Later, "", "", true},
		"cut":                      {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, elt.Later, "", "", true},
		"half": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, receipt[:100])
			panic(http.ErrAbortHandler)
		}, elt.Later, "", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newService(t, test.answer).send(t.Context())
			f := failure(t, err)
			if f.Kind != test.kind || f.Fault != test.fault || f.Words != test.words || f.Uncertain != test.uncertain {
				t.Errorf("%+v: %v", f, f)
			}
			if test.words != "" && strings.Contains(f.Error(), test.words) {
				t.Errorf("Försäkringskassan's words are in the log: %v", f)
			}
		})
	}
}

func failure(t testing.TB, err error) *elt.Failure {
	t.Helper()
	var f *elt.Failure
	if !errors.As(err, &f) {
		t.Fatalf("no failure: %v", err)
	}
	return f
}

func TestConnection(t *testing.T) {
	for name, test := range map[string]struct {
		change    func(*service)
		kind      elt.Kind
		uncertain bool
		says      string
	}{
		"another's server": {func(s *service) { s.cfg.Roots = x509.NewCertPool() }, elt.Stopped, false, "server's certificate"},
		"another's client": {func(s *service) { s.cfg.Identity = strange(s.t, time.Now().Add(time.Hour)) }, elt.Stopped, false, "client certificate was not accepted"},
		"out of date":      {func(s *service) { s.cfg.Identity = strange(s.t, time.Now().Add(-time.Minute)) }, elt.Stopped, false, "was valid until"},
		"nobody there":     {func(s *service) { s.server.Close() }, elt.Later, false, ""},
		"not TLS": {func(s *service) {
			plain := httptest.NewServer(http.NotFoundHandler())
			s.t.Cleanup(plain.Close)
			s.cfg.URL = strings.Replace(plain.URL, "http:", "https:", 1)
		}, elt.Later, false, ""},
		"silent": {func(s *service) {
			silent, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				s.t.Fatal(err)
			}
			s.t.Cleanup(func() { _ = silent.Close() })
			s.cfg.URL, s.cfg.Timeout = "https://"+silent.Addr().String(), 50*time.Millisecond
		}, elt.Later, false, ""},
		"nowhere": {func(s *service) { s.cfg.URL = "" }, elt.Stopped, false, "not connected"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newService(t, say(200, receipt))
			test.change(s)
			_, err := s.send(t.Context())
			if f := failure(t, err); f.Kind != test.kind || f.Uncertain != test.uncertain || !strings.Contains(f.Error(), test.says) {
				t.Errorf("%+v: %v", f, f)
			}
		})
	}
	s := newService(t, say(200, receipt))
	ended, end := context.WithCancel(t.Context())
	s.answer = func(_ http.ResponseWriter, r *http.Request) { end(); <-r.Context().Done() }
	if _, err := s.send(ended); !errors.Is(err, context.Canceled) || failure(t, err).Kind != elt.Later || !failure(t, err).Uncertain {
		t.Errorf("interrupted in the middle: %v", err)
	}
	if _, err := s.send(ended); !errors.Is(err, context.Canceled) || failure(t, err).Uncertain {
		t.Errorf("interrupted before it began: %v", err)
	}
}

// From TLS 1.3 on the answer to a certificate may be lost beneath the call: that is no answer that was lost.
func TestRefusedBeneathTheCall(t *testing.T) {
	s := newService(t, say(200, receipt))
	s.server.TLS.MaxVersion = tls.VersionTLS13
	for range 3 {
		s.cfg.Identity = strange(t, time.Now().Add(time.Hour))
		c, err := elt.New(s.cfg)
		if err != nil {
			t.Fatal(err)
		}
		long := submission(t)
		long.Provider.OCSP = make([]byte, 8<<20) // that it is still being written when the other end has gone
		_, err = c.Send(t.Context(), long)
		c.Close()
		if f := failure(t, err); f.Kind != elt.Stopped || f.Uncertain || s.came != nil {
			t.Fatalf("%+v: %v", f, f)
		}
	}
}

// A test of the connection tells the same as a call would, and makes none.
func TestGreet(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		s := newService(t, say(200, receipt))
		s.server.TLS.MaxVersion = version
		greet := func() error {
			c, err := elt.New(s.cfg)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			return c.Greet(t.Context())
		}
		if err := greet(); err != nil || s.came != nil {
			t.Errorf("%v, called with %s", err, s.came)
		}
		good := s.cfg
		s.cfg.Identity = strange(t, time.Now().Add(time.Hour))
		if f := failure(t, greet()); f.Kind != elt.Stopped {
			t.Errorf("another's certificate: %v", f)
		}
		s.cfg = good
		s.cfg.Roots = x509.NewCertPool()
		if f := failure(t, greet()); f.Kind != elt.Stopped {
			t.Errorf("another's server: %v", f)
		}
		s.cfg = good
		s.server.Close()
		if f := failure(t, greet()); f.Kind != elt.Later || f.Uncertain {
			t.Errorf("nobody there: %v", f)
		}
		s.cfg.URL = ""
		if f := failure(t, greet()); f.Kind != elt.Stopped {
			t.Errorf("not connected: %v", f)
		}
	}
}

func strange(t testing.TB, until time.Time) elt.Identity {
	t.Helper()
	other, err := sim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := other.Client("nobody", until)
	if err != nil {
		t.Fatal(err)
	}
	return elt.Identity{Certificate: cert}
}

func TestHalfSubmissions(t *testing.T) {
	s := newService(t, say(200, receipt))
	c, err := elt.New(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for name, change := range map[string]func(*elt.Submission){
		"no document":       func(s *elt.Submission) { s.Document = nil },
		"no assistant":      func(s *elt.Submission) { s.Assistant.XML = nil },
		"no provider":       func(s *elt.Submission) { s.Provider = elt.Signature{} },
		"no OCSP answer":    func(s *elt.Submission) { s.Provider.OCSP = nil },
		"signed at no time": func(s *elt.Submission) { s.Assistant.At = time.Time{} },
	} {
		half := submission(t)
		change(&half)
		if _, err := c.Send(t.Context(), half); failure(t, err).Kind != elt.Rejected || s.came != nil {
			t.Errorf("%s: %v, sent %s", name, err, s.came)
		}
	}
}

func TestNew(t *testing.T) {
	good := newService(t, say(200, receipt)).cfg
	for name, change := range map[string]func(*elt.Config){
		"no clock":       func(c *elt.Config) { c.Clock = nil },
		"not by TLS":     func(c *elt.Config) { c.URL = "http://elt.example/" },
		"no address":     func(c *elt.Config) { c.URL = "elt" },
		"a password":     func(c *elt.Config) { c.URL = "https://a:b@elt.example/" },
		"no certificate": func(c *elt.Config) { c.Identity = elt.Identity{} },
	} {
		cfg := good
		change(&cfg)
		if _, err := elt.New(cfg); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	none, err := elt.New(elt.Config{Clock: time.Now})
	if err != nil || none.Connected() || !none.NotAfter().IsZero() {
		t.Errorf("without a connection: %v", err)
	}
	none.Close()
}

// Both forms in which a certificate comes are read, and say how long it is valid.
func TestIdentity(t *testing.T) {
	folder := t.TempDir()
	if _, err := sim.OpenAuthority(folder, time.Now, rand.Reader); err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		raw, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for name, password := range map[string]string{"client.pem": "", "client.p12": sim.ClientPassword} {
		i, err := elt.ReadIdentity(read(name), password)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if left := time.Until(i.NotAfter()); left < 729*24*time.Hour || left > 732*24*time.Hour || !strings.Contains(i.Subject(), "Passbok") {
			t.Errorf("%s: %s until %s", name, i.Subject(), i.NotAfter())
		}
	}
	if _, err := elt.ReadIdentity(read("client.p12"), "wrong"); err == nil || !strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "wrong") {
		t.Errorf("another password: %v", err)
	}
	for name, bad := range map[string][]byte{"nothing": nil, "text": []byte("hej"), "a certificate without key": read("ca.pem"), "a key alone": read("ca.key")} {
		if i, err := elt.ReadIdentity(bad, ""); err == nil || !i.NotAfter().IsZero() || i.Subject() != "" {
			t.Errorf("%s was read", name)
		}
	}
	if _, err := elt.ReadRoots(read("ca.pem")); err != nil {
		t.Error(err)
	}
	if _, err := elt.ReadRoots([]byte("hej")); err == nil {
		t.Error("roots that are none")
	}
}
