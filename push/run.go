package push

import (
	"context"
	"fmt"
	"time"

	"passbok/store"
)

const (
	perHost  = 8   // attempts at one host at the same time
	inAll    = 128 // attempts at the same time
	sickFrom = 3   // failures in a row from which a host is asked by one attempt at a time
	idle     = time.Hour
)

// line is what is known of one host, for as long as Run runs.
type line struct{ flying, failures int }

func (l line) room() int {
	if l.failures >= sickFrom {
		return 1 - l.flying
	}
	return perHost - l.flying
}

// round is the state of a running queue: it belongs to one goroutine.
type round struct {
	*Sender
	lines   map[string]*line
	flying  map[string]bool // pending keys
	results chan result
	unkept  bool // an outcome could not be written down: nothing is sent before the store takes writes again
}

// Run sends what is due, as it falls due, until ctx ends; attempts that fly then are broken off and
// made again at the next start. It returns nil when ctx ended. Only one runs at a time.
func (s *Sender) Run(ctx context.Context) error { return s.work(ctx, true) }

// Deliver sends all that is due now, and returns when each has been tried once.
func (s *Sender) Deliver(ctx context.Context) error { return s.work(ctx, false) }

// ready is a delivery whose time has come, with the subscription it is to.
type ready struct {
	delivery
	sub   Subscription
	found bool
}

func (s *Sender) work(ctx context.Context, forever bool) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil
	}
	r := &round{Sender: s, lines: map[string]*line{}, flying: map[string]bool{}, results: make(chan result)}
	flight, land := context.WithCancel(ctx)
	defer func() {
		land()
		for range len(r.flying) {
			// What was broken off stays in its line; what was answered just then is written down.
			r.landed(<-r.results)
		}
	}()
	for {
		next, err := r.start(ctx, flight)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !forever {
			return err
		}
		if err != nil { // a store that takes nothing now may take it in a while
			s.log.Error("the queue of notices stands still", "err", err)
			next = s.clock().Add(time.Minute)
		}
		if !forever && len(r.flying) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case done := <-r.results:
			r.landed(done)
		case <-s.wake:
		case <-s.after(max(next.Sub(s.clock()), 0)):
		}
	}
}

// start sends off as much of what is due as there is room for, and returns when to look again.
func (r *round) start(ctx, flight context.Context) (next time.Time, err error) {
	now := r.clock().UTC()
	next = now.Add(idle)
	if r.unkept {
		if err := r.probe(ctx); err != nil {
			return next, err
		}
		r.unkept = false
	}
	var off []ready
	err = r.store.View(ctx, r.space, func(rd store.Reader) error {
		off, next = nil, now.Add(idle)
		from, end := store.Prefix([]byte(dueKeys))
		for from != nil {
			// One line after the other: however long one is, it costs the others nothing.
			host, more, at, err := r.first(rd, from, end, inAll-len(r.flying)-len(off), now)
			if err != nil || host == "" {
				return err
			}
			off, next = append(off, more...), earlier(next, at)
			_, from = store.Prefix([]byte(dueKeys + host + "/"))
		}
		return nil
	})
	if err != nil {
		return next, fmt.Errorf("read what is due: %w", err)
	}
	for _, d := range off {
		r.flying[d.pendingKey()] = true
		r.line(d.Line).flying++
		go func() { r.results <- r.carry(flight, d.delivery, d.sub, d.found, now) }()
	}
	return next, nil
}

// first reads the head of the first line at or after from: what is due in it, as far as its host
// and the whole have room, and when to look at it again. host is "" where there is no line left.
func (r *round) first(rd store.Reader, from, end []byte, whole int, now time.Time) (host string, off []ready, next time.Time, err error) {
	next = now.Add(idle)
	for kv, err := range rd.Scan(from, end) {
		if err != nil {
			return "", nil, next, err
		}
		of, due, pending, err := readDue(kv.Key)
		if err != nil {
			return "", nil, next, err
		}
		if host == "" {
			host = of
			whole = min(whole, r.line(host).room())
		}
		if of != host || whole <= len(off) { // one that lands makes room, and wakes us
			return host, off, next, nil
		}
		if due.After(now) {
			return host, off, due, nil
		}
		if r.flying[pending] {
			continue
		}
		d, found, err := get[delivery](rd, pending)
		if err == nil && !found {
			err = fmt.Errorf("the queue names %s, which is not there", pending)
		}
		if err != nil {
			return "", nil, next, err
		}
		sub, found, err := get[Subscription](rd, subscriptionKey(d.Person, d.Hash))
		if err != nil {
			return "", nil, next, err
		}
		off = append(off, ready{d, sub, found})
	}
	return host, off, next, nil
}

// probe asks the store whether it takes writes.
func (r *round) probe(ctx context.Context) error {
	return r.store.Update(ctx, r.space, func(tx store.Txn) error {
		tx.Put([]byte("notice/probe"), nil)
		return nil
	})
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (r *round) line(host string) *line {
	l := r.lines[host]
	if l == nil {
		l = &line{}
		r.lines[host] = l
	}
	return l
}

// landed takes a finished attempt into the books of its host.
func (r *round) landed(done result) {
	delete(r.flying, done.pendingKey())
	r.unkept = r.unkept || done.unkept
	l := r.line(done.Line)
	l.flying--
	switch {
	case done.answer != later:
		l.failures = 0
	case done.status == 0 || done.status >= 500:
		l.failures++
	}
	if r.meter != nil {
		r.meter.Tried(done.answer.String())
	}
	if l.flying == 0 && l.failures == 0 {
		delete(r.lines, done.Line) // hosts are as many as phones name
	}
	if done.err != nil && done.answer != later {
		r.log.Warn("a notice was given up", "notice", done.Notice.Code, "status", done.status, "err", done.err)
	}
}
