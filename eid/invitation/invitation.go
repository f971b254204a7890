// Package invitation is how a person joins: a code, made by the operator or a coordinator, good once and until a
// deadline. A pairing code is one too: made by a signed-in person for themselves, good for ten minutes, to carry the
// sign-in from a browser to the installed app. An invitation names a person of a book and no role: what the person
// may do stands in the book.
//
// Its functions work inside a transaction of the registry, so that a code is used up together with what it was good
// for (package eid). It imports the store alone.
package invitation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"passbok/store"
)

// How long things hold.
const (
	// Pairing is the life of a pairing code.
	Pairing = 10 * time.Minute
	// Week is the life of an invitation where no other is asked for.
	Week = 7 * 24 * time.Hour
	// Longest is the longest life an invitation may be given.
	Longest = 90 * 24 * time.Hour
	// Again is how long the same device may redeem a code once more: its first answer may have been lost, or the cookie
	// that came with it, which browsers write to disk half a minute late. It holds only until the session goes on
	// (package session): a phone that is killed right after joining, and then has no network all night, gets back in.
	Again = 24 * time.Hour
	// kept is how long after its deadline a code is remembered, so that "used" is told from "unknown".
	kept = 90 * 24 * time.Hour
)

const prefix = "invitation/"

// What can be wrong with a code. Each is told apart, since each has its own way out.
var (
	ErrUnknown = errors.New("invitation is unknown")
	ErrUsed    = errors.New("invitation is used")
	ErrExpired = errors.New("invitation has expired")
	ErrOrder   = errors.New("invitation wants a book, a person, and a life of at most 90 days")
)

// Order is what a new invitation shall be.
type Order struct {
	Book, Person string
	// By is the person who invites, or "operator".
	By string
	// Life is how long it holds; 0 is a week, or ten minutes for a pairing.
	Life time.Duration
	// Pairing makes a short code for the person's own next device.
	Pairing bool
	// Mark goes from the session that asks for a pairing to the one that is opened by it: see session.Sessions.Mark.
	Mark string
}

// Made is what whoever invites gets to see, this once.
type Made struct {
	Code    string
	Expires time.Time
}

// Invitation is one as kept. Used is zero until it is redeemed; then Device says by which.
type Invitation struct {
	V       int       `json:"v"`
	Book    string    `json:"book"`
	Person  string    `json:"person"`
	By      string    `json:"by"`
	Pairing bool      `json:"pairing,omitempty"`
	Mark    string    `json:"mark,omitempty"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
	Device  string    `json:"device,omitempty"`
}

// New draws a code and makes the invitation that belongs to it.
func New(now time.Time, rand io.Reader, order Order) (Made, Invitation, error) {
	life, letters := order.Life, invitationLetters
	if order.Pairing {
		letters = pairingLetters
	}
	switch {
	case life == 0 && order.Pairing:
		life = Pairing
	case life == 0:
		life = Week
	}
	if order.Book == "" || order.Person == "" || life < 0 || life > Longest {
		return Made{}, Invitation{}, ErrOrder
	}
	code, err := newCode(rand, letters)
	if err != nil {
		return Made{}, Invitation{}, err
	}
	expires := now.Add(life)
	return Made{Code: code, Expires: expires}, Invitation{
		V: 1, Book: order.Book, Person: order.Person, By: order.By, Pairing: order.Pairing, Mark: order.Mark, Made: now, Expires: expires,
	}, nil
}

// Put keeps an invitation under its code.
func Put(tx store.Txn, code string, inv Invitation) error {
	raw, err := json.Marshal(inv)
	if err != nil {
		return fmt.Errorf("write invitation: %w", err)
	}
	tx.Put(key(code), raw)
	return nil
}

// Find reads the invitation of a code, used or not. Error: ErrUnknown.
func Find(r store.Reader, code string) (Invitation, error) {
	if Normal(code) == "" {
		return Invitation{}, ErrUnknown
	}
	raw, err := r.Get(key(code))
	if err != nil {
		return Invitation{}, fmt.Errorf("read invitation: %w", err)
	}
	if raw == nil {
		return Invitation{}, ErrUnknown
	}
	var inv Invitation
	if err := json.Unmarshal(raw, &inv); err != nil {
		return Invitation{}, fmt.Errorf("read invitation: %w", err)
	}
	return inv, nil
}

// Redeem uses a code up for a device. The same device may do so again for as long as Again says. Errors: ErrUnknown, ErrUsed,
// ErrExpired; nothing is written then.
func Redeem(tx store.Txn, now time.Time, code, device string) (Invitation, error) {
	inv, err := Find(tx, code)
	if err != nil {
		return Invitation{}, err
	}
	if !inv.Used.IsZero() {
		if inv.Device == device && now.Before(inv.Used.Add(Again)) {
			return inv, nil
		}
		return Invitation{}, ErrUsed
	}
	if !now.Before(inv.Expires) {
		return Invitation{}, ErrExpired
	}
	inv.Used, inv.Device = now, device
	return inv, Put(tx, code, inv)
}

// Waiting is an invitation that nobody has used: when it was made, and until when it holds or held.
type Waiting struct {
	Made, Expires time.Time
}

// Unused are the people of a book whom somebody has invited, each with the invitation that holds longest of those that nobody has
// used. One that has run out is among them for as long as it is remembered: its person wants another.
func Unused(r store.Reader, book string) (map[string]Waiting, error) {
	unused := map[string]Waiting{}
	for kv, err := range r.Scan([]byte(prefix), []byte("invitation0")) {
		if err != nil {
			return nil, err
		}
		var inv Invitation
		if err := json.Unmarshal(kv.Value, &inv); err != nil {
			return nil, fmt.Errorf("read invitation: %w", err)
		}
		if inv.Book == book && !inv.Pairing && inv.Used.IsZero() && unused[inv.Person].Expires.Before(inv.Expires) {
			unused[inv.Person] = Waiting{inv.Made, inv.Expires}
		}
	}
	return unused, nil
}

// Sweep forgets what expired long ago, and says how many.
func Sweep(tx store.Txn, now time.Time) (int, error) {
	var old [][]byte
	for kv, err := range tx.Scan([]byte(prefix), []byte("invitation0")) {
		if err != nil {
			return 0, err
		}
		var inv Invitation
		if err := json.Unmarshal(kv.Value, &inv); err != nil {
			return 0, fmt.Errorf("read invitation: %w", err)
		}
		if now.After(inv.Expires.Add(kept)) {
			old = append(old, append([]byte(nil), kv.Key...))
		}
	}
	for _, k := range old {
		tx.Delete(k)
	}
	return len(old), nil
}
