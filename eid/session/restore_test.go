package session_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"passbok/eid/session"
	"passbok/store"
)

// A phone is signed in after a restore, however far it was ahead of the copy, and however old the copy; what ends a session
// ends it all the same.
func TestRestoredStoreForgetsNobody(t *testing.T) {
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		office bool
		turns  int           // between the copy and the loss
		each   time.Duration // how long between them
		down   time.Duration // between the last of them and the phone's next
		want   error
	}{
		"not ahead at all":                     {turns: 0, down: time.Hour},
		"by one":                               {turns: 1, each: time.Hour, down: time.Hour},
		"by very many":                         {turns: 150, each: time.Minute, down: time.Minute},
		"in the office, after more than a day": {office: true, turns: 5, each: 8 * time.Hour, down: time.Hour},
		"from a copy of half a year":           {turns: 3, each: 55 * day, down: day},
		"beyond what any session lasts":        {turns: 3, each: 59 * day, down: 4 * day, want: session.ErrExpired},
		"not ahead, and idle too long":         {turns: 0, down: session.IdlePhone, want: session.ErrExpired},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.standing.Office = c.office
			token := h.mustOpen("p", "phone", "code").Token
			old := h.keep()
			for range c.turns {
				h.now = h.now.Add(c.each)
				var err error
				if token, err = h.refresh(token); err != nil {
					t.Fatal(err)
				}
			}
			h.now = h.now.Add(c.down)
			h.restore(old)
			next, err := h.refresh(token)
			if !errors.Is(err, c.want) {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if err != nil {
				return
			}
			if lost, err := h.refresh(token); err != nil || lost != next { // its answer got lost
				t.Errorf("asked again: %v", err)
			}
			if _, err := h.refresh(next); err != nil {
				t.Errorf("the successor: %v", err)
			}
			if c.turns == 0 {
				return
			}
			h.now = h.now.Add(session.Grace)
			if _, err := h.refresh(token); !errors.Is(err, session.ErrReplayed) {
				t.Errorf("an old one, later: %v", err)
			}
		})
	}
}

// Whoever had been signed out before the copy was made still is; whoever has joined after it is unknown, and the same
// invitation, unused again, gives the very same session.
func TestRestoredStoreKnowsWhatItKnew(t *testing.T) {
	h := newHouse(t)
	out := h.mustOpen("p", "tablet", "code 0").Token
	if err := h.End(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	old := h.keep()
	token := h.mustOpen("p", "phone", "code").Token
	for range 3 {
		token, _ = h.refresh(token)
	}
	h.restore(old)
	if _, err := h.refresh(out); !errors.Is(err, session.ErrEnded) {
		t.Errorf("signed out: %v", err)
	}
	if _, err := h.refresh(token); !errors.Is(err, session.ErrUnknown) {
		t.Errorf("joined after the copy: %v", err)
	}
	h.mustOpen("p", "phone", "code")
	if _, err := h.refresh(token); err != nil {
		t.Errorf("joined anew: %v", err)
	}
}

// A restored store has an older name for a device that had moved: it moves again.
func TestRestoredStoreMovesAgain(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	token := h.mustOpen("p", "phone", "code").Token
	old := h.keep()
	moved, err := h.Refresh(ctx, token, session.Device{ID: "phone-2"})
	if err != nil {
		t.Fatal(err)
	}
	h.restore(old)
	back, err := h.Refresh(ctx, moved.Token, session.Device{})
	if err != nil || back.Session.Device != "phone" {
		t.Fatalf("%+v %v", back.Session, err)
	}
	again, err := h.Refresh(ctx, back.Token, session.Device{ID: "phone-2"})
	if err != nil || again.Session.Device != "phone-2" {
		t.Errorf("%+v %v", again.Session, err)
	}
}

// keep copies the registry.
func (h *house) keep() (pairs []store.KV) {
	h.t.Helper()
	err := h.store.View(context.Background(), "registry", func(r store.Reader) error {
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			pairs = append(pairs, kv)
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return pairs
}

// restore makes the registry what it was: what has come since is gone.
func (h *house) restore(pairs []store.KV) {
	h.t.Helper()
	now := h.keep()
	h.update(func(tx store.Txn) {
		for _, kv := range now {
			tx.Delete(kv.Key)
		}
		for _, kv := range pairs {
			tx.Put(kv.Key, kv.Value)
		}
	})
}

func (h *house) update(fn func(store.Txn)) {
	h.t.Helper()
	err := h.store.Update(context.Background(), "registry", func(tx store.Txn) error {
		fn(tx)
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}
