package session_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"passbok/eid/session"
	"passbok/store"
	"passbok/store/bolt"
)

// house is a store with sessions, a clock that tests turn by hand, and one person's standing.
type house struct {
	t        *testing.T
	store    store.Store
	now      time.Time
	standing session.Standing
	*session.Sessions
}

func newHouse(t *testing.T) *house {
	t.Helper()
	st, err := bolt.Open(context.Background(), t.TempDir()+"/book.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	h := &house{t: t, store: st, now: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC), standing: session.Standing{Known: true}}
	h.Sessions = session.New(st, []byte("0123456789abcdef0123456789abcdef"), func() time.Time { return h.now },
		func(context.Context, string, string) (session.Standing, error) { return h.standing, nil })
	return h
}

func (h *house) open(person, device, seed string) (session.Grant, error) {
	h.t.Helper()
	ctx := context.Background()
	o, err := h.Prepare(ctx, session.Opening{
		Book: "b", Person: person, Device: session.Device{ID: device, Name: "Telefon"}, Seed: seed, Now: h.now,
	})
	if err != nil {
		return session.Grant{}, err
	}
	var grant session.Grant
	err = h.store.Update(ctx, "registry", func(tx store.Txn) (err error) {
		grant, err = h.Open(tx, o)
		return err
	})
	return grant, err
}

func (h *house) mustOpen(person, device, seed string) session.Grant {
	h.t.Helper()
	grant, err := h.open(person, device, seed)
	if err != nil {
		h.t.Fatal(err)
	}
	return grant
}

func (h *house) refresh(token string) (string, error) {
	grant, err := h.Refresh(context.Background(), token, session.Device{})
	return grant.Token, err
}

func TestRotation(t *testing.T) {
	// Each step shows the token of that number (the first is 0) after so long, and expects the token or the error.
	type step struct {
		after time.Duration
		show  int
		want  int
		err   error
	}
	for name, steps := range map[string][]step{
		"each use gives the next":             {{0, 0, 1, nil}, {time.Hour, 1, 2, nil}, {time.Hour, 2, 3, nil}},
		"a lost answer is given again":        {{0, 0, 1, nil}, {time.Hour, 0, 1, nil}, {240 * time.Hour, 0, 1, nil}, {0, 1, 2, nil}},
		"two tabs at once":                    {{0, 0, 1, nil}, {time.Second, 1, 2, nil}, {58 * time.Second, 0, 2, nil}, {0, 2, 3, nil}},
		"a minute later it is a replay":       {{0, 0, 1, nil}, {time.Second, 1, 2, nil}, {time.Minute, 0, 0, session.ErrReplayed}, {0, 2, 0, session.ErrEnded}},
		"long after it is a replay":           {{0, 0, 1, nil}, {time.Hour, 1, 2, nil}, {time.Hour, 2, 3, nil}, {time.Hour, 0, 0, session.ErrReplayed}},
		"the replay ends it for the owner":    {{0, 0, 1, nil}, {time.Hour, 1, 2, nil}, {time.Hour, 0, 0, session.ErrReplayed}, {0, 1, 0, session.ErrEnded}},
		"used within the idle time":           {{session.IdlePhone - 1, 0, 1, nil}, {session.IdlePhone - 1, 1, 2, nil}},
		"idle too long":                       {{session.IdlePhone, 0, 0, session.ErrExpired}},
		"expiry is no replay":                 {{session.IdlePhone, 0, 0, session.ErrExpired}, {0, 0, 0, session.ErrExpired}},
		"not longer than the absolute limit":  {{session.IdlePhone - 1, 0, 1, nil}, {session.IdlePhone - 1, 1, 2, nil}, {session.IdlePhone - 1, 2, 3, nil}, {3, 3, 0, session.ErrExpired}},
		"three quick turns, the oldest shown": {{0, 0, 1, nil}, {1, 1, 2, nil}, {1, 2, 3, nil}, {1, 0, 3, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			tokens := []string{h.mustOpen("p", "phone", "code").Token}
			for i, s := range steps {
				h.now = h.now.Add(s.after)
				got, err := h.refresh(tokens[s.show])
				if !errors.Is(err, s.err) {
					t.Fatalf("step %d: %v, want %v", i, err, s.err)
				}
				if err != nil {
					continue
				}
				if s.want == len(tokens) {
					tokens = append(tokens, got)
				}
				if got != tokens[s.want] {
					t.Fatalf("step %d: not token %d", i, s.want)
				}
			}
		})
	}
}

func TestReplayIsTold(t *testing.T) {
	h := newHouse(t)
	first := h.mustOpen("p", "phone", "code").Token
	second, _ := h.refresh(first)
	h.now = h.now.Add(time.Hour)
	_, _ = h.refresh(second)
	_, _ = h.refresh(first)
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {session.Tell - 1, 1}, {1, 0}} {
		h.now = h.now.Add(c.after)
		got, err := h.Replayed(context.Background(), "p")
		if err != nil || len(got) != c.want {
			t.Errorf("after %s: %d told (%v), want %d", c.after, len(got), err, c.want)
		}
	}
}

