package push

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"passbok/store"
)

const vapidKey = "key/vapid"

// keyPair is a VAPID key pair (RFC 8292): what subscriptions are bound to.
type keyPair struct {
	Private string `json:"private"` // base64url without padding: 32 bytes
	Public  string `json:"public"`  // base64url without padding: 65 bytes, uncompressed
}

// keys are the server's: the pair that browsers subscribe with now, and those before it, the oldest first, with which what
// was subscribed earlier is signed still. If they were lost, every phone would have to subscribe anew, so they live in the
// store and its backups.
type keys struct {
	V int `json:"v"`
	keyPair
	Made    time.Time `json:"made,omitzero"`
	Earlier []keyPair `json:"earlier,omitempty"`
}

// maxEarlier is how many earlier pairs are kept: a device that was not opened through so many changes of the key subscribes
// anew once it is refused.
const maxEarlier = 4

func makePair(random io.Reader) (keyPair, error) {
	made, err := ecdh.P256().GenerateKey(random)
	if err != nil {
		return keyPair{}, fmt.Errorf("make a key pair for push: %w", err)
	}
	return keyPair{base64.RawURLEncoding.EncodeToString(made.Bytes()), base64.RawURLEncoding.EncodeToString(made.PublicKey().Bytes())}, nil
}

// loadKeys reads the key pair, or makes it at the first start.
func loadKeys(ctx context.Context, st store.Store, space string, random io.Reader, now time.Time) (keys, error) {
	fresh, err := makePair(random)
	if err != nil {
		return keys{}, err
	}
	var kept keys
	err = st.Update(ctx, space, func(tx store.Txn) error {
		raw, err := tx.Get([]byte(vapidKey))
		if err != nil {
			return err
		}
		if raw != nil {
			kept = keys{}
			return json.Unmarshal(raw, &kept)
		}
		kept = keys{V: 1, keyPair: fresh, Made: now.UTC()}
		return put(tx, vapidKey, kept)
	})
	if err == nil && kept.V != 1 {
		err = fmt.Errorf("the key pair is of version %d, made by a later Passbok", kept.V)
	}
	if err != nil {
		return keys{}, fmt.Errorf("read the key pair for push: %w", err)
	}
	return kept, nil
}

// Rotate makes a new key pair. Devices subscribe with it from their next start on; until then they are told by the pair that
// they subscribed with.
func (s *Sender) Rotate(ctx context.Context, random io.Reader) error {
	fresh, err := makePair(random)
	if err != nil {
		return err
	}
	var next keys
	err = s.store.Update(ctx, s.space, func(tx store.Txn) error {
		kept, _, err := get[keys](tx, vapidKey)
		if err != nil {
			return err
		}
		next = keys{V: 1, keyPair: fresh, Made: s.clock().UTC(), Earlier: append(kept.Earlier, kept.keyPair)}
		next.Earlier = next.Earlier[max(len(next.Earlier)-maxEarlier, 0):]
		return put(tx, vapidKey, next)
	})
	if err != nil {
		return fmt.Errorf("keep a new key pair for push: %w", err)
	}
	s.keys.Store(&next)
	return nil
}

// first is the oldest pair that is kept.
func (s *Sender) first() keyPair {
	if k := s.keys.Load(); len(k.Earlier) > 0 {
		return k.Earlier[0]
	}
	return s.keys.Load().keyPair
}

// pair is what a subscription is bound to, by its public key; "" is the first, and so is one that is not kept any more: the
// push service refuses it then, and the device subscribes anew.
func (s *Sender) pair(public string) keyPair {
	k := s.keys.Load()
	if k.Public == public {
		return k.keyPair
	}
	if i := slices.IndexFunc(k.Earlier, func(p keyPair) bool { return p.Public == public }); i >= 0 {
		return k.Earlier[i]
	}
	return s.first()
}

func put(tx store.Txn, key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %T: %w", value, err)
	}
	tx.Put([]byte(key), raw)
	return nil
}

// get reads what put wrote; false where there is nothing.
func get[T any](r store.Reader, key string) (T, bool, error) {
	var value T
	raw, err := r.Get([]byte(key))
	if err != nil || raw == nil {
		return value, false, err
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, false, fmt.Errorf("read %T: %w", value, err)
	}
	return value, true, nil
}
