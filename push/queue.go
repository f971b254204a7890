package push

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"passbok/store"
)

const (
	maxTo      = 2000     // persons a notice
	chunk      = 20       // persons an update: with 20 devices each, well below what an update holds
	remembered = 35 * day // how long an id and a stale subscription are known: longer than any time to live
	longestTTL = 28 * day // push services keep nothing for longer
	sweep      = 50       // forgotten ids removed at most, an update
)

// delivery is one notice on its way to one subscription.
type delivery struct {
	V      int       `json:"v"`
	Notice Notice    `json:"notice"` // To is left out
	Person string    `json:"person"`
	Hash   string    `json:"hash"` // of the endpoint
	Line   string    `json:"line"` // of the endpoint's host
	Due    time.Time `json:"due"`
	Until  time.Time `json:"until"` // not sent after it
	Tries  int       `json:"tries,omitempty"`
	// Mark is what the device tells us by that the notice was shown there.
	Mark string `json:"mark,omitempty"`
	// Accepted by the push service; only Sent has not heard of it yet.
	Accepted *time.Time `json:"accepted,omitempty"`
}

func (d delivery) pendingKey() string { return "notice/pending/" + d.Hash + "/" + d.Notice.topic() }

const dueKeys = "notice/due/"

func (d delivery) dueKey() string {
	return fmt.Sprintf("%s%s/%015d/%s/%s", dueKeys, d.Line, d.Due.UnixMilli(), d.Hash, d.Notice.topic())
}

// readDue takes a due key apart: the line it is in, when, and the key of the delivery.
func readDue(key []byte) (line string, due time.Time, pending string, err error) {
	parts := strings.Split(string(key), "/")
	if len(parts) != 6 {
		return "", time.Time{}, "", fmt.Errorf("read the queue: the key %q is not ours", key)
	}
	ms, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return "", time.Time{}, "", fmt.Errorf("read the queue: the key %q: %w", key, err)
	}
	return parts[2], time.UnixMilli(ms), "notice/pending/" + parts[4] + "/" + parts[5], nil
}

// Enqueue puts a notice in the line of every subscription of those it is to; a subscription that
// still waits for an older one of the same topic gets the newer in its place. The same ID again
// changes nothing for a person who was told before. When it returns nil, the notice survives a
// restart. A person without a subscription is told nothing, and that is no error. The error is a
// [Refusal] where the notice is at fault.
func (s *Sender) Enqueue(ctx context.Context, n Notice) error {
	if err := n.check(); err != nil {
		return err
	}
	to := slices.Compact(slices.Sorted(slices.Values(n.To)))
	if len(to) > maxTo {
		return refuse(CodeNoticeMalformed, "to", fmt.Sprintf("to %d persons, at most %d", len(to), maxTo))
	}
	row, _ := RowOf(n.Code)
	now := s.clock().UTC()
	n.To = nil
	for persons := range slices.Chunk(to, chunk) {
		err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
			if err := sweepSeen(tx, now); err != nil {
				return err
			}
			for _, person := range persons {
				seen, err := tx.Get([]byte(seenKey(n.ID, person)))
				if err != nil {
					return err
				}
				if seen != nil {
					continue
				}
				markSeen(tx, n.ID, person, now.Add(remembered))
				if err := s.queueFor(tx, n, person, now, row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("queue the notice %s: %w", n.ID, err)
		}
	}
	s.wakeUp()
	return nil
}

// queueFor puts n in the line of each of the person's subscriptions that it is for, if they want it, and when they do; at
// a stale one it waits for the next.
func (s *Sender) queueFor(tx store.Txn, n Notice, person string, now time.Time, row Row) error {
	wishes, _, err := get[Wishes](tx, wishesKey(person))
	if err != nil || slices.Contains(wishes.Muted, n.Code) {
		return err
	}
	subs, err := of(tx, person)
	if err != nil {
		return err
	}
	return s.queueAt(tx, n, n.Devices.among(subs), s.defaults(wishes).Open(now, row), row)
}

// queueAt puts n in the lines of these subscriptions, to be sent from due on.
func (s *Sender) queueAt(tx store.Txn, n Notice, subs []Subscription, due time.Time, row Row) error {
	now := s.clock().UTC()
	until := due.Add(row.ttl)
	if longest := now.Add(longestTTL); until.After(longest) {
		until = longest
	}
	if !due.Before(until) {
		return nil // nobody is to be told before it has long been over
	}
	for _, sub := range subs {
		at, err := url.Parse(sub.Endpoint)
		if err != nil {
			return fmt.Errorf("read an endpoint: %w", err)
		}
		if sub.Stale != nil && now.Sub(*sub.Stale) > remembered {
			drop(tx, sub)
			continue
		}
		d := delivery{V: 1, Notice: n, Person: sub.Person, Hash: sub.hash(), Line: hashOf(at.Host), Due: due, Until: until, Mark: s.mark(n.ID, sub.Person, sub.hash())}
		if err := n.keepMark(tx, d); err != nil {
			return err
		}
		if sub.Stale != nil {
			err = rest(tx, d)
		} else {
			err = place(tx, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// place puts a delivery in its line, in the place of the one of the same subscription and topic.
func place(tx store.Txn, d delivery) error {
	older, found, err := get[delivery](tx, d.pendingKey())
	if err != nil {
		return err
	}
	if found {
		tx.Delete([]byte(older.dueKey()))
	}
	tx.Put([]byte(d.dueKey()), nil)
	return put(tx, d.pendingKey(), d)
}

// remove takes a delivery out of its line.
func remove(tx store.Txn, d delivery) {
	tx.Delete([]byte(d.dueKey()))
	tx.Delete([]byte(d.pendingKey()))
}

func seenKey(id, person string) string { return "notice/id/" + hashOf(id+"\n"+person) }

// markSeen remembers that person has been told of id; the second key is for sweeping.
func markSeen(tx store.Txn, id, person string, until time.Time) {
	key := seenKey(id, person)
	tx.Put([]byte(key), nil)
	tx.Put(fmt.Appendf(nil, "notice/until/%015d/%s", until.UnixMilli(), hashOf(id+"\n"+person)), []byte(key))
}

// sweepSeen removes some of what need not be remembered any more.
func sweepSeen(tx store.Txn, now time.Time) error {
	removed := 0
	for kv, err := range tx.Scan([]byte("notice/until/"), fmt.Appendf(nil, "notice/until/%015d/", now.UnixMilli())) {
		if err != nil {
			return err
		}
		if removed++; removed > sweep {
			break
		}
		tx.Delete(kv.Value)
		tx.Delete(kv.Key)
	}
	return nil
}
