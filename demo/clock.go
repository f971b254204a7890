package demo

import (
	"slices"
	"sync"
	"time"
)

// Clock runs as the machine's does, from whatever time it is set to, and can be moved on: what waits for a time that has come by
// it goes on at once. So a month of what people are told can be seen in seconds.
type Clock struct {
	machine func() time.Time
	mu      sync.Mutex
	off     time.Duration
	waiting []waiting
}

type waiting struct {
	due   time.Time
	tell  chan time.Time
	timer *time.Timer // the machine's own
}

// NewClock is a clock at which it is at now; machine is the machine's own.
func NewClock(at time.Time, machine func() time.Time) *Clock {
	return &Clock{machine: machine, off: at.Sub(machine())}
}

// Now is the time by it.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time { return c.machine().Add(c.off) }

// After is time.After by it.
func (c *Clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	tell := make(chan time.Time, 1)
	c.waiting = append(c.waiting, waiting{c.now().Add(d), tell, time.AfterFunc(d, c.ring)})
	return tell
}

// Move moves it on, and tells the time that it is then.
func (c *Clock) Move(by time.Duration) time.Time {
	c.mu.Lock()
	c.off += max(by, 0)
	c.mu.Unlock()
	c.ring()
	return c.Now()
}

// ring tells all whose time has come; the others wait for what is left.
func (c *Clock) ring() {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.waiting = slices.DeleteFunc(c.waiting, func(w waiting) bool {
		if w.due.After(now) {
			w.timer.Reset(w.due.Sub(now))
			return false
		}
		w.timer.Stop()
		w.tell <- now
		return true
	})
}
