package bankid

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"passbok/store"
)

const (
	atOnce = 32  // orders collected at the same time
	sweep  = 100 // orders forgotten at most, an update
)

// round is the state of a running loop.
type round struct {
	*Orders
	mu     sync.Mutex
	flying map[string]bool      // orders that are being asked about
	asked  map[string]time.Time // when each was asked about last
}

// Run collects every running order each two seconds, one question at a time for each, until ctx ends; orders that a
// process before this one began are among them. It returns nil when ctx ended. Only one runs at a time.
func (o *Orders) Run(ctx context.Context) error {
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-ctx.Done():
		return nil
	}
	r := &round{Orders: o, flying: map[string]bool{}, asked: map[string]time.Time{}}
	var asking sync.WaitGroup
	defer asking.Wait()
	for {
		wait, err := r.start(ctx, &asking)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil { // a store that gives nothing now may give it in a while
			o.cfg.Log.Error("orders of BankID stand still", "err", err)
			wait = time.Minute
		}
		select {
		case <-ctx.Done():
			return nil
		case <-o.wake:
		case <-o.cfg.After(wait):
		}
	}
}

// start asks about each order whose time has come, and gives how long it is until the next.
func (r *round) start(ctx context.Context, asking *sync.WaitGroup) (wait time.Duration, err error) {
	if err := r.forgetOld(ctx); err != nil {
		return 0, err
	}
	var running []string
	err = r.cfg.Store.View(ctx, Space, func(rd store.Reader) error {
		running = nil
		for kv, err := range rd.Scan(store.Prefix([]byte(runningKeys))) {
			if err != nil {
				return err
			}
			running = append(running, strings.TrimPrefix(string(kv.Key), runningKeys))
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("read the running orders: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.cfg.Clock()
	wait = time.Minute // nothing runs: whoever begins wakes us
	known := map[string]time.Time{}
	for _, id := range running {
		last, asked := r.asked[id]
		if asked {
			known[id] = last
		}
		left := Pace - now.Sub(last)
		switch {
		case r.flying[id] || (left <= 0 && len(r.flying) >= atOnce):
			wait = min(wait, Pace)
		case !asked: // a new one: nobody has had the time to open an app
			known[id] = now
			wait = min(wait, Pace)
		case left > 0:
			wait = min(wait, left)
		default:
			known[id], r.flying[id] = now, true
			wait = min(wait, Pace)
			asking.Go(func() {
				r.ask(ctx, id)
				r.mu.Lock()
				defer r.mu.Unlock()
				delete(r.flying, id)
			})
		}
	}
	r.asked = known
	return wait, nil
}

// ask collects one order, and writes down what is new.
func (r *round) ask(ctx context.Context, id string) {
	var rec record
	err := r.cfg.Store.View(ctx, Space, func(rd store.Reader) (err error) {
		rec, err = read(rd, id)
		return err
	})
	if err != nil || rec.Status != Pending {
		return // taken away or ended meanwhile; and a store that cannot be read is told of by the loop
	}
	got, err := r.cfg.API.Collect(ctx, rec.Started.OrderRef)
	if ctx.Err() != nil {
		return // the next process asks again
	}
	late := r.cfg.Clock().Sub(rec.Made) > Deadline
	switch {
	case err != nil && (Gone(err) || late):
		r.cfg.Log.Warn("an order of BankID was given up", "code", CodeOf(err), "err", err)
		got = Collected{Status: Failed, Hint: Unheard}
	case err != nil:
		r.cfg.Log.Info("BankID did not say how an order stands", "code", CodeOf(err), "err", err)
		return
	case got.Status == Pending && late:
		got = Collected{Status: Failed, Hint: Expired}
	case got.Status == Pending && got.Hint == rec.Hint:
		return
	}
	if err := r.settle(ctx, id, got); err != nil && ctx.Err() == nil {
		r.cfg.Log.Error("what BankID said of an order could not be kept; it is asked again", "err", err)
	}
}

// settle writes down what is known of an order now. What has ended stays as it ended.
func (o *Orders) settle(ctx context.Context, id string, got Collected) error {
	now := o.cfg.Clock().UTC()
	err := o.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		rec, err := read(tx, id)
		if errors.Is(err, ErrUnknown) {
			return nil
		}
		if err != nil || rec.Status != Pending {
			return err
		}
		if got.Status != Pending {
			return rec.end(tx, got, now)
		}
		rec.Hint = got.Hint
		return rec.write(tx)
	})
	if err != nil {
		return fmt.Errorf("keep how an order stands: %w", err)
	}
	if got.Status == Complete {
		select {
		case o.done <- struct{}{}:
		default:
		}
	}
	return nil
}

// forgetOld forgets orders whose time is over.
func (r *round) forgetOld(ctx context.Context) error {
	now := r.cfg.Clock()
	var old []string
	err := r.cfg.Store.View(ctx, Space, func(rd store.Reader) error {
		old = nil
		for kv, err := range rd.Scan([]byte(untilKeys), fmt.Appendf(nil, "%s%015d/", untilKeys, now.UnixMilli())) {
			if err != nil {
				return err
			}
			if len(old) == sweep {
				return nil
			}
			_, id, _ := strings.Cut(strings.TrimPrefix(string(kv.Key), untilKeys), "/")
			old = append(old, id)
		}
		return nil
	})
	if err != nil || len(old) == 0 {
		return err
	}
	r.cfg.Log.Info("orders of BankID were forgotten", "orders", len(old))
	err = r.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		for _, id := range old {
			rec, err := read(tx, id)
			if errors.Is(err, ErrUnknown) {
				continue
			}
			if err != nil {
				return err
			}
			if err := rec.forget(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget old orders: %w", err)
	}
	return nil
}
