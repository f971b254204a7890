package elt

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// disk is a Memory that can be full.
type disk struct {
	mu   sync.Mutex
	kept Standing
	full bool
}

var errFull = errors.New("no space left")

func (d *disk) Load(context.Context) (Standing, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.full {
		return Standing{}, errFull
	}
	return d.kept, nil
}

func (d *disk) Save(_ context.Context, s Standing) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.full {
		return errFull
	}
	d.kept = s
	return nil
}

func (d *disk) fill(full bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.full = full
}

func newPace(t *testing.T, d *disk) *Pace {
	t.Helper()
	p, err := NewPace(t.Context(), d, time.Now, time.After)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Many callers, one pace: each comes through, no two within a second.
func TestOneASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(t, &disk{})
		start := time.Now()
		var mu sync.Mutex
		var calls []time.Duration
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if err := p.Wait(t.Context()); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				calls = append(calls, time.Since(start))
			})
		}
		all.Wait()
		slices.Sort(calls)
		for i, at := range calls {
			if at != time.Duration(i)*time.Second {
				t.Fatalf("call %d after %s", i, at)
			}
		}
		// A quiet hour saves no calls up.
		time.Sleep(time.Hour)
		before := time.Now()
		for range 3 {
			if err := p.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(before); took != 2*time.Second {
			t.Errorf("three calls after a quiet hour took %s", took)
		}
	})
}

func TestPaceOverARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &disk{}
		if err := newPace(t, d).Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := time.Now()
		if err := newPace(t, d).Wait(t.Context()); err != nil || time.Since(before) != time.Second {
			t.Errorf("%v, after %s", err, time.Since(before))
		}
		// A clock that was set back by a day holds nobody for a day.
		d.kept.Next = time.Now().Add(24 * time.Hour)
		before = time.Now()
		if err := newPace(t, d).Wait(t.Context()); err != nil || time.Since(before) != time.Second {
			t.Errorf("%v, after %s", err, time.Since(before))
		}
	})
}

// Shut off by Försäkringskassan: whoever waits is told at once, and nobody comes through, over a restart too, until somebody
// has seen to it.
func TestStopAndResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &disk{}
		p := newPace(t, d)
		if err := p.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		told := make(chan error, 3)
		for range cap(told) {
			go func() { told <- p.Wait(t.Context()) }()
		}
		synctest.Wait()
		at := time.Now()
		if err := errors.Join(p.Stop(t.Context(), "shut off"), p.Stop(t.Context(), "and again")); err != nil {
			t.Fatal(err)
		}
		for range cap(told) {
			if err := <-told; !errors.Is(err, ErrStopped) {
				t.Error(err)
			}
		}
		if !time.Now().Equal(at) {
			t.Errorf("told %s later", time.Since(at))
		}
		p = newPace(t, d)
		if s := p.Standing(); s.Stopped != "shut off" || !s.Since.Equal(at) {
			t.Errorf("after a restart: %+v", s)
		}
		if err := p.Wait(t.Context()); !errors.Is(err, ErrStopped) {
			t.Error(err)
		}
		time.Sleep(time.Minute)
		if err := errors.Join(p.Resume(t.Context()), p.Wait(t.Context())); err != nil || p.Standing().Stopped != "" || d.kept.Stopped != "" {
			t.Errorf("%v %+v", err, p.Standing())
		}
	})
}

func TestPaceGivesUpWithItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(t, &disk{})
		ended, end := context.WithCancel(t.Context())
		if err := p.Wait(ended); err != nil {
			t.Fatal(err)
		}
		told := make(chan error, 2)
		for range cap(told) { // one waits for time, the other for its turn
			go func() { told <- p.Wait(ended) }()
		}
		synctest.Wait()
		end()
		for range cap(told) {
			if err := <-told; !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		before := time.Now()
		if err := p.Wait(t.Context()); err != nil || time.Since(before) != time.Second {
			t.Errorf("the next: %v after %s", err, time.Since(before))
		}
	})
}

// What cannot be written down is not done; but who is shut off stays so.
func TestPaceOnAFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &disk{}
		p := newPace(t, d)
		d.fill(true)
		if err := p.Wait(t.Context()); !errors.Is(err, errFull) {
			t.Error(err)
		}
		if _, err := NewPace(t.Context(), d, time.Now, time.After); !errors.Is(err, errFull) {
			t.Error(err)
		}
		if err := p.Stop(t.Context(), "shut off"); !errors.Is(err, errFull) {
			t.Error(err)
		}
		if err := p.Resume(t.Context()); !errors.Is(err, errFull) {
			t.Error(err)
		}
		if err := p.Wait(t.Context()); !errors.Is(err, ErrStopped) {
			t.Error(err)
		}
		d.fill(false)
		before := time.Now()
		if err := errors.Join(p.Resume(t.Context()), p.Wait(t.Context())); err != nil || !time.Now().Equal(before) {
			t.Errorf("%v after %s", err, time.Since(before))
		}
	})
}
