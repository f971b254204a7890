package queue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/store"
)

func later(uncertain bool) error { return &elt.Failure{Kind: elt.Later, Uncertain: uncertain} }

func TestATimesheetGoesThrough(t *testing.T) {
	w := newWorld(t)
	w.put(1, "b", "")
	if got := w.item(1, "b"); got.State != elt.EntryWaiting || got.Code() != queue.CodeWaiting {
		t.Errorf("%+v", got)
	}
	w.put(1, "b", "") // twice is once
	w.work(w.idle)
	w.put(1, "b", "") // also once it has left
	w.work(w.idle)
	got := w.item(1, "b")
	if got.State != elt.EntryReceived || got.Receipt != w.calls.receipt(0) && got.Receipt.TxID != w.calls.receipt(0).TxID || len(w.calls.ids) != 1 {
		t.Errorf("%+v, %d calls", got, len(w.calls.ids))
	}
	if told := w.books.ended[got.Sheet()]; !w.books.sent[got.Sheet()] || told.Receipt != got.Receipt {
		t.Errorf("the book was told %+v", told)
	}
	sent, ok, err := w.Sent(t.Context(), got.Sheet())
	if err != nil || !ok || string(sent.Document) != string(document(1)) {
		t.Errorf("what was sent is not kept: %v", err)
	}
	told := 0
	if n, wrong, err := w.Verify(t.Context(), "b", func(_, _ uint64) { told++ }); n != 1 || len(wrong) > 0 || told != 1 || err != nil {
		t.Errorf("%d %v %v", n, wrong, err)
	}
	if taken, err := w.Taken(t.Context()); !taken || err != nil {
		t.Errorf("that one was taken is not known: %v", err)
	}
}

// Other bytes are never sent under an id that was put before.
func TestOtherBytesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.put(1, "b", "")
	other := order(1, "b", "again")
	other.Document = document(2)
	var refused *queue.Refusal
	if err := w.Put(t.Context(), other); !errors.As(err, &refused) || refused.Code() != queue.CodeOther {
		t.Errorf("%v", err)
	}
}

// An answer that is lost makes it uncertain; the same bytes go again, by and by, also after a restart.
func TestALostAnswer(t *testing.T) {
	w := newWorld(t)
	w.calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
		if n < 3 {
			return elt.Receipt{}, later(n == 0)
		}
		return w.calls.receipt(n), nil
	}
	w.put(1, "b", "")
	w.work(func() bool { return w.item(1, "b").Tries >= 1 })
	if got := w.item(1, "b"); got.State == elt.EntryWaiting && (!got.Uncertain || got.Code() != queue.CodeUncertain) {
		t.Errorf("%+v", got)
	}
	w.open()
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != elt.EntryReceived || got.Uncertain || len(w.calls.wrong) > 0 {
		t.Errorf("%+v %v", got, w.calls.wrong)
	}
}

// What may have been taken, and is turned down when it is sent again, is told as that: it may be there.
func TestTurnedDownAfterALostAnswer(t *testing.T) {
	w := newWorld(t)
	w.calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
		if n == 0 {
			return elt.Receipt{}, &elt.Failure{Kind: elt.Later, Uncertain: true}
		}
		return elt.Receipt{}, &elt.Failure{Kind: elt.Rejected, Fault: elt.FaultXML, Words: "Finns redan."}
	}
	w.put(1, "b", "")
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != elt.EntryRejected || got.Code() != queue.CodeRejectedUncertain || got.Words != "Finns redan." {
		t.Errorf("%+v", got)
	}
}

// What was turned down leaves the line, with the words; it goes again only in another round.
func TestTurnedDown(t *testing.T) {
	w := newWorld(t)
	w.calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
		if n == 0 {
			return elt.Receipt{}, &elt.Failure{Kind: elt.Rejected, Fault: elt.FaultSignature, Words: "Fel i underskriften."}
		}
		return w.calls.receipt(n), nil
	}
	w.put(1, "b", "")
	w.work(w.idle)
	if taken, err := w.Taken(t.Context()); taken || err != nil {
		t.Errorf("what was turned down counts as taken: %v", err)
	}
	if got := w.item(1, "b"); got.Code() != queue.CodeRejectedSignature || got.Words != "Fel i underskriften." || w.Standing().Outage.Calls != 0 {
		t.Errorf("%+v", got)
	}
	w.put(1, "b", "")
	w.work(w.idle)
	w.put(1, "b", "2026-11-03T12:00:01Z")
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != elt.EntryReceived || len(w.calls.ids) != 2 || len(w.books.told) != 2 {
		t.Errorf("%+v, %d calls, told %v", got, len(w.calls.ids), w.books.told)
	}
}

