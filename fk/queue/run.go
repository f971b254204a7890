package queue

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"passbok/fk/elt"
	"passbok/internal/failpoint"
	"passbok/store"
)

const (
	// patience is how long something waits that could not be written down, or told to a book.
	patience = 30 * time.Second
	// farewell is how long a call may go on once the house is stopping: an answer that is lost makes work.
	farewell = 10 * time.Second
	// longestRest bounds how long the line rests while one call after the other comes to nothing.
	longestRest = time.Minute
)

// Run makes the calls that are due, one after the other, and tells the books what came of them, until ctx ends; a call that
// is being made then is waited for, for a while. It returns ctx's error.
func (q *Queue) Run(ctx context.Context) error {
	q.settle(ctx)
	for ctx.Err() == nil {
		wait, err := q.step(ctx)
		if err != nil && ctx.Err() == nil {
			q.cfg.Log.Error("the queue of ELT rests", "error", err)
			wait = patience
		}
		if wait == 0 {
			continue
		}
		var later <-chan time.Time
		if wait > 0 {
			later = q.cfg.After(wait)
		}
		select {
		case <-ctx.Done():
		case <-q.wake:
		case <-later:
		}
	}
	return ctx.Err()
}

// settle lets go of what is held and wanted no more: after a restore, the book may know by its archive that a document was
// received.
func (q *Queue) settle(ctx context.Context) {
	for _, item := range q.line(func(i Item) bool { return i.State == elt.EntryHeld }) {
		if wanted, err := q.cfg.Books.Wanted(ctx, item); err == nil && !wanted {
			err = q.withdraw(ctx, item)
			if err != nil {
				q.cfg.Log.Error("let go of a timesheet that is wanted no more", "error", err)
			}
		}
	}
}

// never is how long the line waits where nothing will be due.
const never = time.Duration(-1)

// step does one thing, or says how long there is nothing to do.
func (q *Queue) step(ctx context.Context) (wait time.Duration, err error) {
	if q.unkept != nil {
		if err := q.unkept(ctx); err != nil {
			return 0, err
		}
		q.unkept = nil
	}
	wait = q.tell(ctx)
	if !q.cfg.Client.Connected() || q.pace.Standing().Stopped != "" {
		return wait, nil
	}
	now := q.cfg.Clock()
	if rest := q.rest(now); rest > 0 {
		return sooner(wait, rest), nil
	}
	item, due, left := q.next(now)
	if !due {
		if left > 0 {
			wait = sooner(wait, left)
		}
		return wait, nil
	}
	switch err := q.pace.Wait(ctx); {
	case errors.Is(err, elt.ErrStopped):
		return wait, nil
	case err != nil:
		return 0, err
	}
	return 0, q.turn(ctx, item.Sheet())
}

// next is whose turn it is.
func (q *Queue) next(now time.Time) (item Item, due bool, wait time.Duration) {
	q.mu.RLock()
	defer q.mu.RUnlock()
	entries := make([]elt.Entry, 0, len(q.open))
	for _, i := range q.open {
		entries = append(entries, i.Entry)
	}
	turn, due, wait := elt.Next(entries, q.last, now)
	if due {
		for _, i := range q.open {
			if i.ID == turn.ID && i.Provider == turn.Provider {
				return i, true, 0
			}
		}
	}
	return Item{}, false, wait
}

// line is a copy of what is in the line, and like that.
func (q *Queue) line(like func(Item) bool) []Item {
	q.mu.RLock()
	defer q.mu.RUnlock()
	var line []Item
	for _, i := range q.open {
		if like(i) {
			line = append(line, i)
		}
	}
	return line
}

// turn makes the call about one document, with its beginning written down before and its end after.
func (q *Queue) turn(ctx context.Context, s Sheet) error {
	item, ok, err := q.begin(ctx, s)
	if err != nil || !ok {
		return err
	}
	failpoint.Pass("timesheet's call written down")
	message, err := q.message(ctx, item)
	if err != nil {
		return q.damaged(ctx, item, err)
	}
	receipt, err := q.call(ctx, message)
	failpoint.Pass("timesheet answered")
	return q.end(context.WithoutCancel(ctx), item, receipt, err)
}

// begin asks whether a document is still to be sent, and writes down that its call begins.
func (q *Queue) begin(ctx context.Context, s Sheet) (Item, bool, error) {
	q.changing.Lock()
	defer q.changing.Unlock()
	q.mu.Lock()
	item, there := q.open[s]
	q.last = s.Book
	q.mu.Unlock()
	if !there || item.State != elt.EntryWaiting || item.Begun {
		return item, false, nil
	}
	wanted, err := q.cfg.Books.Leaving(ctx, item)
	switch {
	case err != nil:
		if ctx.Err() != nil {
			return item, false, err
		}
		q.cfg.Log.Error("ask a book whether a timesheet is to be sent", "book", s.Book, "error", err)
		item.Due = q.cfg.Clock().Add(patience)
		return item, false, q.keep(ctx, item, nil)
	case !wanted:
		return item, false, q.withdraw(ctx, item)
	}
	item.Entry = item.Begin()
	return item, true, q.keep(ctx, item, nil)
}

