package eid_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"passbok/eid"
	"passbok/eid/invitation"
	"passbok/eid/key"
	"passbok/eid/session"
	"passbok/store"
	"passbok/store/bolt"
)

type house struct {
	store    store.Store
	now      time.Time
	standing session.Standing
	sessions *session.Sessions
	door     *eid.Door
	invite   *eid.Invitations
}

func newHouse(t *testing.T) *house {
	t.Helper()
	ctx := context.Background()
	st, err := bolt.Open(ctx, t.TempDir()+"/book.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	h := &house{store: st, now: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC), standing: session.Standing{Known: true}}
	clock := func() time.Time { return h.now }
	secret, err := key.Secret(ctx, st, rand.Reader, "refresh")
	if err != nil {
		t.Fatal(err)
	}
	h.sessions = session.New(st, secret, clock, func(context.Context, string, string) (session.Standing, error) { return h.standing, nil })
	h.door = eid.NewDoor(st, h.sessions, clock)
	h.invite = eid.NewInvitations(st, clock, rand.Reader)
	return h
}

func TestJoinOnceUnderConcurrency(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	made, err := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "p", By: "operator"})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = h.door.Join(ctx, made.Code, session.Device{ID: fmt.Sprint("device-", i)})
		})
	}
	wg.Wait()
	joined := 0
	for _, err := range errs {
		switch {
		case err == nil:
			joined++
		case !errors.Is(err, invitation.ErrUsed):
			t.Errorf("the late ones: %v", err)
		}
	}
	if joined != 1 {
		t.Errorf("%d joined with one invitation", joined)
	}
	devices, err := h.sessions.Devices(ctx, "p")
	if err != nil || len(devices) != 1 {
		t.Errorf("%d devices, %v", len(devices), err)
	}
}

func TestLostAnswerOfJoining(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	made, _ := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "p", By: "operator"})
	device := session.Device{ID: "phone", Name: "Telefon"}
	first, err := h.door.Join(ctx, made.Code, device)
	if err != nil {
		t.Fatal(err)
	}
	h.now = h.now.Add(invitation.Again - time.Second)
	again, err := h.door.Join(ctx, made.Code, device)
	if err != nil || again.Token != first.Token {
		t.Errorf("again: same token %v, %v", again.Token == first.Token, err)
	}
	h.now = h.now.Add(time.Second)
	if _, err := h.door.Join(ctx, made.Code, device); !errors.Is(err, invitation.ErrUsed) {
		t.Errorf("after a day: %v", err)
	}
}

func TestACodeEndsWhenItsSessionGoesOn(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	made, _ := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "p", By: "operator"})
	device := session.Device{ID: "phone", Name: "Telefon"}
	first, err := h.door.Join(ctx, made.Code, device)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.sessions.Refresh(ctx, first.Token, session.Device{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.door.Join(ctx, made.Code, device); !errors.Is(err, invitation.ErrUsed) {
		t.Errorf("after the first renewal: %v", err)
	}
}

func TestRefusedJoiningKeepsTheCode(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	taken, _ := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "q", By: "operator"})
	if _, err := h.door.Join(ctx, taken.Code, session.Device{ID: "phone"}); err != nil {
		t.Fatal(err)
	}
	made, _ := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "p", By: "operator"})
	if _, err := h.door.Join(ctx, made.Code, session.Device{ID: "phone"}); !errors.Is(err, session.ErrDeviceTaken) {
		t.Fatalf("another's device: %v", err)
	}
	h.standing = session.Standing{}
	if _, err := h.door.Join(ctx, made.Code, session.Device{ID: "phone-2"}); !errors.Is(err, session.ErrLeft) {
		t.Fatalf("without any role: %v", err)
	}
	h.standing = session.Standing{Known: true}
	if _, err := h.door.Join(ctx, made.Code, session.Device{ID: "phone-2"}); err != nil {
		t.Errorf("the code was used up by a refused joining: %v", err)
	}
}

func TestKeysAreKept(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	first, err := key.Signing(ctx, h.store, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	second, err := key.Signing(ctx, h.store, rand.Reader)
	if err != nil || second.Current != first.Current || len(second.Keys) != 1 || !second.Keys[second.Current].Equal(first.Keys[first.Current]) {
		t.Errorf("another ring at the second start: %v", err)
	}
	one, _ := key.Secret(ctx, h.store, rand.Reader, "refresh")
	two, _ := key.Secret(ctx, h.store, rand.Reader, "refresh")
	three, _ := key.Secret(ctx, h.store, rand.Reader, "other")
	if string(one) != string(two) || string(one) == string(three) || len(one) != 32 {
		t.Error("secrets are not kept, one a purpose")
	}
	damaged := h.store.Update(ctx, "registry", func(tx store.Txn) error { tx.Put([]byte("key/refresh"), []byte("short")); return nil })
	if _, err := key.Secret(ctx, h.store, rand.Reader, "refresh"); damaged != nil || !errors.Is(err, key.ErrDamaged) {
		t.Errorf("a damaged secret: %v", err)
	}
}

func TestSweep(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	if _, err := h.invite.Make(ctx, invitation.Order{Book: "b", Person: "p", By: "operator"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{invitation.Week, 0}, {91 * 24 * time.Hour, 1}, {0, 0}} {
		h.now = h.now.Add(c.after)
		if swept, err := h.invite.Sweep(ctx); err != nil || swept != c.want {
			t.Errorf("swept %d, %v, want %d", swept, err, c.want)
		}
	}
}
