package bolt

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"passbok/store"
	"passbok/store/internal/overlay"
)

// Update waits for its turn in a group, runs fn in the caller's own goroutine (so that a panic, or a
// test's FailNow, ends the caller and nobody else), and returns when the group is on the disk.
func (s *Store) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if err := named(ctx, space); err != nil {
		return err
	}
	u := &update{
		ctx: ctx, space: space,
		turn: make(chan *bbolt.Tx, 1), ran: make(chan bool, 1), done: make(chan error, 1),
	}
	if !s.queue.add(u) {
		return fmt.Errorf("update %s: %w", space, store.ErrClosed)
	}
	select {
	case tx := <-u.turn:
		return u.take(tx, fn)
	case err := <-u.done: // never got its turn
		return err
	case <-ctx.Done():
		if u.state.CompareAndSwap(waiting, left) {
			return ctx.Err()
		}
		// The writer has already turned to it.
		select {
		case tx := <-u.turn:
			return u.take(tx, fn)
		case err := <-u.done:
			return err
		}
	}
}

// An update is waiting, until either the writer takes it or its caller has left.
const (
	waiting int32 = iota
	taken
	left
)

// update is one Update on its way through the queue and its group.
type update struct {
	ctx    context.Context
	space  string
	state  atomic.Int32
	turn   chan *bbolt.Tx  // from the writer: run now, on this transaction
	ran    chan bool       // to the writer: fn has ended; false when it did not return
	done   chan error      // from the writer: how it went, at last
	staged overlay.Overlay // the caller's between turn and ran, the writer's after
	failed error           // likewise: fn's error, or the limit it broke
}

// called gives u its turn on tx, and waits till it is over. False when its caller has left, before
// the turn or by it (a panic), and is owed no answer.
func (u *update) called(tx *bbolt.Tx) bool {
	if !u.state.CompareAndSwap(waiting, taken) {
		return false
	}
	u.turn <- tx
	return <-u.ran
}

// answer ends u without a turn.
func (u *update) answer(err error) {
	if u.state.CompareAndSwap(waiting, taken) {
		u.done <- err
	}
}

// take uses the turn, and waits for the group.
func (u *update) take(tx *bbolt.Tx, fn func(store.Txn) error) error {
	u.run(tx, fn)
	return <-u.done
}

// run calls fn, and gives the turn back however fn ends.
func (u *update) run(tx *bbolt.Tx, fn func(store.Txn) error) {
	returned := false
	t := &txn{reader: reader{ctx: u.ctx, bucket: tx.Bucket([]byte(u.space))}, staged: &u.staged}
	defer func() {
		t.over = true
		u.ran <- returned
	}()
	if u.failed = fn(t); u.failed == nil {
		u.failed = u.staged.Err()
	}
	returned = true
}

// txn reads the group's transaction through what this update has staged.
type txn struct {
	reader
	staged *overlay.Overlay
}

func (t *txn) Put(key, value []byte) {
	if !t.over {
		t.staged.Put(key, value)
	}
}

func (t *txn) Delete(key []byte) {
	if !t.over {
		t.staged.Delete(key)
	}
}

func (t *txn) Get(key []byte) ([]byte, error) {
	if t.over {
		return nil, store.ErrClosed
	}
	if w, ok := t.staged.Get(key); ok {
		return own(w.Value), nil
	}
	return t.reader.Get(key)
}

func (t *txn) Scan(from, to []byte) iter.Seq2[store.KV, error] {
	return func(yield func(store.KV, error) bool) {
		if t.over {
			yield(store.KV{}, store.ErrClosed)
			return
		}
		t.staged.Over(from, to, t.reader.Scan(from, to))(yield)
	}
}

// queue holds the updates that wait for the writer, in the order they came.
type queue struct {
	mu     sync.Mutex
	list   []*update
	closed bool
	wake   chan struct{} // holds a token when there may be something to do
}

// add says false when the store is closed.
func (q *queue) add(u *update) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.list = append(q.list, u)
	q.signal()
	return true
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.signal()
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// length is how many wait.
func (q *queue) length() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.list)
}

// next takes the one that has waited longest, nil when none waits; open says whether more may come.
func (q *queue) next() (u *update, open bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.list) == 0 {
		q.list = nil // let go of the array that taken ones still stand in
		return nil, !q.closed
	}
	u, q.list = q.list[0], q.list[1:]
	return u, !q.closed
}
