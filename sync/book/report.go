package book

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// Mark is a place in the log: an entry, the hash of its header, and when it was taken.
type Mark = layout.Mark

// Restored is what a restore found, and what it could give back.
type Restored struct {
	V       int    `json:"v"`
	At      string `json:"at"`
	Epoch   uint64 `json:"epoch"`
	Backup  Mark   `json:"backup"`  // where the database that was put back ended; zero: there was none
	Archive uint64 `json:"archive"` // entries that the archive gave beyond it
	Erased  uint64 `json:"erased"`  // payloads that stayed behind, as an erasure says
	Head    Mark   `json:"head"`    // where the book goes on from
}

// RestoreReport says what a restore found, what devices have given back since, and what nobody can give.
type RestoreReport struct {
	Restored
	// Seen is the last entry of the time before that any device has been seen to know; 0: none has said.
	Seen uint64 `json:"seen"`
	// Back are the devices that have been heard of since, Out those that have not: what they hold is still to come.
	Back []Returned `json:"back"`
	Out  []Returned `json:"out"`
	// Missing is how many entries devices had known of that are not here, and that no operation has given back: commands,
	// receipts, and what devices hold that are still out. At most so many; 0 where no device has said.
	Missing uint64 `json:"missing"`
	// Held: jobs wait for Release; Jobs is how many, Before how many of them were due before the restore: only what these
	// ask for may have been done.
	Held   bool `json:"held"`
	Jobs   int  `json:"jobs"`
	Before int  `json:"before"`
}

// Returned is a device, and how many operations from before the restore it has given back.
type Returned struct {
	Device string `json:"device"`
	Person string `json:"person"`
	Seen   string `json:"seen"`
	Ops    int    `json:"ops"`
}

// outDays is for how long a phone keeps what it has sent: who was last heard of before that has nothing to give.
const outDays = 90

// RestoreReport tells of the last restore; ok is false where there never was one.
func (b *Book) RestoreReport(ctx context.Context) (report RestoreReport, ok bool, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		report, ok = RestoreReport{Back: []Returned{}, Out: []Returned{}}, false
		stored, err := r.Get(layout.RestoredKey)
		if err != nil || stored == nil {
			return err
		}
		ok = true
		if err := json.Unmarshal(stored, &report.Restored); err != nil {
			return err
		}
		if stored, err = r.Get(layout.WitnessKey); err != nil {
			return err
		}
		if stored != nil {
			if err := json.Unmarshal(stored, &report.Seen); err != nil {
				return err
			}
		}
		return report.devices(r)
	})
	if err != nil {
		return RestoreReport{}, false, fmt.Errorf("read what the restore found: %w", err)
	}
	jobs, since, err := b.held(ctx)
	report.Held, report.Jobs = since != nil, len(jobs)
	for _, job := range jobs {
		if !job.Due.After(*since) {
			report.Before++
		}
	}
	return report, ok, err
}

// devices counts what each device has given back.
func (p *RestoreReport) devices(r store.Reader) error {
	at, err := time.Parse(time.RFC3339, p.At)
	if err != nil {
		return err
	}
	given := map[string]int{}
	all := uint64(0)
	for kv, err := range r.Scan(layout.Headers(p.Epoch << layout.EpochShift)) {
		if err != nil {
			return err
		}
		header, err := op.DecodeHeader(kv.Value)
		if err != nil {
			return err
		}
		if made, timed := op.Made(header.Op); header.Name == "" && timed && made.Before(at) {
			given[header.Device]++
			all++
		}
	}
	for kv, err := range r.Scan(layout.Devices()) {
		if err != nil {
			return err
		}
		var dev layout.Device
		if err := json.Unmarshal(kv.Value, &dev); err != nil {
			return err
		}
		id := layout.Name(kv.Key)
		line := Returned{Device: id, Person: dev.Person, Seen: dev.Seen, Ops: given[id]}
		switch {
		case dev.Seen >= p.At:
			p.Back = append(p.Back, line)
		case dev.Seen >= op.FormatTime(at.AddDate(0, 0, -outDays)):
			p.Out = append(p.Out, line)
		}
	}
	for _, list := range [][]Returned{p.Back, p.Out} {
		slices.SortFunc(list, func(a, b Returned) int {
			return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Device, b.Device))
		})
	}
	// What came before the epoch that they had seen nobody can count.
	before := max(p.Head.Seq, p.Seen>>layout.EpochShift<<layout.EpochShift) + all
	if p.Seen > before {
		p.Missing = p.Seen - before
	}
	return nil
}

// witness notes what a device's cursor of the time before says: how far it had come. And that the device is back, which
// one that sends nothing would not show.
func (b *Book) witness(ctx context.Context, who Actor, req Request, now time.Time) error {
	if b.epoch.Number == 0 || req.Epoch == "" || req.Epoch == b.epoch.Name {
		return nil
	}
	seen := uint64(0)
	if groups, _, err := decodeCursor(req.Cursor, b.epoch.Secret(), who.Person); err == nil {
		for _, g := range groups {
			seen = max(seen, g.pos)
		}
	}
	if seen >= b.epoch.Number<<layout.EpochShift {
		seen = 0 // of this epoch: only its name is another, after a rebuild
	}
	return b.store.Update(ctx, b.space, func(tx store.Txn) error {
		stored, err := tx.Get(layout.WitnessKey)
		if err != nil {
			return err
		}
		var known uint64
		if stored != nil {
			if err := json.Unmarshal(stored, &known); err != nil {
				return err
			}
		}
		if seen > known {
			tx.Put(layout.WitnessKey, fmt.Appendf(nil, "%d", seen))
		}
		dev, err := layout.ReadDevice(tx, who.Device)
		if err != nil || dev.Person != who.Person {
			return err // one that has sent nothing yet has nothing to give back
		}
		dev.Seen = op.FormatTime(now)
		text, err := op.Marshal(dev)
		tx.Put(layout.DeviceKey(who.Device), text)
		return err
	})
}
