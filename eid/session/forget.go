package session

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"passbok/store"
)

// Forget takes away all that is known of a person's devices and sessions, where the law asks for it. It tells how many
// sessions there were.
func (s *Sessions) Forget(ctx context.Context, person string) (int, error) {
	forgotten := 0
	err := s.store.Update(ctx, registry, func(tx store.Txn) error {
		forgotten = 0
		for kv, err := range tx.Scan(store.Prefix([]byte(sessionPrefix))) {
			if err != nil {
				return err
			}
			var one Session
			if err := json.Unmarshal(kv.Value, &one); err != nil {
				return fmt.Errorf("read %s: %w", kv.Key, err)
			}
			if one.Person != person {
				continue
			}
			forgotten++
			tx.Delete(kv.Key)
		}
		for kv, err := range tx.Scan(store.Prefix([]byte(ofPrefix + person + "/"))) {
			if err != nil {
				return err
			}
			tx.Delete(kv.Key)
			tx.Delete([]byte(devicePrefix + strings.TrimPrefix(string(kv.Key), ofPrefix+person+"/")))
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("forget a person's sessions: %w", err)
	}
	return forgotten, nil
}
