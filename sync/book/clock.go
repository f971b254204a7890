package book

import (
	"fmt"
	"math"
	"time"

	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// sane is the largest offset that is believed, in milliseconds: thousands of years.
const sane = 1e14

// offset is how far, in milliseconds, a device's clock is ahead; 0 where it does not say.
func offset(deviceNow string, now time.Time) int64 {
	at, err := time.Parse(time.RFC3339Nano, deviceNow)
	if err != nil {
		return 0
	}
	return at.Sub(now).Milliseconds()
}

// mark is how far, in milliseconds, the device's clock was ahead when a person acted; 0 within two minutes. It is a
// judgement by evidence, told to people: nothing is refused for it and nothing corrected.
//
// What the operation itself says of its offset is believed: the device measured it before the person acted, and the
// clock may have been set since. Where it does not say (it could not know), the clock is taken to have been as it is at
// this request. Two things show that it cannot have been so: an operation said to be made after it came here, and one
// said to be made before something that its writer had seen.
func (t *taking) mark(o op.Op) (int64, error) {
	ahead := t.clock
	if ms := o.At.Offset; ms != 0 && math.Abs(ms) < sane {
		ahead = int64(ms)
	}
	tolerance := op.ClockTolerance.Milliseconds()
	if wall, err := time.Parse(time.RFC3339Nano, o.At.Wall); err == nil {
		if least := wall.Sub(t.Now).Milliseconds(); ahead < least-tolerance {
			ahead = least
		}
		seen, err := t.takenAt(o.Base)
		if err != nil {
			return 0, err
		}
		if most := wall.Sub(seen).Milliseconds(); !seen.IsZero() && ahead > most+tolerance {
			ahead = most
		}
	}
	if max(ahead, -ahead) <= tolerance {
		return 0, nil
	}
	return ahead, nil
}

// takenAt is when the server took an entry; zero where there is none (the number is a client's).
func (t *taking) takenAt(seq uint64) (time.Time, error) {
	if seq == 0 || seq > t.End().Seq {
		return time.Time{}, nil
	}
	text, err := t.Get(layout.LogKey(seq))
	if err != nil {
		return time.Time{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	if text == nil {
		return time.Time{}, nil
	}
	header, err := op.DecodeHeader(text)
	if err != nil {
		return time.Time{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	at, err := time.Parse(time.RFC3339Nano, header.At)
	if err != nil {
		return time.Time{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return at, nil
}
