package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"passbok/fk/elt"
	"passbok/store"
)

// Space is the space of the store that the queue is kept in.
const Space = "elt"

// Client makes the calls: see elt.Client.
type Client interface {
	Connected() bool
	Send(ctx context.Context, s elt.Submission) (elt.Receipt, error)
	Greet(ctx context.Context) error
}

// Books are told how it goes, each of its own documents. What is told may have been told before.
type Books interface {
	// Leaving says that a call is about to be made. Where the document is not to be sent any more, wanted is false, and
	// nothing was noted.
	Leaving(ctx context.Context, i Item) (wanted bool, err error)
	// Wanted tells whether a document is still to be sent, and notes nothing.
	Wanted(ctx context.Context, i Item) (bool, error)
	// Ended says that a document was received, or turned down.
	Ended(ctx context.Context, i Item) error
}

// Meter is told of each call.
type Meter interface {
	// Called says what came of a call: one of Results.
	Called(result string)
}

// Results are what may come of a call.
func Results() []string { return []string{"received", "rejected", "later", "uncertain", "stopped"} }

// Config is what a queue is made of. Store, Client, Books, Clock, After and Rand are required.
type Config struct {
	Store  store.Store
	Client Client
	Books  Books
	Clock  func() time.Time
	After  func(time.Duration) <-chan time.Time // as time.After
	Rand   io.Reader                            // jitter
	Log    *slog.Logger                         // nil: silence
	Meter  Meter                                // nil: nobody counts
	// Mark names the connection: its address and certificate. Where calls were stopped over another one, somebody has seen to it.
	Mark string
}

// Queue is the line. It is safe for concurrent use; Run is for one at a time.
type Queue struct {
	cfg  Config
	pace *elt.Pace
	wake chan struct{}

	changing sync.Mutex // held over each change of a row, and what it follows from

	mu     sync.RWMutex
	open   map[Sheet]Item
	outage Outage
	last   string // whose turn was last
	untold map[Sheet]time.Time
	unkept func(context.Context) error // writes down how a call ended, which the disk did not take; Run's alone

	taken atomic.Bool // something was: known once and for all
}

// Open goes on from what the store holds. Where a call had begun and its end is not written down, the document may have
// been taken.
func Open(ctx context.Context, cfg Config) (*Queue, error) {
	if cfg.Store == nil || cfg.Client == nil || cfg.Books == nil || cfg.Clock == nil || cfg.After == nil || cfg.Rand == nil {
		return nil, errors.New("open the queue of ELT: store, client, books, clock, after and rand are needed")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	q := &Queue{cfg: cfg, wake: make(chan struct{}, 1), open: map[Sheet]Item{}, untold: map[Sheet]time.Time{}}
	if err := q.load(ctx); err != nil {
		return nil, err
	}
	pace, err := elt.NewPace(ctx, memory{cfg.Store}, cfg.Clock, cfg.After)
	if err != nil {
		return nil, err
	}
	q.pace = pace
	return q, q.seen(ctx)
}

// load reads the line.
func (q *Queue) load(ctx context.Context) error {
	var found []Item
	for kv, err := range store.Pages(ctx, q.cfg.Store, Space, []byte(openPlace), []byte("open0"), 500) {
		if err != nil {
			return fmt.Errorf("read the queue of ELT: %w", err)
		}
		item, err := readItem(kv.Value)
		if err != nil {
			return err
		}
		if item.Begun {
			found = append(found, item)
		}
		q.open[item.Sheet()] = item
	}
	for _, item := range found {
		item.Entry = item.Found()
		if err := q.keep(ctx, item, nil); err != nil {
			return err
		}
	}
	return q.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		raw, err := r.Get([]byte(outageKey))
		if err != nil || raw == nil {
			return err
		}
		return json.Unmarshal(raw, &q.outage)
	})
}

// seen lets calls through again that were stopped over another connection than this one.
func (q *Queue) seen(ctx context.Context) error {
	if !q.cfg.Client.Connected() {
		return nil
	}
	var was []byte
	err := q.cfg.Store.View(ctx, Space, func(r store.Reader) (err error) {
		was, err = r.Get([]byte(markKey))
		return err
	})
	if err != nil || string(was) == q.cfg.Mark {
		return err
	}
	if was != nil && q.pace.Standing().Stopped != "" {
		q.cfg.Log.Info("the connection to ELT is another than the one that was stopped: calls go on")
		if err := q.Resume(ctx); err != nil {
			return err
		}
	}
	return q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		tx.Put([]byte(markKey), []byte(q.cfg.Mark))
		return nil
	})
}

