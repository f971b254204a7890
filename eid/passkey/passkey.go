// Package passkey keeps the keys that people sign in with anew: WebAuthn credentials that the person's own phone or
// password manager holds, and of which only the public half is here. A passkey is one person's in one book; what they may
// do stands in the book. Signing in with one needs no name: the key says whose it is.
//
// Nothing is kept of a ceremony that has begun: a challenge carries its own deadline and its maker's mark (challenge.go).
// That it is good once is written down with the key that answered it, in the transaction that opens the session: neither
// a restart nor a restore lets it through again within its five minutes, save where the restore is of a copy from within them.
//
// It is the one package that sees go-webauthn, and it keeps keys in a form of its own: what the library writes changes.
package passkey

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"passbok/store"
)

const (
	space    = "registry"
	ofPrefix = "passkey/of/" // <person>/<id>: record
	idPrefix = "passkey/id/" // <id>: the person
	// Most is how many passkeys a person may have in a book.
	Most = 20
)

// What can be wrong with a passkey.
var (
	// ErrNowhere says that the house is reached by an address of numbers: browsers make passkeys for names only.
	ErrNowhere = errors.New("passkeys want a house with a name")
	// ErrRefused says that an answer does not hold: its signature, its origin, its deadline, or that it came before.
	ErrRefused = errors.New("the answer of the passkey does not hold")
	// ErrUnknown says that there is no such passkey here, or none of this person's.
	ErrUnknown = errors.New("passkey is unknown")
	// ErrTooMany says that the person has as many as one may have.
	ErrTooMany = errors.New("the person has as many passkeys as one may have")
)

// Person is whose a passkey is to be. Name is what the phone shows in its list of keys; it is not kept.
type Person struct {
	Book, ID, Name string
	// Mark is that of the session on which a passkey is made: see session.Sessions.Mark.
	Mark string
}

// Passkey is one as kept, without its key.
type Passkey struct {
	V      int       `json:"v"`
	ID     string    `json:"id"` // of ours: a hash of the credential's
	Book   string    `json:"book"`
	Person string    `json:"person"`
	Name   string    `json:"name,omitempty"`
	Made   time.Time `json:"made"`
	By     string    `json:"by"` // the device that it was made on
	Mark   string    `json:"mark,omitempty"`
	Used   time.Time `json:"used,omitzero"`
	// Synced says that its holder keeps it on several devices, as most do.
	Synced bool `json:"synced,omitempty"`
}

// record is a passkey with what proves it.
type record struct {
	Passkey
	Credential []byte   `json:"credential"`
	Public     []byte   `json:"public"` // COSE
	Flags      byte     `json:"flags"`  // of the authenticator data when it was last used
	Count      uint32   `json:"count,omitempty"`
	Transports []string `json:"transports,omitempty"`
	Spent      []spent  `json:"spent,omitempty"` // challenges that it answered and that are not over yet
}

// spent is a challenge that was answered, from which device: the same device may give the same answer again, since ours
// may have been lost on its way.
type spent struct {
	Challenge string    `json:"challenge"`
	Device    string    `json:"device"`
	Until     time.Time `json:"until"`
}

// Passkeys are those of a house.
type Passkeys struct {
	store store.Store
	web   *webauthn.WebAuthn // nil where there can be none
	host  string
	key   []byte
	clock func() time.Time
	rand  io.Reader
}

