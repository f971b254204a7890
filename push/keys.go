package push

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"

	"passbok/store"
)

const vapidKey = "key/vapid"

// keys are the server's VAPID key pair (RFC 8292): what its subscriptions are bound to. If it were
// lost, every phone would have to subscribe anew, so it lives in the store and its backups.
type keys struct {
	V       int    `json:"v"`
	Private string `json:"private"` // base64url without padding: 32 bytes
	Public  string `json:"public"`  // base64url without padding: 65 bytes, uncompressed
}

// loadKeys reads the key pair, or makes it at the first start.
func loadKeys(ctx context.Context, st store.Store, space string, random io.Reader) (keys, error) {
	made, err := ecdh.P256().GenerateKey(random)
	if err != nil {
		return keys{}, fmt.Errorf("make the key pair for push: %w", err)
	}
	fresh := keys{1, base64.RawURLEncoding.EncodeToString(made.Bytes()),
		base64.RawURLEncoding.EncodeToString(made.PublicKey().Bytes())}
	var pair keys
	err = st.Update(ctx, space, func(tx store.Txn) error {
		kept, err := tx.Get([]byte(vapidKey))
		if err != nil {
			return err
		}
		if kept != nil {
			return json.Unmarshal(kept, &pair)
		}
		pair = fresh
		return put(tx, vapidKey, pair)
	})
	if err == nil && pair.V != 1 {
		err = fmt.Errorf("the key pair is of version %d, made by a later Passbok", pair.V)
	}
	if err != nil {
		return keys{}, fmt.Errorf("read the key pair for push: %w", err)
	}
	return pair, nil
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
