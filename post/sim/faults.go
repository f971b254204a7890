package sim

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// Fault is something to go wrong with the next Times messages of a kind.
type Fault struct {
	Kind string `json:"kind"`           // mail, sms
	To   string `json:"to,omitempty"`   // empty: to anybody
	At   string `json:"at,omitempty"`   // of mail: "from", "to" or "data"; empty: "to"
	Code int    `json:"code,omitempty"` // of SMTP or HTTP, answered instead of taking the message; 0: it is taken, after the delay
	// Enhanced is the code of RFC 3463 that goes with one of SMTP, as [5,1,1].
	Enhanced   [3]int `json:"enhanced,omitempty"`
	RetryAfter string `json:"retry_after,omitempty"` // of HTTP: the header of that name
	DelayMS    int    `json:"delay_ms,omitempty"`    // wait so long first
	Cut        bool   `json:"cut,omitempty"`         // close the connection with no answer
	Times      int    `json:"times,omitempty"`       // 0: once; -1: always
}

// Break adds a fault, as POST /faults does.
func (s *Service) Break(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	if f.Kind == "mail" && f.At == "" {
		f.At = "to"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

// Mend takes all faults away.
func (s *Service) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// next is the fault for what comes now, if there is one.
func (s *Service) next(kind, at string, to ...string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Kind != kind || f.At != at || f.To != "" && !slices.Contains(to, f.To) {
			continue
		}
		if f.Times > 0 {
			if s.faults[i].Times--; s.faults[i].Times == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		return f, true
	}
	return Fault{}, false
}

// wait waits as long as a fault says; false where nobody waits any more.
func (s *Service) wait(ctx context.Context, f Fault) bool {
	if f.DelayMS <= 0 {
		return true
	}
	select {
	case <-ctx.Done():
		return false
	case <-s.cfg.After(time.Duration(f.DelayMS) * time.Millisecond):
		return true
	}
}

func (s *Service) addFault(w http.ResponseWriter, r *http.Request) {
	var f Fault
	in := json.NewDecoder(io.LimitReader(r.Body, 4<<10))
	in.DisallowUnknownFields()
	if err := in.Decode(&f); err != nil || f.Kind != "mail" && f.Kind != "sms" || f.Code != 0 && (f.Code < 200 || f.Code > 599) || f.DelayMS < 0 {
		answer(w, http.StatusBadRequest, map[string]string{"reason": "a fault has a kind (mail, sms), a code of 200 to 599, and a delay that is not negative"})
		return
	}
	s.Break(f)
	w.WriteHeader(http.StatusNoContent)
}
