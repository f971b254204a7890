package queue_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/fk/elt"
	"passbok/fk/queue"
)

// Whatever is put, answered, killed and taken back, in whatever order: under an id only its own bytes are sent, a second apart; what
// the books were told to be received is never sent again; nothing is lost; and in the end each is received, or was taken back.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &hand{now: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)}
		disk, books, calls := newMemory(), newShelf(), &service{hand: h, bytes: map[string]string{}}
		received := map[string]bool{}
		books.leaving = func(i queue.Item) {
			if received[i.ID] {
				t.Fatalf("%s is sent though its book knows that it was received", i.ID)
			}
		}
		answers := rapid.SliceOfN(rapid.SampledFrom([]string{"taken", "taken", "lost", "closed", "rejected", "stopped"}), 0, 30).Draw(t, "answers")
		calls.answer = func(n int, _ elt.Submission) (elt.Receipt, error) {
			kind := "taken"
			if n < len(answers) {
				kind = answers[n]
			}
			switch kind {
			case "lost":
				return elt.Receipt{}, later(true)
			case "closed":
				return elt.Receipt{}, later(false)
			case "rejected":
				return elt.Receipt{}, &elt.Failure{Kind: elt.Rejected, Fault: elt.FaultXML}
			case "stopped":
				return elt.Receipt{}, &elt.Failure{Kind: elt.Stopped}
			}
			return calls.receipt(n), nil
		}
		put, back := map[queue.Sheet]int{}, map[queue.Sheet]bool{}
		total := rapid.IntRange(1, 8).Draw(t, "documents")
		for life := 0; life < 200; life++ {
			left := -1
			if life < 6 {
				left = rapid.IntRange(0, 25).Draw(t, "updates until it is killed")
			}
			body := newMortal(disk, left)
			q, err := queue.Open(t.Context(), queue.Config{
				Store: body, Client: calls, Books: books, Clock: h.clock, After: h.after, Rand: rand.Reader, Mark: "one",
			})
			if err != nil {
				continue // killed as it began
			}
			for n := range total {
				book := fmt.Sprintf("book-%d", n%3)
				s := queue.Sheet{Book: book, Ref: ref(n)}
				round := ""
				books.mu.Lock()
				if was := books.ended[s]; was.State == elt.EntryRejected {
					round = fmt.Sprint("after ", was.Ended.UnixNano()) // a person asks for it again
				}
				books.mu.Unlock()
				if q.Put(t.Context(), order(n, book, round)) == nil {
					put[s] = n
				}
			}
			if life < 6 && rapid.IntRange(0, 9).Draw(t, "one is taken back") == 0 {
				n := rapid.IntRange(0, total-1).Draw(t, "which")
				s := queue.Sheet{Book: fmt.Sprintf("book-%d", n%3), Ref: ref(n)}
				books.mu.Lock()
				if books.ended[s].State != elt.EntryReceived {
					books.taken[s], back[s] = true, true
				}
				books.mu.Unlock()
			}
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() { defer close(done); _ = q.Run(ctx) }()
			until(func() bool {
				select {
				case <-body.dead:
					return true
				default:
				}
				if q.Standing().Stopped != "" {
					_ = q.Resume(t.Context())
				}
				return q.Count().Oldest.IsZero()
			})
			stop()
			<-done
			for _, i := range books.ended {
				if i.State == elt.EntryReceived {
					received[i.ID] = true
				}
			}
			if len(calls.wrong) > 0 {
				t.Fatal(calls.wrong)
			}
			if left < 0 && len(put) == total && len(received) >= total-len(back) {
				break
			}
		}
		for s := range put {
			if !back[s] && books.ended[s].State != elt.EntryReceived {
				t.Fatalf("%v was put, and is %+v", s, books.ended[s])
			}
		}
		if len(put) != total {
			t.Fatalf("%d of %d were put", len(put), total)
		}
	})
}

// until waits for something, for ten seconds at the most.
func until(so func() bool) {
	for deadline := time.Now().Add(10 * time.Second); !so() && time.Now().Before(deadline); {
		time.Sleep(100 * time.Microsecond)
	}
}
