package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"passbok/care"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// recordOps lets the real engine take n operations, each new shift sent alone, and gives what each of them
// made it write, and the text of one.
func recordOps(ctx context.Context, dir string, n int) (updates [][]write, body []byte, err error) {
	inner, err := bolt.Open(ctx, filepath.Join(dir, "recorded.db"), bolt.Options{})
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = inner.Close() }()
	st := &recorder{Store: inner}
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	b, err := book.Open(ctx, st, newID(), book.Config{Schema: schema, Rights: anybody{}, Clock: time.Now, Rand: rand.Reader})
	if err != nil {
		return nil, nil, fmt.Errorf("record operations: %w", err)
	}
	var devices []*device
	for range 64 {
		devices = append(devices, &device{id: newID(), person: newID()})
	}
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return nil, nil, err
	}
	beneficiary, month := newID(), time.Date(2026, 10, 1, 0, 0, 0, 0, stockholm)
	for i := range n + len(devices) {
		if i == len(devices) {
			st.updates = nil // the first of each device also enters the device
		}
		d := devices[i%len(devices)]
		raw, err := json.Marshal(d.shift(d.person, beneficiary, month, i))
		if err != nil {
			return nil, nil, err
		}
		answer, err := b.Sync(ctx, book.Actor{Person: d.person, Device: d.id}, book.Request{Device: d.id, Ops: []json.RawMessage{raw}})
		if err != nil || len(answer.Verdicts) != 1 || answer.Verdicts[0].Verdict != op.Applied {
			return nil, nil, fmt.Errorf("record operations: %+v: %w", answer.Verdicts, err)
		}
		body = raw
	}
	if len(st.updates) != n {
		return nil, nil, fmt.Errorf("record operations: %d updates for %d operations", len(st.updates), n)
	}
	return st.updates, body, nil
}

// anybody may do anything: what is recorded is what is written, not what is allowed.
type anybody struct{}

func (anybody) May(book.Documents, book.Actor, string, op.Fields, op.Fields) (book.Permission, error) {
	return book.Allowed, nil
}

func (anybody) Feeds(_ book.Documents, person string, _ time.Time) ([]string, error) {
	return []string{person}, nil
}

func (anybody) MayOpen(book.Documents, string, string) (bool, error) { return true, nil }
