package invitation_test

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"passbok/eid/invitation"
	"passbok/store"
	"passbok/store/bolt"
)

var start = time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC)

func open(t *testing.T) store.Store {
	t.Helper()
	st, err := bolt.Open(context.Background(), t.TempDir()+"/book.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func put(t *testing.T, st store.Store, order invitation.Order) string {
	t.Helper()
	made, inv, err := invitation.New(start, rand.Reader, order)
	if err != nil {
		t.Fatal(err)
	}
	err = st.Update(context.Background(), "registry", func(tx store.Txn) error { return invitation.Put(tx, made.Code, inv) })
	if err != nil {
		t.Fatal(err)
	}
	return made.Code
}

func redeem(st store.Store, at time.Time, code, device string) error {
	return st.Update(context.Background(), "registry", func(tx store.Txn) error {
		_, err := invitation.Redeem(tx, at, code, device)
		return err
	})
}

func TestRedeem(t *testing.T) {
	type try struct {
		after  time.Duration
		device string
		want   error
	}
	order := invitation.Order{Book: "b", Person: "p", By: "operator"}
	pairing := invitation.Order{Book: "b", Person: "p", By: "p", Pairing: true}
	for name, c := range map[string]struct {
		order invitation.Order
		tries []try
	}{
		"once":                           {order, []try{{0, "a", nil}, {time.Second, "b", invitation.ErrUsed}}},
		"again by the same device":       {order, []try{{0, "a", nil}, {invitation.Again - 1, "a", nil}}},
		"not after a day":                {order, []try{{0, "a", nil}, {invitation.Again, "a", invitation.ErrUsed}}},
		"again does not lengthen":        {order, []try{{0, "a", nil}, {invitation.Again - 1, "a", nil}, {invitation.Again, "a", invitation.ErrUsed}}},
		"at the last moment":             {order, []try{{invitation.Week - 1, "a", nil}}},
		"past the deadline":              {order, []try{{invitation.Week, "a", invitation.ErrExpired}}},
		"used stays used":                {order, []try{{0, "a", nil}, {invitation.Week * 2, "a", invitation.ErrUsed}}},
		"a pairing lives ten minutes":    {pairing, []try{{10 * time.Minute, "a", invitation.ErrExpired}}},
		"a pairing is as good till then": {pairing, []try{{10*time.Minute - 1, "a", nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t)
			code := put(t, st, c.order)
			for i, try := range c.tries {
				if err := redeem(st, start.Add(try.after), code, try.device); !errors.Is(err, try.want) {
					t.Fatalf("try %d: %v, want %v", i, err, try.want)
				}
			}
		})
	}
}

func TestRedeemUnknown(t *testing.T) {
	st := open(t)
	for _, code := range []string{"", "ABCDE", "!", strings.Repeat("A", 65), "åäö"} {
		if err := redeem(st, start, code, "a"); !errors.Is(err, invitation.ErrUnknown) {
			t.Errorf("%q: %v, want unknown", code, err)
		}
	}
}

func TestRedeemTypedByHand(t *testing.T) {
	st := open(t)
	code := put(t, st, invitation.Order{Book: "b", Person: "p", Pairing: true})
	typed := strings.ToLower(invitation.Spaced(code))
	typed = strings.NewReplacer("0", "o", "1", "l", "-", " - ").Replace(typed)
	if err := redeem(st, start, typed, "a"); err != nil {
		t.Fatalf("%s typed as %s: %v", code, typed, err)
	}
}

func TestStoreGivesNoCodeAway(t *testing.T) {
	st := open(t)
	code := put(t, st, invitation.Order{Book: "b", Person: "p"})
	err := st.View(context.Background(), "registry", func(r store.Reader) error {
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if strings.Contains(string(kv.Key)+string(kv.Value), code) {
				t.Errorf("%s holds the code", kv.Key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOrder(t *testing.T) {
	for name, order := range map[string]invitation.Order{
		"no book":   {Person: "p"},
		"no person": {Book: "b"},
		"too long":  {Book: "b", Person: "p", Life: invitation.Longest + 1},
		"negative":  {Book: "b", Person: "p", Life: -1},
	} {
		if _, _, err := invitation.New(start, rand.Reader, order); !errors.Is(err, invitation.ErrOrder) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSweep(t *testing.T) {
	st := open(t)
	code := put(t, st, invitation.Order{Book: "b", Person: "p"})
	for _, c := range []struct {
		at    time.Time
		swept int
		want  error
	}{
		{start.Add(invitation.Week + 90*24*time.Hour), 0, invitation.ErrExpired},
		{start.Add(invitation.Week + 91*24*time.Hour), 1, invitation.ErrUnknown},
	} {
		swept := 0
		err := st.Update(context.Background(), "registry", func(tx store.Txn) (err error) {
			swept, err = invitation.Sweep(tx, c.at)
			return err
		})
		if err != nil || swept != c.swept {
			t.Errorf("swept %d (%v), want %d", swept, err, c.swept)
		}
		if err := redeem(st, c.at, code, "a"); !errors.Is(err, c.want) {
			t.Errorf("after: %v, want %v", err, c.want)
		}
	}
}

func FuzzNormal(f *testing.F) {
	f.Add("abcde-fghjk")
	f.Add("O0 Il1")
	f.Fuzz(func(t *testing.T, code string) {
		once := invitation.Normal(code)
		if again := invitation.Normal(once); again != once {
			t.Errorf("normal of %q is %q, and of that %q", code, once, again)
		}
		if once != "" && invitation.Normal(invitation.Spaced(once)) != once && len(once) <= 50 {
			t.Errorf("%q spaced is another code", once)
		}
	})
}
