package book

import (
	"fmt"
	"math"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
)

// lineOf is who an operation comes from: a person's device, and all that counts as its own word, which is what it and those that
// it replaces have said, and what they have queued again that another device had brought before.
func lineOf(r store.Reader, person, device string, dev layout.Device) (merge.Writer, error) {
	line := merge.Writer{Person: person, Device: device, Ancestors: dev.Ancestors, Again: map[string]uint64{}}
	for _, a := range dev.Ancestors {
		if err := queuedAgain(r, a.Device, a.Through, func(id string, _ uint64) { line.Again[id] = 0 }); err != nil {
			return merge.Writer{}, err
		}
	}
	err := queuedAgain(r, device, math.MaxUint64, func(id string, n uint64) {
		if _, known := line.Again[id]; !known {
			line.Again[id] = n
		}
	})
	return line, err
}

// queuedAgain goes through what a device has queued again.
func queuedAgain(r store.Reader, device string, through uint64, each func(id string, n uint64)) error {
	for kv, err := range r.Scan(layout.TurnsOf(device, through)) {
		if err != nil {
			return fmt.Errorf("look up what %s has queued again: %w", device, err)
		}
		each(string(kv.Value), layout.Number(kv.Key))
	}
	return nil
}

// writer is who the operations that are being taken come from.
func (t *taking) writer() (merge.Writer, error) {
	if t.line == nil {
		line, err := lineOf(t.Reader, t.who.Person, t.who.Device, t.dev)
		if err != nil {
			return merge.Writer{}, err
		}
		t.line = &line
	}
	return *t.line, nil
}
