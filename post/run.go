package post

import (
	"context"
	"fmt"
	"sync"
	"time"

	"passbok/store"
)

const (
	atOnce         = 4   // attempts by one way at the same time
	looked         = 200 // rows a round that nothing is done with
	idle           = 10 * time.Minute
	attemptTimeout = time.Minute
	tellAgain      = time.Minute
	storeRest      = time.Minute // from a store that takes nothing
)

// line is what goes by one way.
type line struct {
	*Queue
	kind string
	way  Way // nil: there is none, and what waits from before runs out
	wake chan struct{}

	turn   sync.Mutex // held by whoever works the line
	unkept bool       // an outcome could not be written down: nothing is sent before the store takes writes again

	mu       sync.Mutex
	failures int // of the way itself, in a row
	fault    Fault
	until    time.Time // left in peace until then
}

// Run sends what is due, as it falls due, until ctx ends; attempts that are under way then are broken off and made again at
// the next start. It returns nil when ctx ended.
func (q *Queue) Run(ctx context.Context) error { return q.all(ctx, true) }

// Deliver sends all that is due now, and returns when each has been tried once.
func (q *Queue) Deliver(ctx context.Context) error { return q.all(ctx, false) }

func (q *Queue) all(ctx context.Context, forever bool) error {
	var all sync.WaitGroup
	errs := make([]error, len(q.lines))
	for i, l := range q.lines {
		all.Go(func() { errs[i] = l.work(ctx, forever) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *line) wakeUp() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *line) work(ctx context.Context, forever bool) error {
	l.turn.Lock()
	defer l.turn.Unlock()
	for ctx.Err() == nil {
		next, did, err := l.round(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && !forever:
			return err
		case err != nil: // a store that takes nothing now may take it in a while
			l.cfg.Log.Error("the queue of messages stands still", "way", l.kind, "error", err)
			next = l.cfg.Clock().Add(storeRest)
		case did:
			continue // there may be more
		case !forever:
			return nil
		}
		wake := l.wake
		if err != nil || l.resting().After(l.cfg.Clock()) {
			wake = nil // another message is no reason to try
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-l.cfg.After(max(next.Sub(l.cfg.Clock()), 0)):
		}
	}
	return nil
}

// round does some of what is due, and tells when to look again, and whether it did anything.
func (l *line) round(ctx context.Context) (next time.Time, did bool, err error) {
	now := l.cfg.Clock().UTC()
	if l.unkept {
		if err := l.probe(ctx); err != nil {
			return now, false, fmt.Errorf("write to the queue of messages: %w", err)
		}
		l.unkept = false
	}
	room, until := l.room(now)
	var over, off []row
	err = l.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		over, off, next = nil, nil, now.Add(idle)
		seen := 0
		from, to := store.Prefix([]byte("due/" + l.kind + "/"))
		for kv, err := range r.Scan(from, to) {
			if err != nil {
				return err
			}
			hash := hashIn(kv.Key)
			kept, found, err := get(r, hash)
			if err == nil && !found {
				err = fmt.Errorf("it names %s, which is not there", hash)
			}
			switch {
			case err != nil:
				return err
			case kept.Due.After(now):
				next = earlier(next, kept.Due)
				return nil
			case kept.State != Waiting || !kept.Until.After(now):
				over = append(over, kept)
			case len(off) < room:
				off = append(off, kept)
			case !until.IsZero():
				next = earlier(next, until)
			}
			// Those that have waited longest come first, and so do those whose time is over.
			if seen++; seen >= looked || room > 0 && len(off) >= room {
				return nil
			}
		}
		return nil
	})
	if err != nil {
		return now, false, fmt.Errorf("read the queue of messages: %w", err)
	}
	for _, r := range over {
		if err := l.end(ctx, r, GivenUp, now); err != nil {
			return now, false, err
		}
	}
	return next, len(over)+len(off) > 0, l.send(ctx, off, now)
}

// room is how many messages may be under way, and where the way is left in peace, until when.
func (l *line) room(now time.Time) (int, time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.way == nil:
		return 0, time.Time{}
	case l.until.After(now):
		return 0, l.until
	case l.failures > 0: // one finds out whether it goes again
		return 1, time.Time{}
	}
	return atOnce, time.Time{}
}