// memory keeps the pace in the queue's space.
type memory struct{ store store.Store }

// Load implements elt.Memory.
func (m memory) Load(ctx context.Context) (s elt.Standing, err error) {
	err = m.store.View(ctx, Space, func(r store.Reader) error {
		s = elt.Standing{}
		raw, err := r.Get([]byte(paceKey))
		if err != nil || raw == nil {
			return err
		}
		return json.Unmarshal(raw, &s)
	})
	return s, err
}

// Save implements elt.Memory.
func (m memory) Save(ctx context.Context, s elt.Standing) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return m.store.Update(ctx, Space, func(tx store.Txn) error {
		tx.Put([]byte(paceKey), raw)
		return nil
	})
}

// Order is a document that is to be sent.
type Order struct {
	Sheet
	ID    string // the document's: a UUID
	Round string // of being asked: the same again is the same
	elt.Submission
}

// Put gives a document its place. The same in the same round changes nothing; in another round it is sent once more, if it has left the
// line. Once it returns, the document survives a restart. The error is a [Refusal] with CodeOther where other
// bytes were put under the same version before.
func (q *Queue) Put(ctx context.Context, o Order) error {
	now := q.cfg.Clock().UTC()
	item := Item{
		V: 1, Ref: o.Ref, Round: o.Round, Digest: digest(o.Document),
		Entry: elt.Entry{ID: o.ID, Provider: o.Book, Queued: now, Due: now, State: elt.EntryWaiting},
	}
	q.changing.Lock()
	defer q.changing.Unlock()
	before, known, err := q.find(ctx, o.Sheet)
	switch {
	case err != nil:
		return err
	case known && (before.Digest != item.Digest || before.ID != item.ID):
		return Refuse(CodeOther)
	case known && (before.Round == item.Round || q.inLine(o.Sheet)):
		return nil
	case known:
		item.Uncertain = before.Uncertain
	}
	var packed []byte
	if !known { // what was put once stays what is sent
		if packed, err = pack(o.Submission); err != nil {
			return err
		}
	}
	err = q.keep(ctx, item, func(tx store.Txn) {
		putMessage(tx, o.Sheet, packed)
		tx.Delete(o.key(donePlace))
	})
	if err != nil {
		return fmt.Errorf("put a timesheet into the queue: %w", err)
	}
	q.wakeUp()
	return nil
}

// keep writes an item's row, and whatever else goes with it, and shows it.
func (q *Queue) keep(ctx context.Context, i Item, also func(store.Txn)) error {
	row, err := i.row()
	if err != nil {
		return err
	}
	err = q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		tx.Put(i.Sheet().key(openPlace), row)
		if also != nil {
			also(tx)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the queue of ELT: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open[i.Sheet()] = i
	return nil
}

// leave takes an item out of the line, and keeps how it ended.
func (q *Queue) leave(ctx context.Context, i Item) error {
	row, err := i.row()
	if err != nil {
		return err
	}
	err = q.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		tx.Delete(i.Sheet().key(openPlace))
		tx.Put(i.Sheet().key(donePlace), row)
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the queue of ELT: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.open, i.Sheet())
	delete(q.untold, i.Sheet())
	return nil
}

func (q *Queue) inLine(s Sheet) bool {
	q.mu.RLock()
	defer q.mu.RUnlock()
	_, there := q.open[s]
	return there
}

func (q *Queue) find(ctx context.Context, s Sheet) (Item, bool, error) {
	known, err := q.Of(ctx, s.Book, s.Ref)
	item, there := known[s.Ref]
	return item, there, err
}

// Of is how far versions of a book have come, by their refs. One that was never put is not among them.
func (q *Queue) Of(ctx context.Context, book string, refs ...string) (map[string]Item, error) {
	known, gone := map[string]Item{}, []Sheet{}
	q.mu.RLock()
	for _, ref := range refs {
		s := Sheet{book, ref}
		if item, there := q.open[s]; there {
			known[ref] = item
		} else {
			gone = append(gone, s)
		}
	}
	q.mu.RUnlock()
	if len(gone) == 0 {
		return known, nil
	}
	err := q.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		for _, s := range gone {
			raw, err := r.Get(s.key(donePlace))
			if err != nil {
				return err
			}
			if raw == nil { // put in the meantime, or never
				if raw, err = r.Get(s.key(openPlace)); err != nil || raw == nil {
					if err != nil {
						return err
					}
					continue
				}
			}
			if known[s.Ref], err = readItem(raw); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look into the queue of ELT: %w", err)
	}
	return known, nil
}

func (q *Queue) wakeUp() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
