package post

import (
	"errors"
	"time"
)

// Fault is what kept a message from being sent. Who sends it tells them apart, since each asks for something else.
type Fault int

// The faults.
const (
	Later    Fault = iota // this message is not taken now; it may be in a while
	Away                  // whoever takes messages is not reached, or takes none now
	Never                 // the address takes nothing: there is no such mailbox or number
	Declined              // this message is not taken, and would not be if it came again; the address may be good
	Ours                  // our own configuration is wrong: the operator must look
)

var faults = [...]string{Later: "later", Away: "away", Never: "refused", Declined: "declined", Ours: "ours"}

func (f Fault) String() string { return faults[f] }

// Failure is why a way has not sent a message. Its words are for the operator, and hold no address and nothing of what another
// server has said, which could.
type Failure struct {
	Fault Fault
	Words string
	Wait  time.Duration // that was asked for before the next attempt; 0: nothing
}

// Error is the words.
func (f *Failure) Error() string { return f.Words }

// FailureOf reads an error of a way. What is no [Failure] is taken for one that passes, and its own words are not told.
func FailureOf(err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	return &Failure{Fault: Later, Words: "it failed for a reason that the way does not tell"}
}

// backOff is how long to wait after the tries-th failure of a message: a minute, doubled each time, at most two hours, and a
// fifth more or less by its key, so that those which failed together do not return together. Who greylists wants some
// minutes.
func backOff(tries int, key string) time.Duration {
	wait := 2 * time.Hour
	if tries < 8 {
		wait = min(wait, time.Minute<<max(tries-1, 0))
	}
	var spread int64
	for i := range len(key) {
		spread = (spread*31 + int64(key[i])) % 400
	}
	return wait * time.Duration(800+spread) / 1000
}

// rest is how long to leave a way in peace after so many failures of its own in a row.
func rest(fault Fault, failures int) time.Duration {
	first, most := 5*time.Second, 10*time.Minute
	if fault == Ours { // nothing changes before somebody has looked
		first, most = time.Minute, 30*time.Minute
	}
	if failures > 12 {
		return most
	}
	return min(most, first<<max(failures-1, 0))
}
