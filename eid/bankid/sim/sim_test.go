package sim

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passbok/eid/bankid"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func noon() time.Time { return time.Date(2026, 11, 3, 11, 0, 0, 0, time.UTC) }

var shared = sync.OnceValue(func() *Authority {
	a, err := NewAuthority(noon, rand.Reader)
	if err != nil {
		panic(err)
	}
	return a
})

// world is a simulator behind its sockets, with somebody who asks it and somebody who looks at its pages.
type world struct {
	*Service
	t      *testing.T
	at     Addresses
	now    time.Time
	party  *http.Client
	people *http.Client
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: noon()}
	var err error
	if w.Service, err = New(Config{Authority: shared(), Clock: func() time.Time { return w.now }, Rand: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	at, stopped, err := w.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.at = at
	w.party = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{
		RootCAs: shared().Servers(), Certificates: []tls.Certificate{shared().Party()},
	}}}
	w.people = &http.Client{Transport: &http.Transport{}}
	t.Cleanup(func() {
		w.party.CloseIdleConnections()
		w.people.CloseIdleConnections()
		stop()
		<-stopped
	})
	return w
}

// ask posts to the API, and gives the number and what was said.
func (w *world) ask(method, kind, body string) (int, map[string]any) {
	w.t.Helper()
	response, err := w.party.Post(w.at.API+"/"+method, kind, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var said map[string]any
	if err := json.NewDecoder(response.Body).Decode(&said); err != nil {
		w.t.Fatal(err)
	}
	return response.StatusCode, said
}

func (w *world) sign(number string) map[string]any {
	w.t.Helper()
	status, said := w.ask("sign", "application/json", `{"endUserIp":"192.0.2.7","userVisibleData":"SGVq","returnUrl":"https://passbok.example/","requirement":{"personalNumber":"`+number+`"}}`)
	if status != 200 {
		w.t.Fatal(status, said)
	}
	return said
}

// page gets or posts a page, as a browser does.
func (w *world) page(path string, form url.Values) (int, string) {
	w.t.Helper()
	ask := func() (*http.Response, error) { return w.people.Get(w.at.Pages + strings.TrimPrefix(path, "/")) }
	if form != nil {
		ask = func() (*http.Response, error) {
			return w.people.PostForm(w.at.Pages+strings.TrimPrefix(path, "/"), form)
		}
	}
	response, err := ask()
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return response.StatusCode, string(raw)
}

// Every way to ask that the API does not take.
func TestStrict(t *testing.T) {
	w := newWorld(t)
	const good = `{"endUserIp":"192.0.2.7","userVisibleData":"SGVq"}`
	with := func(more string) string { return strings.TrimSuffix(good, "}") + "," + more + "}" }
	for name, test := range map[string]struct {
		method, kind, body string
		status             int
		code               string
	}{
		"good":                   {"sign", "application/json", good, 200, ""},
		"a charset":              {"sign", "application/json; charset=utf-8", good, 415, "unsupportedMediaType"},
		"a charset on collect":   {"collect", "application/json;charset=UTF-8", `{"orderRef":"a"}`, 415, "unsupportedMediaType"},
		"a form":                 {"sign", "application/x-www-form-urlencoded", "a=b", 415, "unsupportedMediaType"},
		"another path":           {"phone", "application/json", good, 404, "notFound"},
		"no JSON":                {"sign", "application/json", "<a/>", 400, "invalidParameters"},
		"two of it":              {"sign", "application/json", good + good, 400, "invalidParameters"},
		"an unknown field":       {"sign", "application/json", with(`"personalNumber":"198507099805"`), 400, "invalidParameters"},
		"an empty field":         {"sign", "application/json", with(`"returnUrl":""`), 400, "invalidParameters"},
		"an empty requirement":   {"sign", "application/json", with(`"requirement":{}`), 400, "invalidParameters"},
		"no address":             {"auth", "application/json", `{}`, 400, "invalidParameters"},
		"no text":                {"sign", "application/json", `{"endUserIp":"192.0.2.7"}`, 400, "invalidParameters"},
		"no text, to sign in":    {"auth", "application/json", `{"endUserIp":"192.0.2.7"}`, 200, ""},
		"no base64":              {"sign", "application/json", `{"endUserIp":"192.0.2.7","userVisibleData":"Hej!"}`, 400, "invalidParameters"},
		"no UTF-8":               {"sign", "application/json", `{"endUserIp":"192.0.2.7","userVisibleData":"/w=="}`, 400, "invalidParameters"},
		"hidden is no base64":    {"sign", "application/json", with(`"userNonVisibleData":"å"`), 400, "invalidParameters"},
		"another format":         {"sign", "application/json", with(`"userVisibleDataFormat":"html"`), 400, "invalidParameters"},
		"ten digits":             {"sign", "application/json", with(`"requirement":{"personalNumber":"8507099805"}`), 400, "invalidParameters"},
		"a returnUrl of no host": {"sign", "application/json", with(`"returnUrl":"/a"`), 400, "invalidParameters"},
		"no such order":          {"collect", "application/json", `{"orderRef":"a"}`, 400, "invalidParameters"},
		"cancel none":            {"cancel", "application/json", `{"orderRef":"a"}`, 400, "invalidParameters"},
	} {
		t.Run(name, func(t *testing.T) {
			status, said := w.ask(test.method, test.kind, test.body)
			if code, _ := said["errorCode"].(string); status != test.status || code != test.code || (code != "" && said["details"] == "") {
				t.Errorf("%d %v", status, said)
			}
		})
	}
	response, err := w.party.Get(w.at.API + "/sign")
	if err != nil {
		t.Fatal(err)
	}
	if _ = response.Body.Close(); response.StatusCode != http.StatusMethodNotAllowed {
		t.Error("GET:", response.StatusCode)
	}
	plain, err := w.people.Post(w.at.API+"/sign", "application/json", strings.NewReader(good))
	if err == nil {
		_ = plain.Body.Close()
		t.Error("without a certificate:", plain.StatusCode)
	}
}

// A person at the pages: from the app's link, and from what a QR code says.
func TestPages(t *testing.T) {
	w := newWorld(t)
	if _, page := w.page("/", nil); !strings.Contains(page, "Ingenting") || !strings.Contains(page, "inte BankID") {
		t.Error(page)
	}
	said := w.sign("198507099805")
	token := said["autoStartToken"].(string)
	if _, page := w.page("/", nil); !strings.Contains(page, "/order/"+token) || !strings.Contains(page, "850709-••••") || strings.Contains(page, "198507099805") {
		t.Error(page)
	}
	status, page := w.page("/?autostarttoken="+token+"&redirect="+url.QueryEscape("https://passbok.example/manad"), nil)
	if status != 200 || !strings.Contains(page, ">Hej<") || !strings.Contains(page, `value="198507099805" selected`) {
		t.Error(status, page)
	}
	if status, page := w.page("/order/"+token+"/ja", url.Values{"person": {"199001019802"}}); status != http.StatusForbidden || !strings.Contains(page, "annan person") {
		t.Error("another person:", status, page)
	}
	if status, page := w.page("/order/"+token+"/ja", url.Values{"person": {"191212121212"}}); status != http.StatusUnprocessableEntity {
		t.Error("nobody:", status, page)
	}
	if status, page := w.page("/order/"+token+"/ja", url.Values{"person": {"198507099805"}}); status != 200 || !strings.Contains(page, `href="https://passbok.example/manad"`) {
		t.Error("yes:", status, page)
	}
	if status, page := w.page("/order/"+token+"/ja", url.Values{"person": {"198507099805"}}); status != http.StatusNotFound {
		t.Error("yes once more:", status, page)
	}
	if _, said := w.ask("collect", "application/json", `{"orderRef":"`+said["orderRef"].(string)+`"}`); said["status"] != "complete" {
		t.Error(said)
	}

	second := w.sign("198507099805")
	if status, page := w.page("/skanna", url.Values{"qr": {"bankid.a.1.b"}}); status != http.StatusNotFound {
		t.Error("a code of nobody's:", status, page)
	}
	if status, page := w.page("/skanna", url.Values{"qr": {"hello"}}); status != http.StatusUnprocessableEntity {
		t.Error("no code:", status, page)
	}
	auto := second["autoStartToken"].(string)
	if status, page := w.page("/order/"+auto+"/nej", url.Values{}); status != 200 || !strings.Contains(page, "Inget är underskrivet") {
		t.Error("no:", status, page)
	}
	if all := w.Orders(); len(all) != 2 || all[1].Hint != "userCancel" {
		t.Errorf("%+v", all)
	}
	if status, page := w.page("/admin/orders", nil); status != 200 || !strings.Contains(page, `"visible":"Hej"`) {
		t.Error(status, page)
	}
}

// The page of what waits shows each order's QR code beside the button that says yes: another each second, one that is taken, and none
// that nobody can scan any more.
func TestPageShowsTheCode(t *testing.T) {
	w := newWorld(t)
	first, second := w.sign("198507099805"), w.sign("199001019802")
	shows, opens := first["autoStartToken"].(string), second["autoStartToken"].(string)
	_, page := w.page("/", nil)
	for _, token := range []string{shows, opens} {
		if !strings.Contains(page, `<iframe class="code" src="/order/`+token+`/qr"`) || !strings.Contains(page, `action="/order/`+token+`/ja"`) || !strings.Contains(page, "Skriv under som Alva Påhittad") {
			t.Error(page)
		}
	}
	seen := map[string]bool{}
	for range 3 {
		says := w.Code(shows)
		drawn, err := bankid.SVG(says, "QR-kod")
		if status, page := w.page("/order/"+shows+"/qr", nil); err != nil || status != 200 || !strings.Contains(page, drawn) || !strings.Contains(page, `http-equiv="refresh" content="1"`) {
			t.Error(status, page, err)
		}
		seen[says] = true
		w.now = w.now.Add(time.Second)
	}
	if len(seen) != 3 {
		t.Error("the code does not move:", seen)
	}
	if w.Orders()[0].Hint != "outstandingTransaction" {
		t.Error("looking at the code has opened the order")
	}
	if auto, err := w.Scan(w.Code(opens)); err != nil || auto != opens {
		t.Error("the code is not taken:", err)
	}
	for _, token := range []string{opens, "nobody's"} {
		if _, page := w.page("/order/"+token+"/qr", nil); strings.Contains(page, "<svg") || strings.Contains(page, "refresh") || !strings.Contains(page, "gäller inte längre") {
			t.Error(page)
		}
	}
	if status, page := w.page("/order/"+shows+"/ja", url.Values{}); status != 200 || w.Orders()[0].Status != complete {
		t.Error("yes, from the list:", status, page)
	}
	_, anybody := w.ask("auth", "application/json", `{"endUserIp":"192.0.2.7"}`)
	auto := anybody["autoStartToken"].(string)
	if _, page := w.page("/", nil); !strings.Contains(page, "/order/"+auto+"/qr") || strings.Contains(page, "/order/"+auto+"/ja") {
		t.Error("an order for anybody:", page)
	}
	if status, page := w.page("/order/"+auto+"/ja", url.Values{}); status != http.StatusUnprocessableEntity {
		t.Error("yes, as nobody in particular:", status, page)
	}
}

// Home is where the relying party has said, whatever a link says.
func TestHome(t *testing.T) {
	for redirect, want := range map[string]string{
		"https://passbok.example/a": "https://passbok.example/a", "null": "", "": "",
		"https://evil.example/": "https://passbok.example/", "javascript:alert(1)": "https://passbok.example/",
	} {
		w := newWorld(t)
		auto := w.sign("198507099805")["autoStartToken"].(string)
		if err := w.Open(auto, redirect); err != nil {
			t.Fatal(err)
		}
		if got := w.home(auto); got != want {
			t.Errorf("%q: %q", redirect, got)
		}
	}
}

// A code is good while it is shown and a few seconds longer, and only as the server makes it.
func TestScan(t *testing.T) {
	w := newWorld(t)
	said := w.sign("198507099805")
	code := func(seconds string) string {
		token, secret := said["qrStartToken"].(string), said["qrStartSecret"].(string)
		return "bankid." + token + "." + seconds + "." + hexMAC(secret, seconds)
	}
	w.now = w.now.Add(20 * time.Second)
	for name, test := range map[string]struct {
		code string
		want error
	}{
		"now":               {code("20"), nil},
		"a moment ago":      {code("15"), nil},
		"long ago":          {code("14"), errOldCode},
		"not yet":           {code("22"), errOldCode},
		"not a number":      {code("x"), errOldCode},
		"a number anew":     {code("020"), errOldCode},
		"another's secret":  {strings.Replace(code("20"), ".20.", ".19.", 1), errOldCode},
		"another beginning": {strings.Replace(code("20"), "bankid", "frejaid", 1), errOldCode},
	} {
		if _, err := w.Scan(test.code); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.now = w.now.Add(10 * time.Minute)
	if _, err := w.Scan(code("620")); !errors.Is(err, errNoOrder) || len(w.Orders()) != 0 {
		t.Error("an order that is forgotten:", err)
	}
}

func TestFaultsOverHTTP(t *testing.T) {
	w := newWorld(t)
	post := func(body string) int {
		t.Helper()
		response, err := w.people.Post(w.at.Pages+"admin/faults", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	if got := post(`{"maintenance":1}`); got != http.StatusNoContent {
		t.Error(got)
	}
	if got := post(`{"maintenence":1}`); got != http.StatusBadRequest {
		t.Error("a fault that is none:", got)
	}
	if _, page := w.page("/admin/faults", nil); !strings.Contains(page, `"maintenance":1`) {
		t.Error(page)
	}
	if status, said := w.ask("auth", "application/json", `{"endUserIp":"192.0.2.7"}`); status != http.StatusServiceUnavailable || said["errorCode"] != "maintenance" {
		t.Error(status, said)
	}
	if status, _ := w.ask("auth", "application/json", `{"endUserIp":"192.0.2.7"}`); status != 200 {
		t.Error(status)
	}
}

// The certificates outlive the process, each person's too.
func TestAuthorityIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "authority.json")
	first, err := OpenAuthority(path, noon, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	serial, err := first.Serial(Demo()[0])
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenAuthority(path, noon, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := second.Serial(Demo()[0])
	if err != nil || again.Cmp(serial) != 0 || !second.Roots().Equal(first.Roots()) || !bytes.Equal(second.Party().Certificate[0], first.Party().Certificate[0]) {
		t.Error(err)
	}
	if at, err := os.Stat(path); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", at, err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"another version": strings.Replace(string(good), `"v":1`, `"v":2`, 1), "cut": string(good[:100]), "no root": `{"v":1,"own":{},"customers":{}}`,
		"no key": regexp.MustCompile(`"key":"[^"]*"`).ReplaceAllString(string(good), `"key":"AAAA"`),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenAuthority(path, noon, rand.Reader); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "begin anew") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzAsk(f *testing.F) {
	s, err := New(Config{Authority: shared(), Clock: noon, Rand: rand.Reader})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"endUserIp":"192.0.2.7","userVisibleData":"SGVq","requirement":{"personalNumber":"198507099805"}}`))
	f.Add([]byte(`{"orderRef":"a"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, do := range []func([]byte) (any, error){
			func(raw []byte) (any, error) { return s.take(raw, false) }, s.collect, s.cancel,
		} {
			var refusal *no
			if _, err := do(body); err != nil && !errors.As(err, &refusal) {
				t.Error(err)
			}
		}
		s.orders = nil
	})
}

// Whatever a code is said to say, it opens only an order that shows it now.
func FuzzScan(f *testing.F) {
	s, err := New(Config{Authority: shared(), Clock: noon, Rand: mathrand.NewChaCha8([32]byte{})}) // the same order in each of the fuzzer's processes
	if err != nil {
		f.Fatal(err)
	}
	if _, err := s.take([]byte(`{"endUserIp":"192.0.2.7","userVisibleData":"SGVq"}`), true); err != nil {
		f.Fatal(err)
	}
	o := s.orders[0]
	now := "bankid." + o.qr + ".0." + hexMAC(o.secret, "0")
	f.Add(now)
	f.Add("bankid." + o.qr + ".-9223372036854775808." + hexMAC(o.secret, "-9223372036854775808"))
	f.Add("bankid...")
	f.Fuzz(func(t *testing.T, code string) {
		auto, err := s.Scan(code)
		if (err == nil) != (code == now) || err == nil && auto != o.auto {
			t.Errorf("%q: %q, %v", code, auto, err)
		}
	})
}
