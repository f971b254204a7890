package push

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"passbok/care"
	"passbok/store"
)

// warnBefore is how long before a subscription's end its device is asked to be opened, which makes a new one.
const warnBefore = 7 * day

// WarnEnding tells each device whose subscription ends within a week, once a day, and tells how many there were. Most
// browsers say no end at all.
func (s *Sender) WarnEnding(ctx context.Context) (int, error) {
	now := s.clock().UTC()
	var ending []Subscription
	from, to := store.Prefix([]byte("subscription/"))
	for kv, err := range store.Pages(ctx, s.store, s.space, from, to, censusPage) {
		if err != nil {
			return 0, fmt.Errorf("look for subscriptions that end: %w", err)
		}
		if strings.HasPrefix(string(kv.Key), ownerKey("")) {
			continue
		}
		var sub Subscription
		if err := json.Unmarshal(kv.Value, &sub); err != nil {
			return 0, fmt.Errorf("look for subscriptions that end: %w", err)
		}
		if sub.Stale == nil && sub.Expires != nil && sub.Expires.After(now) && sub.Expires.Sub(now) <= warnBefore {
			ending = append(ending, sub)
		}
	}
	for _, sub := range ending {
		if err := s.warn(ctx, sub, now); err != nil {
			return 0, err
		}
	}
	s.wakeUp()
	return len(ending), nil
}

// warn puts the notice in the device's own line, and in no other of the person's.
func (s *Sender) warn(ctx context.Context, sub Subscription, now time.Time) error {
	n := Notice{
		ID: fmt.Sprintf("ends/%s/%s", sub.hash(), care.DateOf(now)), Code: SubscriptionEnds,
		Month: string(care.MonthOf(now)), Beneficiary: sub.Person,
	}
	row, _ := RowOf(n.Code)
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		seen, err := tx.Get([]byte(seenKey(n.ID, sub.Person)))
		if err != nil || seen != nil {
			return err
		}
		markSeen(tx, n.ID, sub.Person, now.Add(remembered))
		return s.queueAt(tx, n, []Subscription{sub}, now, row)
	})
	if err != nil {
		return fmt.Errorf("tell a device that its subscription ends: %w", err)
	}
	return nil
}
