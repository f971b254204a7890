package sim

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"passbok/fk/erak"
	"passbok/store/file"
)

// state is what Config.State holds: the invoices in the order they came, and what is told of them.
type state struct {
	V        int            `json:"v"`
	Invoices []stateInvoice `json:"invoices"`
}

type stateInvoice struct {
	Token   string        `json:"token"`
	Stage   stage         `json:"stage"`
	Home    string        `json:"home"`
	Fields  url.Values    `json:"fields"` // as they came: all else is read from them again
	Posted  time.Time     `json:"posted"`
	Signed  time.Time     `json:"signed"`
	By      string        `json:"by,omitempty"`
	Reports []stateReport `json:"reports"`
}

type stateReport struct {
	report
	Body string `json:"body"`
	Over bool   `json:"over"`
}

// change does what changes the invoices, and writes it down; where it cannot be written, all is as it was,
// and whoever asked is to be told so. s.mu is held.
func (s *Service) change(do func()) error {
	var before []invoice
	for _, i := range s.invoices {
		before = append(before, *i)
	}
	do()
	err := s.save()
	if err != nil {
		s.invoices = s.invoices[:len(before)]
		for i := range before {
			*s.invoices[i] = before[i]
		}
	}
	return err
}

// save writes down what must outlive a restart; s.mu is held.
func (s *Service) save() error {
	if s.cfg.State == "" {
		return nil
	}
	now := state{V: 1, Invoices: []stateInvoice{}}
	for _, i := range s.invoices {
		kept := stateInvoice{i.token, i.stage, i.home, i.fields, i.posted, i.signed, i.by, []stateReport{}}
		for _, r := range i.reports {
			kept.Reports = append(kept.Reports, stateReport{*r, string(r.body), r.over})
		}
		now.Invoices = append(now.Invoices, kept)
	}
	if err := file.Write(s.cfg.State, now); err != nil {
		return fmt.Errorf("keep the simulator's state: %w", err)
	}
	return nil
}

// load reads what save wrote; where there is no file, nothing has happened yet.
func (s *Service) load() error {
	if s.cfg.State == "" {
		return nil
	}
	var was state
	found, err := file.Read(s.cfg.State, &was)
	if err == nil && found && was.V != 1 {
		err = fmt.Errorf("%s is of version %d, this simulator reads version 1", s.cfg.State, was.V)
	}
	if err != nil {
		return fmt.Errorf("the simulator's state (remove the file to begin anew): %w", err)
	}
	for _, one := range was.Invoices {
		i, err := one.invoice()
		if err != nil {
			return fmt.Errorf("the simulator's state (remove the file to begin anew): %s: an invoice: %w", s.cfg.State, err)
		}
		s.invoices = append(s.invoices, i)
	}
	return nil
}

func (one stateInvoice) invoice() (*invoice, error) {
	i := &invoice{token: one.Token, stage: one.Stage, fields: one.Fields, posted: one.Posted, signed: one.Signed, by: one.By}
	i.home = one.Home
	var err error
	if i.reference, err = erak.ParseReference(one.Fields.Get(erak.FieldReference)); err != nil {
		return nil, err
	}
	if i.statement, err = erak.ReadStatement(one.Fields.Get); err != nil {
		return nil, err
	}
	if one.Token == "" || !slices.Contains([]stage{reviewed, cancelled, signed, replaced}, one.Stage) {
		return nil, errors.New("its token or stage is none")
	}
	for _, r := range one.Reports {
		told := r.report
		told.body, told.over = []byte(r.Body), r.Over
		i.reports = append(i.reports, &told)
	}
	return i, nil
}

// goOn sends the reports that were still to be sent when the last process ended, as if nothing were to go wrong.
func (s *Service) goOn() {
	for _, i := range s.invoices {
		var left []*report
		for _, r := range i.reports {
			if !r.over {
				left = append(left, r)
			}
		}
		if len(left) > 0 {
			s.sending.Add(1)
			go s.send(left, Faults{}, make(chan struct{}))
		}
	}
}
