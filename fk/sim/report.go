package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

const (
	tries    = 20                     // attempts at a report, at most
	firstGap = 200 * time.Millisecond // between the first two; doubled each time
	longest  = 30 * time.Second
)

// report is one report of an invoice, on its way or there.
type report struct {
	ID        string `json:"id"`
	Status    string `json:"status"`
	Attempts  int    `json:"attempts"`
	Delivered bool   `json:"delivered"`
	Answer    int    `json:"answer"` // the last HTTP status; 0: none came
	body      []byte
	over      bool // taken, refused or given up: not sent any more
}

// write makes the report's body: what FK says, in the shape that is assumed.
func (s *Service) write(i *invoice, status string, echo care.Statement, at time.Time) (*report, error) {
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	body := map[string]any{
		erak.KeyID: id, erak.KeyReference: i.reference.String(), erak.KeyStatus: status, erak.KeyTime: at.UTC().Format(time.RFC3339),
	}
	if status == erak.StatusSigned {
		fields := map[string]string{}
		for _, f := range erak.StatementFields(echo) {
			fields[f.Name] = f.Value
		}
		body[erak.KeyInvoice] = fields
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write a report: %w", err)
	}
	return &report{ID: id, Status: status, body: raw}, nil
}

// send sends an invoice's reports one after the other, and closes told when each was taken or given up.
func (s *Service) send(reports []*report, faults Faults, told chan<- struct{}) {
	defer s.sending.Done()
	defer close(told)
	s.pause(s.running, faults.LateMS)
	for _, r := range reports {
		if faults.LostAnswer {
			// It is taken there, and we never hear of it: so it is sent again.
			_, _ = s.post(s.running, r, faults)
		}
		gap := firstGap
		for range tries {
			again, err := s.post(s.running, r, faults)
			if err == nil {
				break
			}
			s.cfg.Log.Warn("a report was not taken", "status", r.Status, "attempts", r.Attempts, "err", err)
			if !again || !s.pause(s.running, int(gap.Milliseconds())) {
				break
			}
			gap = min(2*gap, longest)
		}
		s.finish(r)
	}
}

// finish writes down that a report is not sent any more; one that was broken off is sent by the next process.
func (s *Service) finish(r *report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running.Err() != nil && !r.Delivered {
		return
	}
	r.over = true
	if err := s.save(); err != nil { // it is sent once more after a restart, and Passbok knows it again
		s.cfg.Log.Error("that a report is over could not be kept", "err", err)
	}
}

// post makes one attempt. again says whether it is worth another.
func (s *Service) post(ctx context.Context, r *report, faults Faults) (again bool, err error) {
	s.mu.Lock()
	r.Attempts++
	s.mu.Unlock()
	seconds := strconv.FormatInt(s.cfg.Clock().Unix(), 10)
	secret := s.cfg.Secret
	if faults.Forged {
		secret = []byte("not the secret that was agreed upon")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.cfg.Status, bytes.NewReader(r.body))
	if err != nil {
		return false, fmt.Errorf("report: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(erak.HeaderTime, seconds)
	request.Header.Set(erak.HeaderSignature, erak.SignReport(secret, seconds, r.body))
	response, err := s.client.Do(request)
	if err != nil {
		return ctx.Err() == nil, fmt.Errorf("report: %w", err)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	_ = response.Body.Close()
	s.mu.Lock()
	r.Answer = response.StatusCode
	r.Delivered = r.Delivered || response.StatusCode/100 == 2
	s.mu.Unlock()
	switch {
	case response.StatusCode/100 == 2:
		return false, nil
	case response.StatusCode >= 500, response.StatusCode == http.StatusTooManyRequests:
		return true, fmt.Errorf("report: answered by %d", response.StatusCode)
	default:
		return false, errors.New("report: refused by " + strconv.Itoa(response.StatusCode))
	}
}
