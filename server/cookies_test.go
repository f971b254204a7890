package server_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/eid/invitation"
)

// browser is what the devices of one browser share: its cookies. It sends them all, as browsers do.
type browser struct {
	*client
	jar map[string]string
}

func (w *world) browser() *browser { return &browser{w.anonymous(), map[string]string{}} }

// ask sends a request with all cookies, naming devices, and keeps the cookies of the answer.
func (b *browser) ask(method, path, devices string, body any) reply {
	b.Helper()
	pairs := make([]string, 0, len(b.jar))
	for _, name := range slices.Sorted(maps.Keys(b.jar)) {
		pairs = append(pairs, name+"="+b.jar[name])
	}
	header := map[string]string{"X-Passbok": "1", "Cookie": strings.Join(pairs, "; ")}
	if devices != "" {
		header["X-Passbok-Device"] = devices
	}
	got := b.do(request{method: method, path: path, header: header, body: body})
	for _, one := range (&http.Response{Header: got.header}).Cookies() {
		if !one.Secure || !one.HttpOnly || one.SameSite != http.SameSiteStrictMode || one.Path != "/" || one.Domain != "" {
			b.Errorf("%+v", one)
		}
		if one.Value == "" || one.MaxAge <= 0 {
			delete(b.jar, one.Name)
		} else {
			b.jar[one.Name] = one.Value
		}
	}
	return got
}

// joins is a device of the browser that has come in as a person; named: by a client that names its devices.
func (b *browser) joins(person string, named bool) string {
	b.Helper()
	device := b.id()
	made, err := b.invite.Make(context.Background(), invitation.Order{Book: bookID, Person: person, By: "operator"})
	must(b.TB, err)
	header := ""
	if named {
		header = device
	}
	b.ask("POST", "/api/v1/session", header, map[string]any{"invitation": made.Code, "device": map[string]any{"id": device, "name": "Telefon"}}).want(201)
	return device
}

// refreshed is whose session a refresh gives, and its device.
func (b *browser) refreshed(devices string) (person, device string) {
	b.Helper()
	var as struct {
		Device string
		Person struct{ ID string }
	}
	b.ask("POST", "/api/v1/session/refresh", devices, nil).want(200).into(&as)
	return as.Person.ID, as.Device
}

func (b *browser) cookies() []string { return slices.Sorted(maps.Keys(b.jar)) }

func named(device string) string { return "__Host-passbok-" + device }

func TestOneBrowserHoldsSeveralSessions(t *testing.T) {
	b := newWorld(t).browser()
	first, second := b.joins(assistant, true), b.joins(colleague, true)
	for range 3 {
		for device, person := range map[string]string{first: assistant, second: colleague} {
			if who, at := b.refreshed(device); who != person || at != device {
				t.Errorf("asked as %s: %s on %s", device, who, at)
			}
		}
		b.later(time.Hour)
	}
	b.ask("DELETE", "/api/v1/session", first, nil).want(204)
	if got := b.cookies(); !slices.Equal(got, []string{named(second)}) {
		t.Errorf("after one signed out: %v", got)
	}
	b.ask("POST", "/api/v1/session/refresh", first, nil).problem(401, "session_unknown")
	if who, _ := b.refreshed(second); who != colleague {
		t.Errorf("the other one is %s", who)
	}
}

// A browser has one place where it is told, whoever is signed in there: it is theirs who said so last, until they sign out.
func TestWhoSignsOutIsToldNothingMore(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	subscribes := func(device, endpoint string) {
		t.Helper()
		var as struct{ Access string }
		b.ask("POST", "/api/v1/session/refresh", device, nil).want(200).into(&as)
		c := w.anonymous()
		c.access = as.Access
		c.subscribes(endpoint)
	}
	told := func(person string) (devices []string) {
		t.Helper()
		subs, err := w.config.Subscriptions.Of(t.Context(), person)
		must(t, err)
		for _, sub := range subs {
			devices = append(devices, sub.Device)
		}
		return devices
	}
	const phone = "https://push.example/phone"
	first, second := b.joins(assistant, true), b.joins(colleague, true)
	tablet := w.joined(assistant)
	tablet.subscribes("https://push.example/tablet")
	subscribes(first, phone)
	subscribes(second, phone) // the other sign-in of the browser is turned to
	b.ask("DELETE", "/api/v1/session", first, nil).want(204)
	if got := told(colleague); !slices.Equal(got, []string{second}) {
		t.Errorf("after another signed out, who is told here is told on %v", got)
	}
	first = b.joins(assistant, true)
	subscribes(first, phone)
	ended := maps.Clone(b.jar)
	b.ask("DELETE", "/api/v1/session", first, nil).want(204)
	if got := told(assistant); !slices.Equal(got, []string{tablet.device}) {
		t.Errorf("who signed out is told on %v", got)
	}
	if got := told(colleague); len(got) > 0 {
		t.Errorf("whom the phone was taken from is told on %v", got)
	}
	b.jar = ended // the answer was lost
	b.ask("DELETE", "/api/v1/session", first, nil).want(204)
	b.jar = map[string]string{named(first): "nonsense"}
	b.ask("DELETE", "/api/v1/session", first, nil).want(204)
	if got := told(assistant); !slices.Equal(got, []string{tablet.device}) {
		t.Errorf("then they are told on %v", got)
	}
}

