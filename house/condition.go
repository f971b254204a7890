package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall"
	"time"

	"passbok/eid"
	"passbok/gauge"
	"passbok/server"
	"passbok/store"
)

// Condition implements server.Conditions: what the metrics tell of, in one answer, with the disk, and when all was last proved.
func (h *House) Condition(ctx context.Context, id string) (server.Condition, error) {
	at, now := h.look(ctx), h.cfg.Clock()
	is := server.Condition{
		Version: h.cfg.Version, Since: h.began, Now: now, Backup: at.Backup, Erak: h.erak.Connected(), BankID: h.desk.client != nil,
		Ways: []server.WayState{}, Certificates: []server.CertificateState{}, Unread: at.Unread,
	}
	if st := at.Store; st != nil {
		is.Store = &server.StoreState{Bytes: st.Bytes, Full: st.Full, Broken: st.Broken}
	}
	if n := at.Notices; n != nil {
		is.Notices = &server.NoticesState{Devices: n.Subscriptions - n.Stale, Stale: n.Stale, Waiting: n.Waiting}
	}
	for _, p := range at.Post {
		is.Ways = append(is.Ways, server.WayState{
			Kind: p.Kind, Connected: p.Connected, Waiting: p.Waiting, Due: known(p.Due), Failures: p.Failures, Stopped: p.Stopped,
		})
	}
	if q := at.ELT; q != nil {
		is.ELT = server.ELTState{
			Connected: h.elt.Standing().Connected, Waiting: q.Waiting, Uncertain: q.Uncertain, Held: q.Held, Oldest: known(q.Oldest), Stopped: q.Stopped, Outage: q.Outage,
		}
	}
	for _, c := range at.Certificates {
		days := int(c.NotAfter.Sub(now) / (24 * time.Hour))
		if now.After(c.NotAfter) {
			days = -1
		}
		is.Certificates = append(is.Certificates, server.CertificateState{Service: c.Service, NotAfter: c.NotAfter, Days: days})
	}
	for _, b := range at.Books {
		if b.ID == id {
			is.Book, is.Restored = stateOf(b)
		}
	}
	disk, err := diskOf(h.cfg.Data)
	if err != nil {
		h.cfg.Log.Warn("the disk cannot be looked at", "error", err)
		is.Unread++
	}
	is.Disk = disk
	if is.Notes, err = h.overdueNotes(ctx, id); err != nil {
		h.cfg.Log.Warn("the day notes cannot be looked at", "error", err)
		is.Unread++
	}
	if is.Figures, err = figuresOf(h.panel); err != nil {
		h.cfg.Log.Warn("the metrics cannot be read", "error", err)
		is.Unread++
	}
	is.Verified, err = lastVerified(ctx, h.store)
	return is, err
}

func figuresOf(panel *gauge.Panel) (*server.FiguresState, error) {
	f, err := panel.Figures()
	if err != nil {
		return nil, err
	}
	is := &server.FiguresState{Requests: f.Requests, Failed: f.Failed, Memory: f.Memory}
	if ms := int(f.Within.Milliseconds()); ms > 0 {
		is.Within = &ms
	}
	return is, nil
}

// stateOf is what waits in a book, and when it was last restored.
func stateOf(b gauge.Book) (*server.BookState, *time.Time) {
	if b.Backlog == nil {
		return nil, nil
	}
	w := b.Backlog
	is := &server.BookState{
		Conflicts: w.Conflicts.Count, Parked: w.Parked.Count, Due: w.Due.Count, DueSince: known(w.Due.Since), Later: w.Later, Held: w.Held, Behind: w.Behind,
	}
	if b.Archive != nil {
		is.Archive, is.Failing = &b.Archive.Bytes, b.Archive.Failing
	}
	return is, known(w.Restored)
}

// known is nil for no time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func diskOf(folder string) (*server.DiskState, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		return nil, fmt.Errorf("look how full the disk is: %w", err)
	}
	block := disk.Bsize
	return &server.DiskState{Size: int64(disk.Blocks) * block, Free: int64(disk.Bavail) * block}, nil //nolint:gosec // no disk has 2^63 bytes
}

// verifiedKey is where the registry remembers when everything was last proved.
const verifiedKey = "verified"

type verifiedRow struct {
	V     int       `json:"v"`
	At    time.Time `json:"at"`
	Wrong int       `json:"wrong"`
}

// noteVerified remembers that everything was proved, and of how much did not hold.
func noteVerified(ctx context.Context, st store.Store, at time.Time, wrong int) error {
	row, err := json.Marshal(verifiedRow{V: 1, At: at.UTC(), Wrong: wrong})
	if err != nil {
		return fmt.Errorf("write registry row: %w", err)
	}
	err = st.Update(ctx, eid.Registry, func(tx store.Txn) error {
		tx.Put([]byte(verifiedKey), row)
		return nil
	})
	if err != nil {
		return fmt.Errorf("note the proof: %w", err)
	}
	return nil
}

// lastVerified is when, and what came of it; nil: never, as far as this database knows.
func lastVerified(ctx context.Context, st store.Store) (*server.VerifiedState, error) {
	var row []byte
	err := st.View(ctx, eid.Registry, func(r store.Reader) (err error) {
		row, err = r.Get([]byte(verifiedKey))
		return err
	})
	if err != nil || row == nil {
		return nil, err
	}
	var last verifiedRow
	if err := json.Unmarshal(row, &last); err != nil {
		return nil, errors.Join(errors.New("read when all was last proved"), err)
	}
	return &server.VerifiedState{At: last.At, Wrong: last.Wrong}, nil
}
