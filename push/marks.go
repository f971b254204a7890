package push

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"passbok/store"
)

// Seen is what a device tells us of a notice.
type Seen string

// What a device tells: it was shown, opened, or put off until tomorrow.
const (
	Shown  Seen = "shown"
	Opened Seen = "opened"
	Later  Seen = "put_off"
)

// marked is what a mark stands for, until it is forgotten.
type marked struct {
	V       int     `json:"v"`
	Receipt Receipt `json:"receipt"`
	Seen    []Seen  `json:"seen,omitempty"`
}

func markKey(mark string) string { return "notice/mark/" + mark }

// mark names a notice at one device. It can be worked out by nobody who has not our key, and says nothing to anybody else.
func (s *Sender) mark(id, person, hash string) string {
	mac := hmac.New(sha256.New, []byte(s.first().Private))
	_, _ = fmt.Fprintf(mac, "mark\n%s\n%s\n%s", id, person, hash)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:15])
}

// keepMark remembers what the delivery's mark stands for, for as long as the notice is worth being told.
func (n Notice) keepMark(tx store.Txn, d delivery) error {
	r := Receipt{ID: n.ID, Code: n.Code, Person: d.Person, Beneficiary: n.Beneficiary, Month: n.Month}
	forget := d.Until.Add(7 * day)
	tx.Put(fmt.Appendf(nil, "notice/until/%015d/%s", forget.UnixMilli(), d.Mark), []byte(markKey(d.Mark)))
	return put(tx, markKey(d.Mark), marked{V: 1, Receipt: r})
}

// Mark takes what a device tells of a notice, and tells it on, at least once. A mark that is not known, or tells the same
// again, changes nothing; who asks learns nothing either way.
func (s *Sender) Mark(ctx context.Context, mark string, seen Seen) error {
	if len(mark) != 20 || !slices.Contains([]Seen{Shown, Opened, Later}, seen) {
		return nil
	}
	var of marked
	err := s.store.View(ctx, s.space, func(r store.Reader) (err error) {
		of, _, err = get[marked](r, markKey(mark))
		return err
	})
	if err != nil {
		return fmt.Errorf("read what a mark stands for: %w", err)
	}
	if of.V == 0 || slices.Contains(of.Seen, seen) {
		return nil
	}
	of.Receipt.At = s.clock().UTC()
	if s.seen != nil {
		if err := s.seen(ctx, of.Receipt, seen); err != nil {
			return fmt.Errorf("tell that a notice was %s: %w", seen, err)
		}
	}
	counted := false
	err = s.store.Update(ctx, s.space, func(tx store.Txn) error {
		now, there, err := get[marked](tx, markKey(mark))
		counted = err == nil && there && !slices.Contains(now.Seen, seen)
		if !counted {
			return err
		}
		now.Seen = append(now.Seen, seen)
		return put(tx, markKey(mark), now)
	})
	if err != nil {
		return fmt.Errorf("keep that a notice was %s: %w", seen, err)
	}
	if counted && s.meter != nil {
		s.meter.Tried(string(seen))
	}
	return nil
}

// among are those of a person's subscriptions, the oldest first, that the choice takes in.
func (d Devices) among(subs []Subscription) []Subscription {
	if d == AllDevices || len(subs) == 0 {
		return subs
	}
	newest := 0
	for i, sub := range subs {
		if best := subs[newest]; best.Stale != nil && sub.Stale == nil || (best.Stale == nil) == (sub.Stale == nil) && !sub.lately().Before(best.lately()) {
			newest = i
		}
	}
	if d == NewestDevice {
		return subs[newest : newest+1]
	}
	return slices.Delete(slices.Clone(subs), newest, newest+1)
}

// lately is when the device was last heard of.
func (s Subscription) lately() time.Time {
	if s.Seen.IsZero() {
		return s.Made
	}
	return s.Seen
}

// Withdraw takes back what waits for a person of the same group, month and beneficiary as n, where it is one of those that are meant: it is
// done. Another of the group, as that an invoice was opened again, goes its way. What was shown stays on the screen until it is touched.
func (s *Sender) Withdraw(ctx context.Context, person string, n Notice, meant func(id string) bool) error {
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		subs, err := of(tx, person)
		if err != nil {
			return err
		}
		for _, sub := range subs {
			d, found, err := get[delivery](tx, delivery{Hash: sub.hash(), Notice: n}.pendingKey())
			if err != nil {
				return err
			}
			if found && d.Person == person && d.Accepted == nil && meant(d.Notice.ID) {
				remove(tx, d)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take back the notice %s: %w", n.Code, err)
	}
	return nil
}

// Reaches is how many of a person's devices a notice of this choice would be sent to now; those that must subscribe anew
// are not among them, and a person who does not want the notice has none.
func (s *Sender) Reaches(ctx context.Context, person string, n Notice) (int, error) {
	devices := 0
	err := s.store.View(ctx, s.space, func(r store.Reader) error {
		devices = 0
		kept, _, err := get[Wishes](r, wishesKey(person))
		if err != nil || slices.Contains(kept.Muted, n.Code) {
			return err
		}
		subs, err := of(r, person)
		for _, sub := range n.Devices.among(subs) {
			if sub.Stale == nil {
				devices++
			}
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("look for somebody's devices: %w", err)
	}
	return devices, nil
}
