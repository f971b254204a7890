package passkey

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"passbok/store"
)

// user is a person as the library wants one.
type user struct {
	Person
	keys []webauthn.Credential
}

func (u user) WebAuthnID() []byte                         { return u.handle() }
func (u user) WebAuthnName() string                       { return u.Name }
func (u user) WebAuthnDisplayName() string                { return u.Name }
func (u user) WebAuthnCredentials() []webauthn.Credential { return u.keys }

func (rec record) credential() webauthn.Credential {
	kept := webauthn.Credential{
		ID: rec.Credential, PublicKey: rec.Public, Flags: webauthn.NewCredentialFlags(protocol.AuthenticatorFlags(rec.Flags)),
		Authenticator: webauthn.Authenticator{SignCount: rec.Count},
	}
	for _, way := range rec.Transports {
		kept.Transport = append(kept.Transport, protocol.AuthenticatorTransport(way))
	}
	return kept
}

// Options is what a browser is given to make or to use a passkey with: JSON, as WebAuthn has it.
type Options any

// Offer gives what a browser needs to make a passkey for a person. Errors: ErrNowhere, ErrTooMany.
func (p *Passkeys) Offer(ctx context.Context, who Person) (Options, error) {
	if p.web == nil {
		return nil, ErrNowhere
	}
	var has []record
	err := p.store.View(ctx, space, func(r store.Reader) (err error) {
		has, err = of(r, who.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("offer a passkey: %w", err)
	}
	if len(has) >= Most {
		return nil, ErrTooMany
	}
	made, err := p.challenge(toAdd(who))
	if err != nil {
		return nil, err
	}
	without := make([]protocol.CredentialDescriptor, 0, len(has))
	for _, rec := range has {
		kept := rec.credential()
		without = append(without, kept.Descriptor())
	}
	options, _, err := p.creation(who, made, webauthn.WithExclusions(without))
	return options, err
}

// creation is a registration with our challenge: the library's session follows from it alone.
func (p *Passkeys) creation(who Person, challenge []byte, more ...webauthn.RegistrationOption) (*protocol.CredentialCreation, *webauthn.SessionData, error) {
	ours := func(o *protocol.PublicKeyCredentialCreationOptions) error {
		o.Challenge = challenge
		return nil
	}
	options, session, err := p.web.BeginRegistration(user{Person: who}, append(more, ours)...)
	if err != nil {
		return nil, nil, fmt.Errorf("begin a passkey: %w", err)
	}
	session.Expires = time.Time{} // the challenge has its own deadline, by our clock
	return options, session, nil
}

// Add keeps the passkey that a browser has made: response is its RegistrationResponse, device is where. Errors: ErrNowhere,
// ErrRefused, ErrTooMany.
func (p *Passkeys) Add(ctx context.Context, who Person, device, name string, response []byte) (Passkey, error) {
	if p.web == nil {
		return Passkey{}, ErrNowhere
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return Passkey{}, refused(err)
	}
	challenge, _, ok := p.genuine(toAdd(who), parsed.Response.CollectedClientData.Challenge)
	if !ok {
		return Passkey{}, ErrRefused
	}
	_, session, err := p.creation(who, challenge)
	if err != nil {
		return Passkey{}, err
	}
	made, err := p.web.CreateCredential(user{Person: who}, *session, parsed)
	if err != nil {
		return Passkey{}, refused(err)
	}
	rec := record{
		Passkey: Passkey{
			V: 1, ID: idOf(made.ID), Book: who.Book, Person: who.ID, Name: name, Made: p.clock().UTC(), By: device, Mark: who.Mark, Synced: made.Flags.BackupEligible,
		},
		Credential: made.ID, Public: made.PublicKey, Flags: byte(made.Flags.ProtocolValue()), Count: made.Authenticator.SignCount,
	}
	for _, way := range made.Transport {
		rec.Transports = append(rec.Transports, string(way))
	}
	err = p.store.Update(ctx, space, func(tx store.Txn) error {
		owner, err := tx.Get([]byte(idPrefix + rec.ID))
		if err != nil {
			return err
		}
		if owner != nil && string(owner) != who.ID {
			return ErrRefused
		}
		has, err := of(tx, who.ID)
		if err != nil {
			return err
		}
		// The same answer once more is the same key: what we said the first time may have been lost.
		if again := slices.IndexFunc(has, func(h record) bool { return h.ID == rec.ID }); again >= 0 {
			rec.Passkey = has[again].Passkey
			return nil
		}
		if len(has) >= Most {
			return ErrTooMany
		}
		return write(tx, rec)
	})
	if err != nil {
		return Passkey{}, fmt.Errorf("keep a passkey: %w", err)
	}
	return rec.Passkey, nil
}

// Ask gives what a browser needs to use a passkey, whosever it is. Error: ErrNowhere.
func (p *Passkeys) Ask() (Options, error) {
	if p.web == nil {
		return nil, ErrNowhere
	}
	made, err := p.challenge(toSignIn)
	if err != nil {
		return nil, err
	}
	options, _, err := p.assertion(made)
	return options, err
}

func (p *Passkeys) assertion(challenge []byte) (*protocol.CredentialAssertion, *webauthn.SessionData, error) {
	ours := func(o *protocol.PublicKeyCredentialRequestOptions) error {
		o.Challenge = challenge
		return nil
	}
	options, session, err := p.web.BeginDiscoverableLogin(ours, webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, nil, fmt.Errorf("ask for a passkey: %w", err)
	}
	session.Expires = time.Time{}
	return options, session, nil
}

// Checked is an answer whose signature holds. It opens something once Use has said that it came for the first time.
type Checked struct {
	Passkey
	// Seed is known to the device that answered and to us.
	Seed      string
	challenge string
	until     time.Time
	flags     byte
	count     uint32
	copied    bool
}

// Check proves a browser's AuthenticationResponse. Errors: ErrNowhere, ErrUnknown, ErrRefused.
func (p *Passkeys) Check(ctx context.Context, response []byte) (Checked, error) {
	if p.web == nil {
		return Checked{}, ErrNowhere
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return Checked{}, refused(err)
	}
	challenge, until, ok := p.genuine(toSignIn, parsed.Response.CollectedClientData.Challenge)
	if !ok {
		return Checked{}, ErrRefused
	}
	var rec record
	err = p.store.View(ctx, space, func(r store.Reader) error {
		person, err := r.Get([]byte(idPrefix + idOf(parsed.RawID)))
		if err != nil {
			return err
		}
		if person == nil {
			return ErrUnknown
		}
		rec, err = read(r, string(person), idOf(parsed.RawID))
		return err
	})
	if err != nil {
		return Checked{}, fmt.Errorf("look up passkey: %w", err)
	}
	_, session, err := p.assertion(challenge)
	if err != nil {
		return Checked{}, err
	}
	whose := func([]byte, []byte) (webauthn.User, error) {
		return user{Person: Person{Book: rec.Book, ID: rec.Person}, keys: []webauthn.Credential{rec.credential()}}, nil
	}
	_, now, err := p.web.ValidatePasskeyLogin(whose, *session, parsed)
	if err != nil {
		return Checked{}, refused(err)
	}
	seed := sha256.Sum256(append(append([]byte("passbok passkey\x00"), challenge...), parsed.Response.Signature...))
	return Checked{
		Passkey: rec.Passkey, Seed: hex.EncodeToString(seed[:]), challenge: named(challenge), until: until,
		flags: byte(now.Flags.ProtocolValue()), count: now.Authenticator.SignCount, copied: now.Authenticator.CloneWarning,
	}, nil
}

// Use spends an answer for a device, in the transaction that opens what it is for. Errors: ErrUnknown where the passkey
// was removed meanwhile; ErrRefused where the answer came from another device before, or its counter has gone back.
func (p *Passkeys) Use(tx store.Txn, c Checked, device string) error {
	rec, err := read(tx, c.Person, c.ID)
	if err != nil {
		return err
	}
	now := p.clock().UTC()
	rec.Spent = slices.DeleteFunc(rec.Spent, func(s spent) bool { return !now.Before(s.Until) })
	for _, before := range rec.Spent {
		if before.Challenge != c.challenge {
			continue
		}
		if before.Device != device {
			return ErrRefused
		}
		return nil
	}
	if c.copied {
		return ErrRefused
	}
	rec.Used, rec.Flags, rec.Count = now, c.flags, c.count
	rec.Spent = append(rec.Spent, spent{c.challenge, device, c.until})
	return write(tx, rec)
}

// refused keeps why, for the log; a person is told that it does not hold.
func refused(why error) error {
	var library *protocol.Error
	if errors.As(why, &library) {
		return fmt.Errorf("%w: %s: %s", ErrRefused, library.Details, library.DevInfo)
	}
	return fmt.Errorf("%w: %w", ErrRefused, why)
}
