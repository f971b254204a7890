package sim

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"time"
)

// stage is how far an invoice has come here.
type stage string

const (
	reviewed  stage = "granskas"     // taken, not signed
	cancelled stage = "avbruten"     // the person went back; they may go on
	signed    stage = "underskriven" // nothing changes it any more
	replaced  stage = "ersatt"       // a later version of the same month came
)

// invoice is one that was handed over, and what was done with it.
type invoice struct {
	handed
	token   string
	stage   stage
	fields  url.Values
	posted  time.Time
	signed  time.Time
	by      string // who signed by BankID, masked; empty: the page's own button
	reports []*report

	// What the process alone remembers.
	faults *Faults // of a turn of the scenario; nil: those that are set
	order  string  // the signature that runs at a BankID
}

// take keeps a form that was found right. The same invoice handed over again is the same; a later version
// takes the place of an earlier one that was not signed.
func (s *Service) take(form handed, fields url.Values, now time.Time) (*invoice, error) {
	token := make([]byte, 24)
	if _, err := io.ReadFull(s.cfg.Rand, token); err != nil {
		return nil, fmt.Errorf("take an invoice: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := &invoice{handed: form, token: base64.RawURLEncoding.EncodeToString(token), stage: reviewed, fields: fields, posted: now}
	err := s.change(func() { taken = s.place(taken) })
	return taken, err
}

// place puts an invoice beside those that came before, and returns it; or the earlier one that it is.
func (s *Service) place(taken *invoice) *invoice {
	for _, earlier := range s.invoices {
		a, b := earlier.reference, taken.reference
		switch {
		case a == b && (earlier.stage == signed || earlier.statement == taken.statement):
			if earlier.stage == cancelled {
				earlier.stage = reviewed
			}
			if earlier.stage != replaced {
				earlier.home = taken.home
				return earlier
			}
		case a.Book == b.Book && a.Beneficiary == b.Beneficiary && a.Month == b.Month && earlier.stage != signed:
			earlier.stage = replaced
		}
	}
	s.invoices = append(s.invoices, taken)
	return taken
}

// newID is an id for a report.
func (s *Service) newID() (string, error) {
	id := make([]byte, 16)
	if _, err := io.ReadFull(s.cfg.Rand, id); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return hex.EncodeToString(id), nil
}
