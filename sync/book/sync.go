package book

import (
	"context"
	"errors"
	"fmt"
	"io"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Sync takes a device's operations and answers with what has changed for it. Of a request of an earlier epoch nothing is
// taken: what its device counts and what it says it knows may mean something else in this one, and once it has heard of
// this one it asks again. A bad operation is never an error, but a verdict; errors are *op.Problem (malformed with the
// Index of an operation that cannot even be kept, device_forked,
// device_mismatch, too_many) or the store's, and then nothing was taken.
func (b *Book) Sync(ctx context.Context, who Actor, req Request) (Response, error) {
	if req.Device == "" {
		req.Device = who.Device
	}
	if !op.IsUUID(req.Device) {
		return Response{}, &op.Problem{Code: op.CodeMalformed, Field: "device", Detail: "not a UUID", Index: -1}
	}
	who.Device = req.Device
	now := b.cfg.Clock()
	res := Response{
		Epoch: b.epoch.Name, Cursor: req.Cursor, Now: op.FormatTime(now),
		Verdicts: []Verdict{}, Docs: []merge.Stored{}, Gone: []string{},
	}
	incoming, err := b.receive(req)
	if err != nil {
		return Response{}, err
	}
	if err := b.witness(ctx, who, req, now); err != nil {
		return Response{}, fmt.Errorf("note how far the device had come: %w", err)
	}
	b.clocked(req.Now, now)
	full, known := false, false
	brings := len(incoming) > 0 || req.Replaces != nil
	stale := req.Epoch != "" && req.Epoch != b.epoch.Name && !fault.On(fault.EarlierEpoch)
	if brings && !stale {
		if err := b.Accepts(ctx); err != nil {
			return Response{}, fmt.Errorf("take operations: %w", err)
		}
		var took taken
		err := b.store.Update(ctx, b.space, func(tx store.Txn) error {
			var err error
			took, err = b.take(tx, who, req, incoming, now)
			return err
		})
		if err != nil && fault.On(fault.AnswerBeforeCommit) && took.verdicts != nil {
			err, took.end = nil, 0
		}
		if err != nil {
			return Response{}, fmt.Errorf("take operations: %w", err)
		}
		if took.written {
			b.announce(took.done)
		}
		b.judged(took.verdicts)
		if err := b.archived(ctx, took.end); err != nil {
			return Response{}, fmt.Errorf("take operations: %w", err)
		}
		res.Verdicts, res.Last, full = took.verdicts, took.last, took.full
		known = true
	}
	var digests compared
	err = b.store.View(ctx, b.space, func(r store.Reader) (err error) {
		if !known {
			dev, err := layout.ReadDevice(r, who.Device)
			if err != nil {
				return err
			}
			if dev.Person != "" && dev.Person != who.Person {
				return &op.Problem{Code: op.CodeDeviceMismatch, Field: "device", Index: -1}
			}
			res.Last = dev.Last
		}
		if who.SendOnly {
			return nil
		}
		digests, err = b.pull(r, who, req, now, &res)
		return err
	})
	if err != nil {
		return Response{}, fmt.Errorf("pull documents: %w", err)
	}
	if !who.SendOnly {
		b.digested(digests, req, res)
	}
	res.More = res.More || full || brings && stale
	return res, nil
}

// received is an operation as read, with what must be fixed before the transaction: it may run again.
type received struct {
	op.Reading
	salt  [op.SaltSize]byte
	clock int64 // milliseconds that the device was ahead when the person acted; 0 within two minutes
}

// receive reads the operations of a request.
func (b *Book) receive(req Request) ([]received, error) {
	if len(req.Ops) > op.MaxBatch {
		return nil, op.Problemf(op.CodeTooMany, "ops", "%d operations", len(req.Ops))
	}
	incoming := make([]received, len(req.Ops))
	size := 0
	for i, raw := range req.Ops {
		if size += len(raw); size > op.MaxBatchBytes && i > 0 {
			return nil, op.Problemf(op.CodeTooMany, "ops", "more than %d bytes", op.MaxBatchBytes)
		}
		var err error
		if incoming[i].Reading, err = b.cfg.Read(raw); err != nil {
			var problem *op.Problem
			if errors.As(err, &problem) {
				problem.Index = i
			}
			return nil, err
		}
		if _, err := io.ReadFull(b.cfg.Rand, incoming[i].salt[:]); err != nil {
			return nil, fmt.Errorf("draw a salt: %w", err)
		}
	}
	return incoming, nil
}

// replace notes on a device's first request that it takes over from another of the same person. One that is unknown here
// (the book was restored from before its time) has said nothing that could be known.
func (t *taking) replace(with *Replaces) error {
	if with == nil || t.dev.Last > 0 || len(t.dev.Ancestors) > 0 || with.Device == t.who.Device {
		return nil
	}
	old, err := layout.ReadDevice(t.Reader, with.Device)
	if err != nil {
		return err
	}
	if old.Person == "" {
		return nil
	}
	if old.Person != t.who.Person {
		return &op.Problem{Code: op.CodeDeviceMismatch, Field: "replaces", Index: -1}
	}
	through := min(with.Through, old.Last)
	t.dev.Ancestors = append(t.dev.Ancestors, merge.Ancestor{Device: with.Device, Through: through})
	t.dev.Ancestors = append(t.dev.Ancestors, old.Ancestors...)
	t.dev.Unlogged, t.devChanged = true, true
	return nil
}