func TestForgedTokens(t *testing.T) {
	h := newHouse(t)
	good := h.mustOpen("p", "phone", "code").Token
	other := session.New(h.store, []byte("another key"), func() time.Time { return h.now },
		func(context.Context, string, string) (session.Standing, error) { return h.standing, nil })
	if _, err := other.Refresh(context.Background(), good, session.Device{}); !errors.Is(err, session.ErrUnknown) {
		t.Errorf("made by another house: %v", err)
	}
	flipped := "B" + good[1:]
	if good[0] == 'B' {
		flipped = "C" + good[1:]
	}
	for name, token := range map[string]string{
		"empty": "", "short": good[:20], "long": good + "A", "not base64": strings.Repeat("!", len(good)), "flipped": flipped,
	} {
		if _, err := h.refresh(token); !errors.Is(err, session.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.refresh(good); err != nil {
		t.Errorf("a forgery ended the family: %v", err)
	}
}

func TestOffice(t *testing.T) {
	h := newHouse(t)
	h.standing.Office = true
	token := h.mustOpen("p", "desk", "code").Token
	h.now = h.now.Add(session.IdleOffice)
	if _, err := h.refresh(token); !errors.Is(err, session.ErrExpired) {
		t.Errorf("after 12 idle hours: %v", err)
	}
}

func TestWhoLeftMaySend(t *testing.T) {
	h := newHouse(t)
	token := h.mustOpen("p", "phone", "code").Token
	h.standing.Left = h.now.Add(24 * time.Hour)
	h.now = h.standing.Left.Add(session.Left - 1) // long past the idle limit of a phone
	grant, err := h.Refresh(context.Background(), token, session.Device{})
	if err != nil || !grant.Session.SendOnly() {
		t.Fatalf("send only %v, %v", grant.Session.SendOnly(), err)
	}
	h.now = h.now.Add(1)
	if _, err := h.refresh(grant.Token); !errors.Is(err, session.ErrExpired) {
		t.Errorf("after 90 days: %v", err)
	}
	if _, err := h.open("p", "phone 2", "code 2"); !errors.Is(err, session.ErrLeft) {
		t.Errorf("joining after having left: %v", err)
	}
}

func TestOneSessionADevice(t *testing.T) {
	h := newHouse(t)
	first := h.mustOpen("p", "phone", "code")
	if again := h.mustOpen("p", "phone", "code"); again.Token != first.Token {
		t.Error("the same opening gave another token")
	}
	if _, err := h.open("q", "phone", "code of q"); !errors.Is(err, session.ErrDeviceTaken) {
		t.Errorf("someone else's device: %v", err)
	}
	h.mustOpen("p", "phone", "code 2")
	if _, err := h.refresh(first.Token); !errors.Is(err, session.ErrEnded) {
		t.Errorf("the replaced session: %v", err)
	}
	h.mustOpen("p", "tablet", "code 3")
	devices, err := h.Devices(context.Background(), "p")
	if err != nil || len(devices) != 2 {
		t.Fatalf("%d devices, %v", len(devices), err)
	}
	if err := h.CloseDevice(context.Background(), "q", "phone"); !errors.Is(err, session.ErrUnknown) {
		t.Errorf("closing another's device: %v", err)
	}
	if err := h.RenameDevice(context.Background(), "q", "phone", "Min"); !errors.Is(err, session.ErrUnknown) {
		t.Errorf("naming another's device: %v", err)
	}
	if err := h.RenameDevice(context.Background(), "p", "phone", "Jobbtelefonen"); err != nil {
		t.Error(err)
	}
	if devices, _ := h.Devices(context.Background(), "p"); devices[0].Name != "Jobbtelefonen" {
		t.Errorf("%+v", devices[0])
	}
}

// What a device holds is not lost with it: closed from another, it may send for a month, and nothing else.
func TestClosedDeviceSendsWhatItHolds(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	token := h.mustOpen("p", "phone", "code").Token
	for range 2 {
		if err := h.CloseDevice(ctx, "p", "phone"); err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(session.Closed / 3)
	}
	grant, err := h.Refresh(ctx, token, session.Device{})
	if err != nil || !grant.Session.SendOnly() || grant.Session.Closed.IsZero() {
		t.Fatalf("%+v, %v", grant.Session, err)
	}
	h.now = h.now.Add(session.Closed / 3)
	if _, err := h.refresh(grant.Token); !errors.Is(err, session.ErrExpired) {
		t.Errorf("after a month: %v", err)
	}
	if again := h.mustOpen("p", "phone", "code 2"); again.Session.SendOnly() {
		t.Error("whoever signs in anew can still only send")
	}
}

func TestSignOut(t *testing.T) {
	h := newHouse(t)
	token := h.mustOpen("p", "phone", "code").Token
	for _, each := range []string{"nonsense", token, token} {
		if err := h.End(context.Background(), each); err != nil {
			t.Error(err)
		}
	}
	if _, err := h.refresh(token); !errors.Is(err, session.ErrEnded) {
		t.Errorf("signed out: %v", err)
	}
}

func TestForkedDeviceMoves(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	token := h.mustOpen("p", "phone", "code").Token
	h.mustOpen("q", "taken", "code of q")
	if _, err := h.Refresh(ctx, token, session.Device{ID: "taken"}); !errors.Is(err, session.ErrDeviceTaken) {
		t.Errorf("moved to another's device: %v", err)
	}
	moved, err := h.Refresh(ctx, token, session.Device{ID: "phone-2"})
	if err != nil || moved.Session.Device != "phone-2" {
		t.Fatalf("%+v, %v", moved.Session, err)
	}
	again, err := h.Refresh(ctx, token, session.Device{ID: "phone-2"})
	if err != nil || again.Token != moved.Token {
		t.Errorf("asked again after a lost answer: %v", err)
	}
	devices, _ := h.Devices(ctx, "p")
	if len(devices) != 1 || devices[0].Device != "phone-2" {
		t.Errorf("devices %+v", devices)
	}
}
