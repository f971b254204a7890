package server

import (
	"context"
	"time"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
	"passbok/fk/queue"
)

// ELT is the way of signed timesheets to Försäkringskassan, as the house has it.
type ELT interface {
	// Fits says what keeps a timesheet from being sent: elt.Problems, or a refusal of the schema that the operator has installed.
	Fits(ctx context.Context, t care.Timesheet) error
	// Signed says whether both signatures over a version are kept here; else the error is a refusal.
	Signed(ctx context.Context, book, ref string) error
	// Kept is whose signatures over versions are kept here, by the versions' refs; one without any is not among them.
	Kept(ctx context.Context, book string, refs ...string) (map[string][]signed.Role, error)
	// Of is how far versions have come, by their refs; one that was never put into the queue is not among them.
	Of(ctx context.Context, book string, refs ...string) (map[string]queue.Item, error)
	// Again lets one go on that is held or uncertain.
	Again(ctx context.Context, s queue.Sheet) error
	// Greet proves the connection; with resume, what was stopped goes on.
	Greet(ctx context.Context, resume bool) error
	// Standing is how the connection stands.
	Standing() queue.Standing
	// Taken tells whether Försäkringskassan has ever taken a timesheet from this server.
	Taken(ctx context.Context) (bool, error)
	// Supplier names who holds the agreement with Försäkringskassan; empty: nobody has said.
	Supplier() string
}

// The services that a house may show a certificate of its own.
const (
	ServiceELT    = "elt"
	ServiceErak   = "erak"
	ServiceBankID = "bankid"
)

// Certificate is a client certificate of the house's.
type Certificate struct {
	Subject  string    `json:"subject"`
	NotAfter time.Time `json:"notAfter"`
	Days     int       `json:"days"` // whole ones that are left; below 0 once it has ended
}

// certificates are those of the house, by the service.
func (c *call) certificates() map[string]Certificate {
	if c.server.cfg.Certificates == nil {
		return nil
	}
	return c.server.cfg.Certificates()
}

// certificate is the one for a service; nil where there is none.
func (c *call) certificate(service string) *Certificate {
	if own, there := c.certificates()[service]; there {
		return &own
	}
	return nil
}

// sending is how far a version of a timesheet has come in the queue.
type sending struct {
	State   string         `json:"state"` // waiting, uncertain, held, received, rejected
	Since   time.Time      `json:"since"`
	Tries   int            `json:"tries"`
	Fault   string         `json:"fault"` // code of how it stands
	Words   sentence       `json:"words"`
	FK      string         `json:"fk"`   // Försäkringskassan's own words
	Next    *time.Time     `json:"next"` // when it is tried again; null where nothing is to be
	Receipt *sendingTicket `json:"receipt"`
}

type sendingTicket struct {
	TX string    `json:"tx"`
	At time.Time `json:"at"`
}

// sendingOf is an item as people see it; nil where there is nothing to be seen.
func sendingOf(i queue.Item, stopped bool) *sending {
	code := i.Code()
	s := &sending{State: string(i.State), Since: i.Queued, Tries: i.Tries, Fault: code, FK: i.Words}
	switch {
	case i.State == elt.EntryReceived:
		s.Since, s.Receipt = i.Receipt.At, &sendingTicket{i.Receipt.TxID, i.Receipt.At}
	case i.State == elt.EntryRejected:
		s.Since = i.Ended
	case i.State == queue.Withdrawn && !i.Uncertain:
		return nil
	case i.State == queue.Withdrawn:
		s.State = "uncertain"
	case i.State == elt.EntryWaiting:
		if i.Uncertain {
			s.State = "uncertain"
		}
		if stopped {
			s.Fault = queue.CodeStopped
		} else if i.Tries > 0 {
			s.Next = &i.Due
		}
	}
	s.Words = problem(s.Fault).Message
	return s
}
