package push

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"passbok/store"
)

// Devices are the people whom notices reach, each with the ids of their devices that notices go to; a subscription of a device
// that is not known counts as the device "". Stale ones are left out.
func (s *Sender) Devices(ctx context.Context) (map[string][]string, error) {
	reached := map[string][]string{}
	from, to := store.Prefix([]byte("subscription/"))
	for kv, err := range store.Pages(ctx, s.store, s.space, from, to, censusPage) {
		if err != nil {
			return nil, fmt.Errorf("look up whom notices reach: %w", err)
		}
		if strings.HasPrefix(string(kv.Key), ownerKey("")) {
			continue
		}
		var sub Subscription
		if err := json.Unmarshal(kv.Value, &sub); err != nil {
			return nil, fmt.Errorf("read a subscription: %w", err)
		}
		if sub.Stale == nil {
			reached[sub.Person] = append(reached[sub.Person], sub.Device)
		}
	}
	return reached, nil
}
