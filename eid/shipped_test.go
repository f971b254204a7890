package eid_test

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/go-webauthn/webauthn/protocol"

	"passbok/eid"
	"passbok/eid/handout"
	"passbok/eid/invitation"
	"passbok/eid/key"
	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/eid/signed"
	"passbok/store"
	"passbok/store/bolt"
)

var update = flag.Bool("update", false, "write testdata/v<n> where it is not there")

// kept is what a shipped version left in the registry and among the signatures, and what its people had of it:
// testdata/v<n>/registry.json. The spaces are keys and values, byte for byte. Its keys, tokens and codes were drawn from a fixed
// seed for this file, and open nothing anywhere. Such a file is written once, by TestMakeAShippedRegistry, and never again: a
// version that keeps something otherwise writes another one, beside those that there are.
type kept struct {
	Made   string                 `json:"made"` // by which version, in words, and that it holds no secret
	Now    time.Time              `json:"now"`
	Spaces map[string][][2][]byte `json:"spaces"`

	Signing string   `json:"signing"` // the id of the key that signs access tokens
	Public  string   `json:"public"`  // and its public half, in hex
	Secret  string   `json:"secret"`  // of the purpose refresh, in hex
	Token   string   `json:"token"`   // the newest of the phone's session
	Old     string   `json:"old"`     // the one before it, not heard of by the phone
	Closed  string   `json:"closed"`  // of a device that was closed from another one
	Ended   string   `json:"ended"`   // of a device that signed out
	Code    string   `json:"code"`    // an invitation that nobody has used
	Used    string   `json:"used"`    // the one that the phone came in by
	Expired string   `json:"expired"` // one whose time is over
	Links   []string `json:"links"`   // a calendar's, and one that was ended
	Answer  string   `json:"answer"`  // of a passkey, given on the tablet
}

const (
	shippedBook  = "b00c0000-0000-7000-8000-000000000001"
	shippedSheet = "sheet/a.b@2026-10:1"
	shippedSite  = "https://passbok.example"
)

// registry is the rooms of a house on one store.
type registry struct {
	*house
	keys  *passkey.Passkeys
	links *handout.Handouts
	signs *signed.Signatures
	ring  key.Ring
	raw   []byte // the secret of refresh
}

func openRegistry(t *testing.T, st store.Store, now time.Time, drawn *rand.ChaCha8) *registry {
	t.Helper()
	r := &registry{house: &house{store: st, now: now, standing: session.Standing{Known: true}}, signs: signed.New(st)}
	clock := func() time.Time { return r.now }
	var err error
	if r.ring, err = key.Signing(t.Context(), st, drawn); err != nil {
		t.Fatal(err)
	}
	if r.raw, err = key.Secret(t.Context(), st, drawn, "refresh"); err != nil {
		t.Fatal(err)
	}
	if r.keys, err = passkey.New(st, r.raw, shippedSite, clock, drawn); err != nil {
		t.Fatal(err)
	}
	r.sessions = session.New(st, r.raw, clock, func(context.Context, string, string) (session.Standing, error) { return r.standing, nil })
	r.door, r.invite, r.links = eid.NewDoor(st, r.sessions, clock), eid.NewInvitations(st, clock, drawn), handout.New(st, clock, drawn)
	return r
}

