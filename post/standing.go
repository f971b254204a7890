package post

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"passbok/store"
)

// stands takes what came of some attempts into what is known of the way itself, and says once what the operator must know.
func (l *line) stands(errs []error, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var worst *Failure
	reached := false
	for _, err := range errs {
		if err == nil {
			reached = true
			continue
		}
		switch f := FailureOf(err); f.Fault {
		case Away, Ours:
			if worst == nil || f.Fault > worst.Fault {
				worst = f
			}
		case Later, Never, Declined:
			reached = true
		}
	}
	if worst == nil || reached && worst.Fault == Away { // one connection that was cut is no outage
		if l.failures > 0 {
			l.cfg.Log.Info("messages leave again", "way", l.kind)
		}
		l.failures, l.until = 0, time.Time{}
		return
	}
	if l.failures == 0 || l.fault != worst.Fault {
		if worst.Fault == Ours {
			l.cfg.Log.Error("messages do not leave: our configuration is wrong", "way", l.kind, "why", worst.Words)
		} else {
			l.cfg.Log.Warn("messages do not leave now; they wait", "way", l.kind, "why", worst.Words)
		}
		l.failures = 0
	}
	l.failures, l.fault = l.failures+1, worst.Fault
	l.until = now.Add(max(worst.Wait, rest(worst.Fault, l.failures)))
}

// resting is until when the way is left in peace.
func (l *line) resting() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.until
}

// Census is how the line of one way stands.
type Census struct {
	Kind      string
	Connected bool      // there is such a way
	Waiting   int       // messages that are to be sent, or whose end is to be told
	Due       time.Time // of the one that has waited longest for its turn; zero where none is due
	Failures  int       // attempts in a row that did not reach whoever takes messages
	Stopped   bool      // by a configuration that is wrong
}

// Count goes through all that waits.
func (q *Queue) Count(ctx context.Context) ([]Census, error) {
	all := make([]Census, 0, len(q.lines))
	now := q.cfg.Clock()
	for _, l := range q.lines {
		c := Census{Kind: l.kind, Connected: l.way != nil}
		from, to := store.Prefix([]byte("due/" + l.kind + "/"))
		for kv, err := range store.Pages(ctx, q.cfg.Store, Space, from, to, 500) {
			if err != nil {
				return nil, fmt.Errorf("count messages: %w", err)
			}
			if c.Waiting++; c.Waiting == 1 {
				ms, err := strconv.ParseInt(strings.Split(string(kv.Key), "/")[2], 10, 64)
				if err != nil {
					return nil, fmt.Errorf("count messages: a key that is not ours: %w", err)
				}
				if due := time.UnixMilli(ms).UTC(); !due.After(now) {
					c.Due = due
				}
			}
		}
		l.mu.Lock()
		c.Failures, c.Stopped = l.failures, l.failures > 0 && l.fault == Ours
		l.mu.Unlock()
		all = append(all, c)
	}
	return all, nil
}
