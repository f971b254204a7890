package elt

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func noon() time.Time { return time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC) }

func TestWhatAnAnswerMakesOfAnEntry(t *testing.T) {
	receipt := Receipt{TxID: "0b9f8a52-6a6d-4f7e-8a3c-3d5b7a1e2f40", At: noon()}
	for name, test := range map[string]struct {
		before    Entry
		err       error
		state     EntryState
		stop      bool
		tries     int
		due       time.Duration
		uncertain bool
	}{
		"taken":                      {Entry{}, nil, EntryReceived, false, 0, 0, false},
		"taken after all":            {Entry{Uncertain: true, Tries: 3}, nil, EntryReceived, false, 3, 0, false},
		"rejected":                   {Entry{}, &Failure{Kind: Rejected, Fault: FaultXML, Words: "fel"}, EntryRejected, false, 0, 0, false},
		"rejected, perhaps as known": {Entry{Uncertain: true}, &Failure{Kind: Rejected}, EntryRejected, false, 0, 0, true},
		"closed":                     {Entry{}, &Failure{Kind: Later}, EntryWaiting, false, 1, 15 * time.Second, false},
		"closed again":               {Entry{Tries: 1}, &Failure{Kind: Later}, EntryWaiting, false, 2, 30 * time.Second, false},
		"closed for long":            {Entry{Tries: 1000}, &Failure{Kind: Later}, EntryWaiting, false, 1001, 30 * time.Minute, false},
		"the answer was lost":        {Entry{}, &Failure{Kind: Later, Uncertain: true}, EntryWaiting, false, 1, 15 * time.Second, true},
		"and then closed":            {Entry{Uncertain: true}, &Failure{Kind: Later}, EntryWaiting, false, 1, 15 * time.Second, true},
		"an error of another":        {Entry{}, errors.New("x"), EntryWaiting, false, 1, 15 * time.Second, true},
		"shut off":                   {Entry{Tries: 2}, fmt.Errorf("x: %w", &Failure{Kind: Stopped}), EntryWaiting, true, 2, 0, false},
	} {
		before := test.before
		before.ID, before.State, before.Due = "a", EntryWaiting, noon()
		begun := before.Begin()
		if !begun.Begun || begun.Uncertain != before.Uncertain {
			t.Errorf("%s: begun %+v", name, begun)
		}
		got, stop := begun.End(receipt, test.err, noon(), 0)
		if got.State != test.state || stop != test.stop || got.Tries != test.tries || got.Uncertain != test.uncertain || got.Begun ||
			!got.Due.Equal(noon().Add(test.due)) {
			t.Errorf("%s: %+v, stop %v", name, got, stop)
		}
		if (got.Receipt == receipt) != (test.state == EntryReceived) || (got.Fault != "") != (name == "rejected") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// The process ended in a call.
	if got := (Entry{State: EntryWaiting}).Begin().Found(); !got.Uncertain || got.Begun || got.State != EntryWaiting {
		t.Errorf("%+v", got)
	}
	if got := (Entry{State: EntryWaiting}).Found(); got != (Entry{State: EntryWaiting}) {
		t.Errorf("%+v", got)
	}
}

// An entry is written down and read again as it was.
func TestEntryIsKept(t *testing.T) {
	e := Entry{ID: "a", Provider: "b", Queued: noon(), State: EntryReceived, Tries: 2, Due: noon(), Uncertain: true,
		Receipt: Receipt{"0b9f8a52-6a6d-4f7e-8a3c-3d5b7a1e2f40", noon()}, Fault: FaultXML, Words: "fel"}
	raw, err := json.Marshal(e)
	var back Entry
	if err := errors.Join(err, json.Unmarshal(raw, &back)); err != nil || back != e {
		t.Errorf("%s: %+v, %v", raw, back, err)
	}
}

func TestDelay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tries, jitter := rapid.IntRange(1, 10_000).Draw(t, "tries"), rapid.Float64Range(0, 0.999).Draw(t, "jitter")
		got, least, most := delay(tries, jitter), delay(tries, 0), delay(tries, 0.999999)
		if got < least || got > most || least < firstDelay/2 || most > lastDelay || delay(tries+1, 0) < least {
			t.Fatalf("%s, from %s to %s", got, least, most)
		}
	})
}

