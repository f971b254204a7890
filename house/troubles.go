package house

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// What goes wrong with the server itself is told to every provider's office, and to whoever runs it where they have said an address.

const (
	lookForTrouble = 15 * time.Minute
	// noAnswer is how long timesheets wait for a service that does not answer before somebody is told.
	noAnswer = time.Hour
	// backupAge is how old the last copy may be. Whoever has never taken one by the program takes them in another way.
	backupAge = 7 * 24 * time.Hour
	// leastFree is the part of the disk below which it is nearly full: one in so many.
	leastFree = 20
)

// trouble is something of the server's that somebody is told of.
type trouble struct {
	code    push.Code // of the notice to the offices; empty: the operator alone is told
	alarm   alarm
	of      string    // the same again is told once
	last    care.Date // the last day to act; empty where there is none
	service string    // of a certificate
	day     care.Date // that the operator reads about
}

// runTroubles tells of what goes wrong while the house runs, until ctx is done.
func (h *House) runTroubles(ctx context.Context) error {
	for {
		if err := h.tellTroubles(ctx); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("tell of what goes wrong", "error", err) // there is another turn
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-h.cfg.After(lookForTrouble):
		}
	}
}

// tellTroubles looks for troubles, and tells of each.
func (h *House) tellTroubles(ctx context.Context) error {
	now := h.cfg.Clock()
	if h.store.broken.Load() { // nothing can be read either, and this is what there is to tell
		return h.tellOf(ctx, trouble{alarm: alarmBroken, of: string(care.DateOf(now))})
	}
	var found []trouble
	if c, at := h.elt.Count(), h.elt.Standing(); c.Waiting > 0 && (at.Stopped != "" || at.Outage.Calls > 0 && now.Sub(at.Outage.Since) >= noAnswer) {
		found = append(found, trouble{code: push.ConnectionTrouble, alarm: alarmConnection, of: string(care.DateOf(now))})
	}
	last, err := lastBackup(ctx, h.store)
	if err != nil {
		return err
	}
	switch {
	case last != nil && now.Sub(*last) > backupAge:
		weeks := int(now.Sub(*last) / backupAge)
		found = append(found, trouble{code: push.BackupOld, alarm: alarmBackup, of: fmt.Sprintf("%d/%d", last.Unix(), weeks), day: care.DateOf(*last)})
	case last == nil && now.Sub(h.began) > backupAge:
		found = append(found, trouble{alarm: alarmNoBackup, of: "never"})
	}
	low, err := h.nearlyFull(h.cfg.Data)
	if err != nil {
		return err
	}
	switch full := h.store.full.Load(); {
	case full:
		found = append(found, trouble{code: push.DiskLow, alarm: alarmFull, of: string(care.DateOf(now))})
	case low:
		found = append(found, trouble{code: push.DiskLow, alarm: alarmDisk, of: string(care.DateOf(now))})
	}
	return h.tellOf(ctx, found...)
}

// tellOf tells of troubles, each to the operator first: it is theirs to mend. One that cannot be told holds up no other.
func (h *House) tellOf(ctx context.Context, found ...trouble) (failed error) {
	for _, t := range found {
		failed = errors.Join(failed, h.tellOperator(ctx, t))
		if t.code != "" {
			failed = errors.Join(failed, h.tellOffices(ctx, t))
		}
	}
	return failed
}

// nearlyFull tells whether little is free on the disk of a folder, for who is not its owner.
func nearlyFull(folder string) (bool, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		return false, fmt.Errorf("look how full the disk is: %w", err)
	}
	return disk.Blocks > 0 && disk.Bavail < disk.Blocks/leastFree, nil
}

// tellOffices tells every provider's coordinators.
func (h *House) tellOffices(ctx context.Context, t trouble) error {
	ids, _ := h.books.ids()
	for _, id := range ids {
		b, _ := h.books.Book(id)
		var office []string
		err := b.View(ctx, func(docs book.Documents) (err error) {
			office, err = care.Coordinators(month.Records(docs), h.cfg.Clock())
			return err
		})
		if err != nil {
			return fmt.Errorf("find whom to tell of %s: %w", t.code, err)
		}
		on := care.DateOf(h.cfg.Clock())
		if t.last != "" {
			on = t.last
		}
		err = h.ladder.Tell(ctx, id, push.Notice{
			ID: fmt.Sprintf("%s/%s/%s", t.code, t.of, id), Code: t.code, To: office, Office: true,
			Month: string(on.Month()), Beneficiary: id, Deadline: string(t.last), // it is about no person: the provider stands there
		}, h.cfg.Clock())
		if err != nil {
			return fmt.Errorf("tell of %s: %w", t.code, err)
		}
	}
	return nil
}
