package server_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"passbok/eid/passkey"
)

// authenticator is a phone's keeper of passkeys, at the house's own address.
type authenticator struct {
	*world
	rp   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	key  virtualwebauthn.Credential
}

func (w *world) authenticator() *authenticator {
	return &authenticator{
		world: w, rp: virtualwebauthn.RelyingParty{ID: "localhost", Name: "Passbok", Origin: w.url},
		auth: virtualwebauthn.NewAuthenticator(), key: newKey(),
	}
}

// newKey is a key whose coordinates fill their 32 bytes. The library writes shorter ones as they are, one in a hundred, which
// is no COSE key.
func newKey() virtualwebauthn.Credential {
	for {
		const whole = 77 // bytes of a COSE key on P-256
		if key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(key.Key.AttestationData()) == whole {
			return key
		}
	}
}

// make answers options for a new passkey.
func (a *authenticator) make(got reply) json.RawMessage {
	a.Helper()
	options, err := virtualwebauthn.ParseAttestationOptions(string(got.want(200).body))
	must(a.TB, err)
	a.auth.Options.UserHandle = []byte(options.UserID)
	return json.RawMessage(virtualwebauthn.CreateAttestationResponse(a.rp, a.auth, a.key, *options))
}

// use answers options for signing in.
func (a *authenticator) use(got reply) json.RawMessage {
	a.Helper()
	options, err := virtualwebauthn.ParseAssertionOptions(string(got.want(200).body))
	must(a.TB, err)
	a.key.Counter++
	return json.RawMessage(virtualwebauthn.CreateAssertionResponse(a.rp, a.auth, a.key, *options))
}

// added gives a device's person a passkey.
func (c *client) added(a *authenticator) (id string) {
	c.Helper()
	var made struct {
		ID   string
		Here bool
	}
	c.post("/api/v1/me/passkeys", map[string]any{
		"name": "Min telefon", "credential": a.make(c.post("/api/v1/me/passkeys/options", nil)),
	}).want(201).into(&made)
	if made.ID == "" || !made.Here {
		c.Errorf("made %+v", made)
	}
	return made.ID
}

// by signs a device in with an answer.
func (w *world) by(answer json.RawMessage, device string) reply {
	w.Helper()
	return w.anonymous().post("/api/v1/session/passkey", map[string]any{"credential": answer, "device": map[string]any{"id": device, "name": "Ny telefon"}})
}

func TestSignInWithAPasskey(t *testing.T) {
	w := newWorld(t)
	c, phone := w.joined(assistant), w.authenticator()
	id := c.added(phone)
	ask := func() reply { return w.anonymous().post("/api/v1/session/passkey/options", nil) }

	answer, device := phone.use(ask()), w.id()
	var as struct {
		Device string
		Person struct{ ID string }
	}
	got := w.by(answer, device).want(201)
	got.into(&as)
	if as.Person.ID != assistant || as.Device != device {
		t.Errorf("signed in as %+v", as)
	}
	again := w.by(answer, device).want(201) // our answer was lost on its way
	if again.header.Get("Set-Cookie") == "" {
		t.Error("no cookie")
	}
	w.by(answer, w.id()).problem(403, "passkey_refused") // somebody else shows what they overheard

	// Whoever goes on with the session has used the answer up.
	fresh := w.anonymous()
	fresh.keep(got)
	fresh.do(request{method: "POST", path: "/api/v1/session/refresh", cookie: fresh.cookie, header: map[string]string{"X-Passbok": "1"}}).want(200)
	w.by(answer, device).problem(403, "passkey_refused")

	var list struct {
		Passkeys []struct {
			ID, Name string
			Used     time.Time
		}
	}
	c.get("/api/v1/me/passkeys").want(200).into(&list)
	if len(list.Passkeys) != 1 || list.Passkeys[0].ID != id || list.Passkeys[0].Name != "Min telefon" || !list.Passkeys[0].Used.Equal(w.clock()) {
		t.Errorf("%+v", list)
	}
	c.do(request{method: "PUT", path: "/api/v1/me/passkeys/" + id, body: map[string]any{"name": " Jobbet "}}).want(204)
	c.get("/api/v1/me/passkeys").want(200).into(&list)
	if list.Passkeys[0].Name != "Jobbet" {
		t.Errorf("%+v", list)
	}
	other := w.joined(colleague)
	other.do(request{method: "PUT", path: "/api/v1/me/passkeys/" + id, body: map[string]any{"name": "Min"}}).problem(404, "passkey_unknown")
	other.do(request{method: "DELETE", path: "/api/v1/me/passkeys/" + id}).problem(404, "passkey_unknown")
	c.do(request{method: "DELETE", path: "/api/v1/me/passkeys/" + id}).want(204)
	w.by(phone.use(ask()), w.id()).problem(404, "passkey_unknown")
	for _, line := range []string{"a passkey was added", "a device was signed in by a passkey", "a passkey was removed"} {
		if !strings.Contains(w.log.String(), line) {
			t.Errorf("the log does not say: %s", line)
		}
	}
	if strings.Contains(w.log.String(), assistant) {
		t.Error("the log names a person")
	}
}