func TestSignInFromBeforeMovesToACookieOfItsOwn(t *testing.T) {
	b := newWorld(t).browser()
	old := b.joins(assistant, false)
	other := b.joins(colleague, true)
	if got := b.cookies(); !slices.Equal(got, []string{"__Host-passbok", named(other)}) {
		t.Fatalf("%v", got)
	}
	b.ask("POST", "/api/v1/session/refresh", b.id(), nil).problem(401, "session_unknown") // it is not that device's
	if who, device := b.refreshed(old); who != assistant || device != old {
		t.Errorf("%s on %s", who, device)
	}
	want := []string{named(old), named(other)}
	slices.Sort(want)
	if got := b.cookies(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if who, _ := b.refreshed(old); who != assistant {
		t.Errorf("then it is %s", who)
	}
}

func TestClientThatNamesNoDeviceHasOneSession(t *testing.T) {
	b := newWorld(t).browser()
	b.joins(assistant, false)
	b.joins(colleague, false)
	if who, _ := b.refreshed(""); who != colleague {
		t.Errorf("signed in as %s", who)
	}
	if got := b.cookies(); !slices.Equal(got, []string{"__Host-passbok"}) {
		t.Errorf("%v", got)
	}
	b.ask("DELETE", "/api/v1/session", "", nil).want(204)
	if len(b.jar) > 0 {
		t.Errorf("%v stays", b.cookies())
	}
}

func TestMovedDeviceTakesItsCookieAlong(t *testing.T) {
	b := newWorld(t).browser()
	from, to := b.joins(assistant, true), b.id()
	before := maps.Clone(b.jar)
	body := map[string]any{"device": map[string]any{"id": to, "name": "Telefon"}}
	both := from + ", " + to
	b.ask("POST", "/api/v1/session/refresh", both, body).want(200)
	if got := b.cookies(); !slices.Equal(got, []string{named(to)}) {
		t.Fatalf("%v", got)
	}
	b.jar = maps.Clone(before) // the answer was lost, and a restarted client only asks for a token
	if _, device := b.refreshed(both); device != to {
		t.Errorf("the device is %s", device)
	}
	if _, device := b.refreshed(to); device != to {
		t.Errorf("known by its new id alone it is %s", device)
	}
	b.jar = before // or it moves once more
	b.ask("POST", "/api/v1/session/refresh", both, body).want(200)
	if _, device := b.refreshed(both); device != to { // its body was lost, its cookie was not
		t.Errorf("the device is %s", device)
	}
}

func TestWhoHasNothingButCookiesComesBack(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	gone, here := b.joins(assistant, true), b.joins(colleague, true)
	w.later(time.Second)
	ended := b.jar[named(gone)]
	b.ask("DELETE", "/api/v1/session", gone, nil).want(204)
	b.jar[named(gone)] = ended // a session that is over does not stand in the way
	if who, device := b.refreshed("any"); who != colleague || device != here {
		t.Errorf("%s on %s", who, device)
	}
	w.browser().ask("POST", "/api/v1/session/refresh", "any", nil).problem(401, "session_unknown")
}

func TestCookiesOfABrowserAreBounded(t *testing.T) {
	b := newWorld(t).browser()
	first := b.joins(assistant, true)
	var idle string
	for i := range 9 {
		device := b.joins(colleague, true)
		if i == 0 {
			idle = device
		}
		b.later(time.Minute)
		b.refreshed(first) // used all the while, so it stays
		b.later(time.Minute)
	}
	if got := b.cookies(); len(got) != 8 || !slices.Contains(got, named(first)) || slices.Contains(got, named(idle)) {
		t.Errorf("%d cookies: %v", len(got), got)
	}
}

func TestDevicesAreNamedByID(t *testing.T) {
	b := newWorld(t).browser()
	id := "01930000-0000-7000-8000-00000000aaaa"
	for _, wrong := range []string{"a", id + ",", strings.Join([]string{id, id, id, id, id}, ","), "any," + id, fmt.Sprintf("%s;%s", id, id)} {
		if p := b.ask("POST", "/api/v1/session/refresh", wrong, nil).problem(400, "bad_id"); p.Field != "X-Passbok-Device" {
			t.Errorf("%q: field %q", wrong, p.Field)
		}
	}
}
