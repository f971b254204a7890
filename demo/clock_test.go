package demo

import (
	"testing"
	"testing/synctest"
	"time"
)

// A clock that is moved on tells those whose time has come by it, and nobody else; left alone it runs as any other.
func TestAClockIsMovedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
		c := NewClock(began, time.Now)
		soon, later, alone := c.After(time.Hour), c.After(72*time.Hour), c.After(71*time.Hour)
		rang := func(tell <-chan time.Time) bool {
			select {
			case <-tell:
				return true
			default:
				return false
			}
		}
		if now := c.Move(70 * time.Hour); !now.Equal(began.Add(70 * time.Hour)) {
			t.Errorf("moved to %s", now)
		}
		if !rang(soon) || rang(later) || rang(alone) {
			t.Error("it told others than those whose time has come")
		}
		time.Sleep(time.Hour + time.Second)
		synctest.Wait()
		if !rang(alone) || rang(later) {
			t.Error("it does not run by itself")
		}
		if c.Move(-time.Hour); !c.Now().Equal(began.Add(71*time.Hour + time.Second)) {
			t.Errorf("it went back, to %s", c.Now())
		}
		if c.Move(time.Hour); !rang(later) {
			t.Error("the last was not told")
		}
	})
}
