package push

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/store"
)

// maxSubscriptions is how many devices of one person are told; beyond it the oldest is dropped.
const maxSubscriptions = 20

// Subscription is where one device of a person can be reached: a PushSubscription of the Push API.
type Subscription struct {
	Person   string     `json:"person"`
	Device   string     `json:"device,omitempty"` // a device has one subscription; "" where it is not known
	Endpoint string     `json:"endpoint"`
	P256dh   string     `json:"p256dh"`         // base64url: the device's public key, 65 bytes
	Auth     string     `json:"auth"`           // base64url: 16 bytes
	Lang     string     `json:"lang,omitempty"` // "sv" or "en"
	Expires  *time.Time `json:"expires,omitempty"`
	Made     time.Time  `json:"made"`
	Seen     time.Time  `json:"seen,omitzero"` // when the device last said that it is told here
	Key      string     `json:"key,omitempty"` // the public key that it is bound to; "" where it is of the first
	// Stale since the push service would have nothing of it (400, 403) or said that it is no more (404,
	// 410), or since it expired: nothing is sent there, what is to be told waits for the person's next
	// subscription, and the device is to unsubscribe and subscribe anew at its next start.
	Stale *time.Time `json:"stale,omitempty"`
}

// hash names the endpoint in keys: endpoints are longer than keys may be.
func (s Subscription) hash() string { return hashOf(s.Endpoint) }

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

func subscriptionKey(person, hash string) string { return "subscription/" + person + "/" + hash }
func ownerKey(hash string) string                { return "subscription/@/" + hash }

// Subscribe keeps a subscription, in the place of the device's earlier one, and of whoever had the
// same endpoint before (another person on the same phone). What waited for the device's earlier one, and
// for the person's stale ones, is sent to it. It returns what is kept: Made is when it was first kept; a
// Stale one stays stale until its endpoint is another. The error is a [Refusal] where the subscription is
// at fault.
func (s *Sender) Subscribe(ctx context.Context, sub Subscription) (Subscription, error) {
	if !opaque(sub.Person) || (sub.Device != "" && !opaque(sub.Device)) {
		return Subscription{}, refuse(CodeSubscriptionMalformed, "", "person or device is no id")
	}
	if err := sub.readKeys(); err != nil {
		return Subscription{}, err
	}
	if err := s.addresses.check(ctx, sub.Endpoint); err != nil {
		return Subscription{}, err
	}
	if sub.Lang != "en" {
		sub.Lang = "sv"
	}
	sub.Made, sub.Stale = s.clock().UTC(), nil
	sub.Seen, sub.Key = sub.Made, s.PublicKey()
	kept := sub
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		kept = sub
		known := false // as it is, for this person
		owner, err := tx.Get([]byte(ownerKey(sub.hash())))
		if err != nil {
			return err
		}
		if owner != nil {
			before, found, err := get[Subscription](tx, subscriptionKey(string(owner), sub.hash()))
			if err != nil {
				return err
			}
			if found && before.P256dh == sub.P256dh && before.Auth == sub.Auth {
				kept.Stale, kept.Key = before.Stale, before.Key
				if known = before.Person == sub.Person; known {
					kept.Made = before.Made
				}
			}
			if string(owner) != sub.Person {
				// Whoever had this endpoint before is no longer at this phone.
				if err := forget(tx, string(owner), sub.hash()); err != nil {
					return err
				}
			}
		}
		if err := makeRoom(tx, kept, known, s.clock().UTC()); err != nil {
			return err
		}
		tx.Put([]byte(ownerKey(sub.hash())), []byte(sub.Person))
		return put(tx, subscriptionKey(sub.Person, sub.hash()), kept)
	})
	if err != nil {
		return Subscription{}, fmt.Errorf("keep a subscription: %w", err)
	}
	s.wakeUp()
	return kept, nil
}

// readKeys refuses keys that nothing can be encrypted to, and writes them the one way.
func (s *Subscription) readKeys() error {
	point, err := decode(s.P256dh)
	if err != nil {
		return refuse(CodeSubscriptionMalformed, "keys.p256dh", "not base64url")
	}
	if _, err := ecdh.P256().NewPublicKey(point); err != nil {
		return refuse(CodeSubscriptionMalformed, "keys.p256dh", "not a point on the curve P-256")
	}
	auth, err := decode(s.Auth)
	if err != nil || len(auth) != 16 {
		return refuse(CodeSubscriptionMalformed, "keys.auth", "not base64url of 16 bytes")
	}
	s.P256dh, s.Auth = base64.RawURLEncoding.EncodeToString(point), base64.RawURLEncoding.EncodeToString(auth)
	return nil
}

// decode reads base64url, with or without padding.
func decode(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}

// Unsubscribe forgets a person's subscription; what waits for it is not sent. An endpoint that is
// not known, or another person's, changes nothing.
func (s *Sender) Unsubscribe(ctx context.Context, person, endpoint string) error {
	if !opaque(person) {
		return refuse(CodeSubscriptionMalformed, "", "person is no id")
	}
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		return forget(tx, person, hashOf(endpoint))
	})
	if err != nil {
		return fmt.Errorf("forget a subscription: %w", err)
	}
	return nil
}

// Of returns a person's subscriptions, the oldest first, stale ones too.
func (s *Sender) Of(ctx context.Context, person string) ([]Subscription, error) {
	var subs []Subscription
	err := s.store.View(ctx, s.space, func(r store.Reader) (err error) {
		subs, err = of(r, person)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read subscriptions: %w", err)
	}
	return subs, nil
}

func of(r store.Reader, person string) ([]Subscription, error) {
	var subs []Subscription
	for kv, err := range r.Scan(store.Prefix([]byte(subscriptionKey(person, "")))) {
		if err != nil {
			return nil, err
		}
		var sub Subscription
		if err := json.Unmarshal(kv.Value, &sub); err != nil {
			return nil, fmt.Errorf("read a subscription: %w", err)
		}
		subs = append(subs, sub)
	}
	slices.SortStableFunc(subs, func(a, b Subscription) int { return a.Made.Compare(b.Made) })
	return subs, nil
}

// forget drops the subscription of person with this hash, if it is there.
func forget(tx store.Txn, person, hash string) error {
	sub, found, err := get[Subscription](tx, subscriptionKey(person, hash))
	if err != nil || !found {
		return err
	}
	owner, err := tx.Get([]byte(ownerKey(hash)))
	if err != nil {
		return err
	}
	tx.Delete([]byte(subscriptionKey(person, hash)))
	if bytes.Equal(owner, []byte(sub.Person)) {
		tx.Delete([]byte(ownerKey(hash)))
	}
	return nil
}

// Forget drops all subscriptions of a person, and tells how many there were.
func (s *Sender) Forget(ctx context.Context, person string) (int, error) {
	var subs []Subscription
	err := s.store.Update(ctx, s.space, func(tx store.Txn) (err error) {
		subs, err = of(tx, person)
		for _, sub := range subs {
			drop(tx, sub)
		}
		tx.Delete([]byte(wishesKey(person)))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("forget a person's subscriptions: %w", err)
	}
	return len(subs), nil
}

// ForgetDevice drops what one of a person's devices is reached by.
func (s *Sender) ForgetDevice(ctx context.Context, person, device string) error {
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		subs, err := of(tx, person)
		for _, sub := range subs {
			if sub.Device == device {
				drop(tx, sub)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("forget a device's subscription: %w", err)
	}
	return nil
}

func drop(tx store.Txn, sub Subscription) {
	tx.Delete([]byte(subscriptionKey(sub.Person, sub.hash())))
	tx.Delete([]byte(ownerKey(sub.hash())))
}
