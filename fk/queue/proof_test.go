package queue_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	mathrand "math/rand/v2"
	"sync"
	"testing"
	"time"

	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/fk/sim"
	"passbok/store/bolt"
)

var (
	sheets = flag.Int("sheets", 200, "how many timesheets TestAMonthGoesThrough sends")
	dice   = flag.Uint64("dice", uint64(time.Now().UnixNano()), "what TestAMonthGoesThrough draws from")
)

// A month of timesheets of several providers goes through the client's own code, over real TLS, to the simulator, with everything that
// may go wrong on the way, and killed again and again in between: each is received, none in two versions, every receipt is kept.
func TestAMonthGoesThrough(t *testing.T) {
	t.Logf("-sheets %d -dice %d", *sheets, *dice)
	draw := mathrand.New(mathrand.NewPCG(*dice, 0))
	h := &hand{now: time.Now()}
	authority, err := sim.NewAuthority(h.clock, rand.Reader)
	check(t, err)
	service, err := sim.NewELT(sim.ELTConfig{Authority: authority, Clock: h.clock, After: time.After, Rand: rand.Reader})
	check(t, err)
	ctx, end := context.WithCancel(t.Context())
	address, stopped, err := service.Listen(ctx, "127.0.0.1:0")
	check(t, err)
	defer func() { end(); <-stopped }()
	certificate, err := authority.Client("a supplier", h.clock().AddDate(1, 0, 0))
	check(t, err)
	client, err := elt.New(elt.Config{URL: address, Identity: elt.Identity{Certificate: certificate}, Roots: authority.Roots(), Clock: h.clock})
	check(t, err)
	defer client.Close()
	disk, err := bolt.Open(t.Context(), t.TempDir()+"/passbok.db", bolt.Options{})
	check(t, err)
	defer func() { check(t, disk.Close()) }()

	books := newShelf()
	var mu sync.Mutex
	trouble := map[string]int{}
	books.leaving = func(queue.Item) { // what goes wrong with the next call
		mu.Lock()
		defer mu.Unlock()
		what, faults := "nothing", sim.ELTFaults{}
		switch n := draw.IntN(100); {
		case n < 8:
			what, faults.LostAnswer = "lost answer", true
		case n < 11:
			what, faults.Garbled = "garbled", true
		case n < 14:
			what, faults.Down = "down", true
		case n < 16:
			what, faults.ShutOff = "shut off", true
		case n < 18:
			what, faults.XMLError = "xml", "Felet är påhittat."
		case n < 20:
			what, faults.SignatureError = "signature", "Felet är påhittat."
		case n < 24:
			what, faults.SlowMS = "slow", 5
		}
		trouble[what]++
		service.Break(faults)
	}
	providerOf := func(n int) string { return fmt.Sprintf("book-%d", n*n%7) }
	kills := 0
	for life := 0; ; life++ {
		mu.Lock()
		left := 1 + draw.IntN(5**sheets/4) // updates until it is killed; it takes about five a timesheet
		mu.Unlock()
		if life > 12 {
			left = -1
		}
		body := newMortal(disk, left)
		q, err := queue.Open(t.Context(), queue.Config{
			Store: body, Client: client, Books: books, Clock: h.clock, After: h.after, Rand: rand.Reader, Mark: address,
		})
		if err != nil {
			kills++
			continue
		}
		alive, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); _ = q.Run(alive) }()
		whole := true
		for n := range *sheets {
			s := queue.Sheet{Book: providerOf(n), Ref: ref(n)}
			books.mu.Lock()
			was := books.ended[s]
			books.mu.Unlock()
			round := was.Round
			if was.State == elt.EntryRejected {
				round = was.Ended.String() // a person asks for it again
			}
			whole = q.Put(t.Context(), order(n, s.Book, round)) == nil && whole
		}
		patiently(t, func() bool {
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
		select {
		case <-body.dead:
			kills++
			continue
		default:
		}
		if whole && all(books) {
			for book := range 7 {
				n, wrong, err := q.Verify(t.Context(), fmt.Sprintf("book-%d", book), func(_, _ uint64) {})
				if err != nil || len(wrong) > 0 {
					t.Errorf("book %d: %d, %v %v", book, n, wrong, err)
				}
			}
			holds(t, q, books, service, providerOf)
			break
		}
	}
	t.Logf("%d kills; %v", kills, trouble)
	if kills == 0 {
		t.Error("it was never killed")
	}
}

func all(books *shelf) bool {
	books.mu.Lock()
	defer books.mu.Unlock()
	for _, i := range books.ended {
		if i.State != elt.EntryReceived {
			return false
		}
	}
	return len(books.ended) == *sheets
}

// holds compares what the queue keeps, what the books were told, and what the service took.
func holds(t *testing.T, q *queue.Queue, books *shelf, service *sim.ELT, providerOf func(int) string) {
	t.Helper()
	taken := map[string]sim.Taken{}
	for _, one := range service.Timesheets() {
		if _, twice := taken[one.ID]; twice {
			t.Errorf("%s was taken twice", one.ID)
		}
		taken[one.ID] = one
	}
	if len(taken) != *sheets {
		t.Errorf("%d were taken", len(taken))
	}
	for n := range *sheets {
		s := queue.Sheet{Book: providerOf(n), Ref: ref(n)}
		known, err := q.Of(t.Context(), s.Book, s.Ref)
		check(t, err)
		kept, told, one := known[s.Ref], books.ended[s], taken[id(n)]
		if kept.Receipt.TxID != one.TxID || told.Receipt.TxID != one.TxID || kept.Receipt.At.IsZero() || one.TxID == "" {
			t.Errorf("%d: the service gave %s, the queue has %s, the book %s", n, one.TxID, kept.Receipt.TxID, told.Receipt.TxID)
		}
		if sent, _, err := q.Sent(t.Context(), s); err != nil || !bytes.Equal(sent.Document, service.Document(id(n))) {
			t.Errorf("%d: what is kept is not what was taken: %v", n, err)
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// patiently waits for something, for as long as a soak may take.
func patiently(t *testing.T, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Minute); !so(); {
		if time.Now().After(deadline) {
			t.Fatal("it never came to that")
		}
		time.Sleep(time.Millisecond)
	}
}
