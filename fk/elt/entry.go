package elt

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// EntryState is how far a document in the queue has come.
type EntryState string

// The states of an [Entry].
const (
	EntryWaiting  EntryState = "waiting"
	EntryReceived EntryState = "received" // there is a receipt: it leaves the queue
	EntryRejected EntryState = "rejected" // Försäkringskassan does not take it: people decide what now
	EntryHeld     EntryState = "held"     // it may have been taken, and must not be sent again by itself
)

// Entry is a document that is to be sent, as a value: whoever keeps the queue writes it down before a call (Begin) and
// after it (End), and finds in it after a restart what was left.
type Entry struct {
	ID        string     `json:"id"`       // the document's
	Provider  string     `json:"provider"` // whose it is: turns are taken between providers
	Queued    time.Time  `json:"queued"`
	State     EntryState `json:"state"`
	Tries     int        `json:"tries"`     // calls that were begun and told us nothing
	Due       time.Time  `json:"due"`       // not before this
	Begun     bool       `json:"begun"`     // a call was begun, and its end is not written down
	Uncertain bool       `json:"uncertain"` // Försäkringskassan may have it, and we have no receipt
	Receipt   Receipt    `json:"receipt"`
	Fault     string     `json:"fault"` // where it is rejected
	Words     string     `json:"words"` // Försäkringskassan's
}

// Begin is the entry as it is to be kept before a call. Should the process end in the call, Found says what then.
func (e Entry) Begin() Entry {
	e.Begun = true
	return e
}

// Found is the entry as it is after a restart: where a call had begun, nobody knows how it ended.
func (e Entry) Found() Entry {
	if e.Begun {
		e.Begun, e.Uncertain = false, true
		e.hold()
	}
	return e
}

// End is the entry after a call, with what came of it; err is what [Client.Send] returned. stop says that no further
// call is to be made by anyone: see [Pace.Stop]. jitter is from 0 to 1, the latter excluded.
func (e Entry) End(r Receipt, err error, now time.Time, jitter float64) (after Entry, stop bool) {
	e.Begun = false
	if err == nil {
		e.State, e.Receipt, e.Uncertain, e.Fault, e.Words = EntryReceived, r, false, "", ""
		return e, false
	}
	failure := &Failure{Kind: Later, Uncertain: true, err: err}
	_ = errors.As(err, &failure)
	e.Uncertain = e.Uncertain || failure.Uncertain
	switch failure.Kind {
	case Rejected:
		// What was uncertain stays so: an earlier call may have been taken, and this one turned down for that.
		e.State, e.Fault, e.Words = EntryRejected, failure.Fault, failure.Words
	case Stopped:
		e.Due = now // it was not its fault
		return e, true
	default:
		e.Tries++
		e.Due = now.Add(delay(e.Tries, jitter))
		e.hold()
	}
	return e, false
}

func (e *Entry) hold() {
	if e.Uncertain && !mayRepeat(*e) {
		e.State = EntryHeld
	}
}

// Between two calls about one document: at first about so long, twice as long each time, and never longer than that.
const (
	firstDelay = 30 * time.Second
	lastDelay  = time.Hour
)

// delay is how long a document waits after so many calls that told us nothing: from half of the time to the whole, so
// that what failed together does not come back together.
func delay(tries int, jitter float64) time.Duration {
	whole := lastDelay
	if tries < 8 {
		whole = min(firstDelay<<(tries-1), lastDelay)
	}
	return whole/2 + time.Duration(jitter*float64(whole/2))
}

// Next is whose turn it is: of the documents that are due, the one that has waited longest of the provider whose turn comes
// after last's, so that a provider with a thousand does not stand before one with a single. ok is false where none is due;
// wait is then how long until one is, and 0 where nothing waits.
func Next(queue []Entry, last string, now time.Time) (turn Entry, ok bool, wait time.Duration) {
	var due []Entry
	for _, e := range queue {
		if e.State != EntryWaiting || e.Begun {
			continue
		}
		if left := e.Due.Sub(now); left <= 0 {
			due = append(due, e)
		} else if wait == 0 || left < wait {
			wait = left
		}
	}
	if len(due) == 0 {
		return Entry{}, false, wait
	}
	return slices.MinFunc(due, func(a, b Entry) int {
		if a.Provider != b.Provider {
			if beforeA, beforeB := a.Provider <= last, b.Provider <= last; beforeA != beforeB {
				if beforeB { // b's provider had its turn in this round
					return -1
				}
				return 1
			}
			return strings.Compare(a.Provider, b.Provider)
		}
		if d := a.Queued.Compare(b.Queued); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	}), true, 0
}
