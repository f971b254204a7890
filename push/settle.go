package push

import (
	"context"
	"fmt"
	"time"

	"passbok/store"
)

// carry makes one attempt at a delivery and writes down what came of it.
func (s *Sender) carry(ctx context.Context, d delivery, sub Subscription, found bool, now time.Time) result {
	out := result{delivery: d, answer: hopeless}
	switch {
	case d.Accepted != nil:
		out.answer = accepted
	case !found || !d.Until.After(now):
		// Nobody to send it to, or no longer worth sending.
	case sub.Stale != nil, sub.Expires != nil && !sub.Expires.After(now):
		out.answer = stale
	default:
		out = s.attempt(ctx, d, sub, now)
		if ctx.Err() != nil && out.answer == later {
			return out // we are stopping: it is tried again at the next start, as if this had not been
		}
	}
	// What is known is written down even if we are told to stop just now; else it would be sent twice.
	keep := context.WithoutCancel(ctx)
	if out.answer == accepted && s.sent != nil {
		at := now
		if d.Accepted != nil {
			at = *d.Accepted
		}
		n := d.Notice
		err := s.sent(keep, Receipt{ID: n.ID, Code: n.Code, Person: d.Person, Beneficiary: n.Beneficiary, Month: n.Month, At: at})
		if err != nil {
			s.log.Error("that a notice was sent could not be noted", "notice", n.Code, "err", err)
			out.err = s.settle(keep, d, func(tx store.Txn) error { return s.again(tx, d, 0, &at, now) })
			out.unkept = out.err != nil
			return out
		}
	}
	if err := s.settle(keep, d, func(tx store.Txn) error { return s.apply(tx, out, now) }); err != nil {
		out.unkept, out.err = true, err
		s.log.Error("what came of a notice could not be kept", "notice", d.Notice.Code, "err", err)
	}
	return out
}

// settle changes the queue after an attempt at d, unless a newer notice has taken d's place meanwhile.
func (s *Sender) settle(ctx context.Context, d delivery, change func(store.Txn) error) error {
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		current, found, err := get[delivery](tx, d.pendingKey())
		if err != nil {
			return err
		}
		if !found || current.Notice.ID != d.Notice.ID || current.Person != d.Person {
			return nil
		}
		return change(tx)
	})
	if err != nil {
		return fmt.Errorf("keep the outcome of a notice: %w", err)
	}
	return nil
}

// apply is the rule for each answer.
func (s *Sender) apply(tx store.Txn, done result, now time.Time) error {
	switch done.answer {
	case later:
		return s.again(tx, done.delivery, done.wait, nil, now)
	case stale:
		sub, found, err := get[Subscription](tx, subscriptionKey(done.Person, done.Hash))
		if err != nil {
			return err
		}
		if found && sub.Stale == nil {
			sub.Stale = &now
			if err := put(tx, subscriptionKey(done.Person, done.Hash), sub); err != nil {
				return err
			}
		}
		if found {
			return rest(tx, done.delivery)
		}
	case accepted, hopeless:
	}
	remove(tx, done.delivery)
	return nil
}

// again puts d further back in its line, or gives it up where its time would be over by then.
func (s *Sender) again(tx store.Txn, d delivery, wait time.Duration, accepted *time.Time, now time.Time) error {
	next := d
	next.Tries++
	next.Accepted = accepted
	next.Due = now.Add(max(wait, backOff(next.Tries, d.Hash)))
	if !next.Due.Before(d.Until) {
		remove(tx, d)
		return nil
	}
	return place(tx, next)
}