// New gives the passkeys kept in st, of a house that is reached at public. secret is what challenges are marked with.
func New(st store.Store, secret []byte, public string, clock func() time.Time, rand io.Reader) (*Passkeys, error) {
	p := &Passkeys{store: st, key: secret, clock: clock, rand: rand}
	at, err := url.Parse(public)
	if err != nil || at.Hostname() == "" {
		return nil, fmt.Errorf("passkeys of %q: say an absolute URL", public)
	}
	if _, err := netip.ParseAddr(at.Hostname()); err == nil {
		return p, nil
	}
	p.host = at.Hostname()
	p.web, err = webauthn.New(&webauthn.Config{
		RPID: p.host, RPDisplayName: "Passbok", RPOrigins: []string{at.Scheme + "://" + at.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys of %s: %w", public, err)
	}
	return p, nil
}

// Possible says whether browsers can have passkeys for this house.
func (p *Passkeys) Possible() bool { return p.web != nil }

// handle names a person to their phone: a hash, so that it says nothing, and the same for all their keys.
func (p Person) handle() []byte {
	sum := sha256.Sum256([]byte("passbok passkey of\x00" + p.Book + "\x00" + p.ID))
	return sum[:]
}

func idOf(credential []byte) string {
	sum := sha256.Sum256(append([]byte("passbok passkey\x00"), credential...))
	return hex.EncodeToString(sum[:16])
}

func ofKey(person, id string) []byte { return []byte(ofPrefix + person + "/" + id) }

func read(r store.Reader, person, id string) (record, error) {
	raw, err := r.Get(ofKey(person, id))
	if err != nil {
		return record{}, fmt.Errorf("read passkey: %w", err)
	}
	if raw == nil {
		return record{}, ErrUnknown
	}
	return decode(raw)
}

func decode(raw []byte) (rec record, err error) {
	if err := json.Unmarshal(raw, &rec); err != nil {
		return record{}, fmt.Errorf("read passkey: %w", err)
	}
	return rec, nil
}

func write(tx store.Txn, rec record) error {
	raw, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("write passkey: %w", err)
	}
	tx.Put(ofKey(rec.Person, rec.ID), raw)
	tx.Put([]byte(idPrefix+rec.ID), []byte(rec.Person))
	return nil
}

func of(r store.Reader, person string) ([]record, error) {
	var list []record
	for kv, err := range r.Scan(store.Prefix([]byte(ofPrefix + person + "/"))) {
		if err != nil {
			return nil, err
		}
		rec, err := decode(kv.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, rec)
	}
	slices.SortFunc(list, func(a, b record) int { return a.Made.Compare(b.Made) })
	return list, nil
}

// Of lists a person's passkeys, the oldest first.
func (p *Passkeys) Of(ctx context.Context, person string) ([]Passkey, error) {
	list := []Passkey{}
	err := p.store.View(ctx, space, func(r store.Reader) error {
		list = list[:0]
		all, err := of(r, person)
		for _, rec := range all {
			list = append(list, rec.Passkey)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list passkeys: %w", err)
	}
	return list, nil
}

// Rename gives a person's passkey another name. Error: ErrUnknown.
func (p *Passkeys) Rename(ctx context.Context, person, id, name string) error {
	return p.change(ctx, person, id, func(tx store.Txn, rec record) error {
		rec.Name = name
		return write(tx, rec)
	})
}

// Remove takes a person's passkey away: nobody signs in with it any more. Error: ErrUnknown.
func (p *Passkeys) Remove(ctx context.Context, person, id string) error {
	return p.change(ctx, person, id, func(tx store.Txn, rec record) error {
		remove(tx, rec)
		return nil
	})
}

// Forget takes away all passkeys of a person, where the law asks for it, and tells how many there were.
func (p *Passkeys) Forget(ctx context.Context, person string) (int, error) {
	forgotten := 0
	err := p.store.Update(ctx, space, func(tx store.Txn) error {
		all, err := of(tx, person)
		for _, rec := range all {
			remove(tx, rec)
		}
		forgotten = len(all)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("forget a person's passkeys: %w", err)
	}
	return forgotten, nil
}

func remove(tx store.Txn, rec record) {
	tx.Delete(ofKey(rec.Person, rec.ID))
	tx.Delete([]byte(idPrefix + rec.ID))
}

func (p *Passkeys) change(ctx context.Context, person, id string, how func(store.Txn, record) error) error {
	err := p.store.Update(ctx, space, func(tx store.Txn) error {
		rec, err := read(tx, person, id)
		if err != nil {
			return err
		}
		return how(tx, rec)
	})
	if err != nil {
		return fmt.Errorf("change passkey: %w", err)
	}
	return nil
}
