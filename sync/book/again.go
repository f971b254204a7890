package book

import (
	"errors"
	"fmt"

	"passbok/sync/book/internal/layout"
	"passbok/sync/internal/fault"
	"passbok/sync/op"
)

// again answers a resend with the verdict of the first time.
func (t *taking) again(o op.Op, seq uint64) (Verdict, bool, error) {
	head, err := layout.ReadHeader(t.Reader, seq)
	if err != nil {
		return Verdict{}, false, err
	}
	if head.Device != t.who.Device || head.N != o.N {
		if took, err := t.requeued(o); !took || err != nil {
			return Verdict{}, false, err
		}
	}
	verdict := Verdict{ID: o.ID, N: o.N, Seq: seq, Again: true, Verdict: head.Verdict}
	if head.Verdict == op.Applied || head.Verdict == op.Merged {
		return verdict, true, nil
	}
	_, record, err := layout.ReadPayload(t.Reader, seq)
	if errors.Is(err, layout.ErrErased) {
		return verdict, true, nil
	}
	if err == nil && len(record.Outcomes) > 0 {
		verdict.Code, verdict.Field = record.Outcomes[0].Code, record.Outcomes[0].Field
	}
	return verdict, true, err
}

// requeued takes an operation that another device, which this one replaces or is a copy of, has brought before: it counts
// as this device's n from now on. If n counted another one before, two databases go by the same device.
func (t *taking) requeued(o op.Op) (took bool, err error) {
	turn := layout.TurnKey(t.who.Device, o.N)
	switch {
	case o.N > t.dev.Last+1:
		return false, nil
	case o.N == t.dev.Last+1:
		t.dev.Last, t.devChanged = o.N, true
		t.Put(turn, []byte(o.ID))
		t.line = nil // it has said this, too, from now on
		return true, nil
	}
	counted, err := t.Get(turn)
	if err != nil {
		return false, fmt.Errorf("look up operation %d of %s: %w", o.N, t.who.Device, err)
	}
	if string(counted) != o.ID && !fault.On(fault.CopiesAlike) {
		return false, op.Problemf(op.CodeDeviceForked, "n", "operation %d of the device is another one", o.N)
	}
	return true, nil
}
