package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

// Faults are what goes wrong from now on. The zero value: nothing.
type Faults struct {
	WrongEcho      bool   `json:"wrong_echo"`      // what is reported as signed has an hour more of active time
	WrongReference bool   `json:"wrong_reference"` // reports are about an invoice that nobody sent
	LostAnswer     bool   `json:"lost_answer"`     // answers to reports are lost: each is sent twice
	OutOfOrder     bool   `json:"out_of_order"`    // signed is reported before received
	NoReport       bool   `json:"no_report"`       // nothing is reported
	Forged         bool   `json:"forged"`          // reports are signed with another secret
	Reject         string `json:"reject"`          // every invoice is refused, with this sentence
	SlowMS         int    `json:"slow_ms"`         // each answer takes so long
	RejectField    string `json:"reject_field"`    // the field that Reject is about
	ReceivedFirst  bool   `json:"received_first"`  // received is reported at the hand-over, before anybody has signed
	LateMS         int    `json:"late_ms"`         // reports go out so much later
	LostHandover   bool   `json:"lost_handover"`   // by the server: the invoice is taken, and the connection ends without an answer
	Down           bool   `json:"down"`            // by the server: 503, and nothing is taken
}

// Break sets what goes wrong, as POST /admin/faults does.
func (s *Service) Break(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
}

func (s *Service) now() Faults {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults
}

// reports makes what is told of a signed invoice, with the faults in it.
func (s *Service) reports(i *invoice, faults Faults, at time.Time) ([]*report, error) {
	echo, told := i.statement, *i
	if faults.WrongEcho {
		echo.Active += 60
	}
	if faults.WrongReference {
		told.reference.Version += 900
	}
	if faults.NoReport {
		return nil, nil
	}
	already := false
	for _, r := range i.reports {
		already = already || r.Status == erak.StatusReceived
	}
	received, err := s.write(&told, erak.StatusReceived, care.Statement{}, at)
	if err != nil {
		return nil, err
	}
	done, err := s.write(&told, erak.StatusSigned, echo, at)
	if err != nil {
		return nil, err
	}
	if already {
		return []*report{done}, nil
	}
	if faults.OutOfOrder {
		return []*report{done, received}, nil
	}
	return []*report{received, done}, nil
}

func (s *Service) readFaults(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, s.now())
}

func (s *Service) setFaults(w http.ResponseWriter, r *http.Request) {
	var f Faults
	d := json.NewDecoder(io.LimitReader(r.Body, 16<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil || f.SlowMS < 0 || f.LateMS < 0 {
		answer(w, http.StatusBadRequest, map[string]string{"reason": fmt.Sprintf("read the faults: %v", err)})
		return
	}
	s.Break(f)
	w.WriteHeader(http.StatusNoContent)
}

// Seen is one invoice as GET /admin/invoices shows it.
type Seen struct {
	Reference string            `json:"reference"`
	Status    string            `json:"status"` // granskas, avbruten, underskriven, ersatt
	Posted    time.Time         `json:"posted"`
	Signed    *time.Time        `json:"signed"`
	By        string            `json:"by,omitempty"` // who signed by BankID, masked
	Review    string            `json:"review"`       // path of the page
	Fields    map[string]string `json:"fields"`       // as they came
	Reports   []report          `json:"reports"`
}

// Invoices lists what came in, the first first.
func (s *Service) Invoices() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []Seen{}
	for _, i := range s.invoices {
		seen := Seen{Reference: i.reference.String(), Status: string(i.stage), Posted: i.posted, Review: "/granska/" + i.token, By: i.by,
			Fields: map[string]string{}, Reports: []report{}}
		for name := range i.fields {
			seen.Fields[name] = i.fields.Get(name)
		}
		if at := i.signed; !at.IsZero() {
			seen.Signed = &at
		}
		for _, r := range i.reports {
			seen.Reports = append(seen.Reports, *r)
		}
		all = append(all, seen)
	}
	return all
}

func (s *Service) listInvoices(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, s.Invoices())
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the other end may have gone; it is not ours to mend
}
