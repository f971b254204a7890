package passkey_test

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/go-webauthn/webauthn/protocol"

	"passbok/eid/passkey"
	"passbok/store"
	"passbok/store/bolt"
)

const site = "https://passbok.example"

type house struct {
	testing.TB
	path  string
	store *bolt.Store
	keys  *passkey.Passkeys
	now   time.Time
	rp    virtualwebauthn.RelyingParty
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{
		TB: t, path: t.TempDir() + "/registry.db", now: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC),
		rp: virtualwebauthn.RelyingParty{ID: "passbok.example", Name: "Passbok", Origin: site},
	}
	h.open()
	t.Cleanup(func() { _ = h.store.Close() })
	return h
}

func (h *house) open() {
	h.Helper()
	var err error
	if h.store, err = bolt.Open(h.Context(), h.path, bolt.Options{}); err != nil {
		h.Fatal(err)
	}
	if h.keys, err = passkey.New(h.store, []byte("a secret of the tests"), site, func() time.Time { return h.now }, rand.Reader); err != nil {
		h.Fatal(err)
	}
}

// use spends an answer for a device.
func (h *house) use(answer []byte, device string) error {
	found, err := h.keys.Check(h.Context(), answer)
	if err != nil {
		return err
	}
	return h.store.Update(h.Context(), "registry", func(tx store.Txn) error { return h.keys.Use(tx, found, device) })
}

func TestPasskeysOutliveARestart(t *testing.T) {
	h, who := newHouse(t), passkey.Person{Book: "b", ID: "p", Name: "Aras Testberg"}
	auth, key := virtualwebauthn.NewAuthenticator(), newKey()
	offer, err := h.keys.Offer(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	creation := offer.(*protocol.CredentialCreation)
	h.restart()
	handle := creation.Response.User.ID.(protocol.URLEncodedBase64)
	auth.Options.UserHandle = handle
	response := virtualwebauthn.CreateAttestationResponse(h.rp, auth, key, virtualwebauthn.AttestationOptions{Challenge: creation.Response.Challenge})
	if _, err := h.keys.Add(t.Context(), who, "phone", "", []byte(response)); err != nil {
		t.Fatal(err)
	}
	asked, err := h.keys.Ask()
	if err != nil {
		t.Fatal(err)
	}
	h.restart()
	answer := []byte(virtualwebauthn.CreateAssertionResponse(h.rp, auth, key, virtualwebauthn.AssertionOptions{
		Challenge: asked.(*protocol.CredentialAssertion).Response.Challenge,
	}))
	if err := h.use(answer, "new phone"); err != nil {
		t.Fatal(err)
	}
	h.restart()
	if err := h.use(answer, "new phone"); err != nil {
		t.Errorf("the same answer from the same device: %v", err)
	}
	if err := h.use(answer, "another"); !errors.Is(err, passkey.ErrRefused) {
		t.Errorf("the same answer from another device, after a restart: %v", err)
	}
	if n, err := h.keys.Forget(t.Context(), "p"); n != 1 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	if err := h.use(answer, "new phone"); !errors.Is(err, passkey.ErrUnknown) {
		t.Errorf("forgotten: %v", err)
	}
	if list, err := h.keys.Of(t.Context(), "p"); len(list) != 0 || err != nil {
		t.Errorf("%v, %v", list, err)
	}
}

// restart is a restart of the house.
func (h *house) restart() {
	h.Helper()
	if err := h.store.Close(); err != nil {
		h.Fatal(err)
	}
	h.open()
}

func TestNoPasskeysForANumber(t *testing.T) {
	h := newHouse(t)
	for _, public := range []string{"http://127.0.0.1:8080", "https://[2001:db8::1]"} {
		keys, err := passkey.New(h.store, nil, public, time.Now, rand.Reader)
		if err != nil || keys.Possible() {
			t.Errorf("%s: possible %v, %v", public, keys.Possible(), err)
		}
		if _, err := keys.Ask(); !errors.Is(err, passkey.ErrNowhere) {
			t.Errorf("%s: %v", public, err)
		}
		if _, err := keys.Offer(context.Background(), passkey.Person{}); !errors.Is(err, passkey.ErrNowhere) {
			t.Errorf("%s: %v", public, err)
		}
		if _, err := keys.Check(t.Context(), []byte("{}")); !errors.Is(err, passkey.ErrNowhere) {
			t.Errorf("%s: %v", public, err)
		}
	}
}

// What comes from outside breaks nothing, whatever it is.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte(`{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}`))
	f.Add([]byte(`{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}`))
	f.Add([]byte(`[]`))
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, answer []byte) {
		if _, err := h.keys.Check(t.Context(), answer); err == nil {
			t.Error("signed in")
		}
		if _, err := h.keys.Add(t.Context(), passkey.Person{Book: "b", ID: "p"}, "d", "", answer); err == nil {
			t.Error("added")
		}
	})
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
