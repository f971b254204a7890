package book_test

import (
	"fmt"
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
}

func (c *tally) Judged(id string, verdict op.Verdict, code string, again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.judged[fmt.Sprint(id, " ", verdict, " ", code, " ", again)]++
}

func (c *tally) Ahead(by time.Duration) { c.ahead = append(c.ahead, by) }

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
	meter := &tally{judged: map[string]int{}}
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