// A provider with a thousand does not stand before one with a single document, and nobody's are sent out of order.
func TestTurns(t *testing.T) {
	var queue []Entry
	for i := range 1000 {
		queue = append(queue, Entry{ID: fmt.Sprint("big", i), Provider: "big", State: EntryWaiting, Queued: noon().Add(time.Duration(i) * time.Second)})
	}
	for _, p := range []string{"alone", "solo"} {
		queue = append(queue, Entry{ID: p, Provider: p, State: EntryWaiting, Queued: noon().Add(time.Hour)})
	}
	var order []string
	last := ""
	for range 5 {
		turn, ok, _ := Next(queue, last, noon())
		if !ok {
			t.Fatal("nobody's turn")
		}
		order, last = append(order, turn.ID), turn.Provider
		queue = slices.DeleteFunc(queue, func(e Entry) bool { return e.ID == turn.ID })
	}
	if want := []string{"alone", "big0", "solo", "big1", "big2"}; !slices.Equal(order, want) {
		t.Errorf("%v, not %v", order, want)
	}
	later := []Entry{{ID: "a", State: EntryWaiting, Due: noon().Add(time.Hour)}, {ID: "b", State: EntryWaiting, Due: noon().Add(time.Minute)},
		{ID: "c", State: EntryRejected}, {ID: "d", State: EntryHeld}, {ID: "e", State: EntryWaiting, Begun: true}}
	if _, ok, wait := Next(later, "", noon()); ok || wait != time.Minute {
		t.Errorf("%v, %s", ok, wait)
	}
	if _, ok, wait := Next(later[2:], "", noon()); ok || wait != 0 {
		t.Errorf("%v, %s", ok, wait)
	}
}

// A month of three providers through the pace and the turns, at a Försäkringskassan that loses answers and is closed now and
// then: each document is received, once, at no more than one call a second.
func TestAMonthThroughTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, r := newPace(t, &disk{}), rand.New(rand.NewPCG(1, 2))
		var queue []Entry
		for i := range 300 {
			queue = append(queue, Entry{ID: fmt.Sprint(i), Provider: fmt.Sprint("p", i%3), State: EntryWaiting, Queued: time.Now()})
		}
		there, last, called := map[string]Receipt{}, "", time.Time{}
		send := func(id string) (Receipt, error) { // Försäkringskassan: the same id and bytes are the same
			if !called.IsZero() && time.Since(called) < time.Second {
				t.Fatalf("a call after %s", time.Since(called))
			}
			called = time.Now()
			what := r.IntN(10)
			if what == 0 {
				return Receipt{}, &Failure{Kind: Later}
			}
			if _, again := there[id]; !again {
				there[id] = Receipt{TxID: fmt.Sprint("tx", len(there)), At: time.Now()}
			}
			if what < 3 {
				return Receipt{}, &Failure{Kind: Later, Uncertain: true}
			}
			return there[id], nil
		}
		for {
			turn, ok, wait := Next(queue, last, time.Now())
			if !ok && wait == 0 {
				break
			}
			if !ok {
				time.Sleep(wait)
				continue
			}
			if err := p.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(queue, func(e Entry) bool { return e.ID == turn.ID })
			queue[at] = turn.Begin()
			if r.IntN(50) == 0 { // the process ends in the call
				_, _ = send(turn.ID)
				queue[at] = queue[at].Found()
				continue
			}
			got, err := send(turn.ID)
			queue[at], _ = queue[at].End(got, err, time.Now(), r.Float64())
			last = turn.Provider
		}
		for _, e := range queue {
			if e.State != EntryReceived || e.Receipt != there[e.ID] || e.Uncertain {
				t.Errorf("%+v", e)
			}
		}
		if len(there) != 300 {
			t.Errorf("%d were taken", len(there))
		}
	})
}
