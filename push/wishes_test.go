package push

import (
	"errors"
	"slices"
	"testing"
)

func TestWhoDoesNotWantANoticeIsNotTold(t *testing.T) {
	h := newHouse(t)
	sub, other := h.subscribe(alva, "phone"), h.subscribe(bo, "phone-of-bo")
	conflict := func(id string) Notice {
		return Notice{ID: id, Code: ShiftConflict, To: []string{alva, bo}, Month: "2026-10", Beneficiary: alva}
	}
	mute := func(codes ...Code) {
		if err := h.Wish(t.Context(), alva, Wishes{Muted: codes}); err != nil {
			t.Fatal(err)
		}
	}
	mute(ShiftConflict, ShiftConflict)
	if kept, _, err := h.Wishes(t.Context(), alva); err != nil || !slices.Equal(kept.Muted, []Code{ShiftConflict}) {
		t.Errorf("wishes %+v, %v", kept, err)
	}
	h.restart()
	h.enqueue(conflict("one"))
	h.enqueue(readyFor("two", alva))
	h.deliver()
	if got := h.got(sub); len(got) != 1 {
		t.Errorf("%d came, and the invoice's is wanted whatever one says", len(got))
	}
	if got := h.got(other); len(got) != 1 {
		t.Errorf("%d came to who did not ask for quiet", len(got))
	}
	mute()
	h.enqueue(conflict("three"))
	h.deliver()
	if got := h.got(sub); len(got) != 2 {
		t.Errorf("%d came after wanting them again", len(got))
	}
	var refusal *Refusal
	for _, code := range []Code{InvoiceDiffers, SheetFallen, SheetReopened} {
		if err := h.Wish(t.Context(), alva, Wishes{Muted: []Code{code}}); !errors.As(err, &refusal) {
			t.Errorf("%s, what the money hangs on, was turned off: %v", code, err)
		}
	}
	for _, code := range Optional() {
		if _, known := RowOf(code); !known {
			t.Errorf("%s is no notice", code)
		}
	}
}

func TestAClosedDeviceIsToldNothing(t *testing.T) {
	h := newHouse(t)
	closed, kept := h.subscribe(alva, "old"), h.subscribe(alva, "new")
	if err := h.ForgetDevice(t.Context(), alva, "old"); err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("one", alva))
	h.deliver()
	if len(h.got(closed)) != 0 || len(h.got(kept)) != 1 || len(h.of(alva)) != 1 {
		t.Errorf("closed %d, kept %d, subscriptions %d", len(h.got(closed)), len(h.got(kept)), len(h.of(alva)))
	}
}
