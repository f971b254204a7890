package book_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passbok/sync/book"
	"passbok/sync/op"
)

// tally notes what it is told.
type tally struct {
	mu       sync.Mutex
	judged   map[string]int
	ahead    []time.Duration
	archived int
	failed   int

	compared, differing, refetched int // months
}

func newTally() *tally { return &tally{judged: map[string]int{}} }

func (c *tally) Judged(id string, verdict op.Verdict, code string, again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.judged[fmt.Sprint(id, " ", verdict, " ", code, " ", again)]++
}

func (c *tally) Ahead(by time.Duration) { c.ahead = append(c.ahead, by) }

func (c *tally) Digests(compared, differing int) {
	c.compared += compared
	c.differing += differing
}

func (c *tally) Refetched(months int) { c.refetched += months }

func (c *tally) Archived(entries int, took time.Duration, err error) {
	if c.archived += entries; err != nil {
		c.failed++
	}
	if took != 0 { // the world's clock stands still
		panic(took)
	}
}

func TestTheMeterIsTold(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	meter := newTally()
	disk := &failing{Archive: w.kept()}
	w.archives = func(string) (book.Archive, error) { return disk, nil }
	cfg := w.config("b")
	cfg.Meter = meter
	metered, err := book.Open(w.ctx, w.store, "b", cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.book = metered
	anna := w.phone("anna", 1)
	_, one := shift(w, anna, "2026-10-05")
	anna.act("shift/"+w.id(), hours("bea", "bo", "2026-10-05T08:00", ""))
	anna.sync()
	for _, now := range []string{"", "yesterday", op.FormatTime(w.now.Add(-time.Hour))} {
		req := book.Request{Device: uuid(1), Now: now, Ops: encode(t, one)}
		if now == "" { // asks, and brings nothing
			req.Ops = nil
		}
		if _, err := w.book.Sync(w.ctx, anna.who, req); err != nil {
			t.Fatal(err)
		}
	}
	disk.broken = true
	_, late := shift(w, anna, "2026-10-06")
	if _, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Ops: encode(t, late)}); err == nil {
		t.Fatal("acknowledged without the archive")
	}
	want := map[string]int{"b applied  false": 2, "b refused not_allowed false": 1, "b applied  true": 2}
	if diff := cmp.Diff(want, meter.judged); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]time.Duration{0, -time.Hour}, meter.ahead); diff != "" {
		t.Error(diff)
	}
	if meter.archived != 3 || meter.failed != 1 {
		t.Errorf("%d entries archived, %d times not", meter.archived, meter.failed)
	}
}

// A month is counted as differing when it does, and as fetched again when that is what the request asks for: not where
// everything is sent anew, nor where nothing is sent at all.
func TestTheMeterIsToldOfDigests(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	meter := newTally()
	cfg := w.config("b")
	cfg.Meter = meter
	var err error
	if w.book, err = book.Open(w.ctx, w.store, "b", cfg); err != nil {
		t.Fatal(err)
	}
	anna := w.keeper(w.book, "anna", 1)
	anna.act("shift/"+w.id(), 0, hours("anna", "bo", "2026-10-05T08:00", "2026-10-05T16:00"))
	if differs := anna.settle(t); len(differs) > 0 {
		t.Fatal(differs)
	}
	held := len(anna.digests())
	if meter.compared != held || meter.differing != 0 {
		t.Fatalf("%d months compared, %d of them differ; the device holds %d", meter.compared, meter.differing, held)
	}
	for ref := range anna.docs {
		if strings.HasPrefix(ref, "shift/") {
			delete(anna.docs, ref)
		}
	}
	if differs := anna.settle(t); len(differs) != 1 || meter.compared != 2*held || meter.differing != 1 || meter.refetched != 0 {
		t.Fatalf("%q differs; %d compared, %d differ, %d fetched", differs, meter.compared, meter.differing, meter.refetched)
	}
	anna.refetch = append(anna.refetch, "no month")
	anna.exchange(t, true, false)
	for _, anew := range []book.Request{
		{Device: anna.who.Device, Refetch: []string{"2026-10"}},
		{Device: anna.who.Device, Refetch: []string{"2026-10"}, Epoch: "another", Cursor: anna.cursor},
	} {
		if _, err := w.book.Sync(w.ctx, anna.who, anew); err != nil {
			t.Fatal(err)
		}
	}
	left := anna.who
	left.SendOnly = true
	if _, err := w.book.Sync(w.ctx, left, book.Request{Device: left.Device, Refetch: []string{"2026-10"}, Cursor: anna.cursor}); err != nil {
		t.Fatal(err)
	}
	if meter.refetched != 1 || meter.differing != 1 {
		t.Errorf("%d months fetched again, %d differ", meter.refetched, meter.differing)
	}
}
