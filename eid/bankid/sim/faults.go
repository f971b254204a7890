package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Faults are what goes wrong. The zero value is nothing.
type Faults struct {
	Maintenance int    `json:"maintenance"` // so many of the next questions are answered 503
	Refuse      string `json:"refuse"`      // every question is answered 400 with this errorCode
	Forget      bool   `json:"forget"`      // orders are forgotten at once
	Patient     bool   `json:"patient"`     // orders that nobody opens or finishes never end
	Strangers   bool   `json:"strangers"`   // orders from now on can be signed by anybody, whoever they require
	Revoked     bool   `json:"revoked"`     // whoever signs has had their BankID revoked
}

// Break sets what goes wrong from now on.
func (s *Service) Break(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
	if f.Forget {
		s.orders = nil
	}
}

// next is what goes wrong with the next question; nil: nothing.
func (s *Service) next() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.faults.Maintenance > 0:
		s.faults.Maintenance--
		return &no{http.StatusServiceUnavailable, "maintenance", "Down for maintenance"}
	case s.faults.Refuse != "":
		return &no{http.StatusBadRequest, s.faults.Refuse, "Asked for"}
	}
	return nil
}

func (s *Service) readFaults(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	f := s.faults
	s.mu.Unlock()
	answer(w, http.StatusOK, f)
}

func (s *Service) setFaults(w http.ResponseWriter, r *http.Request) {
	var f Faults
	d := json.NewDecoder(io.LimitReader(r.Body, 16<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil || f.Maintenance < 0 {
		answer(w, http.StatusBadRequest, map[string]string{"reason": fmt.Sprintf("read the faults: %v", err)})
		return
	}
	s.Break(f)
	w.WriteHeader(http.StatusNoContent)
}
