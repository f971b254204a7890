package house

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever asks waits for a look that has seen what they wrote, and for no other.
func TestLooksWaitForTheLastChange(t *testing.T) {
	const tick = time.Second
	changed := make(chan struct{})
	close(changed)
	for _, c := range []struct {
		name  string
		looks func(l *looks) // what happened before somebody asks
		wait  time.Duration  // one ends at the next tick if it is under way, and begins if not
	}{
		{"nobody looks", func(*looks) {}, 0},
		{"nothing has changed since", func(l *looks) { l.begin(make(chan struct{})); l.end() }, 0},
		{"changed since the last", func(l *looks) { l.begin(changed); l.end() }, 2 * tick},
		{"one is under way that sees it", func(l *looks) { l.begin(make(chan struct{})) }, tick},
		{"one is under way that may not see it", func(l *looks) { l.begin(changed) }, 3 * tick},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLooks()
				c.looks(l)
				underWay := l.ended < l.begun
				go func() {
					for {
						select {
						case <-t.Context().Done():
							return
						case <-time.After(tick):
						}
						if underWay {
							l.end()
						} else {
							l.begin(make(chan struct{}))
						}
						underWay = !underWay
					}
				}()
				asked := time.Now()
				l.wait(t.Context())
				if waited := time.Since(asked); waited != c.wait {
					t.Errorf("waited %s, want %s", waited, c.wait)
				}
			})
		})
	}
}

// Nobody waits for longer than they want to.
func TestLooksGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLooks()
		l.begin(make(chan struct{}))
		ctx, done := context.WithTimeout(t.Context(), time.Second)
		defer done()
		asked := time.Now()
		l.wait(ctx)
		if waited := time.Since(asked); waited != time.Second {
			t.Errorf("waited %s, want a second", waited)
		}
	})
}