// Who is shut off makes no call, over restarts too, until somebody has seen to it; another certificate is that as well.
func TestShutOff(t *testing.T) {
	w := newWorld(t)
	shut := true
	w.calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
		if shut {
			return elt.Receipt{}, &elt.Failure{Kind: elt.Stopped}
		}
		return w.calls.receipt(n), nil
	}
	w.put(1, "b", "")
	w.put(2, "c", "")
	w.work(func() bool { return w.Standing().Stopped != "" })
	w.open()
	w.calls.off = false
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	_ = w.Run(ctx)
	stop()
	if len(w.calls.ids) != 1 || !w.Count().Stopped || w.Standing().Outage.Code != queue.CodeStopped {
		t.Errorf("%d calls, %+v", len(w.calls.ids), w.Standing())
	}
	w.calls.greet = &elt.Failure{Kind: elt.Stopped}
	if err := w.Greet(t.Context(), true); queue.CodeOf(err) != queue.CodeStopped || w.Standing().Stopped == "" {
		t.Errorf("it goes on though the connection does not hold: %v", err)
	}
	w.calls.greet = nil
	w.must(w.Greet(t.Context(), false))
	if w.Standing().Stopped == "" {
		t.Error("it goes on by being tried alone")
	}
	shut = false
	cfg := w.config()
	cfg.Mark = "another certificate"
	q, err := queue.Open(t.Context(), cfg)
	w.must(err)
	w.Queue = q
	w.work(w.idle)
	if w.Standing() != (queue.Standing{Connected: true}) {
		t.Errorf("%+v", w.Standing())
	}
}

// One provider's many do not stand before another's few.
func TestTurns(t *testing.T) {
	w := newWorld(t)
	for n := range 20 {
		w.put(n, "a", "")
	}
	w.put(20, "b", "")
	w.put(21, "c", "")
	w.work(w.idle)
	if first := w.calls.ids[:3]; !slices.Contains(first, id(20)) || !slices.Contains(first, id(21)) {
		t.Errorf("%v", first)
	}
	if len(w.calls.wrong) > 0 {
		t.Error(w.calls.wrong)
	}
}

// While nobody answers, calls are made less and less often, whosever turn it is.
func TestAnOutageIsNotHammered(t *testing.T) {
	w := newWorld(t)
	w.calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
		if n < 40 {
			return elt.Receipt{}, later(false)
		}
		return w.calls.receipt(n), nil
	}
	for n := range 100 {
		w.put(n, "a", "")
	}
	w.work(w.idle)
	if took := w.calls.at[39].Sub(w.calls.at[0]); took < 25*time.Minute || took > 2*time.Hour {
		t.Errorf("40 calls that nobody answered took %s", took)
	}
	if took := w.calls.at[120].Sub(w.calls.at[41]); took > 2*time.Hour {
		t.Errorf("and then 80 took %s", took)
	}
}

// What the book has taken back is not sent; where it may have been taken, that is still known.
func TestTakenBack(t *testing.T) {
	w := newWorld(t)
	w.put(1, "b", "")
	w.books.taken[queue.Sheet{Book: "b", Ref: ref(1)}] = true
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != queue.Withdrawn || got.Code() != queue.CodeWithdrawn || len(w.calls.ids) > 0 {
		t.Errorf("%+v", got)
	}
	w.calls.answer = func(int, elt.Submission) (elt.Receipt, error) {
		w.books.mu.Lock()
		defer w.books.mu.Unlock()
		w.books.taken[queue.Sheet{Book: "b", Ref: ref(2)}] = true
		return elt.Receipt{}, later(true)
	}
	w.put(2, "b", "")
	w.work(w.idle)
	if got := w.item(2, "b"); got.Code() != queue.CodeWithdrawnUncertain {
		t.Errorf("%+v", got)
	}
}

// A book that does not take the word is told again; the document leaves the line only then.
func TestTheBookIsToldUntilItKnows(t *testing.T) {
	w := newWorld(t)
	fails := 3
	w.books.fail = func() error {
		if fails--; fails >= 0 {
			return errors.New("full")
		}
		return nil
	}
	w.put(1, "b", "")
	w.work(func() bool { return w.Count().Untold == 1 || w.idle() })
	w.open()
	w.work(w.idle)
	if got := w.item(1, "b"); len(w.calls.ids) != 1 || w.books.ended[got.Sheet()].Receipt.TxID != got.Receipt.TxID {
		t.Errorf("%+v, %d calls", got, len(w.calls.ids))
	}
}

