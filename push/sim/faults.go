package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Fault is something to go wrong: the next Times messages at Endpoint are answered by it.
type Fault struct {
	Endpoint   string `json:"endpoint,omitempty"`    // empty: at any
	Status     int    `json:"status,omitempty"`      // answered instead of taking the message; 0: it is taken, after the delay
	RetryAfter string `json:"retry_after,omitempty"` // the header of that name, as it is
	Location   string `json:"location,omitempty"`    // the header of that name: for a redirect
	DelayMS    int    `json:"delay_ms,omitempty"`    // wait so long first
	Cut        bool   `json:"cut,omitempty"`         // close the connection with no answer
	Times      int    `json:"times,omitempty"`       // 0: once; -1: always
}

// inject lets a fault happen; it reports whether it answered.
func (s *Service) inject(w http.ResponseWriter, r *http.Request, token string) bool {
	fault, found := s.nextFault(token)
	if !found {
		return false
	}
	if fault.DelayMS > 0 {
		select {
		case <-r.Context().Done():
			return true
		case <-s.cfg.After(time.Duration(fault.DelayMS) * time.Millisecond):
		}
	}
	switch {
	case fault.Cut:
		panic(http.ErrAbortHandler) // net/http's own way of closing a connection with no answer
	case fault.Status == 0:
		return false
	}
	for name, value := range map[string]string{"Retry-After": fault.RetryAfter, "Location": fault.Location} {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	fail(w, fault.Status, errors.New("on demand"))
	return true
}

func (s *Service) nextFault(token string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Endpoint != "" && tokenOf(f.Endpoint) != token {
			continue
		}
		if f.Times >= 0 {
			if s.faults[i].Times--; s.faults[i].Times <= 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		return f, true
	}
	return Fault{}, false
}

// Break adds a fault, as POST /faults does.
func (s *Service) Break(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

func (s *Service) addFault(w http.ResponseWriter, r *http.Request) {
	f, err := readFault(io.LimitReader(r.Body, 4<<10))
	if err != nil {
		fail(w, http.StatusBadRequest, err)
		return
	}
	s.Break(f)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Service) listFaults(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer(w, http.StatusOK, append([]Fault{}, s.faults...))
}

func readFault(body io.Reader) (Fault, error) {
	var f Fault
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("read the fault: %w", err)
	}
	if (f.Status != 0 && (f.Status < 200 || f.Status > 599)) || f.DelayMS < 0 {
		return f, errors.New("a fault's status is 200 to 599, its delay not negative")
	}
	return f, nil
}