// withdraw takes a document out of the line that is wanted no more.
func (q *Queue) withdraw(ctx context.Context, item Item) error {
	item.State, item.Begun, item.Ended = Withdrawn, false, q.cfg.Clock().UTC()
	return q.leave(ctx, item)
}

// damaged holds a document whose bytes are not what they were: other bytes must never be sent under its id.
func (q *Queue) damaged(ctx context.Context, item Item, err error) error {
	var refused *Refusal
	if !errors.As(err, &refused) {
		item.Begun = false
		return errors.Join(err, q.keep(ctx, item, nil))
	}
	q.cfg.Log.Error("what is kept of a timesheet is damaged; it is not sent", "book", item.Provider, "document", item.ID)
	item.Begun, item.State, item.Why = false, elt.EntryHeld, refused.code
	return q.keep(ctx, item, nil)
}

// call makes it. One that is being made when the house stops is given a while to be answered.
func (q *Queue) call(ctx context.Context, s elt.Submission) (elt.Receipt, error) {
	calling, give := context.WithCancel(context.WithoutCancel(ctx))
	defer give()
	stopping := context.AfterFunc(ctx, func() {
		select {
		case <-q.cfg.After(farewell):
			give()
		case <-calling.Done():
		}
	})
	defer stopping()
	return q.cfg.Client.Send(calling, s)
}

// end writes down what came of a call.
func (q *Queue) end(ctx context.Context, item Item, receipt elt.Receipt, came error) error {
	now := q.cfg.Clock().UTC()
	jitter, err := q.jitter()
	if err != nil {
		return err
	}
	var stop bool
	item.Entry, stop = item.End(receipt, came, now, jitter)
	if item.ended() {
		item.Ended = now
	}
	q.count(item, came)
	if stop {
		q.cfg.Log.Error("calls to ELT are stopped until somebody has seen to the connection: passbok elt", "error", came)
		if err := q.pace.Stop(ctx, came.Error()); err != nil {
			q.cfg.Log.Error("keep that calls to ELT are stopped", "error", err)
		}
	}
	outage := q.after(came, now)
	write := func(ctx context.Context) error { return q.keepEnd(ctx, item, outage) }
	if err := write(ctx); err != nil {
		// On the disk it has begun, and is found uncertain after a restart. Here it is known better, and nothing else is done before
		// that is written down.
		q.unkept = write
		return err
	}
	failpoint.Pass("timesheet's end written down")
	return nil
}

// keepEnd writes down how a call ended.
func (q *Queue) keepEnd(ctx context.Context, item Item, outage Outage) error {
	row, err := json.Marshal(outage)
	if err != nil {
		return fmt.Errorf("write the outage of ELT: %w", err)
	}
	q.changing.Lock()
	defer q.changing.Unlock()
	err = q.keep(ctx, item, func(tx store.Txn) {
		if outage.Calls > 0 {
			tx.Put([]byte(outageKey), row)
		} else {
			tx.Delete([]byte(outageKey))
		}
	})
	if err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.outage = outage
	return nil
}

// tell tells the books of what has ended. One that does not take it is told again later; wait is until then.
func (q *Queue) tell(ctx context.Context) (wait time.Duration) {
	wait = never
	now := q.cfg.Clock()
	for _, item := range q.line(Item.ended) {
		q.mu.RLock()
		later := q.untold[item.Sheet()].Sub(now)
		q.mu.RUnlock()
		if later > 0 {
			wait = sooner(wait, later)
			continue
		}
		err := q.cfg.Books.Ended(ctx, item)
		failpoint.Pass("book told of a timesheet")
		if err == nil {
			q.changing.Lock()
			err = q.leave(ctx, item)
			q.changing.Unlock()
		}
		if err != nil && ctx.Err() == nil {
			q.cfg.Log.Error("tell a book what became of a timesheet", "book", item.Provider, "error", err)
			q.mu.Lock()
			q.untold[item.Sheet()] = now.Add(patience)
			q.mu.Unlock()
			wait = sooner(wait, patience)
		}
	}
	return wait
}

func sooner(a, b time.Duration) time.Duration {
	if a == never {
		return b
	}
	return min(a, b)
}

// jitter is from 0 to 1, the latter excluded.
func (q *Queue) jitter() (float64, error) {
	var drawn [8]byte
	if _, err := io.ReadFull(q.cfg.Rand, drawn[:]); err != nil {
		return 0, fmt.Errorf("draw a delay: %w", err)
	}
	return float64(binary.BigEndian.Uint64(drawn[:])>>11) / (1 << 53), nil
}

// count tells the meter of a call.
func (q *Queue) count(item Item, came error) {
	if q.cfg.Meter == nil {
		return
	}
	var f *elt.Failure
	switch {
	case came == nil:
		q.cfg.Meter.Called("received")
	case item.State == elt.EntryRejected:
		q.cfg.Meter.Called("rejected")
	case errors.As(came, &f) && f.Kind == elt.Stopped:
		q.cfg.Meter.Called("stopped")
	case item.Uncertain:
		q.cfg.Meter.Called("uncertain")
	default:
		q.cfg.Meter.Called("later")
	}
}
