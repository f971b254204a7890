package mail

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"html"
	"math/big"
	"net"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"passbok/post"
	"passbok/post/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a mail server of a test's own, with a certificate that nobody but the test believes.
func server(t *testing.T, cfg sim.Config, secure bool) (*sim.Service, Config) {
	t.Helper()
	to := Config{From: "Passbok <passbok@house.example>", Public: "https://house.example", Clock: time.Now}
	if secure {
		cfg.TLS, to.TLS = certificate(t)
	}
	cfg.Clock, cfg.After = time.Now, time.After
	service := sim.New(cfg)
	ctx, end := context.WithCancel(t.Context())
	at, stopped, err := service.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); <-stopped })
	host, port, _ := net.SplitHostPort(at.SMTP)
	to.Host = host
	to.Port, _ = strconv.Atoi(port)
	return service, to
}

func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(made)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
}

func open(t *testing.T, cfg Config) *Way {
	t.Helper()
	way, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return way
}

func message() post.Message {
	return post.Message{
		ID: "book/1/job", Lang: "sv", Subject: "Oktober är klar att titta på", Text: "Det tar ungefär tre minuter.\nSista dag är 5 december.",
		Link: "https://house.example/rakning/0192f0c1-0000-7000-8000-00000000000a/2026-10",
	}
}

// What arrives is two parts with the same words, in the language that the message has, and says that a machine has written it.
func TestAMailArrives(t *testing.T) {
	service, cfg := server(t, sim.Config{User: "house", Password: "a secret"}, true)
	cfg.User, cfg.Password = "house", "a secret"
	way := open(t, cfg)
	for range 2 { // the same again
		if err := way.Send(t.Context(), "alva@example.se", message()); err != nil {
			t.Fatal(err)
		}
	}
	english := message()
	english.Lang, english.Subject, english.Text, english.Link, english.ID = "en", "October is <ready>", "It takes three minutes & no more.", "", "another"
	if err := way.Send(t.Context(), "alva@example.se", english); err != nil {
		t.Fatal(err)
	}
	came := service.Messages()
	if len(came) != 3 {
		t.Fatalf("%d came", len(came))
	}
	got := came[2]
	if !got.TLS || got.From != "passbok@house.example" || got.To != "alva@example.se" || got.Subject != message().Subject {
		t.Errorf("%+v", got)
	}
	for header, want := range map[string]string{
		"From": `"Passbok" <passbok@house.example>`, "To": "<alva@example.se>", "Auto-Submitted": "auto-generated", "Content-Language": "sv",
		"List-Unsubscribe": "<https://house.example/reach>", "Mime-Version": "1.0", "User-Agent": "", "X-Mailer": "",
	} {
		if all := got.Headers[header]; strings.Join(all, ",") != want {
			t.Errorf("%s: %q, want %q", header, all, want)
		}
	}
	if !strings.HasPrefix(got.Headers["Content-Type"][0], "multipart/alternative") || got.Headers["Date"] == nil {
		t.Errorf("%v", got.Headers)
	}
	if got.ID == "" || got.ID != came[1].ID || got.ID == came[0].ID || strings.Contains(got.ID, "job") {
		t.Errorf("ids %q %q %q", got.ID, came[1].ID, came[0].ID)
	}
	for _, part := range []string{got.Text, got.HTML} {
		for _, words := range []string{"Oktober är klar att titta på", "Det tar ungefär tre minuter.", "Sista dag är 5 december.", message().Link, "Länken loggar inte in någon."} {
			if !strings.Contains(part, words) {
				t.Errorf("%q is not in %q", words, part)
			}
		}
	}
	if !strings.Contains(got.HTML, `<html lang="sv">`) || strings.Contains(got.HTML, "<img") || strings.Contains(got.HTML, "<script") {
		t.Error(got.HTML)
	}
	if html := came[0].HTML; !strings.Contains(html, "October is &lt;ready&gt;") || strings.Contains(html, "Open Passbok") || !strings.Contains(html, "Choose how you want to be reached") {
		t.Error(html)
	}
	if lines := strings.Split(got.Raw, "\r\n"); strings.Contains(strings.Join(lines, ""), "\n") || longest(lines) > 78 {
		t.Errorf("lines end otherwise than they should, or have %d characters", longest(lines))
	}
}

func longest(lines []string) (most int) {
	for _, line := range lines {
		most = max(most, len(line))
	}
	return most
}

