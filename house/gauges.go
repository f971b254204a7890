package house

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"passbok/care"
	"passbok/eid"
	"passbok/fk/queue"
	"passbok/gauge"
	"passbok/nudge"
	"passbok/post"
	"passbok/push"
	"passbok/store"
	"passbok/sync/op"
)

// newPanel is what everything that is counted is told to.
func newPanel(cfg Config) *gauge.Panel {
	return gauge.New(gauge.Config{
		Version: cfg.Version, Clock: cfg.Clock, Codes: append(op.Codes(), care.Codes()...), Results: append(push.Results(), nudge.Results()...), Calls: queue.Results(), Posted: post.Results(), Ways: post.Kinds(),
	})
}

// look is how the house stands. What cannot be read is said in the log, and missing among the numbers.
func (h *House) look(ctx context.Context) gauge.Standing {
	var at gauge.Standing
	unread := func(what string, err error) bool {
		if err != nil {
			at.Unread++
			h.cfg.Log.Warn("a number of the metrics cannot be read", "what", what, "error", err)
		}
		return err != nil
	}
	ids, _ := h.books.ids()
	for _, id := range ids {
		b, _ := h.books.Book(id)
		told := gauge.Book{ID: id}
		if waits, err := b.Backlog(ctx); !unread("backlog", err) {
			told.Backlog = &waits
		}
		if kept, err := h.kept.stats(id); !unread("archive", err) {
			told.Archive = kept
		}
		at.Books = append(at.Books, told)
	}
	if stats, err := h.file.Stats(); !unread("database", err) {
		at.Store = &gauge.Store{Stats: stats, Full: h.store.full.Load(), Broken: h.store.broken.Load()}
	}
	if counted, err := h.census.of(ctx, h.push, h.cfg.Clock()); !unread("notices", err) {
		at.Notices = &counted
	}
	if counted, err := h.post.Count(ctx); !unread("messages", err) {
		at.Post = counted
	}
	own := h.certificates()
	for _, service := range slices.Sorted(maps.Keys(own)) {
		at.Certificates = append(at.Certificates, gauge.Certificate{Service: service, NotAfter: own[service].NotAfter})
	}
	counted := h.elt.Count()
	at.ELT = &counted
	if last, err := lastBackup(ctx, h.store); !unread("backup", err) {
		at.Backup = last
	}
	return at
}

// census remembers how many subscriptions and notices there are: whoever counts them goes through all of them.
type census struct {
	mu    sync.Mutex
	at    time.Time
	known push.Census
}

// anew is how old a count may be.
const anew = 5 * time.Minute

func (c *census) of(ctx context.Context, sender *push.Sender, now time.Time) (push.Census, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if age := now.Sub(c.at); !c.at.IsZero() && age >= 0 && age < anew {
		return c.known, nil
	}
	counted, err := sender.Count(ctx)
	if err == nil {
		c.at, c.known = now, counted
	}
	return counted, err
}

// backupKey is where the registry remembers when a copy was last given out whole.
const backupKey = "backup"

type backupRow struct {
	V  int       `json:"v"`
	At time.Time `json:"at"`
}

// noteBackup remembers that a copy was given out that holds everything up to a time.
func noteBackup(ctx context.Context, st store.Store, at time.Time) error {
	row, err := json.Marshal(backupRow{V: 1, At: at.UTC()})
	if err != nil {
		return fmt.Errorf("write registry row: %w", err)
	}
	err = st.Update(ctx, eid.Registry, func(tx store.Txn) error {
		tx.Put([]byte(backupKey), row)
		return nil
	})
	if err != nil {
		return fmt.Errorf("note the backup: %w", err)
	}
	return nil
}

// lastBackup is when; nil: never, as far as this database knows.
func lastBackup(ctx context.Context, st store.Store) (*time.Time, error) {
	var row []byte
	err := st.View(ctx, eid.Registry, func(r store.Reader) (err error) {
		row, err = r.Get([]byte(backupKey))
		return err
	})
	if err != nil || row == nil {
		return nil, err
	}
	var last backupRow
	if err := json.Unmarshal(row, &last); err != nil {
		return nil, fmt.Errorf("read when the last backup was: %w", err)
	}
	return &last.At, nil
}
