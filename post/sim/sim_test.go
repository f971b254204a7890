package sim

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// What comes is shown on the page and told as JSON, the newest first, and no more of it is kept than is asked for. A mail server
// is asked here by the standard library's client.
func TestWhatComesIsShown(t *testing.T) {
	s := New(Config{Clock: time.Now, After: time.After, Kept: 2})
	ctx, end := context.WithCancel(t.Context())
	at, stopped, err := s.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { end(); <-stopped; http.DefaultClient.CloseIdleConnections() }()
	letter := func(subject string) string {
		return "From: a@house.example\r\nTo: b@example.se\r\nSubject: " + subject + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej <b>du</b>\r\n"
	}
	for _, subject := range []string{"ett", "=?utf-8?q?tv=C3=A5?="} {
		if err := smtp.SendMail(at.SMTP, nil, "a@house.example", []string{"b@example.se"}, []byte(letter(subject))); err != nil {
			t.Fatal(err)
		}
	}
	if status := postTo(t, at.SMS, "application/json", `{"to":"+46701740605","text":"tre"}`); status != http.StatusAccepted {
		t.Errorf("%d", status)
	}
	response, err := http.Get(at.Pages + "messages")
	if err != nil {
		t.Fatal(err)
	}
	var all []Message
	if err := json.NewDecoder(response.Body).Decode(&all); err != nil || len(all) != 2 || all[0].Kind != "sms" || all[0].Text != "tre" || all[1].Subject != "två" || all[1].Text != "Hej <b>du</b>\n" || all[1].TLS {
		t.Errorf("%+v %v", all, err)
	}
	_ = response.Body.Close()
	if response, err = http.Get(at.Pages); err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if !strings.Contains(string(page), "två") || !strings.Contains(string(page), "Hej &lt;b&gt;du&lt;/b&gt;") || strings.Contains(string(page), "ett<") {
		t.Errorf("%s", page)
	}
}

func postTo(t *testing.T, address, kind, body string) int {
	t.Helper()
	response, err := http.Post(address, kind, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func TestFaultsAreAskedFor(t *testing.T) {
	s := New(Config{Clock: time.Now, After: time.After})
	server := httptest.NewServer(s)
	defer server.Close()
	for body, want := range map[string]int{`{"kind":"pigeon"}`: 400, `{"kind":"sms","code":99}`: 400, `{"kind":"sms","colour":"red"}`: 400, `{"kind":"sms","delay_ms":-1}`: 400, `x`: 400, `{"kind":"sms","code":503,"times":2,"delay_ms":1}`: 204} {
		if got := postTo(t, server.URL+"/faults", "application/json", body); got != want {
			t.Errorf("%s: %d, want %d", body, got, want)
		}
	}
	for n, want := range []int{503, 503, 202, 422, 400} {
		kind, body := "application/x-www-form-urlencoded", "to=%2B46701740605&text=hej"
		if n == 3 {
			body = "to=%2B46701740605"
		}
		if n == 4 {
			kind, body = "application/json", "x"
		}
		if got := postTo(t, server.URL+"/sms", kind, body); got != want {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
	s.Break(Fault{Kind: "sms", Code: 500, Times: -1})
	s.Mend()
	if got := postTo(t, server.URL+"/sms", "application/x-www-form-urlencoded", "to=1&text=hej"); got != http.StatusAccepted {
		t.Errorf("%d", got)
	}
}