// Nothing is in a mail but what the message says, and the words that every mail has.
func TestAMailSaysNothingElse(t *testing.T) {
	way := open(t, Config{Host: "127.0.0.1", From: "passbok@house.example", Public: "https://house.example", Clock: time.Now})
	word := rapid.StringMatching(`[A-ZÅÄÖa-zåäö<>&"']{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		line := func(label string) string { return strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, label), " ") }
		m := post.Message{ID: "1", Lang: rapid.SampledFrom([]string{"sv", "en"}).Draw(t, "lang"), Subject: line("subject"), Text: line("first") + "\n" + line("second"), Link: "https://house.example/month/2026-10", Operator: rapid.Bool().Draw(t, "operator")}
		if m.Check() != nil {
			t.Skip("not to be sent")
		}
		said := wordsIn(m.Lang)
		around := []string{m.Subject, strings.Split(m.Text, "\n")[0], strings.Split(m.Text, "\n")[1], said.open, said.asks, said.automatic, said.otherwise, "https://house.example/reach"}
		links := 2
		if m.Operator { // whose address is no choice of the app's
			around, links = append(around[:len(around)-2], said.operator), 1
		}
		if left := without(way.plain(m), append(around, m.Link)); left != "" {
			t.Fatalf("the text says %q besides", left)
		}
		page, err := way.page(m)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(page, "<body")
		shown := html.UnescapeString(regexp.MustCompile("<[^>]*>").ReplaceAllString("<body"+body, "\n"))
		if left := without(shown, around); left != "" {
			t.Fatalf("the page says %q besides", left)
		}
		if strings.Count(page, "href=") != links || !strings.Contains(page, `href="`+m.Link+`"`) || strings.Contains(page, "src=") {
			t.Fatal(page)
		}
	})
}

// without is what is left of a text without some words, once each; where one is not there, that is said.
func without(text string, known []string) string {
	for _, words := range known {
		before, after, found := strings.Cut(text, words)
		if !found {
			return "not " + words
		}
		text = before + after
	}
	return strings.Trim(text, ":- \n")
}

// Each failure is of its kind, and tells nobody's address.
func TestFailures(t *testing.T) {
	service, cfg := server(t, sim.Config{}, false)
	cfg.Plain = true
	way := open(t, cfg)
	for name, c := range map[string]struct {
		fault sim.Fault
		want  post.Fault
	}{
		"greylisted":                {sim.Fault{Code: 450, Enhanced: [3]int{4, 2, 0}}, post.Later},
		"full":                      {sim.Fault{Code: 552, Enhanced: [3]int{5, 2, 2}}, post.Later},
		"nobody there":              {sim.Fault{Code: 550, Enhanced: [3]int{5, 1, 1}}, post.Never},
		"closed":                    {sim.Fault{Code: 550, Enhanced: [3]int{5, 2, 1}}, post.Never},
		"it does not relay":         {sim.Fault{Code: 550, Enhanced: [3]int{5, 7, 1}}, post.Ours},
		"asks for a sign-in":        {sim.Fault{Code: 530, Enhanced: [3]int{5, 7, 0}, At: "from"}, post.Ours},
		"our address":               {sim.Fault{Code: 553, Enhanced: [3]int{5, 1, 8}, At: "from"}, post.Ours},
		"so many at a time":         {sim.Fault{Code: 451, Enhanced: [3]int{4, 7, 1}, At: "from"}, post.Away},
		"closing":                   {sim.Fault{Code: 421, Enhanced: [3]int{4, 3, 2}}, post.Away},
		"what it says":              {sim.Fault{Code: 554, Enhanced: [3]int{5, 7, 1}, At: "data"}, post.Declined},
		"later, once it is read":    {sim.Fault{Code: 451, Enhanced: [3]int{4, 3, 0}, At: "data"}, post.Later},
		"cut":                       {sim.Fault{Cut: true}, post.Away},
		"cut once it has the bytes": {sim.Fault{Cut: true, At: "data"}, post.Away},
	} {
		t.Run(name, func(t *testing.T) {
			c.fault.Kind = "mail"
			service.Break(c.fault)
			err := way.Send(t.Context(), "alva@example.se", message())
			var f *post.Failure
			if !errors.As(err, &f) || f.Fault != c.want || strings.Contains(f.Words, "alva") {
				t.Errorf("%v, want %s", err, c.want)
			}
			if err := way.Send(t.Context(), "alva@example.se", message()); err != nil {
				t.Errorf("and then: %v", err)
			}
		})
	}
}

// Without the codes of RFC 3463, what a reply means is told by its three digits.
func TestRepliesWithoutFurtherCodes(t *testing.T) {
	for _, c := range []struct {
		at       gomail.SendErrReason
		code     int
		enhanced string
		want     post.Fault
	}{
		{gomail.ErrSMTPRcptTo, 550, "", post.Never}, {gomail.ErrSMTPRcptTo, 551, "", post.Never}, {gomail.ErrSMTPRcptTo, 553, "", post.Never},
		{gomail.ErrSMTPRcptTo, 552, "", post.Later}, {gomail.ErrSMTPRcptTo, 450, "", post.Later}, {gomail.ErrSMTPRcptTo, 554, "", post.Declined},
		{gomail.ErrSMTPRcptTo, 550, "5.4.4", post.Later}, {gomail.ErrSMTPRcptTo, 550, "5.5.0", post.Declined}, {gomail.ErrSMTPData, 550, "", post.Declined},
		{gomail.ErrSMTPMailFrom, 550, "", post.Ours}, {gomail.ErrSMTPRcptTo, 421, "", post.Away}, {gomail.ErrSMTPRcptTo, 530, "", post.Ours},
	} {
		if got := faultOf(c.at, c.code, c.enhanced); got != c.want {
			t.Errorf("%v %d %s: %s, want %s", c.at, c.code, c.enhanced, got, c.want)
		}
	}
}

// Whoever cannot be asked safely is not asked.
func TestTheWayIsSafe(t *testing.T) {
	want := func(t *testing.T, cfg Config, want post.Fault, tell string) {
		t.Helper()
		err := open(t, cfg).Send(t.Context(), "alva@example.se", message())
		var f *post.Failure
		if !errors.As(err, &f) || f.Fault != want || !strings.Contains(f.Words, tell) || strings.Contains(f.Words, "secret") {
			t.Errorf("%v, want %s", err, want)
		}
	}
	t.Run("a server without TLS", func(t *testing.T) {
		service, cfg := server(t, sim.Config{}, false)
		want(t, cfg, post.Ours, "no TLS")
		if len(service.Messages()) > 0 {
			t.Error("it was sent all the same")
		}
	})
	t.Run("a certificate that nobody vouches for", func(t *testing.T) {
		service, cfg := server(t, sim.Config{}, true)
		cfg.TLS = nil
		want(t, cfg, post.Ours, "certificate")
		cfg.Plain = true // for this machine, TLS where it is there: and then it holds
		want(t, cfg, post.Ours, "certificate")
		if len(service.Messages()) > 0 {
			t.Error("it was sent all the same")
		}
	})
	t.Run("a wrong password", func(t *testing.T) {
		_, cfg := server(t, sim.Config{User: "house", Password: "a secret"}, true)
		cfg.User, cfg.Password = "house", "another secret"
		want(t, cfg, post.Ours, "does not let us in")
	})
	t.Run("no password where one is asked for", func(t *testing.T) {
		_, cfg := server(t, sim.Config{User: "house", Password: "a secret"}, true)
		want(t, cfg, post.Ours, "530")
	})
	t.Run("nobody at home", func(t *testing.T) {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(ln.Addr().String())
		_ = ln.Close()
		n, _ := strconv.Atoi(port)
		want(t, Config{Host: "127.0.0.1", Port: n, From: "a@b.example", Public: "https://house.example", Clock: time.Now}, post.Away, "does not answer")
	})
	t.Run("time runs out", func(t *testing.T) {
		service, cfg := server(t, sim.Config{}, false)
		cfg.Plain = true
		ctx, end := context.WithCancel(t.Context())
		end()
		var f *post.Failure
		if err := open(t, cfg).Send(ctx, "alva@example.se", message()); !errors.As(err, &f) || f.Fault != post.Away || len(service.Messages()) > 0 {
			t.Error(err)
		}
	})
}

func TestWhatIsNotSent(t *testing.T) {
	service, cfg := server(t, sim.Config{}, false)
	cfg.Plain = true
	way := open(t, cfg)
	for to, want := range map[string]post.Fault{"alva": post.Never, "alva@example.se\r\nRCPT TO:<bo@example.se>": post.Never} {
		var f *post.Failure
		if err := way.Send(t.Context(), to, message()); !errors.As(err, &f) || f.Fault != want {
			t.Errorf("%q: %v", to, err)
		}
	}
	coded := message()
	coded.Link += "#a-code"
	var f *post.Failure
	if err := way.Send(t.Context(), "alva@example.se", coded); !errors.As(err, &f) || f.Fault != post.Declined || strings.Contains(f.Words, "a-code") {
		t.Error(err)
	}
	if len(service.Messages()) > 0 {
		t.Error("something was sent")
	}
}

func TestConfigurations(t *testing.T) {
	fine := Config{Host: "mail.example.se", From: "Passbok <passbok@example.se>", Public: "https://house.example", Clock: time.Now}
	if _, err := New(fine); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Config){
		"no host": func(c *Config) { c.Host = "" }, "no from": func(c *Config) { c.From = "" }, "two": func(c *Config) { c.From = "a@b.se, c@d.se" },
		"from nowhere": func(c *Config) { c.From = "passbok@localhost" }, "no public": func(c *Config) { c.Public = "house.example" },
		"no port": func(c *Config) { c.Port = 70000 }, "no clock": func(c *Config) { c.Clock = nil },
	} {
		cfg := fine
		spoil(&cfg)
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for host, here := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "127.9.9.9": true, "192.0.2.1": false, "mail.example.se": false, "localhost.example.se": false, "::ffff:127.0.0.1": true} {
		if Loopback(host) != here {
			t.Errorf("%s: %v", host, !here)
		}
	}
}
