package book_test

import (
	"errors"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// After a restored backup the same n of a device may be another operation's: a copy of the phone has used it. Nothing is
// taken of a request of an earlier epoch, so nobody is taken to know what they have not seen.
func TestARequestOfAnEarlierEpochBringsNothing(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, twin := w.phone("anna", 1), w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	anna.act(ref, op.Fields{"end": val("2026-10-01T17:00")})
	anna.sync()

	o := twin.act(ref, op.Fields{"end": val("2026-10-01T18:00")})
	o.N = 3 // it has said two others in an epoch that was lost
	old := book.Request{Device: uuid(1), Epoch: "0-lost", Ops: encode(t, o)}
	moved := old
	moved.Device, moved.Replaces = uuid(2), &book.Replaces{Device: uuid(1), Through: 2}
	for name, req := range map[string]book.Request{"as the same device": old, "as one that replaces it": moved} {
		res, err := w.book.Sync(w.ctx, twin.who, req)
		if err != nil || len(res.Verdicts) != 0 || !res.More || !res.Reset || res.Epoch != anna.epoch {
			t.Errorf("%s: %+v %v", name, res, err)
		}
	}
	anna.sync()
	if got := anna.docs[ref]; text(got.fields, "end") != "2026-10-01T17:00" || got.open != 0 {
		t.Errorf("%+v", got)
	}
	if res, err := w.book.Sync(w.ctx, twin.who, book.Request{Device: uuid(1), Epoch: "0-lost"}); err != nil || res.More {
		t.Errorf("with nothing to bring it has all at once: %+v %v", res, err)
	}
	w.whole()
}

// A device that the book does not know can be replaced: nothing of it was ever taken, or a backup without it was restored.
func TestADeviceThatIsNotKnownCanBeReplaced(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 2)
	o := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-31T08:00", ""))
	res, err := w.book.Sync(w.ctx, anna.who, book.Request{
		Device: uuid(2), Replaces: &book.Replaces{Device: uuid(1), Through: 7}, Ops: encode(t, o),
	})
	if err != nil || len(res.Verdicts) != 1 || res.Verdicts[0].Verdict != op.Applied {
		t.Errorf("%+v %v", res, err)
	}
	w.whole()
}

// Two copies of a phone go by one device. What one of them has queued again as another device is known when the other
// brings it; that does not make the first copy's operation of the same n its own.
func TestTwoCopiesOfAPhoneAreToldApart(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref := anna.record(1, "bo", "2026-10")[0]
	copied := *anna
	copied.queue = nil
	other := copied.act(ref, op.Fields{"end": val("2026-10-01T17:00")})
	mine := anna.act(ref, op.Fields{"end": val("2026-10-01T18:00")})
	later := anna.act(ref, op.Fields{"end": val("2026-10-01T19:00")})
	if v := copied.sync(); v[0].Verdict != op.Applied {
		t.Fatalf("the copy comes first: %+v", v)
	}
	send := func(device int, ops ...op.Op) ([]book.Verdict, error) {
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{
			Device: uuid(device), Replaces: &book.Replaces{Device: uuid(1), Through: 1}, Ops: encode(t, ops...),
		})
		return res.Verdicts, err
	}
	again := mine
	again.N = 1
	for range 2 {
		if v, err := send(2, again); err != nil || v[0].Verdict != op.Conflict {
			t.Fatalf("queued again as another device: %+v %v", v, err)
		}
	}
	var problem *op.Problem
	if v, err := send(1, mine, later); !errors.As(err, &problem) || problem.Code != op.CodeDeviceForked {
		t.Errorf("as the device of which %s was operation %d: %+v %v", other.ID, other.N, v, err)
	}
	w.whole()
}
