package handout_test

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/eid/handout"
	"passbok/store"
	"passbok/store/bolt"
)

type world struct {
	*testing.T
	store store.Store
	now   time.Time
	all   *handout.Handouts
}

func newWorld(t *testing.T) *world {
	t.Helper()
	st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: st, now: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)}
	w.all = handout.New(st, func() time.Time { return w.now }, rand.Reader)
	return w
}

func (w *world) make(book, person string) (string, handout.Handout) {
	w.Helper()
	secret, made, err := w.all.Make(context.Background(), handout.Order{Book: book, Kind: handout.Feed, Person: person, Name: "Kalender", By: "karin", Life: 24 * time.Hour})
	if err != nil {
		w.Fatal(err)
	}
	return secret, made
}

func (w *world) find(secret string, want error) handout.Handout {
	w.Helper()
	h, err := w.all.Find(context.Background(), handout.Feed, secret)
	if !errors.Is(err, want) {
		w.Errorf("%v, want %v", err, want)
	}
	return h
}

func TestAHandoutOpensUntilItIsEnded(t *testing.T) {
	w := newWorld(t)
	secret, made := w.make("b", "samir")
	other, _ := w.make("b", "tilda")
	if got := w.find(secret, nil); got.Person != "samir" || !got.Used.Equal(w.now) {
		t.Errorf("%+v", got)
	}
	if _, err := w.all.Find(t.Context(), handout.Token, secret); !errors.Is(err, handout.ErrUnknown) {
		t.Errorf("a feed's secret opens as a token: %v", err)
	}
	for _, wrong := range []string{"", "x", strings.ToUpper(secret), secret[1:] + "a", secret + "a"} {
		w.find(wrong, handout.ErrUnknown)
	}
	for _, tt := range []struct{ book, person, id string }{{"c", "", made.ID}, {"b", "tilda", made.ID}, {"b", "", "x"}} {
		if err := w.all.End(t.Context(), tt.book, handout.Feed, tt.person, tt.id); !errors.Is(err, handout.ErrUnknown) {
			t.Errorf("%+v ends it: %v", tt, err)
		}
	}
	if err := w.all.Rename(t.Context(), "b", handout.Feed, "samir", made.ID, "Min telefon"); err != nil || w.find(secret, nil).Name != "Min telefon" {
		t.Error(err)
	}
	if err := w.all.End(t.Context(), "b", handout.Feed, "samir", made.ID); err != nil {
		t.Fatal(err)
	}
	w.find(secret, handout.ErrUnknown)
	w.find(other, nil)
	if list, err := w.all.Of(t.Context(), "b", handout.Feed, ""); err != nil || len(list) != 1 || list[0].Person != "tilda" {
		t.Errorf("%+v %v", list, err)
	}
	if list, err := w.all.Of(t.Context(), "c", handout.Feed, ""); err != nil || len(list) != 0 {
		t.Errorf("another book sees it: %+v %v", list, err)
	}
}

func TestAHandoutExpiresAndIsForgotten(t *testing.T) {
	w := newWorld(t)
	secret, _ := w.make("b", "samir")
	w.now = w.now.Add(30 * time.Minute)
	if used := w.find(secret, nil).Used; !used.Equal(w.now) {
		t.Errorf("first used %s", used)
	}
	first := w.now
	w.now = w.now.Add(59 * time.Minute)
	if used := w.find(secret, nil).Used; !used.Equal(first) {
		t.Errorf("written again within the hour: %s", used)
	}
	w.now = w.now.Add(23 * time.Hour)
	w.find(secret, handout.ErrUnknown)
	if n, err := w.all.Sweep(t.Context()); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
	w.now = w.now.AddDate(0, 4, 0)
	if n, err := w.all.Sweep(t.Context()); err != nil || n != 1 {
		t.Errorf("%d %v", n, err)
	}
}

// The store gives no secret away, and none is like another.
func TestSecretsAreKeptNowhere(t *testing.T) {
	w := newWorld(t)
	secret, made := w.make("b", "samir")
	if again, _ := w.make("b", "samir"); again == secret || strings.Contains(made.ID, secret) {
		t.Error("a secret is known")
	}
	err := w.store.View(t.Context(), "registry", func(r store.Reader) error {
		from, to := store.Prefix(nil)
		for kv, err := range r.Scan(from, to) {
			if err != nil {
				return err
			}
			if strings.Contains(string(kv.Key)+string(kv.Value), secret) {
				t.Errorf("%s", kv.Key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range []handout.Order{{Kind: handout.Feed, Name: "x", Life: 1}, {Book: "b", Name: "x", Life: 1}, {Book: "b", Kind: handout.Feed, Life: 1}, {Book: "b", Kind: handout.Feed, Name: "x"}} {
		if _, _, err := w.all.Make(t.Context(), order); !errors.Is(err, handout.ErrOrder) {
			t.Errorf("%+v: %v", order, err)
		}
	}
}