// probe asks the store whether it takes writes.
func (l *line) probe(ctx context.Context) error {
	return l.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		tx.Put([]byte("probe"), nil)
		return nil
	})
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// send makes an attempt at each, at the same time, and writes down what came of it.
func (l *line) send(ctx context.Context, off []row, now time.Time) error {
	if len(off) == 0 {
		return nil
	}
	errs := make([]error, len(off))
	var all sync.WaitGroup
	for i, r := range off {
		all.Go(func() {
			attempt, cancel := context.WithTimeout(ctx, attemptTimeout)
			defer cancel()
			errs[i] = l.way.Send(attempt, r.To, r.Message)
		})
	}
	all.Wait()
	if ctx.Err() == nil {
		l.stands(errs, now)
	}
	var failed error
	for i, r := range off {
		if err := l.settle(ctx, r, errs[i], now); err != nil {
			failed, l.unkept = err, true
		}
	}
	return failed
}

// settle writes down what came of one attempt.
func (l *line) settle(ctx context.Context, r row, err error, now time.Time) error {
	if err == nil {
		l.count(string(Delivered))
		return l.end(ctx, r, Delivered, now) // also where we are told to stop just now; else it would be sent twice
	}
	if ctx.Err() != nil {
		return nil //nolint:nilerr // it is tried again at the next start, as if this had not been
	}
	f := FailureOf(err)
	l.count(f.Fault.String())
	switch f.Fault {
	case Never:
		return l.end(ctx, r, Refused, now)
	case Declined:
		l.cfg.Log.Warn("a message was not taken", "way", l.kind, "why", f.Words)
		return l.end(ctx, r, Turned, now)
	case Later, Away, Ours:
	}
	again := r
	again.At = now
	wait := f.Wait
	if f.Fault == Later {
		again.Tries++
		wait = max(wait, backOff(again.Tries, r.hash()))
	} else { // it is not the message's fault: it comes after those that wait with it
		wait = max(wait, l.resting().Sub(now))
	}
	again.Due = earlier(now.Add(wait), r.Until)
	return l.change(ctx, r, func(tx store.Txn) error {
		tx.Put(again.dueKey(), nil)
		return again.put(tx)
	})
}

func (l *line) count(result string) {
	if l.cfg.Meter != nil {
		l.cfg.Meter.Posted(l.kind, result)
	}
}

// change replaces a row that is still as it was; one that was forgotten meanwhile stays so.
func (l *line) change(ctx context.Context, was row, change func(store.Txn) error) error {
	err := l.cfg.Store.Update(context.WithoutCancel(ctx), Space, func(tx store.Txn) error {
		now, found, err := get(tx, was.hash())
		if err != nil || !found || now.State != was.State || !now.Due.Equal(was.Due) {
			return err
		}
		tx.Delete(was.dueKey())
		return change(tx)
	})
	if err != nil {
		return fmt.Errorf("keep what came of a message: %w", err)
	}
	return nil
}

// end writes down that a message ended, tells it, and writes down that it was told. A row that ended before is only told.
func (l *line) end(ctx context.Context, r row, as State, now time.Time) error {
	if r.State == Waiting {
		ended := r
		ended.State, ended.At, ended.Due = as, now, now
		if as == Delivered || as == Refused || as == Turned {
			ended.Tries++
		} else {
			l.count(string(GivenUp))
			l.cfg.Log.Warn("a message was given up", "way", l.kind, "tries", r.Tries)
		}
		err := l.change(ctx, r, func(tx store.Txn) error {
			tx.Put(ended.dueKey(), nil)
			return ended.put(tx)
		})
		if err != nil {
			return err
		}
		r = ended
	}
	if l.cfg.Ended != nil {
		if err := l.cfg.Ended(context.WithoutCancel(ctx), r.Fate, r.To); err != nil {
			l.cfg.Log.Error("what became of a message could not be told", "way", l.kind, "error", err)
			later := r
			later.Due = now.Add(tellAgain)
			return l.change(ctx, r, func(tx store.Txn) error {
				tx.Put(later.dueKey(), nil)
				return later.put(tx)
			})
		}
	}
	told := r
	told.Told, told.To, told.Message = true, "", Message{ID: r.ID}
	return l.change(ctx, r, func(tx store.Txn) error {
		tx.Put(untilKey(told.At.Add(remembered), told.hash()), nil)
		return told.put(tx)
	})
}
