package push

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"passbok/store"
)

// Meter is told what the queue of notices counts. It must not wait.
type Meter interface {
	// Tried tells what came of a notice's turn at one device: accepted, stale (the device must subscribe anew), given_up or
	// later; and, once a device has said so, that it was shown, opened, or put_off until tomorrow.
	Tried(result string)
}

// results are the words for what comes of a turn.
var results = [...]string{accepted: "accepted", stale: "stale", hopeless: "given_up", later: "later"}

// Results are all that a Meter may hear.
func Results() []string {
	return append(results[:len(results):len(results)], string(Shown), string(Opened), "put_off")
}

func (a answer) String() string { return results[a] }

// Census is how many there are.
type Census struct {
	Subscriptions int
	Stale         int // of them: nothing is sent there
	Waiting       int // notices in the lines
}

// censusPage is how many rows are read in one snapshot.
const censusPage = 500

// Count goes through all subscriptions: not for every minute of a large house.
func (s *Sender) Count(ctx context.Context) (Census, error) {
	var out Census
	from, to := store.Prefix([]byte("subscription/"))
	for kv, err := range store.Pages(ctx, s.store, s.space, from, to, censusPage) {
		if err != nil {
			return Census{}, fmt.Errorf("count subscriptions: %w", err)
		}
		if strings.HasPrefix(string(kv.Key), ownerKey("")) {
			continue
		}
		var sub Subscription
		if err := json.Unmarshal(kv.Value, &sub); err != nil {
			return Census{}, fmt.Errorf("count subscriptions: %w", err)
		}
		out.Subscriptions++
		if sub.Stale != nil {
			out.Stale++
		}
	}
	from, to = store.Prefix([]byte(dueKeys))
	for _, err := range store.Pages(ctx, s.store, s.space, from, to, censusPage) {
		if err != nil {
			return Census{}, fmt.Errorf("count notices: %w", err)
		}
		out.Waiting++
	}
	return out, nil
}
