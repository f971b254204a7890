package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Scenario is a story of what goes wrong, in turn: each invoice that is handed over takes the next of its turns, and each call of
// ELT's the next of the others. When they are used up, all is as the faults say that are set. It is read from a file, so that a
// test, or somebody who tries a system out, always meets the same.
type Scenario struct {
	V     int       `json:"v"`     // 1
	About string    `json:"about"` // what it is for; nobody reads it but people
	Erak  []Turn    `json:"erak"`
	ELT   []ELTTurn `json:"elt"`
}

// Turn is what goes wrong with an invoice, and what becomes of it.
type Turn struct {
	Faults
	Times   int    `json:"times"`    // how many invoices it is for; 0: one
	Does    string `json:"does"`     // empty: it waits for a person; signs or cancels: by itself
	AfterMS int    `json:"after_ms"` // how long after the hand-over it does
}

// What a turn may do by itself.
const (
	DoesSign   = "signs"
	DoesCancel = "cancels"
)

// ELTTurn is what goes wrong with a call.
type ELTTurn struct {
	ELTFaults
	Times int `json:"times"` // how many calls it is for; 0: one
}

// ReadScenario reads one. What is not known is an error, and so is what cannot be.
func ReadScenario(raw []byte) (Scenario, error) {
	var all Scenario
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return Scenario{}, fmt.Errorf("read a scenario: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Scenario{}, errors.New("read a scenario: there is more after it")
	}
	if all.V != 1 {
		return Scenario{}, fmt.Errorf("read a scenario: it is of version %d, this simulator reads version 1", all.V)
	}
	for i, t := range all.Erak {
		if t.Does != "" && t.Does != DoesSign && t.Does != DoesCancel {
			return Scenario{}, fmt.Errorf("read a scenario: turn %d of erak: does is %s or %s", i+1, DoesSign, DoesCancel)
		}
		if t.Times < 0 || t.AfterMS < 0 || t.SlowMS < 0 || t.LateMS < 0 || t.Does == "" && t.AfterMS > 0 {
			return Scenario{}, fmt.Errorf("read a scenario: turn %d of erak: a number is below zero, or says when nothing is done", i+1)
		}
	}
	for i, t := range all.ELT {
		if t.Times < 0 || t.SlowMS < 0 {
			return Scenario{}, fmt.Errorf("read a scenario: turn %d of elt: a number is below zero", i+1)
		}
	}
	return all, nil
}

// Play begins a scenario, in place of any that is played.
func (s *Service) Play(all Scenario) {
	s.mu.Lock()
	s.turns = nil
	for _, t := range all.Erak {
		for range max(t.Times, 1) {
			s.turns = append(s.turns, t)
		}
	}
	s.mu.Unlock()
	if s.cfg.ELT != nil {
		s.cfg.ELT.play(all.ELT)
	}
}

// next takes the next turn; nil where there is none.
func (s *Service) next() *Turn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.turns) == 0 {
		return nil
	}
	t := s.turns[0]
	s.turns = s.turns[1:]
	return &t
}

// byItself does with an invoice what its turn says, as a person would.
func (s *Service) byItself(i *invoice, t Turn) {
	defer s.sending.Done()
	if !s.pause(s.running, t.AfterMS) {
		return
	}
	switch t.Does {
	case DoesSign:
		if _, _, err := s.complete(i.token, ""); err != nil {
			s.cfg.Log.Error("an invoice did not sign itself", "err", err)
		}
	case DoesCancel:
		s.mu.Lock()
		defer s.mu.Unlock()
		if i.stage == reviewed {
			if err := s.change(func() { i.stage = cancelled }); err != nil {
				s.cfg.Log.Error("an invoice did not cancel itself", "err", err)
			}
		}
	}
}

// left are the turns that are still to come.
func (s *Service) left() Scenario {
	s.mu.Lock()
	all := Scenario{V: 1, Erak: append([]Turn{}, s.turns...), ELT: []ELTTurn{}}
	s.mu.Unlock()
	if s.cfg.ELT != nil {
		all.ELT = s.cfg.ELT.left()
	}
	return all
}

func (s *Service) readScenario(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, s.left())
}

func (s *Service) setScenario(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 256<<10))
	var all Scenario
	if err == nil {
		all, err = ReadScenario(raw)
	}
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"reason": err.Error()})
		return
	}
	s.Play(all)
	w.WriteHeader(http.StatusNoContent)
}

// play begins the turns of a scenario.
func (e *ELT) play(turns []ELTTurn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.turns = nil
	for _, t := range turns {
		for range max(t.Times, 1) {
			e.turns = append(e.turns, t)
		}
	}
}

// turn is what goes wrong with this call: the next turn of the scenario, or what is set.
func (e *ELT) turn() ELTFaults {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.turns) == 0 {
		return e.faults
	}
	t := e.turns[0]
	e.turns = e.turns[1:]
	return t.ELTFaults
}

func (e *ELT) left() []ELTTurn {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]ELTTurn{}, e.turns...)
}
