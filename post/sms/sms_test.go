package sms

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"passbok/post"
	"passbok/post/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const number = "+46701740605"

func message() post.Message {
	return post.Message{ID: "book/1/job", Lang: "sv", Subject: "Oktober är klar att titta på", Text: "Det tar ungefär tre minuter.", Link: "https://house.example/rakning/a/2026-10"}
}

// service plays an SMS service, and gives a way to it with a body.
func service(t *testing.T, body string) (*sim.Service, *Way) {
	t.Helper()
	played := sim.New(sim.Config{Clock: time.Now, After: time.After})
	server := httptest.NewServer(played)
	t.Cleanup(server.Close)
	return played, open(t, Config{URL: server.URL + "/sms", Body: template(t, body), Clock: time.Now, Heads: http.Header{"Authorization": {"Bearer a secret"}}})
}

func open(t *testing.T, cfg Config) *Way {
	t.Helper()
	way, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(way.Close)
	return way
}

func template(t *testing.T, text string) Template {
	t.Helper()
	body, err := ParseTemplate(text)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestAnSMSArrives(t *testing.T) {
	for name, body := range map[string]string{"json": `{"to":"{to}","text":"{text}","id":"{id}","kind":"plain"}`, "form": "to={to}&text={text}&id={id}&flash=0"} {
		t.Run(name, func(t *testing.T) {
			played, way := service(t, body)
			for range 2 {
				if err := way.Send(t.Context(), number, message()); err != nil {
					t.Fatal(err)
				}
			}
			came := played.Messages()
			if len(came) != 2 || came[0].To != number || came[0].Text != "Oktober är klar att titta på\nDet tar ungefär tre minuter.\nhttps://house.example/rakning/a/2026-10" {
				t.Fatalf("%+v", came)
			}
			if came[0].ID == "" || came[0].ID != came[1].ID || strings.Contains(came[0].ID, "job") || http.Header(came[0].Headers).Get("Authorization") != "Bearer a secret" {
				t.Errorf("%+v", came[0])
			}
		})
	}
}

func TestBodies(t *testing.T) {
	for text, want := range map[string]string{
		`{"to":"{to}","text":"{text}"}`: `{"text":"\"}&x=1\n{to}","to":"+46701740605"}`,
		`{"messages":[{"to":["{to}"],"body":"{text}","price":1.50,"deep":{"flash":false,"n":null}}]}`: `{"messages":[{"body":"\"}&x=1\n{to}","deep":{"flash":false,"n":null},"price":1.50,"to":["+46701740605"]}]}`,
		`["{to}","{text}"]`:             `["+46701740605","\"}&x=1\n{to}"]`,
		"from=Passbok&to={to}&m={text}": "from=Passbok&to=%2B46701740605&m=%22%7D%26x%3D1%0A%7Bto%7D",
		"to=%7Bto%7D&m=Hej%3A+{text}":   "to=%2B46701740605&m=Hej%3A+%22%7D%26x%3D1%0A%7Bto%7D",
	} {
		body, _, err := template(t, text).Fill(number, "\"}&x=1\n{to}", "1")
		if err != nil || string(body) != want {
			t.Errorf("%s: %s %v, want %s", text, body, err, want)
		}
	}
	for _, text := range []string{"", "   ", "{", `{"to":"{to}"}`, "to={to}", `{"{to}":"{text}"}`, "{to}={text}", `{"to":"{to}","text":"{text}"} x`, "to={to}&text={text}&%zz=1", strings.Repeat("x", 5000), "to={to}&=x&text={text}"} {
		if _, err := ParseTemplate(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// Whatever the body and whatever is put into it, what comes out has the body's shape, and only values have changed.
func FuzzTemplate(f *testing.F) {
	f.Add(`{"to":"{to}","text":"{text}"}`, "Hej")
	f.Add("to={to}&text={text}", "a&b=c\r\n")
	f.Add(`[{"a":["{to}{text}",1,null]}]`, `"},{"b":"`)
	f.Add("a={to}{text}&b=", "{to}{text}{id}")
	f.Fuzz(func(t *testing.T, body, text string) {
		made, err := ParseTemplate(body)
		if err != nil {
			return
		}
		plain, kind, err := made.Fill("T", "x", "1")
		if err != nil {
			t.Fatal(err)
		}
		filled, again, err := made.Fill("T", text, "1")
		if err != nil || again != kind {
			t.Fatal(err, again)
		}
		if kind == typeForm {
			a, err := url.ParseQuery(string(plain))
			b, other := url.ParseQuery(string(filled))
			if err != nil || other != nil || len(a) != len(b) {
				t.Fatalf("%q %q: %v %v", plain, filled, err, other)
			}
			for name := range a {
				if len(a[name]) != len(b[name]) {
					t.Fatalf("%q %q", plain, filled)
				}
			}
			return
		}
		if a, b := shape(t, plain), shape(t, filled); a != b {
			t.Fatalf("%q %q: %s %s", plain, filled, a, b)
		}
	})
}

// shape is JSON with every text in it left out, but for the names.
func shape(t *testing.T, raw []byte) string {
	t.Helper()
	var body any
	if err := json.Unmarshal(raw, &body); err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	out, err := json.Marshal(within(body, func(string) string { return "" }))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		text string
		want Size
	}{
		{"", Size{1, true}}, {strings.Repeat("å", 160), Size{1, true}}, {strings.Repeat("å", 161), Size{2, true}}, {strings.Repeat("a", 306), Size{2, true}}, {strings.Repeat("a", 307), Size{3, true}},
		{strings.Repeat("€", 80), Size{1, true}}, {strings.Repeat("€", 81), Size{2, true}}, {strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), Size{3, true}},
		{strings.Repeat("ł", 70), Size{1, false}}, {strings.Repeat("ł", 71), Size{2, false}}, {strings.Repeat("ł", 134), Size{2, false}}, {strings.Repeat("ł", 135), Size{3, false}},
		{strings.Repeat("🙂", 35), Size{1, false}}, {strings.Repeat("🙂", 36), Size{2, false}}, {"Räkningen är klar: åäöÅÄÖé@_", Size{1, true}}, {"en – två", Size{1, false}},
	} {
		if got := SizeOf(c.text); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.text, got, c.want)
		}
	}
}

