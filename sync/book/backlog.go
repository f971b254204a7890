package book

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
)

// Backlog is what waits in a book, for people and for machines.
type Backlog struct {
	Conflicts Pile // open: a person chooses
	Parked    Pile // a coordinator decides
	Due       Pile // jobs that should have gone out
	Later     int  // jobs of a later time
	Held      int  // jobs, of whatever time, that wait for Release after a restore
	Behind    int  // entries that the archive lacks
	// Restored is when the book was last put back from a backup; zero: never.
	Restored time.Time
}

// Pile is how much there is of something, and since when the oldest of it; zero where there is none.
type Pile struct {
	Count int
	Since time.Time
}

// Backlog counts what waits. It reads what waits, and nothing else: a book of any size costs the same.
func (b *Book) Backlog(ctx context.Context) (Backlog, error) {
	kept := b.kept()
	now := b.cfg.Clock()
	var out Backlog
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		out = Backlog{}
		l := looking{r: r}
		out.Conflicts = l.conflicts()
		out.Parked = l.parked()
		l.jobs(now, &out)
		if b.keeper != nil {
			out.Behind = l.count(r.Scan(layout.Headers(kept+1)), nil)
		}
		out.Restored = l.restored()
		return l.err
	})
	if err != nil {
		return Backlog{}, fmt.Errorf("count what waits in book %s: %w", b.id, err)
	}
	return out, nil
}

// kept is the last entry that the archive has, as far as is known.
func (b *Book) kept() uint64 {
	if b.keeper == nil {
		return 0
	}
	b.keeper.mu.Lock()
	defer b.keeper.mu.Unlock()
	return b.keeper.kept
}

// looking counts rows in one snapshot. After an error it finds nothing more.
type looking struct {
	r   store.Reader
	err error
}

// count counts rows, and shows each to fn, if that is not nil.
func (l *looking) count(rows iter.Seq2[store.KV, error], fn func(store.KV) error) int {
	n := 0
	if l.err != nil {
		return 0
	}
	for kv, err := range rows {
		if err == nil && fn != nil {
			err = fn(kv)
		}
		if err != nil {
			l.err = err
			return 0
		}
		n++
	}
	return n
}

// pile is so many, the oldest of them since an entry.
func (l *looking) pile(count int, oldest uint64) Pile {
	if l.err != nil || count == 0 {
		return Pile{}
	}
	header, err := layout.ReadHeader(l.r, oldest)
	if err != nil {
		l.err = err
		return Pile{}
	}
	since, err := time.Parse(time.RFC3339, header.At)
	l.err = err
	return Pile{Count: count, Since: since}
}

func (l *looking) conflicts() Pile {
	oldest := uint64(0)
	n := l.count(l.r.Scan(layout.Open()), func(kv store.KV) error {
		if oldest == 0 {
			oldest = layout.First(kv.Key)
		}
		return nil
	})
	return l.pile(n, oldest)
}

func (l *looking) parked() Pile {
	oldest := uint64(0)
	n := l.count(l.r.Scan(layout.Waiting()), func(kv store.KV) error {
		at, err := layout.DecodeParked(kv.Value)
		if err != nil {
			return err
		}
		if oldest == 0 || at.Seq < oldest {
			oldest = at.Seq
		}
		return nil
	})
	return l.pile(n, oldest)
}

// jobs counts the outbox, whose keys tell when each job is due.
func (l *looking) jobs(now time.Time, out *Backlog) {
	if l.err != nil {
		return
	}
	held, err := l.r.Get(layout.HoldKey)
	if l.err = err; held != nil {
		out.Held = l.count(l.r.Scan(layout.Jobs()), nil)
		return
	}
	l.count(l.r.Scan(layout.Jobs()), func(kv store.KV) error {
		due := time.UnixMilli(int64(layout.First(kv.Key))).UTC()
		switch {
		case due.After(now):
			out.Later++
		case out.Due.Count == 0:
			out.Due = Pile{Count: 1, Since: due}
		default:
			out.Due.Count++
		}
		return nil
	})
}

func (l *looking) restored() time.Time {
	if l.err != nil {
		return time.Time{}
	}
	stored, err := l.r.Get(layout.RestoredKey)
	if err != nil || stored == nil {
		l.err = err
		return time.Time{}
	}
	var last Restored
	if l.err = json.Unmarshal(stored, &last); l.err != nil {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, last.At)
	l.err = err
	return at
}
