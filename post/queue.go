package post

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"passbok/store"
)

// Space is the space of the store that the queue is kept in.
const Space = "post"

const (
	remembered = 60 * 24 * time.Hour // how long it is known what became of a message
	sweep      = 50                  // forgotten rows removed at most, an update
	maxAddress = 254
)

// State is how far a message has come.
type State string

// The states.
const (
	Waiting   State = "waiting"   // in the line, tried or not
	Delivered State = "delivered" // the mail server or SMS service has taken it; not that it was read
	Refused   State = "refused"   // the address takes nothing
	Turned    State = "declined"  // the message was not taken, whatever the address
	GivenUp   State = "given_up"  // its time was over before anybody took it
)

// Order is a message to be sent.
type Order struct {
	Book    string // the provider's; given back when it ends
	Person  string // id of whom it is to; never sent
	Kind    string // of the way: Mail, SMS
	To      string // an address of that kind
	Message Message
	From    time.Time // not sent before it; zero: at once
	Until   time.Time // not sent after it
}

// Fate is what became of a message.
type Fate struct {
	Book   string    `json:"book"`
	Person string    `json:"person"`
	Kind   string    `json:"kind"`
	ID     string    `json:"id"` // of the message
	State  State     `json:"state"`
	Tries  int       `json:"tries"`
	At     time.Time `json:"at"` // of the state; of a waiting one, of the last attempt, or of when it was put there
	Until  time.Time `json:"until"`
}

// Ended tells whether nothing more will become of it.
func (f Fate) Ended() bool { return f.State != Waiting }

// ErrNoWay says that nobody has configured a way of this kind.
var ErrNoWay = errors.New("no way of this kind is configured")

// Meter is told what the queue counts. It must not wait.
type Meter interface {
	// Posted tells what came of an attempt: one of Results.
	Posted(kind, result string)
}

// Results are all that a Meter may hear: delivered, what a [Fault] is called, and given_up.
func Results() []string {
	return append(append([]string{string(Delivered)}, faults[:]...), string(GivenUp))
}

// Config is what a queue is made of. Store, Clock and After are required.
type Config struct {
	Store store.Store
	Ways  []Way // at most one of a kind
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After
	Log   *slog.Logger                         // nil: silence. Never sees an address, a person or a word of a message
	Meter Meter                                // nil: nobody counts
	// Ended is told, at least once, of every message that ended, with the address that it was to. While it fails it is told
	// again; the message is not sent again. nil: nobody asks.
	Ended func(ctx context.Context, f Fate, to string) error
}

// Queue keeps messages, and sends what is due. It is safe for concurrent use; Run is for one at a time.
type Queue struct {
	cfg   Config
	lines []*line
}

// Open makes a queue that goes on from what the store holds. It sends nothing before Run.
func Open(cfg Config) (*Queue, error) {
	if cfg.Store == nil || cfg.Clock == nil || cfg.After == nil {
		return nil, errors.New("open the queue of messages: store, clock and after are needed")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	q := &Queue{cfg: cfg}
	for _, kind := range Kinds() {
		l := &line{Queue: q, kind: kind, wake: make(chan struct{}, 1)}
		for _, way := range cfg.Ways {
			if way.Kind() != kind {
				continue
			}
			if l.way != nil {
				return nil, fmt.Errorf("open the queue of messages: two ways of the kind %s", kind)
			}
			l.way = way
		}
		q.lines = append(q.lines, l)
	}
	return q, nil
}

// Has tells whether there is a way of a kind.
func (q *Queue) Has(kind string) bool {
	l := q.line(kind)
	return l != nil && l.way != nil
}

func (q *Queue) line(kind string) *line {
	for _, l := range q.lines {
		if l.kind == kind {
			return l
		}
	}
	return nil
}

// Enqueue puts a message in the line of its kind. The same way, person and id again changes nothing, whatever became of the first. When it
// returns nil, the message survives a restart. Errors: a [Refusal] where the message is at fault; ErrNoWay.
func (q *Queue) Enqueue(ctx context.Context, o Order) error {
	if err := o.Message.Check(); err != nil {
		return err
	}
	switch {
	case o.Person == "" || len(o.Person) > 64 || !printable(o.Person, false):
		return refuse("person", "no id")
	case o.To == "" || len(o.To) > maxAddress || !printable(o.To, false):
		return refuse("to", "no address")
	case !q.Has(o.Kind):
		return fmt.Errorf("queue a message by %q: %w", o.Kind, ErrNoWay)
	}
	now := q.cfg.Clock().UTC()
	until := o.Until.UTC()
	if !until.After(now) {
		return refuse("until", "its time is over")
	}
	due := now
	if o.From.After(now) {
		due = o.From.UTC()
	}
	r := row{
		V: 1, To: o.To, Message: o.Message, Due: due,
		Fate: Fate{Book: o.Book, Person: o.Person, Kind: o.Kind, ID: o.Message.ID, State: Waiting, At: now, Until: until},
	}
	hash := r.hash()
	err := q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		known, err := tx.Get(itemKey(hash))
		if err != nil || known != nil {
			return err
		}
		if err := sweepKnown(tx, now); err != nil {
			return err
		}
		tx.Put(personKey(r.Person, hash), nil)
		tx.Put(r.dueKey(), nil)
		return r.put(tx)
	})
	if err != nil {
		return fmt.Errorf("queue a message: %w", err)
	}
	q.line(o.Kind).wakeUp()
	return nil
}

// Of is what became of a message; ok is false where nothing is known of it. One whose time is over is given up, whether or not
// that was told yet.
func (q *Queue) Of(ctx context.Context, kind, person, id string) (f Fate, ok bool, err error) {
	err = q.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		kept, found, err := get(r, hashOf(kind, person, id))
		f, ok = kept.Fate, found
		return err
	})
	if err != nil {
		return Fate{}, false, fmt.Errorf("look for a message: %w", err)
	}
	if now := q.cfg.Clock(); ok && f.State == Waiting && !f.Until.After(now) {
		f.State, f.At = GivenUp, f.Until
	}
	return f, ok, nil
}

// Forget drops everything about a person, sent or not, and tells how many messages that was.
func (q *Queue) Forget(ctx context.Context, person string) (int, error) {
	gone := 0
	for { // in pieces: an update takes only so much
		n := 0
		err := q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
			n = 0
			prefix := "person/" + person + "/"
			from, to := store.Prefix([]byte(prefix))
			for kv, err := range tx.Scan(from, to) {
				if err != nil {
					return err
				}
				if n++; n > 500 {
					break
				}
				if err := drop(tx, string(kv.Key[len(prefix):])); err != nil {
					return err
				}
				tx.Delete(kv.Key)
			}
			return nil
		})
		if err != nil {
			return gone, fmt.Errorf("forget a person's messages: %w", err)
		}
		if n <= 500 {
			return gone + n, nil
		}
		gone += 500
	}
}