func newStore(t *testing.T) store.Store {
	t.Helper()
	st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "registry.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// The registry of each shipped version goes on: who was signed in is, who was not is not, what was given out holds, and what was
// signed is as it was.
func TestEveryShippedRegistryIsReadable(t *testing.T) {
	files, err := filepath.Glob("testdata/v*/registry.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no registries in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var was kept
			if err := json.Unmarshal(text, &was); err != nil {
				t.Fatal(err)
			}
			st := newStore(t)
			for space, rows := range was.Spaces {
				err := st.Update(t.Context(), space, func(tx store.Txn) error {
					for _, row := range rows {
						tx.Put(row[0], row[1])
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			was.goesOn(t, openRegistry(t, st, was.Now, rand.NewChaCha8([32]byte{2})))
		})
	}
}

func (was kept) goesOn(t *testing.T, r *registry) {
	ctx := t.Context()
	if own := r.ring.Keys[was.Signing]; r.ring.Current != was.Signing || len(r.ring.Keys) != 1 || hex.EncodeToString(own.Public().(ed25519.PublicKey)) != was.Public {
		t.Errorf("the key that signs is %s", r.ring.Current)
	}
	if hex.EncodeToString(r.raw) != was.Secret {
		t.Error("the secret of refresh is another one")
	}
	phone := func(s session.Session) bool {
		return s.Device == "phone" && s.Name == "Telefon" && s.Book == shippedBook && s.Counter == 1 && len(s.Turns) == 1 && s.Made.Before(s.Seen)
	}
	if devices, err := r.sessions.Devices(ctx, "p"); err != nil || !slices.ContainsFunc(devices, phone) {
		t.Errorf("devices: %+v %v", devices, err)
	}
	if again, err := r.sessions.Refresh(ctx, was.Old, session.Device{}); err != nil || again.Token != was.Token {
		t.Errorf("a phone whose answer was lost: %v", err)
	}
	if grant, err := r.sessions.Refresh(ctx, was.Token, session.Device{}); err != nil || grant.Session.Device != "phone" || grant.Session.Person != "p" || grant.Session.SendOnly() {
		t.Errorf("the phone's session: %+v %v", grant.Session, err)
	}
	if grant, err := r.sessions.Refresh(ctx, was.Closed, session.Device{}); err != nil || !grant.Session.SendOnly() {
		t.Errorf("the closed device's: %+v %v", grant.Session, err)
	}
	if _, err := r.sessions.Refresh(ctx, was.Ended, session.Device{}); !errors.Is(err, session.ErrEnded) {
		t.Errorf("the one that was signed out: %v", err)
	}
	for code, want := range map[string]error{was.Code: nil, was.Used: invitation.ErrUsed, was.Expired: invitation.ErrExpired} {
		if _, err := r.door.Join(ctx, code, session.Device{ID: "another"}); !errors.Is(err, want) {
			t.Errorf("a code: %v, want %v", err, want)
		}
	}
	for i, want := range []error{nil, handout.ErrUnknown} {
		if found, err := r.links.Find(ctx, handout.Feed, was.Links[i]); !errors.Is(err, want) || err == nil && (found.Person != "p" || found.Name != "Kalenderlänk") {
			t.Errorf("a link: %+v %v, want %v", found, err, want)
		}
	}
	found, err := r.keys.Check(ctx, []byte(was.Answer))
	if err == nil {
		err = r.store.Update(ctx, eid.Registry, func(tx store.Txn) error { return r.keys.Use(tx, found, "tablet") })
	}
	if err != nil {
		t.Errorf("the same answer of a passkey, from the same device: %v", err)
	}
	if own, err := r.keys.Of(ctx, "p"); err != nil || len(own) != 1 || own[0].Name != "Nyckel" || own[0].By != "phone" || own[0].Used.IsZero() {
		t.Errorf("passkeys: %+v %v", own, err)
	}
	if count, wrong, err := r.signs.Check(ctx, shippedBook, func(_, _ uint64) {}); count != 1 || len(wrong) > 0 || err != nil {
		t.Errorf("signatures: %d %v %v", count, wrong, err)
	}
	all, err := r.signs.All(ctx, shippedBook, shippedSheet)
	if err != nil || len(all) != 1 || all[0].State != signed.Noted || string(all[0].Document) != "<t/>" || string(all[0].Signature) != "<Signature/>" || string(all[0].OCSP) != "ocsp" {
		t.Errorf("what was signed: %+v %v", all, err)
	}
}

// TestMakeAShippedRegistry writes testdata/v1/registry.json where it is not there:
//
//	go test ./eid -run MakeAShippedRegistry -update
func TestMakeAShippedRegistry(t *testing.T) {
	const path = "testdata/v1/registry.json"
	if _, err := os.Stat(path); err == nil {
		return // as it was shipped, and so it stays
	}
	if !*update {
		t.Fatalf("%s is not there", path)
	}
	text, err := json.MarshalIndent(makeRegistry(t), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, append(text, '\n'), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func makeRegistry(t *testing.T) kept {
	ctx := t.Context()
	r := openRegistry(t, newStore(t), time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC), rand.NewChaCha8([32]byte{1}))
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	invite := func(life time.Duration) string {
		t.Helper()
		made, err := r.invite.Make(ctx, invitation.Order{Book: shippedBook, Person: "p", By: "operator", Life: life})
		ok(err)
		return made.Code
	}
	join := func(code, device, name string) string {
		t.Helper()
		grant, err := r.door.Join(ctx, code, session.Device{ID: device, Name: name})
		ok(err)
		return grant.Token
	}
	was := kept{
		Made: "before the first release; keys, tokens and codes drawn from a fixed seed for this file alone: they open nothing", Spaces: map[string][][2][]byte{},
		Signing: r.ring.Current, Public: hex.EncodeToString(r.ring.Keys[r.ring.Current].Public().(ed25519.PublicKey)), Secret: hex.EncodeToString(r.raw),
		Expired: invite(time.Minute), Used: invite(0), Code: invite(invitation.Longest),
	}
	first := join(was.Used, "phone", "Telefon")
	was.Closed, was.Ended = join(invite(0), "old phone", "Gammal telefon"), join(invite(0), "laptop", "Dator")
	ok(r.sessions.CloseDevice(ctx, "p", "old phone"))
	ok(r.sessions.End(ctx, was.Ended))
	for _, end := range []bool{false, true} {
		secret, made, err := r.links.Make(ctx, handout.Order{Book: shippedBook, Kind: handout.Feed, Person: "p", Name: "Kalenderlänk", By: "p", Life: 1000 * time.Hour})
		ok(err)
		if was.Links = append(was.Links, secret); end {
			ok(r.links.End(ctx, shippedBook, handout.Feed, "p", made.ID))
		}
	}
	r.now = r.now.Add(2 * time.Hour)
	was.Old = first
	grant, err := r.sessions.Refresh(ctx, first, session.Device{})
	ok(err)
	was.Token = grant.Token
	was.Answer = r.passkey(t)
	_, err = r.signs.Lay(ctx, signed.Paper{Book: shippedBook, Sheet: shippedSheet, Hash: "h", Visible: "v", Hidden: "i", Document: []byte("<t/>")})
	ok(err)
	signature := signed.Evidence{Book: shippedBook, Sheet: shippedSheet, Role: signed.Assistant, Order: "one", Person: "p", Hash: "h", Signature: []byte("<Signature/>"), OCSP: []byte("ocsp")}
	ok(r.signs.Keep(ctx, signature))
	ok(r.signs.Enter(ctx, signature, signed.Noted, ""))
	was.Now = r.now.Add(time.Second)
	for _, space := range []string{eid.Registry, signed.Space} {
		ok(r.store.View(ctx, space, func(rd store.Reader) error {
			for kv, err := range rd.Scan(nil, nil) {
				if err != nil {
					return err
				}
				was.Spaces[space] = append(was.Spaces[space], [2][]byte{slices.Clone(kv.Key), slices.Clone(kv.Value)})
			}
			return nil
		}))
	}
	return was
}

// passkey adds one on the phone, and signs the tablet in by it; the answer is what it gave.
func (r *registry) passkey(t *testing.T) string {
	t.Helper()
	who := passkey.Person{Book: shippedBook, ID: "p", Name: "Aras Testberg"}
	site := virtualwebauthn.RelyingParty{ID: "passbok.example", Name: "Passbok", Origin: shippedSite}
	holder, own := virtualwebauthn.NewAuthenticator(), virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	offer, err := r.keys.Offer(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	creation := offer.(*protocol.CredentialCreation).Response
	holder.Options.UserHandle = creation.User.ID.(protocol.URLEncodedBase64)
	response := virtualwebauthn.CreateAttestationResponse(site, holder, own, virtualwebauthn.AttestationOptions{Challenge: creation.Challenge})
	if _, err := r.keys.Add(t.Context(), who, "phone", "Nyckel", []byte(response)); err != nil {
		t.Fatal(err)
	}
	asked, err := r.keys.Ask()
	if err != nil {
		t.Fatal(err)
	}
	answer := virtualwebauthn.CreateAssertionResponse(site, holder, own, virtualwebauthn.AssertionOptions{Challenge: asked.(*protocol.CredentialAssertion).Response.Challenge})
	found, err := r.keys.Check(t.Context(), []byte(answer))
	if err == nil {
		err = r.store.Update(t.Context(), eid.Registry, func(tx store.Txn) error { return r.keys.Use(tx, found, "tablet") })
	}
	if err != nil {
		t.Fatal(err)
	}
	return answer
}