// After a restore nothing goes by itself.
func TestARestoreHolds(t *testing.T) {
	w := newWorld(t)
	for n := range 3 {
		w.put(n, "b", "")
	}
	w.must(queue.Hold(t.Context(), w.store))
	w.open()
	w.books.ended[queue.Sheet{Book: "b", Ref: ref(0)}] = queue.Item{Entry: elt.Entry{State: elt.EntryReceived}} // by the archive
	w.work(func() bool { return w.item(0, "b").State == queue.Withdrawn })
	if got := w.item(1, "b"); got.Code() != queue.CodeRestored || w.Count().Held != 2 || len(w.calls.ids) > 0 {
		t.Errorf("%+v %+v", got, w.Count())
	}
	if n, err := w.Release(t.Context(), "b", false); n != 2 || err != nil || w.Count().Held != 2 {
		t.Errorf("%d %v", n, err)
	}
	w.must(w.Again(t.Context(), queue.Sheet{Book: "b", Ref: ref(1)}))
	if n, err := w.Release(t.Context(), "b", true); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	w.work(w.idle)
	if len(w.calls.ids) != 2 {
		t.Errorf("%v", w.calls.ids)
	}
	var refused *queue.Refusal
	if err := w.Again(t.Context(), queue.Sheet{Book: "b", Ref: ref(1)}); !errors.As(err, &refused) || refused.Code() != queue.CodeUnknown {
		t.Errorf("%v", err)
	}
}

// Bytes that are not what was put are not sent, and the proof says so; what the law wants gone is gone.
func TestDamageAndErasure(t *testing.T) {
	w := newWorld(t)
	w.put(1, "b", "")
	for key := range w.store.rows {
		if strings.Contains(key, "sent/b/"+ref(1)) {
			w.store.rows[key] = []byte("x")
		}
	}
	w.work(func() bool { return w.Count().Held == 1 })
	if got := w.item(1, "b"); got.Code() != queue.CodeDamaged || len(w.calls.ids) > 0 {
		t.Errorf("%+v", got)
	}
	if n, wrong, err := w.Verify(t.Context(), "b", func(_, _ uint64) {}); n != 1 || len(wrong) != 1 || err != nil {
		t.Errorf("%d %v %v", n, wrong, err)
	}
	if known, err := w.Forget(t.Context(), queue.Sheet{Book: "b", Ref: ref(1)}); !known || err != nil {
		t.Errorf("%v %v", known, err)
	}
	for key := range w.store.rows {
		if strings.Contains(key, ref(1)) {
			t.Errorf("%q is still there", key)
		}
	}
	if known, err := w.Forget(t.Context(), queue.Sheet{Book: "b", Ref: ref(1)}); known || err != nil {
		t.Errorf("%v %v", known, err)
	}
}

// What the disk did not take is not told: the book hears how a call ended only once that is written down, and what was begun is
// uncertain to whoever finds it.
func TestTheEndIsWrittenDownFirst(t *testing.T) {
	w := newWorld(t)
	const untilTheEnd = 4 // the mark, the document, the pace, the beginning
	body := newMortal(newMemory(), untilTheEnd)
	cfg := w.config()
	cfg.Store = body
	q, err := queue.Open(t.Context(), cfg)
	w.must(err)
	w.must(q.Put(t.Context(), order(1, "b", "")))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = q.Run(ctx) }()
	<-body.dead
	time.Sleep(20 * time.Millisecond) // it tries again and again
	stop()
	<-done
	if len(w.calls.ids) != 1 || len(w.books.ended) != 0 {
		t.Errorf("%d calls, the book was told %v", len(w.calls.ids), w.books.ended)
	}
	cfg.Store = body.Store
	found, err := queue.Open(t.Context(), cfg)
	w.must(err)
	w.Queue = found
	if got := w.item(1, "b"); !got.Uncertain || got.Begun || got.Code() != queue.CodeUncertain {
		t.Errorf("%+v", got)
	}
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != elt.EntryReceived || len(w.calls.ids) != 2 || len(w.calls.wrong) > 0 {
		t.Errorf("%+v, %v", got, w.calls.wrong)
	}
}

// sick is a store whose disk takes nothing for a while.
type sick struct {
	*memory
	before, down int // updates until then, and that fail
}

func (s *sick) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if s.before--; s.before < 0 && s.down > 0 {
		s.down--
		return store.ErrFull
	}
	return s.memory.Update(ctx, space, fn)
}

// While the disk takes nothing, what a call brought is kept in mind, and written down once there is room: it is not sent again.
func TestAFullDiskLosesNoReceipt(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	cfg.Store = &sick{newMemory(), 4, 3}
	q, err := queue.Open(t.Context(), cfg)
	w.must(err)
	w.Queue = q
	w.put(1, "b", "")
	w.work(w.idle)
	if got := w.item(1, "b"); got.State != elt.EntryReceived || len(w.calls.ids) != 1 {
		t.Errorf("%+v, %d calls", got, len(w.calls.ids))
	}
}