func TestWhatAPasskeyIsRefusedFor(t *testing.T) {
	w := newWorld(t)
	c, phone := w.joined(assistant), w.authenticator()
	offer := c.post("/api/v1/me/passkeys/options", nil)
	add := func(c *client, credential any) reply {
		return c.post("/api/v1/me/passkeys", map[string]any{"name": "", "credential": credential})
	}
	add(w.joined(colleague), phone.make(offer)).problem(403, "passkey_refused") // another's challenge
	add(c, map[string]any{"id": "x"}).problem(403, "passkey_refused")
	elsewhere := *phone
	elsewhere.rp.Origin = "https://passb0k.example"
	add(c, elsewhere.make(offer)).problem(403, "passkey_refused")
	unverified := *phone
	unverified.auth.Options.UserNotVerified = true
	add(c, unverified.make(offer)).problem(403, "passkey_refused")
	first := add(c, phone.make(offer)).want(201)
	if again := add(c, phone.make(offer)).want(201); string(again.body) != string(first.body) {
		t.Errorf("the same once more: %s, and was %s", again.body, first.body)
	}

	ask := func() reply { return w.anonymous().post("/api/v1/session/passkey/options", nil) }
	asked := ask()
	elsewhere.auth, elsewhere.key = phone.auth, phone.key
	w.by(elsewhere.use(asked), w.id()).problem(403, "passkey_refused")
	forged := w.authenticator()
	forged.auth.Options.UserHandle, forged.key.ID = phone.auth.Options.UserHandle, phone.key.ID
	w.by(forged.use(asked), w.id()).problem(403, "passkey_refused")
	wrongHandle := *phone
	wrongHandle.auth.Options.UserHandle = []byte("somebody else")
	w.by(wrongHandle.use(asked), w.id()).problem(403, "passkey_refused")
	w.by(phone.use(c.post("/api/v1/me/passkeys/options", nil)), w.id()).problem(403, "passkey_refused") // a challenge for something else
	late := phone.use(asked)
	w.later(5 * time.Minute)
	w.by(late, w.id()).problem(403, "passkey_refused")

	w.by(phone.use(ask()), w.id()).want(201)
	copied := *phone
	copied.key.Counter = 0
	w.by(copied.use(ask()), w.id()).problem(403, "passkey_refused") // its counter has gone back: there are two of it
	w.anonymous().post("/api/v1/session/passkey", map[string]any{"device": map[string]any{"id": w.id()}}).problem(400, "missing")
	for range 40 {
		forged.use(asked)
		if got := w.by(forged.use(asked), w.id()); got.status == 429 {
			got.problem(429, "too_many_codes")
			return
		}
	}
	t.Error("one may guess without end")
}

func TestPasskeysAreNotWithoutEnd(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	for range passkey.Most {
		c.added(w.authenticator())
	}
	c.post("/api/v1/me/passkeys/options", nil).problem(409, "passkey_too_many")
}

func TestWhoLeftComesBackByNoPasskey(t *testing.T) {
	w := newWorld(t)
	c, phone := w.joined(assistant), w.authenticator()
	c.added(phone)
	w.endRole(assistant)
	w.by(phone.use(w.anonymous().post("/api/v1/session/passkey/options", nil)), w.id()).problem(403, "left")
}
