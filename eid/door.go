package eid

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"passbok/eid/invitation"
	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/store"
)

// Registry is the store's space for all that is not a book.
const Registry = "registry"

// Door is where a person comes in: a code and a device for a session.
type Door struct {
	store    store.Store
	sessions *session.Sessions
	clock    func() time.Time
}

// NewDoor gives the door to the sessions kept in st.
func NewDoor(st store.Store, sessions *session.Sessions, clock func() time.Time) *Door {
	return &Door{store: st, sessions: sessions, clock: clock}
}

// Join redeems a code for a session on a device, both in one transaction. The same code from the same device gives the
// same session once more, until that is renewed for the first time: the first answer may have been lost on its way, or
// the cookie with a browser that was killed.
//
// Errors: those of invitation.Redeem (ErrUsed, ErrExpired, ErrUnknown), and of session.Open (ErrLeft, ErrDeviceTaken).
func (d *Door) Join(ctx context.Context, code string, device session.Device) (session.Grant, error) {
	now := d.clock()
	var found invitation.Invitation
	err := d.store.View(ctx, Registry, func(r store.Reader) (err error) {
		found, err = invitation.Find(r, code)
		return err
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("look up invitation: %w", err)
	}
	opening, err := d.sessions.Prepare(ctx, session.Opening{
		Book: found.Book, Person: found.Person, Device: device,
		Seed: invitation.Normal(code), Mark: found.Mark, Now: now,
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("prepare session: %w", err)
	}
	var grant session.Grant
	err = d.store.Update(ctx, Registry, func(tx store.Txn) error {
		if _, err := invitation.Redeem(tx, now, code, device.ID); err != nil {
			return err
		}
		grant, err = d.sessions.Open(tx, opening)
		if errors.Is(err, session.ErrEnded) {
			return invitation.ErrUsed
		}
		return err
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("redeem invitation: %w", err)
	}
	return grant, nil
}

// Enter opens a session on a device for somebody who has proved who they are in another way. The seed is of that proof, and
// known to the device alone besides us; the same seed and device give the same session once more, until that is renewed
// for the first time. The time is ours. Errors: of session.Prepare and session.Open.
func (d *Door) Enter(ctx context.Context, who session.Opening) (session.Grant, error) {
	who.Now = d.clock()
	opening, err := d.sessions.Prepare(ctx, who)
	if err != nil {
		return session.Grant{}, fmt.Errorf("prepare session: %w", err)
	}
	var grant session.Grant
	err = d.store.Update(ctx, Registry, func(tx store.Txn) (err error) {
		grant, err = d.sessions.Open(tx, opening)
		return err
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("open session: %w", err)
	}
	return grant, nil
}

// Invitations makes codes in the registry of a store.
type Invitations struct {
	store store.Store
	clock func() time.Time
	rand  io.Reader
}

// NewInvitations gives the maker of codes. rand must be of cryptographic strength.
func NewInvitations(st store.Store, clock func() time.Time, rand io.Reader) *Invitations {
	return &Invitations{store: st, clock: clock, rand: rand}
}

// Make writes a new invitation and gives its code, which is kept nowhere: only its hash is.
func (i *Invitations) Make(ctx context.Context, order invitation.Order) (invitation.Made, error) {
	made, record, err := invitation.New(i.clock(), i.rand, order)
	if err != nil {
		return invitation.Made{}, err
	}
	err = i.store.Update(ctx, Registry, func(tx store.Txn) error { return invitation.Put(tx, made.Code, record) })
	if err != nil {
		return invitation.Made{}, fmt.Errorf("keep invitation: %w", err)
	}
	return made, nil
}

// Unused are the people of a book whom somebody has invited, with the invitation that nobody has used: see invitation.Unused.
func (i *Invitations) Unused(ctx context.Context, book string) (map[string]invitation.Waiting, error) {
	var unused map[string]invitation.Waiting
	err := i.store.View(ctx, Registry, func(r store.Reader) (err error) {
		unused, err = invitation.Unused(r, book)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up invitations: %w", err)
	}
	return unused, nil
}

// Sweep forgets the codes whose deadline passed more than 90 days ago, and says how many. Until then a used code is
// told from an unknown one.
func (i *Invitations) Sweep(ctx context.Context) (int, error) {
	now, swept := i.clock(), 0
	err := i.store.Update(ctx, Registry, func(tx store.Txn) (err error) {
		swept, err = invitation.Sweep(tx, now)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sweep invitations: %w", err)
	}
	return swept, nil
}

// Passkeys are the keys of a house, with the door that they open.
type Passkeys struct {
	*passkey.Passkeys
	door *Door
}

// With gives the keys that open this door.
func (d *Door) With(keys *passkey.Passkeys) Passkeys { return Passkeys{keys, d} }

// SignIn opens a session on a device for the answer of a passkey, both in one transaction. The same answer from the same
// device gives the same session once more, until that is renewed for the first time.
//
// Errors: those of passkey.Check and passkey.Use, and of session.Open.
func (p Passkeys) SignIn(ctx context.Context, answer []byte, device session.Device) (session.Grant, error) {
	found, err := p.Check(ctx, answer)
	if err != nil {
		return session.Grant{}, fmt.Errorf("check passkey: %w", err)
	}
	opening, err := p.door.sessions.Prepare(ctx, session.Opening{
		Book: found.Book, Person: found.Person, Device: device, Seed: found.Seed, Mark: found.Mark, Now: p.door.clock(),
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("prepare session: %w", err)
	}
	var grant session.Grant
	err = p.door.store.Update(ctx, Registry, func(tx store.Txn) error {
		if err := p.Use(tx, found, device.ID); err != nil {
			return err
		}
		grant, err = p.door.sessions.Open(tx, opening)
		if errors.Is(err, session.ErrEnded) {
			return passkey.ErrRefused // the session that this answer opened has gone on: it is of no more use
		}
		return err
	})
	if err != nil {
		return session.Grant{}, fmt.Errorf("sign in with passkey: %w", err)
	}
	return grant, nil
}
