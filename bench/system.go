package main

import (
	"errors"
	"sync"
	"time"
)

// system is Passbok, or a peer: a server in a process of its own, with what a device needs to speak to it.
type system interface {
	name() string
	// keeps says in what sense a write that was answered is kept.
	keeps() string
	server() *process
	// assistant is a new device of an assistant's, with nothing pulled; office one of an office's.
	assistant(a int) (phone, error)
	office(o int) (phone, error)
	// shown is what somebody is shown of a row who has pulled all, by what the API brings unasked.
	shown(row *shift) (view, error)
	close() error
}

// phone is one device. What it says is acknowledged when the call returns.
type phone interface {
	// add says new rows in one request.
	add(rows []*shift) error
	// edit changes a row, as of what the device has pulled and said itself.
	edit(c change) error
	// pull brings what has changed since it last did.
	pull() (rows int, err error)
	// idle asks so many times for what has changed, when nothing has.
	idle(times int) error
	// offline cuts a device off that would hear of others' changes unasked; it is back with its next pull.
	offline() error
	// traffic is how many bytes have gone over its connection, both ways: all, and those without HTTP's headers.
	traffic() (wire, bodies int64, err error)
	// waiting is how long it has waited for answers, in all; false: that is not told, and the clock counts.
	waiting() (time.Duration, bool)
	close() error
}

// rater is a system whose devices make their own load, since it is not spoken to from here.
type rater interface {
	// rate is like rate: how many times in a second so many devices have rows of each acknowledged.
	rate(conns, rows int, s settings) (float64, error)
}

// view is a row as shown: what stands, and what others said that it does not tell.
type view struct {
	stands     map[string]any
	candidates []map[string]any
}

// has says whether each value of a change is to be seen: as what stands, or beside it.
func (v view) has(set map[string]any) bool {
	for field, value := range set {
		found := v.stands[field] == value
		for _, c := range v.candidates {
			found = found || c[field] == value
		}
		if !found {
			return false
		}
	}
	return true
}

// fate is what became of the pairs of a workload.
type fate struct {
	edits  int // in pairs
	lost   int // of these, how many say something that nobody is shown any more
	untold int // pairs of which nobody is told that two people said something
}

// fates looks at each pair.
func fates(s system, of []month) (fate, error) {
	var f fate
	for _, m := range of {
		for _, p := range m.pairs {
			v, err := s.shown(p[0].row)
			if err != nil {
				return fate{}, err
			}
			for _, c := range p {
				f.edits++
				if !v.has(c.set) {
					f.lost++
				}
			}
			if len(v.candidates) == 0 {
				f.untold++
			}
		}
	}
	return f, nil
}

// atOnce is how many devices of the workload speak at the same time.
const atOnce = 8

// play lets all of a workload happen. The devices are those of the assistants, who stay.
func play(s system, of scale, months []month) ([]phone, error) {
	phones, offices := make([]phone, of.assistants), make([]phone, of.offices)
	err := errors.Join(
		each(of.assistants, func(a int) (err error) {
			if phones[a], err = s.assistant(a); err == nil {
				_, err = phones[a].pull()
			}
			return err
		}),
		each(of.offices, func(o int) (err error) { offices[o], err = s.office(o); return err }),
	)
	if err != nil {
		return nil, err
	}
	for _, m := range months {
		if err := m.happens(phones, offices); err != nil {
			return nil, err
		}
	}
	return phones, each(of.offices, func(o int) error { return offices[o].close() })
}

func (m month) happens(phones, offices []phone) error {
	edits, pairs := make([][]change, len(phones)), make([][]pair, len(offices))
	for _, e := range m.edits {
		edits[e.row.assistant] = append(edits[e.row.assistant], e)
	}
	for _, p := range m.pairs {
		pairs[p[0].row.beneficiary] = append(pairs[p[0].row.beneficiary], p)
	}
	err := each(len(phones), func(a int) error {
		if err := phones[a].add(m.rows[a]); err != nil {
			return err
		}
		for _, e := range edits[a] {
			if err := phones[a].edit(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(len(offices), func(o int) error {
		if _, err := offices[o].pull(); err != nil {
			return err
		}
		for _, p := range pairs[o] {
			if err := apart(p, phones[p[0].row.assistant], offices[o]); err != nil {
				return err
			}
		}
		return nil
	})
}

// apart lets two devices say what they have to say of one row before either hears of the other.
func apart(p pair, phone, office phone) error {
	if _, err := phone.pull(); err != nil {
		return err
	}
	if _, err := office.pull(); err != nil {
		return err
	}
	if err := errors.Join(phone.offline(), office.offline(), phone.edit(p[0]), office.edit(p[1])); err != nil {
		return err
	}
	for _, who := range []interface{ pull() (int, error) }{phone, office} {
		if _, err := who.pull(); err != nil {
			return err
		}
	}
	return nil
}

// each does something for 0 to n-1, several at once, until one fails.
func each(n int, do func(i int) error) error {
	next := make(chan int)
	failed := make(chan error, n)
	var workers sync.WaitGroup
	for range min(atOnce, n) {
		workers.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					failed <- err
				}
			}
		})
	}
	for i := range n {
		if len(failed) > 0 {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	close(failed)
	return <-failed
}
