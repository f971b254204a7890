// Package hook tells other systems what has happened: a provider names an address and what it wants to hear of, and is posted to,
// signed, as Standard Webhooks has it (docs/integrations.md). What is posted holds ids and what happened, and never a name, a number
// or anything of health.
//
// There is no queue besides the log: a hook keeps up to which entry of its book it has been told, and goes on from there, in
// order. So nothing is lost by a stop, and what cannot be delivered is tried again, more and more seldom, until it is given up; then
// a person lets it go on from where it stands.
//
// It imports the store, and what connects outward; what an entry means it is told.
package hook

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	"passbok/internal/outward"
	"passbok/store"
)

const (
	space  = "registry"
	prefix = "hook/"
	past   = "hook0" // the key after the last

	most       = 20 // hooks of a book
	longestURL = 1024
	secretSize = 32
)

// The events that a hook may want.
const (
	MonthLocked    = "month.locked"       // an invoice was marked ready: its month's rows change no more
	MonthReopened  = "month.reopened"     // and that was taken back
	InvoiceSigned  = "invoice.signed"     // Försäkringskassan has it signed
	SheetReceived  = "timesheet.received" // Försäkringskassan has it
	SheetRejected  = "timesheet.rejected" // Försäkringskassan does not take it
	PlanPublished  = "plan.published"     // a shift is planned
	PlanChanged    = "plan.changed"       // a planned shift is another
	PlanWithdrawn  = "plan.withdrawn"     // a planned shift is none any more
	secretHeadline = "whsec_"
)

// Events are all that a hook may want.
func Events() []string {
	return []string{MonthLocked, MonthReopened, InvoiceSigned, SheetReceived, SheetRejected, PlanPublished, PlanChanged, PlanWithdrawn}
}

// Event is something that happened, by ids alone.
type Event struct {
	Event       string `json:"event"`
	Beneficiary string `json:"beneficiary,omitempty"`
	Assistant   string `json:"assistant,omitempty"`
	Month       string `json:"month,omitempty"`
	Plan        string `json:"plan,omitempty"`
	Version     int    `json:"version,omitempty"` // of the invoice or the timesheet
}

// Happened is what an entry of a book's log brought.
type Happened struct {
	Seq    uint64 // 0: nothing
	At     time.Time
	Events []Event
}

// Source reads a book's log.
type Source interface {
	// Head is the number of the last entry.
	Head(ctx context.Context, book string) (uint64, error)
	// Next is the first entry after one that brought events which are wanted, and up to which entry it has looked: it need not look at
	// all of them at once. Where the book is not there any more, nothing has happened.
	Next(ctx context.Context, book string, after uint64, wanted func(event string) bool) (found Happened, upTo uint64, err error)
}

// Hook is an address that is told, as kept. Times that have not come are zero.
type Hook struct {
	V      int       `json:"v"` // 1
	ID     string    `json:"id"`
	Book   string    `json:"book"`
	URL    string    `json:"url"`
	Events []string  `json:"events"`
	Secret []byte    `json:"secret"` // that what is posted is signed with
	By     string    `json:"by"`     // id of whoever made it
	Made   time.Time `json:"made"`
	Seq    uint64    `json:"seq"`            // the last entry that it has been told of, or that had nothing for it
	Told   time.Time `json:"told,omitzero"`  // when it took something last
	Since  time.Time `json:"since,omitzero"` // when it began to take nothing
	Tries  int       `json:"tries,omitempty"`
	Next   time.Time `json:"next,omitzero"` // when it is tried again
	Fault  string    `json:"fault,omitempty"`
	Dead   time.Time `json:"dead,omitzero"` // when it was given up; nothing is posted until somebody lets it go on
	// Mourned is when that was told; zero with a Dead that is not: it is still to be told.
	Mourned time.Time `json:"mourned,omitzero"`
}

// Wants tells whether it wants to hear of an event.
func (h Hook) Wants(event string) bool { return slices.Contains(h.Events, event) }

// What can be wrong with what is asked for, beside what package outward says of an address.
var (
	ErrUnknown = errors.New("hook is unknown")
	ErrEvents  = errors.New("a hook wants at least one of the events there are")
	ErrURL     = errors.New("a hook wants an address of at most 1024 bytes")
	ErrMany    = errors.New("the book has too many hooks")
)

// Config is what hooks are made of. All but Log are required.
type Config struct {
	Store  store.Store
	Source Source
	Guard  outward.Guard
	Clock  func() time.Time
	After  func(time.Duration) <-chan time.Time // as time.After
	Rand   io.Reader
	Log    *slog.Logger // nil: silence. Never sees an address
	// Dead is told, at least once, of a hook that was given up.
	Dead func(ctx context.Context, h Hook) error
}

// Hooks are a house's. They are safe for concurrent use; Run is for one at a time.
type Hooks struct {
	cfg  Config
	wake chan struct{}
}

// New gives the hooks kept in the store. It posts nothing before Run.
func New(cfg Config) *Hooks {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Hooks{cfg, make(chan struct{}, 1)}
}

