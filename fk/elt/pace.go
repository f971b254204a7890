package elt

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Gap is the least time between the beginnings of two calls: Försäkringskassan wants about one a second of a system
// supplier, all its providers together, and shuts off who sends more.
const Gap = time.Second

// Standing is what outlives a restart: when the next call may be made, and whether any may.
type Standing struct {
	Next    time.Time `json:"next"`    // not before this
	Stopped string    `json:"stopped"` // why none may be made until somebody has seen to it; "": they may
	Since   time.Time `json:"since"`   // when that was
}

// Memory keeps a Standing. What Save was given is on the disk when it returns.
type Memory interface {
	Load(ctx context.Context) (Standing, error) // the zero value where nothing was ever saved
	Save(ctx context.Context, s Standing) error
}

// Pace lets calls through one after the other, Gap apart, in the order in which they asked. There is one for all
// providers. Make one with NewPace.
type Pace struct {
	memory Memory
	clock  func() time.Time
	after  func(time.Duration) <-chan time.Time
	turn   chan struct{} // holds one: who has it may go on

	mu       sync.Mutex
	standing Standing
	changed  chan struct{} // closed and made anew when calls are stopped
}

// ErrStopped says that no call may be made until [Pace.Resume].
var ErrStopped = errors.New("calls to ELT are stopped until somebody has seen to the connection")

// NewPace goes on from what memory holds. after is as time.After.
func NewPace(ctx context.Context, memory Memory, clock func() time.Time, after func(time.Duration) <-chan time.Time) (*Pace, error) {
	was, err := memory.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the pace of ELT: %w", err)
	}
	p := &Pace{memory: memory, clock: clock, after: after, turn: make(chan struct{}, 1), standing: was, changed: make(chan struct{})}
	p.turn <- struct{}{}
	return p, nil
}

// Wait returns when a call may be made: at most one a Gap, over restarts too. It returns ErrStopped where none may, and ctx's
// error where that ends first.
func (p *Pace) Wait(ctx context.Context) error {
	select {
	case <-p.turn:
		defer func() { p.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		standing, changed := p.look()
		if standing.Stopped != "" {
			return ErrStopped
		}
		// A clock that was set back must not hold calls for longer than a gap.
		left := min(standing.Next.Sub(p.clock()), Gap)
		if left > 0 {
			select {
			case <-p.after(left):
			case <-changed:
				continue
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		gone, err := p.pass(ctx)
		if err != nil || gone {
			return err
		}
	}
}

// pass takes the place of one call, and writes it down before the call is made.
func (p *Pace) pass(ctx context.Context) (gone bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.standing.Stopped != "" {
		return false, nil
	}
	next := p.standing
	next.Next = p.clock().Add(Gap)
	if err := p.memory.Save(ctx, next); err != nil {
		return false, fmt.Errorf("keep the pace of ELT: %w", err)
	}
	p.standing = next
	return true, nil
}

func (p *Pace) look() (Standing, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.standing, p.changed
}

// Standing is how it stands now.
func (p *Pace) Standing() Standing {
	s, _ := p.look()
	return s
}

// Stop lets no call through until Resume, over restarts too; whoever waits is told. The first reason stays.
func (p *Pace) Stop(ctx context.Context, why string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.standing.Stopped != "" {
		return nil
	}
	next := p.standing
	next.Stopped, next.Since = why, p.clock()
	// It stands from now on even where it cannot be written down: a supplier that is shut off must not go on.
	p.standing = next
	close(p.changed)
	p.changed = make(chan struct{})
	if err := p.memory.Save(ctx, next); err != nil {
		return fmt.Errorf("keep that ELT is stopped: %w", err)
	}
	return nil
}

// Resume lets calls through again: somebody has seen to it.
func (p *Pace) Resume(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.standing
	next.Stopped, next.Since = "", time.Time{}
	if err := p.memory.Save(ctx, next); err != nil {
		return fmt.Errorf("keep that ELT goes on: %w", err)
	}
	p.standing = next
	return nil
}
