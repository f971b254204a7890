package house

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"passbok/care"
	"passbok/hook"
	"passbok/internal/outward"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// hooked is how many entries are looked through for what other systems are told of, before somebody else has a turn.
const hooked = 500

// openHooks makes what tells other systems.
func (h *House) openHooks() *hook.Hooks {
	return hook.New(hook.Config{
		Store: h.store, Source: log{h.books}, Clock: h.cfg.Clock, After: h.cfg.After, Rand: h.cfg.Rand, Log: h.cfg.Log, Dead: h.tellDeadHook,
		Guard: outward.Guard{Allowed: h.cfg.Hooks, Lookup: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}},
	})
}

// log shows the books' logs to package hook, which knows none.
type log struct{ books *books }

// Head is the last entry of a book.
func (l log) Head(ctx context.Context, id string) (uint64, error) {
	b, there := l.books.Book(id)
	if !there {
		return 0, fmt.Errorf("no book %s", id)
	}
	return b.Last(ctx)
}

// Next is the first entry after one that others want to hear of. While a restore holds what goes out, nothing has happened.
func (l log) Next(ctx context.Context, id string, after uint64, wanted func(string) bool) (hook.Happened, uint64, error) {
	b, there := l.books.Book(id)
	if !there {
		return hook.Happened{}, after, nil
	}
	if restored, ok, err := b.RestoreReport(ctx); err != nil || ok && restored.Held {
		return hook.Happened{}, after, err
	}
	entries, err := b.Entries(ctx, after, hooked)
	if err != nil {
		return hook.Happened{}, after, err
	}
	for _, entry := range entries {
		after = entry.Seq
		events, err := eventsOf(ctx, b, entry, wanted)
		if err != nil {
			return hook.Happened{}, after, err
		}
		if len(events) == 0 {
			continue
		}
		at, err := time.Parse(time.RFC3339, entry.At)
		if err != nil {
			return hook.Happened{}, after, fmt.Errorf("read when entry %d was written: %w", entry.Seq, err)
		}
		return hook.Happened{Seq: entry.Seq, At: at, Events: events}, entry.Seq, nil
	}
	return hook.Happened{}, after, nil
}

// eventsOf are the wanted events of one entry.
func eventsOf(ctx context.Context, b *book.Book, entry book.Entry, wanted func(string) bool) (events []hook.Event, err error) {
	for _, ref := range entry.Docs {
		switch care.KindOf(ref) {
		case "invoice", "timesheet", "plan":
		default:
			continue // nothing of it is told: its history need not be read
		}
		story, err := b.History(ctx, ref)
		if err != nil {
			return nil, err
		}
		if h, ok := month.Happened(ref, story, entry.Seq); ok && wanted(h.What) {
			events = append(events, hook.Event{Event: h.What, Beneficiary: h.Beneficiary, Assistant: h.Assistant, Month: string(h.Month), Plan: h.Plan, Version: h.Version})
		}
	}
	return events, nil
}

// tellDeadHook tells the office that another system takes nothing any more.
func (h *House) tellDeadHook(ctx context.Context, dead hook.Hook) error {
	b, there := h.books.Book(dead.Book)
	if !there {
		return errors.New("tell of a hook that was given up: its book is not there")
	}
	var office []string
	err := b.View(ctx, func(docs book.Documents) (err error) {
		office, err = care.Coordinators(month.Records(docs), h.cfg.Clock())
		return err
	})
	if err != nil {
		return fmt.Errorf("find whom to tell of a hook that was given up: %w", err)
	}
	return h.ladder.Tell(ctx, dead.Book, push.Notice{
		ID: fmt.Sprintf("%s/%s/%d", push.HookDead, dead.ID, dead.Dead.Unix()), Code: push.HookDead, To: office, Office: true,
		Month: string(care.MonthOf(h.cfg.Clock())), Beneficiary: dead.Book, // it is about no person: the provider stands there
	}, h.cfg.Clock())
}