// Make keeps a new hook, which hears of what happens from now on. The secret is shown to whoever made it now, and never again.
// Errors: ErrEvents, ErrURL, ErrMany, and those of outward.Guard.Check.
func (s *Hooks) Make(ctx context.Context, book, address string, events []string, by string) (secret string, made Hook, err error) {
	wanted := slices.Compact(slices.Sorted(slices.Values(events)))
	if len(wanted) == 0 || slices.ContainsFunc(wanted, func(e string) bool { return !slices.Contains(Events(), e) }) {
		return "", Hook{}, ErrEvents
	}
	u, err := url.Parse(address)
	if err != nil || len(address) > longestURL {
		return "", Hook{}, ErrURL
	}
	if err := s.cfg.Guard.Check(ctx, u); err != nil {
		return "", Hook{}, fmt.Errorf("take a hook's address: %w", err)
	}
	head, err := s.cfg.Source.Head(ctx, book)
	if err != nil {
		return "", Hook{}, err
	}
	drawn := make([]byte, secretSize)
	if _, err := io.ReadFull(s.cfg.Rand, drawn); err != nil {
		return "", Hook{}, fmt.Errorf("draw a secret: %w", err)
	}
	id, err := uuid.NewRandomFromReader(s.cfg.Rand)
	if err != nil {
		return "", Hook{}, fmt.Errorf("draw an id: %w", err)
	}
	made = Hook{V: 1, ID: id.String(), Book: book, URL: address, Events: wanted, Secret: drawn, By: by, Made: s.cfg.Clock().UTC(), Seq: head}
	err = s.cfg.Store.Update(ctx, space, func(tx store.Txn) error {
		n := 0
		err := each(tx, func(h Hook) error {
			if h.Book == book {
				n++
			}
			return nil
		})
		if err == nil && n >= most {
			err = ErrMany
		}
		if err != nil {
			return err
		}
		return put(tx, made)
	})
	if err != nil {
		return "", Hook{}, fmt.Errorf("keep a hook: %w", err)
	}
	return secretHeadline + base64.StdEncoding.EncodeToString(drawn), made, nil
}

// Of are a book's, in the order in which they were made.
func (s *Hooks) Of(ctx context.Context, book string) ([]Hook, error) {
	list, err := s.all(ctx)
	list = slices.DeleteFunc(list, func(h Hook) bool { return h.Book != book })
	slices.SortFunc(list, func(a, b Hook) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID)) })
	return list, err
}

// End takes a book's away. Error: ErrUnknown.
func (s *Hooks) End(ctx context.Context, book, id string) error {
	return s.change(ctx, book, id, func(tx store.Txn, h Hook) error {
		tx.Delete(key(h.ID))
		return nil
	})
}

// GoOn lets one go on that was given up, from where it stands. Error: ErrUnknown.
func (s *Hooks) GoOn(ctx context.Context, book, id string) error {
	err := s.change(ctx, book, id, func(tx store.Txn, h Hook) error {
		h.Tries, h.Fault = 0, ""
		h.Dead, h.Mourned, h.Since, h.Next = time.Time{}, time.Time{}, time.Time{}, time.Time{}
		return put(tx, h)
	})
	if err == nil {
		s.Wake()
	}
	return err
}

// Wake has it looked at once whether anything has happened.
func (s *Hooks) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Hooks) all(ctx context.Context) (list []Hook, err error) {
	err = s.cfg.Store.View(ctx, space, func(r store.Reader) error {
		list = nil
		return each(r, func(h Hook) error {
			list = append(list, h)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list hooks: %w", err)
	}
	return list, nil
}

// change changes a hook, as it is kept now.
func (s *Hooks) change(ctx context.Context, book, id string, change func(store.Txn, Hook) error) error {
	err := s.cfg.Store.Update(ctx, space, func(tx store.Txn) error {
		raw, err := tx.Get(key(id))
		if err != nil {
			return err
		}
		var h Hook
		if raw == nil {
			return ErrUnknown
		}
		if err := json.Unmarshal(raw, &h); err != nil {
			return fmt.Errorf("read hook: %w", err)
		}
		if h.Book != book {
			return ErrUnknown
		}
		return change(tx, h)
	})
	if err != nil {
		return fmt.Errorf("change a hook: %w", err)
	}
	return nil
}

func each(r store.Reader, do func(Hook) error) error {
	for kv, err := range r.Scan([]byte(prefix), []byte(past)) {
		if err != nil {
			return err
		}
		var h Hook
		if err := json.Unmarshal(kv.Value, &h); err != nil {
			return fmt.Errorf("read hook: %w", err)
		}
		if err := do(h); err != nil {
			return err
		}
	}
	return nil
}

func put(tx store.Txn, h Hook) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("write hook: %w", err)
	}
	tx.Put(key(h.ID), raw)
	return nil
}

func key(id string) []byte { return []byte(prefix + id) }