// What is sent is the message's words and its link, in two parts at the most; what only looks better is written plainly.
func TestTexts(t *testing.T) {
	m := message()
	m.Text = strings.Repeat("Det är en lång text. ", 20)
	if text, ok := Text(m); !ok || text != m.Subject+"\n"+m.Link {
		t.Errorf("%q %v", text, ok)
	}
	m.Subject, m.Text, m.Link = "En – två…", "”Tre”", ""
	if text, ok := Text(m); !ok || text != "En - två...\n\"Tre\"" || !SizeOf(text).GSM {
		t.Errorf("%q %v", text, ok)
	}
	m.Subject, m.Link = strings.Repeat("ł", 120), "https://house.example/"+strings.Repeat("a", 100)
	if text, ok := Text(m); ok {
		t.Errorf("%q", text)
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[A-ZÅÄÖa-zåäöł –’€]{1,100}`)
		m := post.Message{Subject: words.Draw(t, "subject"), Text: words.Draw(t, "text"), Link: "https://house.example/month/2026-10"}
		text, ok := Text(m)
		if !ok {
			return
		}
		if SizeOf(text).Parts > maxParts || !strings.HasSuffix(text, "\n"+m.Link) && text != m.Link {
			t.Fatalf("%q", text)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if line != m.Link && line != strings.TrimSpace(plainer.Replace(m.Subject)) && line != strings.TrimSpace(plainer.Replace(m.Text)) {
				t.Fatalf("it says %q", line)
			}
		}
	})
}

func TestFailures(t *testing.T) {
	played, way := service(t, "to={to}&text={text}")
	for name, c := range map[string]struct {
		fault sim.Fault
		want  post.Fault
		wait  time.Duration
	}{
		"so many at a time": {sim.Fault{Code: 429, RetryAfter: "90"}, post.Away, 90 * time.Second}, "for a day": {sim.Fault{Code: 503, RetryAfter: "86400"}, post.Away, time.Hour},
		"broken": {sim.Fault{Code: 500}, post.Away, 0}, "cut": {sim.Fault{Cut: true}, post.Away, 0}, "number or words": {sim.Fault{Code: 400}, post.Declined, 0},
		"not understood": {sim.Fault{Code: 422}, post.Declined, 0}, "the secret": {sim.Fault{Code: 401}, post.Ours, 0}, "not allowed": {sim.Fault{Code: 403}, post.Ours, 0},
		"the address": {sim.Fault{Code: 404}, post.Ours, 0}, "led elsewhere": {sim.Fault{Code: 302}, post.Ours, 0}, "nothing left to pay with": {sim.Fault{Code: 402}, post.Ours, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c.fault.Kind = "sms"
			played.Break(c.fault)
			err := way.Send(t.Context(), number, message())
			var f *post.Failure
			if !errors.As(err, &f) || f.Fault != c.want || f.Wait != c.wait || strings.Contains(f.Words, "4670") || strings.Contains(f.Words, "a secret") {
				t.Errorf("%+v, want %s", err, c.want)
			}
			if err := way.Send(t.Context(), number, message()); err != nil {
				t.Errorf("and then: %v", err)
			}
		})
	}
}

// The secret goes nowhere but to the address, and over TLS that holds.
func TestTheWayIsSafe(t *testing.T) {
	taken := 0
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { taken++; w.WriteHeader(http.StatusOK) }))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // of a client that turned away
	secure.StartTLS()
	t.Cleanup(secure.Close)
	var f *post.Failure
	way := open(t, Config{URL: secure.URL, Body: template(t, "to={to}&text={text}"), Clock: time.Now})
	if err := way.Send(t.Context(), number, message()); !errors.As(err, &f) || f.Fault != post.Ours || taken > 0 {
		t.Errorf("%v, taken %d", err, taken)
	}
	leading := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secure.URL, http.StatusTemporaryRedirect)
	}))
	t.Cleanup(leading.Close)
	way = open(t, Config{URL: leading.URL, Body: template(t, "to={to}&text={text}"), Clock: time.Now})
	if err := way.Send(t.Context(), number, message()); !errors.As(err, &f) || f.Fault != post.Ours || taken > 0 {
		t.Errorf("%v, taken %d", err, taken)
	}
	for address, fine := range map[string]bool{"https://sms.example/send?x=1": true, "http://127.0.0.1:1/": true, "http://localhost/sms": true, "http://sms.example/": false, "sms.example": false, "": false, "ftp://sms.example": false, "https://sms.example/#x": false} {
		if _, err := New(Config{URL: address, Body: template(t, "to={to}&text={text}"), Clock: time.Now}); (err == nil) != fine {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := New(Config{URL: "https://sms.example", Method: "GET", Body: template(t, "to={to}&text={text}"), Clock: time.Now}); err == nil {
		t.Error("GET is taken: words and numbers would stand in the logs of whoever is on the way")
	}
	for to, m := range map[string]post.Message{"070-1740605": message(), number: {ID: "1", Lang: "sv", Subject: strings.Repeat("ł", 120), Text: "x", Link: "https://house.example/" + strings.Repeat("a", 100)}} {
		if err := way.Send(t.Context(), to, m); !errors.As(err, &f) || f.Fault != post.Never && f.Fault != post.Declined {
			t.Error(err)
		}
	}
}

func TestHeads(t *testing.T) {
	heads, err := ReadHeads("# of the service\nAuthorization: Bearer a:b\r\n\n x-team:  7 \n")
	if err != nil || heads.Get("Authorization") != "Bearer a:b" || heads.Get("X-Team") != "7" || len(heads) != 2 {
		t.Errorf("%v %v", heads, err)
	}
	for _, text := range []string{"Authorization", "Auth orization: x", ": x", "A:", "Host: sms.example", "Content-Type: text/plain", "X: a\x00b", strings.Repeat("X: 1\n", 1) + "content-length: 1"} {
		if _, err := ReadHeads(text); err == nil || strings.Contains(err.Error(), "a\x00b") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{"": 0, "30": 30 * time.Second, "-1": 0, "x": 0, "99999999999": 0, "7200": time.Hour, now.Add(time.Minute).Format(http.TimeFormat): time.Minute, now.Add(-time.Minute).Format(http.TimeFormat): 0} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}
