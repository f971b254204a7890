// Package key keeps the secrets that a house makes for itself at its first start: one a purpose, in the registry
// under key/. They are never printed, never logged, and leave the store only by its backup.
package key

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"passbok/store"
)

// ErrDamaged says that a stored key has not the length that a key of its kind has.
var ErrDamaged = errors.New("stored key is damaged")

const (
	space  = "registry"
	prefix = "key/"
)

// Secret gives the secret of a purpose, 32 bytes, and makes it where there is none.
func Secret(ctx context.Context, st store.Store, rand io.Reader, purpose string) ([]byte, error) {
	fresh := make([]byte, 32)
	if _, err := io.ReadFull(rand, fresh); err != nil {
		return nil, fmt.Errorf("make secret for %s: %w", purpose, err)
	}
	var secret []byte
	err := st.Update(ctx, space, func(tx store.Txn) error {
		kept, err := tx.Get([]byte(prefix + purpose))
		switch {
		case err != nil:
			return err
		case kept == nil:
			tx.Put([]byte(prefix+purpose), fresh)
			secret = fresh
		case len(kept) != len(fresh):
			return ErrDamaged
		default:
			secret = append([]byte(nil), kept...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load secret for %s: %w", purpose, err)
	}
	return secret, nil
}

// Ring is the closed set of keys that access tokens are signed and checked with: what is not in it does not exist.
type Ring struct {
	// Current is the id of the key that signs.
	Current string
	// Keys holds every key that a token may still be signed with, by id.
	Keys map[string]ed25519.PrivateKey
}

// Signing gives the ring of Ed25519 keys under key/access/, and makes the first where there is none. The key whose
// id sorts last signs.
func Signing(ctx context.Context, st store.Store, rand io.Reader) (Ring, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(rand, seed); err != nil {
		return Ring{}, fmt.Errorf("make signing key: %w", err)
	}
	const from, to = prefix + "access/", prefix + "access0"
	ring := Ring{}
	err := st.Update(ctx, space, func(tx store.Txn) error {
		ring = Ring{Keys: map[string]ed25519.PrivateKey{}}
		for kv, err := range tx.Scan([]byte(from), []byte(to)) {
			if err != nil {
				return err
			}
			if len(kv.Value) != ed25519.SeedSize {
				return ErrDamaged
			}
			ring.Current = string(kv.Key[len(from):])
			ring.Keys[ring.Current] = ed25519.NewKeyFromSeed(kv.Value)
		}
		if len(ring.Keys) > 0 {
			return nil
		}
		made := ed25519.NewKeyFromSeed(seed)
		// The first key is number one; its id carries a piece of the public key, so that a log line names it rightly.
		ring.Current = "0001-" + hex.EncodeToString(made.Public().(ed25519.PublicKey)[:4])
		ring.Keys[ring.Current] = made
		tx.Put([]byte(from+ring.Current), seed)
		return nil
	})
	if err != nil {
		return Ring{}, fmt.Errorf("load signing keys: %w", err)
	}
	return ring, nil
}
