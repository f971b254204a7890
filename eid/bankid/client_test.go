package bankid_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
)

// at once lets no time pass between attempts.
func atOnce(time.Duration) <-chan time.Time { return time.After(0) }

// bank is a client, and a BankID behind a real socket, whose clock is turned by hand.
type bank struct {
	*bankid.Client
	t   *testing.T
	sim *sim.Service
	at  sim.Addresses
	now time.Time
}

func newBank(t *testing.T, people ...sim.Person) *bank {
	t.Helper()
	b := &bank{t: t, now: noon()}
	var err error
	b.sim, err = sim.New(sim.Config{Authority: home(), People: append(people, alva, bo), Clock: func() time.Time { return b.now }, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	at, stopped, err := b.sim.Start(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.at = at
	b.Client = client(t, b.at.API, home())
	t.Cleanup(func() {
		b.Close()
		http.DefaultClient.CloseIdleConnections()
		stop()
		<-stopped
	})
	return b
}

func client(t *testing.T, url string, a *sim.Authority) *bankid.Client {
	t.Helper()
	c, err := bankid.New(bankid.Config{URL: url, Identity: a.Party(), Servers: a.Servers(), After: atOnce})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func ask() bankid.Ask {
	return bankid.Ask{
		IP: "192.0.2.7", Personnummer: care.Personnummer(alva.Personnummer), Visible: text, Hidden: []byte(hidden),
		Return: "https://passbok.example/manad",
	}
}

func (b *bank) sign(ask bankid.Ask) bankid.Started {
	b.t.Helper()
	started, err := b.Sign(b.t.Context(), ask)
	if err != nil {
		b.t.Fatal(err)
	}
	return started
}

// collect passes so much time, then asks.
func (b *bank) collect(started bankid.Started, after time.Duration) bankid.Collected {
	b.t.Helper()
	b.now = b.now.Add(after)
	got, err := b.Collect(b.t.Context(), started.OrderRef)
	if err != nil {
		b.t.Fatal(err)
	}
	return got
}

// From the order to a signature that holds, by the QR code, over mutual TLS.
func TestSign(t *testing.T) {
	b := newBank(t)
	began := b.now
	started := b.sign(ask())
	if got := b.collect(started, 2*time.Second); got.Status != bankid.Pending || got.Hint != bankid.Outstanding {
		t.Errorf("%+v", got)
	}
	auto, err := b.sim.Scan(bankid.QRAt(started, began, b.now))
	if err != nil || auto != started.AutoStartToken {
		t.Fatal(auto, err)
	}
	if got := b.collect(started, 2*time.Second); got.Hint != bankid.UserSign {
		t.Errorf("%+v", got)
	}
	if err := b.sim.Approve(auto, alva.Personnummer); err != nil {
		t.Fatal(err)
	}
	done := b.collect(started, 2*time.Second)
	if done.Status != bankid.Complete || done.User != (bankid.User{alva.Personnummer, "Alva Påhittad", "Alva", "Påhittad"}) {
		t.Errorf("%+v", done)
	}
	want := expect()
	want.Since, want.Now = began, b.now
	if _, err := bankid.Verify(done.Answer, want); err != nil {
		t.Error(err)
	}
}

func TestSignIn(t *testing.T) {
	b := newBank(t)
	started, err := b.Auth(t.Context(), bankid.Ask{IP: "2001:db8::1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.sim.Approve(started.AutoStartToken, bo.Personnummer); err != nil {
		t.Fatal(err)
	}
	done := b.collect(started, 2*time.Second)
	_, err = bankid.Verify(done.Answer, bankid.Expect{Personnummer: care.Personnummer(done.User.PersonalNumber), SignIn: true, Roots: home().Roots(), Now: b.now})
	if err != nil || done.User.PersonalNumber != bo.Personnummer {
		t.Error(done.User, err)
	}
}

// Each habit of a person, as collect tells of it at 2, 4, 6, 31 and 181 seconds.
func TestHabits(t *testing.T) {
	type seen struct {
		status bankid.Status
		hint   bankid.Hint
	}
	for habit, want := range map[sim.Habit][5]seen{
		sim.ByHand:   {{"pending", "outstandingTransaction"}, {"pending", "outstandingTransaction"}, {"pending", "outstandingTransaction"}, {"failed", "startFailed"}, {"failed", "startFailed"}},
		sim.Approves: {{"pending", "userSign"}, {"pending", "userSign"}, {"complete", ""}, {"complete", ""}, {"complete", ""}},
		sim.Cancels:  {{"pending", "userSign"}, {"pending", "userSign"}, {"failed", "userCancel"}, {"failed", "userCancel"}, {"failed", "userCancel"}},
		sim.Wrong:    {{"pending", "started"}, {"pending", "started"}, {"pending", "started"}, {"pending", "started"}, {"failed", "expiredTransaction"}},
		sim.NoApp:    {{"pending", "noClient"}, {"pending", "noClient"}, {"pending", "noClient"}, {"failed", "startFailed"}, {"failed", "startFailed"}},
		sim.Dawdles:  {{"pending", "userSign"}, {"pending", "userSign"}, {"pending", "userSign"}, {"pending", "userSign"}, {"failed", "expiredTransaction"}},
	} {
		t.Run(string(habit), func(t *testing.T) {
			who := alva
			who.Habit = habit
			b := newBank(t, who)
			started := b.sign(ask())
			for i, after := range []time.Duration{2, 2, 2, 25, 150} {
				if got := b.collect(started, after*time.Second); got.Status != want[i].status || got.Hint != want[i].hint {
					t.Errorf("%d: %s %s, want %s", i, got.Status, got.Hint, want[i])
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	b := newBank(t)
	long := ask()
	long.Visible = strings.Repeat("å", 20_000)
	nowhere := ask()
	nowhere.IP = "localhost"
	silent := ask()
	silent.Visible = ""
	garbled := ask()
	garbled.Visible = "\xff"
	strange := ask()
	strange.Personnummer = "850709-9805"
	for name, ask := range map[string]bankid.Ask{"too long": long, "no address": nowhere, "no text": silent, "no UTF-8": garbled, "no number": strange} {
		if _, err := b.Sign(t.Context(), ask); bankid.CodeOf(err) != bankid.InvalidParameters {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.Collect(t.Context(), "none"); bankid.CodeOf(err) != bankid.InvalidParameters || !bankid.Gone(err) {
		t.Error("unknown order:", err)
	}
	if err := b.Cancel(t.Context(), "none"); err != nil {
		t.Error("cancel what is not there:", err)
	}
	first := b.sign(ask())
	if _, err := b.Sign(t.Context(), ask()); bankid.CodeOf(err) != bankid.AlreadyInProgress {
		t.Error("twice at once:", err)
	}
	if got := b.collect(first, 2*time.Second); got.Status != bankid.Failed || got.Hint != bankid.Cancelled {
		t.Errorf("the first of two: %+v", got)
	}
	second := b.sign(ask())
	if err := b.Cancel(t.Context(), second.OrderRef); err != nil {
		t.Error(err)
	}
	if got := b.collect(second, 2*time.Second); got.Hint != bankid.Cancelled {
		t.Errorf("cancelled: %+v", got)
	}
	b.sim.Break(sim.Faults{Refuse: "somethingNew"})
	if _, err := b.Sign(t.Context(), ask()); bankid.CodeOf(err) != "somethingNew" || bankid.SayError(err).SV == "" {
		t.Error("an unknown code:", err)
	}
}

func TestMaintenanceIsTriedAgain(t *testing.T) {
	b := newBank(t)
	b.sim.Break(sim.Faults{Maintenance: 3})
	if _, err := b.Sign(t.Context(), ask()); err != nil {
		t.Error("after three:", err)
	}
	b.sim.Break(sim.Faults{Maintenance: 4})
	if _, err := b.Auth(t.Context(), ask()); bankid.CodeOf(err) != bankid.Maintenance {
		t.Error("after four:", err)
	}
}

// Neither side speaks with anybody but the other.
func TestMutualTLS(t *testing.T) {
	b := newBank(t)
	roots, identity := home().Servers(), home().Party()
	for name, cfg := range map[string]bankid.Config{
		"a server of another root":        {Servers: other().Servers(), Identity: identity},
		"a client of another root":        {Servers: roots, Identity: other().Party()},
		"the machine's own roots, pinned": {Servers: x509.NewCertPool(), Identity: identity},
	} {
		cfg.URL, cfg.After = b.at.API, atOnce
		c, err := bankid.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Sign(t.Context(), ask()); err == nil || bankid.CodeOf(err) != "" {
			t.Errorf("%s: %v", name, err)
		}
		c.Close()
	}
	if _, err := bankid.New(bankid.Config{URL: "http://127.0.0.1", Servers: roots, Identity: identity, After: atOnce}); err == nil {
		t.Error("without TLS")
	}
	if _, err := bankid.New(bankid.Config{URL: b.at.API, Servers: roots, After: atOnce}); err == nil {
		t.Error("without a certificate")
	}
	if got := b.Expires(); got.Before(noon()) {
		t.Error("expires", got)
	}
}

// What stands between us and BankID, or BankID on a bad day: no answer hurts.
func TestBadAnswers(t *testing.T) {
	var say http.HandlerFunc
	var asked *http.Request
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r
		say(w, r)
	}))
	server.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	server.StartTLS()
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	c, err := bankid.New(bankid.Config{URL: server.URL + "/rp/v6.0/", Identity: home().Party(), Servers: roots, After: atOnce})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	json := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json;charset=UTF-8")
			_, _ = w.Write([]byte(body))
		}
	}
	for name, test := range map[string]struct {
		say  http.HandlerFunc
		want error
	}{
		"no JSON":            {json("<html>"), bankid.ErrAnswer},
		"another kind":       {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"orderRef":"a"}`)) }, bankid.ErrAnswer},
		"another order":      {json(`{"orderRef":"b","status":"pending"}`), bankid.ErrAnswer},
		"no signature":       {json(`{"orderRef":"a","status":"complete","completionData":{"ocspResponse":"AAAA"}}`), bankid.ErrAnswer},
		"base64 with breaks": {json(`{"orderRef":"a","status":"complete","completionData":{"signature":"AAAA\nAAAA","ocspResponse":"AAAA"}}`), bankid.ErrAnswer},
		"no OCSP answer":     {json(`{"orderRef":"a","status":"complete","completionData":{"signature":"AAAA"}}`), bankid.ErrAnswer},
		"without end":        {json(`{"orderRef":"` + strings.Repeat("a", 600<<10) + `"}`), bankid.ErrAnswer},
		"an unknown status":  {json(`{"orderRef":"a","status":"dreaming","hintCode":"rem","more":[1]}`), nil},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, &bankid.Failure{}},
		"a gateway's own page": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "<h1>Bad gateway</h1>", http.StatusBadGateway)
		}, &bankid.Failure{}},
	} {
		t.Run(name, func(t *testing.T) {
			say = test.say
			got, err := c.Collect(t.Context(), "a")
			var failure *bankid.Failure
			switch {
			case test.want == nil && (err != nil || got.Status != bankid.Pending):
				t.Errorf("%+v, %v", got, err)
			case errors.Is(test.want, bankid.ErrAnswer) && !errors.Is(err, bankid.ErrAnswer):
				t.Errorf("got %v", err)
			case test.want != nil && !errors.Is(test.want, bankid.ErrAnswer) && !errors.As(err, &failure):
				t.Errorf("got %v", err)
			}
			if kind := asked.Header.Values("Content-Type"); len(kind) != 1 || kind[0] != "application/json" || asked.URL.Path != "/rp/v6.0/collect" {
				t.Errorf("asked %s as %q", asked.URL, kind)
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := c.Collect(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The certificate that is bought comes as PKCS #12; others keep it as PEM.
func TestReadIdentity(t *testing.T) {
	b := newBank(t)
	files, err := home().Export(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	roots, err := bankid.ReadRoots(files.ServerRoot)
	if err != nil {
		t.Fatal(err)
	}
	for path, password := range map[string]string{files.PEM: "", files.PKCS12: sim.Password} {
		identity, err := bankid.ReadIdentity(path, password)
		if err != nil {
			t.Fatal(err)
		}
		c, err := bankid.New(bankid.Config{URL: b.at.API, Identity: identity, Servers: roots, After: atOnce})
		if err != nil {
			t.Fatal(err)
		}
		started, err := c.Auth(t.Context(), bankid.Ask{IP: "192.0.2.7"})
		if err != nil || started.OrderRef == "" {
			t.Errorf("%s: %v", path, err)
		}
		c.Close()
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string][3]string{
		"another password": {files.PKCS12, "else", "password"},
		"neither":          {broken, "", "neither"},
		"a PEM of no key":  {files.ServerRoot, "", "private key"},
		"no file":          {broken + "2", "", "no such file"},
	} {
		if _, err := bankid.ReadIdentity(test[0], test[1]); err == nil || !strings.Contains(err.Error(), test[2]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := bankid.ReadRoots(broken); err == nil {
		t.Error("a root that is none")
	}
}

// A stranger's signature comes through BankID only if BankID errs; then Verify finds it.
func TestStranger(t *testing.T) {
	b := newBank(t)
	b.sim.Break(sim.Faults{Strangers: true})
	started := b.sign(ask())
	if err := b.sim.Approve(started.AutoStartToken, bo.Personnummer); err != nil {
		t.Fatal(err)
	}
	if _, err := bankid.Verify(b.collect(started, 2*time.Second).Answer, expect()); !errors.Is(err, bankid.ErrPerson) || strings.Contains(err.Error(), "19") {
		t.Error(err)
	}
	b.sim.Break(sim.Faults{Revoked: true})
	started = b.sign(ask())
	if err := b.sim.Approve(started.AutoStartToken, bo.Personnummer); err == nil {
		t.Error("a stranger signed")
	}
	if got := b.collect(started, 2*time.Second); got.Hint != bankid.AppStarted {
		t.Errorf("%+v", got)
	}
	if err := b.sim.Approve(started.AutoStartToken, alva.Personnummer); err != nil {
		t.Fatal(err)
	}
	if _, err := bankid.Verify(b.collect(started, 2*time.Second).Answer, expect()); !errors.Is(err, bankid.ErrRevoked) {
		t.Error(err)
	}
}

// Whatever a refusal says, or whoever between writes it, it is a failure with a code that people have words for, and short.
func FuzzRefused(f *testing.F) {
	f.Add(400, []byte(`{"errorCode":"alreadyInProgress","details":"Order already in progress for pno"}`))
	f.Add(503, []byte(`<html>`))
	f.Add(500, []byte(`{"errorCode":"","details":"`+strings.Repeat("å", 400)+`"}`))
	f.Fuzz(func(t *testing.T, status int, raw []byte) {
		var failure *bankid.Failure
		err := bankid.Refused(status, raw)
		if !errors.As(err, &failure) || failure.Status != status || len(failure.Details) > 500 {
			t.Fatalf("%v", err)
		}
		if failure.Code == "" && status == 503 {
			t.Fatal("a server that is being maintained is not known by its number")
		}
	})
}

// say answers every question with the same bytes.
type say []byte

func (s say) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(s))}, nil
}

// Whatever BankID answers, it is an order with all that starts it, or a state of this very order, and what is complete has both of its
// proofs; or it is an error.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte(`{"orderRef":"a","status":"pending","hintCode":"started"}`))
	f.Add([]byte(`{"orderRef":"a","status":"complete","completionData":{"user":{"personalNumber":"198507099805"},"signature":"AAAA","ocspResponse":"AAA="}}`))
	f.Add([]byte(`{"orderRef":"a","autoStartToken":"b","qrStartToken":"c","qrStartSecret":"d"}`))
	c, err := bankid.New(bankid.Config{URL: "https://bankid.example/rp/v6.0", Identity: home().Party(), Servers: home().Servers(), After: atOnce})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c.Over(say(raw))
		if got, err := c.Collect(t.Context(), "a"); err == nil && got.Status == bankid.Complete {
			for _, one := range [][]byte{got.Answer.Signature, got.Answer.OCSP} {
				if len(one) == 0 {
					t.Fatalf("%q is complete: %+v", raw, got)
				}
			}
		} else if err == nil && got.Status != bankid.Pending && got.Status != bankid.Failed {
			t.Fatalf("%q is %+v", raw, got)
		}
		if got, err := c.Auth(t.Context(), bankid.Ask{IP: "192.0.2.7"}); err == nil && (got.OrderRef == "" || got.AutoStartToken == "" || got.QRStartToken == "" || got.QRStartSecret == "") {
			t.Fatalf("%q begins an order: %+v", raw, got)
		}
	})
}
