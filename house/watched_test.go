package house

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"passbok/store"
	"passbok/store/bolt"
)

// failing is a real store whose updates can be made to fail.
type failing struct {
	store.Store
	with error
}

func (f *failing) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if f.with != nil {
		return fmt.Errorf("update: %w", f.with)
	}
	return f.Store.Update(ctx, space, fn)
}

func TestTheOperatorIsTold(t *testing.T) {
	ctx := t.Context()
	file, err := bolt.Open(ctx, t.TempDir()+"/passbok.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	var log bytes.Buffer
	disk := &failing{Store: file}
	w := &watched{Store: disk, log: slog.New(slog.NewTextHandler(&log, nil))}
	for _, step := range []struct {
		with       error
		ready      error
		said       string // since the step before
		howManyNow int
	}{
		{nil, nil, "", 0},
		{store.ErrFull, store.ErrFull, "takes no more", 1},
		{store.ErrFull, store.ErrFull, "", 1},
		{nil, nil, "has room again", 2},
		{nil, nil, "", 2},
		{store.ErrFull, store.ErrFull, "takes no more", 3},
		{store.ErrBroken, store.ErrBroken, "restart the server", 4},
		{store.ErrBroken, store.ErrBroken, "", 4},
		{errors.New("something else"), store.ErrBroken, "", 4},
	} {
		before := log.Len()
		disk.with = step.with
		err := w.Update(ctx, "registry", func(tx store.Txn) error { tx.Put([]byte("k"), nil); return nil })
		if !errors.Is(err, step.with) {
			t.Errorf("%v came out as %v", step.with, err)
		}
		if ready := w.ready(ctx, "registry"); !errors.Is(ready, step.ready) {
			t.Errorf("after %v: ready %v, want %v", step.with, ready, step.ready)
		}
		if said := log.String()[before:]; !strings.Contains(said, step.said) || strings.Count(log.String(), "\n") != step.howManyNow {
			t.Errorf("after %v it was said: %q", step.with, said)
		}
	}
}

// Room that came back is found by asking, though nobody writes.
func TestReadyFindsTheRoom(t *testing.T) {
	ctx := t.Context()
	file, err := bolt.Open(ctx, t.TempDir()+"/passbok.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	disk := &failing{Store: file, with: store.ErrFull}
	w := &watched{Store: disk, log: slog.New(slog.DiscardHandler)}
	if err := w.Update(ctx, "registry", func(tx store.Txn) error { tx.Put([]byte("k"), nil); return nil }); !errors.Is(err, store.ErrFull) {
		t.Fatal(err)
	}
	if err := w.ready(ctx, "registry"); !errors.Is(err, store.ErrFull) {
		t.Errorf("full: %v", err)
	}
	disk.with = nil
	if err := w.ready(ctx, "registry"); err != nil || w.full.Load() {
		t.Errorf("with room again: %v", err)
	}
	err = w.View(ctx, "registry", func(r store.Reader) error {
		for kv := range r.Scan(nil, nil) {
			t.Errorf("the question left %q", kv.Key)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestRest(t *testing.T) {
	full := fmt.Errorf("finish job: %w", store.ErrFull)
	var rest time.Duration
	for _, step := range []struct {
		err  error
		want time.Duration
	}{
		{nil, 0}, {errors.New("x"), 0}, {full, 10 * time.Second}, {full, 20 * time.Second}, {full, 40 * time.Second}, {full, 80 * time.Second},
		{full, 160 * time.Second}, {full, longestRest}, {full, longestRest}, {nil, 0}, {store.ErrBroken, 10 * time.Second},
	} {
		if rest = restAfter(step.err, rest); rest != step.want {
			t.Errorf("after %v: %s, want %s", step.err, rest, step.want)
		}
	}
}
