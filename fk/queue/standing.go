package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"passbok/fk/elt"
	"passbok/store"
)

// Outage is that calls come to nothing, one after the other. Zero Calls is none.
type Outage struct {
	Since time.Time `json:"since"` // the first of them
	Last  time.Time `json:"last"`
	Calls int       `json:"calls"`
	Code  string    `json:"code"`  // of the last
	Words string    `json:"words"` // Försäkringskassan's, if it said any
}

// Standing is how the connection stands.
type Standing struct {
	Connected bool
	Stopped   string    // why no call is made until somebody has seen to it, for whoever runs the house; "": they are made
	Since     time.Time // when that was
	Outage    Outage
}

// Standing is how it stands now.
func (q *Queue) Standing() Standing {
	pace := q.pace.Standing()
	q.mu.RLock()
	defer q.mu.RUnlock()
	return Standing{q.cfg.Client.Connected(), pace.Stopped, pace.Since, q.outage}
}

// after is the outage once a call has come to something, or to nothing. That Försäkringskassan turns a document down is an answer.
func (q *Queue) after(came error, now time.Time) Outage {
	failure := &elt.Failure{Kind: elt.Later, Uncertain: true}
	if came == nil || errors.As(came, &failure) && failure.Kind == elt.Rejected {
		return Outage{}
	}
	q.mu.RLock()
	o := q.outage
	q.mu.RUnlock()
	if o.Calls == 0 {
		o.Since = now
	}
	o.Calls, o.Last, o.Code, o.Words = o.Calls+1, now, CodeOf(failure), failure.Words
	return o
}

// CodeOf says what a failure of the connection means, as a code.
func CodeOf(err error) string {
	var failure *elt.Failure
	switch {
	case !errors.As(err, &failure) || failure.Kind == elt.Later && failure.Uncertain:
		return CodeUnanswered
	case failure.Kind == elt.Later:
		return CodeUnreachable
	}
	return CodeStopped
}

// rest is how long the line leaves a service in peace that answers nobody: longer with each call, and a minute at the most. What
// ails one document alone does not hold the others up.
func (q *Queue) rest(now time.Time) time.Duration {
	q.mu.RLock()
	o := q.outage
	q.mu.RUnlock()
	const before = 3 // calls that may have failed for reasons of their own
	if o.Calls < before {
		return 0
	}
	whole := longestRest
	if over := o.Calls - before; over < 6 {
		whole = min(time.Second<<over, longestRest)
	}
	// A clock that was set back must not hold the line for longer than that.
	return min(o.Last.Add(whole).Sub(now), whole)
}

// Greet proves the connection without a call. Where it holds, and a person says that they have seen to what was stopped, calls are let
// through again. The error is an *elt.Failure, or of the store.
func (q *Queue) Greet(ctx context.Context, resume bool) error {
	if !q.cfg.Client.Connected() {
		return Refuse(CodeNotConnected)
	}
	if err := q.cfg.Client.Greet(ctx); err != nil || !resume {
		return err
	}
	return q.Resume(ctx)
}

// Resume lets calls through again: somebody has seen to the connection.
func (q *Queue) Resume(ctx context.Context) error {
	if err := q.pace.Resume(ctx); err != nil {
		return err
	}
	q.wakeUp()
	return nil
}

// Again lets a document go on that is held, or tries one at once that is uncertain: a person has looked into it. The error is a
// [Refusal] with CodeUnknown, CodeNotHeld or CodeDamaged.
func (q *Queue) Again(ctx context.Context, s Sheet) error {
	q.changing.Lock()
	defer q.changing.Unlock()
	q.mu.RLock()
	item, there := q.open[s]
	q.mu.RUnlock()
	switch {
	case !there:
		return Refuse(CodeUnknown)
	case item.State != elt.EntryHeld && (item.State != elt.EntryWaiting || !item.Uncertain):
		return Refuse(CodeNotHeld)
	case item.Begun:
		return nil // it is being sent at this moment
	}
	if _, err := q.message(ctx, item); err != nil {
		return err
	}
	item.State, item.Why, item.Due = elt.EntryWaiting, "", q.cfg.Clock().UTC()
	if err := q.keep(ctx, item, nil); err != nil {
		return err
	}
	q.wakeUp()
	return nil
}

// Census is how many documents stand how.
type Census struct {
	Waiting   int       // to be sent, with those that are uncertain
	Uncertain int       // of them: they may have been taken
	Held      int       // a person must look
	Untold    int       // ended, and their book does not know it yet
	Oldest    time.Time // when the oldest of them all was put; zero: there is none
	Stopped   bool
	Outage    int // calls in a row that came to nothing
}

// Count counts them.
func (q *Queue) Count() Census {
	c := Census{Stopped: q.pace.Standing().Stopped != ""}
	q.mu.RLock()
	defer q.mu.RUnlock()
	c.Outage = q.outage.Calls
	for _, i := range q.open {
		switch i.State {
		case elt.EntryWaiting:
			c.Waiting++
			if i.Uncertain {
				c.Uncertain++
			}
		case elt.EntryHeld:
			c.Held++
		default:
			c.Untold++
		}
		if c.Oldest.IsZero() || i.Queued.Before(c.Oldest) {
			c.Oldest = i.Queued
		}
	}
	return c
}

// Taken tells whether Försäkringskassan has ever taken a document from this queue, as far as it is kept.
func (q *Queue) Taken(ctx context.Context) (bool, error) {
	if q.taken.Load() {
		return true, nil
	}
	for kv, err := range store.Pages(ctx, q.cfg.Store, Space, []byte(donePlace), []byte("done0"), 100) {
		if err != nil {
			return false, fmt.Errorf("look whether anything was taken by ELT: %w", err)
		}
		item, err := readItem(kv.Value)
		if err != nil {
			return false, err
		}
		if item.State == elt.EntryReceived {
			q.taken.Store(true)
			return true, nil
		}
	}
	return false, nil
}
