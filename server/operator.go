package server

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Condition is how the house is, as whoever runs it wants to know. What is nil could not be read, or is not there.
type Condition struct {
	Version string    `json:"version"`
	Since   time.Time `json:"since"` // when this process began
	Now     time.Time `json:"now"`
	// Disk is that of the data folder; Store the database on it.
	Disk  *DiskState  `json:"disk"`
	Store *StoreState `json:"store"`
	// Backup is when a copy was last given out whole, Verified when everything was last proved, and Restored when the provider's
	// book was last put back from a backup.
	Backup   *time.Time     `json:"backup"`
	Verified *VerifiedState `json:"verified"`
	Restored *time.Time     `json:"restored"`
	Book     *BookState     `json:"book"`
	Notices  *NoticesState  `json:"notices"`
	Ways     []WayState     `json:"ways"` // mail and SMS
	ELT      ELTState       `json:"elt"`
	Erak     bool           `json:"erak"`   // there is a connection to E-RÄK
	BankID   bool           `json:"bankid"` // and to BankID
	// Certificates are those that we show others, and that end.
	Certificates []CertificateState `json:"certificates"`
	Figures      *FiguresState      `json:"figures"`
	// Notes are day notes whose time is over and that are still on the disk; null where nobody could look.
	Notes  *NotesState `json:"notes"`
	Unread int         `json:"unread"` // how much could not be read just now
}

// NotesState are day notes that should be gone: nobody is shown them, and they go when somebody has them erased.
type NotesState struct {
	Overdue int       `json:"overdue"`
	Since   care.Date `json:"since"` // the first day on which the oldest of them need not be kept any more; empty: there is none
}

// DiskState is a disk, in bytes.
type DiskState struct {
	Size int64 `json:"size"`
	Free int64 `json:"free"` // for who is not its owner
}

// StoreState is the database.
type StoreState struct {
	Bytes  int64 `json:"bytes"`
	Full   bool  `json:"full"`   // the disk takes no more
	Broken bool  `json:"broken"` // a flush failed; only a restart helps
}

// VerifiedState is what came of the last proof of everything.
type VerifiedState struct {
	At    time.Time `json:"at"`
	Wrong int       `json:"wrong"` // of how much does not hold
}

// BookState is what waits in the provider's book.
type BookState struct {
	Conflicts int        `json:"conflicts"`
	Parked    int        `json:"parked"`
	Due       int        `json:"due"`      // jobs that should have gone out
	DueSince  *time.Time `json:"dueSince"` // the oldest of them; null: there is none
	Later     int        `json:"later"`
	Held      int        `json:"held"`   // jobs that wait since a restore
	Behind    int        `json:"behind"` // entries that the archive lacks
	Archive   *int64     `json:"archive"`
	Failing   bool       `json:"failing"` // the archive did not take what it was given last
}

// NoticesState is how notices go to devices.
type NoticesState struct {
	Devices int `json:"devices"`
	Stale   int `json:"stale"` // that must subscribe anew
	Waiting int `json:"waiting"`
}

// WayState is how messages go by one way.
type WayState struct {
	Kind      string     `json:"kind"` // mail, sms
	Connected bool       `json:"connected"`
	Waiting   int        `json:"waiting"`
	Due       *time.Time `json:"due"` // since when the one has waited that waits longest; null: none does
	Failures  int        `json:"failures"`
	Stopped   bool       `json:"stopped"`
}

// ELTState is how timesheets go to Försäkringskassan.
type ELTState struct {
	Connected bool       `json:"connected"`
	Waiting   int        `json:"waiting"`
	Uncertain int        `json:"uncertain"`
	Held      int        `json:"held"`
	Oldest    *time.Time `json:"oldest"`
	Stopped   bool       `json:"stopped"`
	Outage    int        `json:"outage"` // calls in a row that came to nothing
}

// CertificateState is a certificate of ours.
type CertificateState struct {
	Service  string    `json:"service"` // bankid, elt
	NotAfter time.Time `json:"notAfter"`
	Days     int       `json:"days"`
}

// FiguresState are a few of the metrics, since the process began.
type FiguresState struct {
	Requests int   `json:"requests"` // that were answered
	Failed   int   `json:"failed"`   // of these, by a fault of ours
	Within   *int  `json:"within"`   // milliseconds in which nineteen of twenty were answered, at most; null: not known
	Memory   int64 `json:"memory"`   // bytes; 0: not known
}

// Conditions tells how the house is, as the provider of a book may know it.
type Conditions interface {
	Condition(ctx context.Context, book string) (Condition, error)
}

type operatorAnswer struct {
	Condition
	Wrong []Fault `json:"wrong"`
}

// operator answers GET /api/v1/office/operator: how the house is, what is wrong, and how to mend it. For coordinators who are named
// for it; where none is, for all of them.
func operator(c *call) error {
	sees := false
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		sees, err = care.Operates(month.Records(docs), c.who.Subject, care.DateOf(c.server.cfg.Clock()))
		return err
	})
	switch {
	case err != nil:
		return err
	case !sees:
		return problem(codeNotOperator)
	case c.server.cfg.Conditions == nil:
		return problem(codeNotFound)
	}
	is, err := c.server.cfg.Conditions.Condition(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, operatorAnswer{is, faultsOf(is)})
}
