package sim

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/SherClockHolmes/webpush-go"
)

// process is one life of a push service; all lives are reached at one address, and none of them ends well.
type process struct {
	*Service
	t     *testing.T
	state string
	base  string
	keys  [2]string // private, public
}

func newProcess(t *testing.T) *process {
	t.Helper()
	p := &process{t: t, state: filepath.Join(t.TempDir(), "state.json")}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	p.base = server.URL
	var err error
	if p.keys[0], p.keys[1], err = webpush.GenerateVAPIDKeys(); err != nil {
		t.Fatal(err)
	}
	p.restart()
	return p
}

func (p *process) restart() { p.Service = start(p.t, p.state) }

func (p *process) subscribe(body string) made {
	p.t.Helper()
	var sub made
	if got := call(p.t, "POST", p.base+"/subscriptions", body, &sub); got != 201 {
		p.t.Fatal("subscribe:", got)
	}
	return sub
}

func (p *process) send(sub made, text string) int {
	p.t.Helper()
	response, err := webpush.SendNotification([]byte(text),
		&webpush.Subscription{Endpoint: sub.Endpoint, Keys: webpush.Keys{P256dh: sub.Keys.P256dh, Auth: sub.Keys.Auth}},
		&webpush.Options{Subscriber: "https://passbok.example", Topic: "a", TTL: 60, VAPIDPrivateKey: p.keys[0], VAPIDPublicKey: p.keys[1]})
	if err != nil {
		p.t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func (p *process) all(sub made) []Message {
	p.t.Helper()
	var all []Message
	call(p.t, "GET", p.base+"/messages?all=1&endpoint="+sub.Endpoint, "", &all)
	return all
}

// After each answer the process may be gone: what it answered, the next one knows.
func TestRestartGoesOn(t *testing.T) {
	p := newProcess(t)
	bound := p.subscribe(`{"applicationServerKey":"` + p.keys[1] + `"}`)
	p.restart()
	first := p.subscribe("")
	p.restart()
	for _, sub := range []made{bound, first} {
		for _, text := range []string{"one", "two"} {
			if got := p.send(sub, text); got != 201 {
				t.Fatalf("send %s after a restart: %d", text, got)
			}
			p.restart()
		}
		all := p.all(sub)
		if len(all) != 2 || all[0].Text != "one" || !all[0].Replaced || all[1].Text != "two" || all[1].TTL != 60 || time.Since(all[1].At) > time.Minute {
			t.Errorf("after a restart: %+v", all)
		}
	}
	p.keys[0], p.keys[1], _ = webpush.GenerateVAPIDKeys()
	for _, sub := range []made{bound, first} {
		if got := p.send(sub, "from a stranger"); got != 403 {
			t.Error("another server's message after a restart:", got)
		}
	}
	call(t, "DELETE", p.base+"/subscriptions?endpoint="+bound.Endpoint, "", nil)
	p.restart()
	if got := p.send(bound, "three"); got != 410 {
		t.Error("after the end and a restart:", got)
	}
	if at, err := os.Stat(p.state); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", at, err)
	}
}

// What cannot be written down did not happen, and nobody is told that it did.
func TestFullDisk(t *testing.T) {
	p := newProcess(t)
	sub := p.subscribe("")
	if got := p.send(sub, "zero"); got != 201 {
		t.Fatal("send:", got)
	}
	before := p.all(sub)
	if err := os.Mkdir(p.state+".new", 0o700); err != nil { // in the way of the next write
		t.Fatal(err)
	}
	if got := p.send(sub, "one"); got != 500 {
		t.Error("send:", got)
	}
	if got := call(t, "POST", p.base+"/subscriptions", "", nil); got != 500 {
		t.Error("subscribe:", got)
	}
	if got := call(t, "DELETE", p.base+"/subscriptions?endpoint="+sub.Endpoint, "", nil); got != 500 {
		t.Error("unsubscribe:", got)
	}
	if after := p.all(sub); !reflect.DeepEqual(before, after) || len(p.subscriptions) != 1 {
		t.Errorf("%+v, %d subscriptions", after, len(p.subscriptions))
	}
	if err := os.Remove(p.state + ".new"); err != nil {
		t.Fatal(err)
	}
	if got := p.send(sub, "one"); got != 201 {
		t.Error("send, with room again:", got)
	}
}

func TestBrokenState(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           ``,
		"cut":             `{"v":1,"subscriptions":{"a":{"private":"`,
		"another version": `{"v":2,"subscriptions":{}}`,
		"no version":      `{}`,
		"no key":          `{"v":1,"subscriptions":{"a":{"private":"AAAA","auth":"AAAAAAAAAAAAAAAAAAAAAA"}}}`,
		"no base64":       `{"v":1,"subscriptions":{"a":{"private":"å"}}}`,
		"a short secret":  `{"v":1,"subscriptions":{"a":{"private":"q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94","auth":"AAAA"}}}`,
		"no server": `{"v":1,"subscriptions":{"a":{"private":"q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
			"auth":"AAAAAAAAAAAAAAAAAAAAAA","server":"AAAA"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state.json")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := New(Config{Clock: time.Now, After: time.After, State: path})
			if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "begin anew") {
				t.Errorf("got %v", err)
			}
		})
	}
}
