package push

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	"passbok/store"
)

// maxTaken is how many notices move to another subscription in one update, well below what one holds.
const maxTaken = 400

// rest lets a delivery wait for another subscription of its person: it comes up again only when its time is
// over, and is given up then.
func rest(tx store.Txn, d delivery) error {
	d.Due, d.Tries = d.Until, 0
	return place(tx, d)
}

// makeRoom drops the device's earlier subscription, and the oldest beyond the bound. What waits for those
// that are replaced, and for the person's stale ones where this one is new, is told to this one instead.
func makeRoom(tx store.Txn, sub Subscription, known bool, now time.Time) error {
	all, err := of(tx, sub.Person)
	if err != nil {
		return err
	}
	var replaced []string
	others := all[:0]
	for _, o := range all {
		itself, earlier := o.Endpoint == sub.Endpoint, o.Device != "" && o.Device == sub.Device
		if !known && (itself || o.Stale != nil) || !itself && earlier {
			replaced = append(replaced, o.hash())
		}
		switch {
		case itself:
		case earlier:
			drop(tx, o)
		default:
			others = append(others, o)
		}
	}
	for _, o := range others[:max(len(others)-maxSubscriptions+1, 0)] {
		drop(tx, o)
	}
	return takeOver(tx, replaced, sub, now)
}

// takeOver moves what waits for the subscriptions of these hashes to another one of the same person, due now
// (or at rest, where that is stale too). Where two are about the same, the one that holds longer stays.
// Beyond maxTaken the oldest stay behind, and are given up where they are.
func takeOver(tx store.Txn, from []string, to Subscription, now time.Time) error {
	at, err := url.Parse(to.Endpoint)
	if err != nil {
		return fmt.Errorf("read an endpoint: %w", err)
	}
	var waiting []delivery
	for _, hash := range from {
		for kv, err := range tx.Scan(store.Prefix([]byte("notice/pending/" + hash + "/"))) {
			if err != nil {
				return err
			}
			d, _, err := get[delivery](tx, string(kv.Key))
			if err != nil {
				return err
			}
			if d.Person == to.Person && d.Until.After(now) {
				waiting = append(waiting, d)
			}
		}
	}
	slices.SortStableFunc(waiting, func(a, b delivery) int { return b.Until.Compare(a.Until) })
	waiting = waiting[:min(len(waiting), maxTaken)]
	for _, d := range waiting { // all of them first: some may be in the very place that others move to
		remove(tx, d)
	}
	for _, d := range waiting {
		d.Hash, d.Line, d.Due, d.Tries = to.hash(), hashOf(at.Host), now, 0
		there, found, err := get[delivery](tx, d.pendingKey())
		if err != nil {
			return err
		}
		if found && !there.Until.Before(d.Until) {
			continue
		}
		if to.Stale != nil {
			err = rest(tx, d)
		} else {
			err = place(tx, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
