package house

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/post"
	"passbok/sync/book"
)

// letters is mail: it writes down what it took.
type letters struct {
	mu   sync.Mutex // several are sent at once
	took []string
}

func (l *letters) Kind() string { return post.Mail }
func (l *letters) Send(_ context.Context, to string, m post.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took = append(l.took, to+" "+m.Subject+" "+m.Link)
	return nil
}

// A whole house: an invoice that is ready is told to whoever may send it, by real push, again, and then by the way that the
// house has; the book learns that it was told; a restart in between tells nobody twice; and once it is sent nobody is told any more.
func TestAHouseClimbsUntilItIsDone(t *testing.T) {
	mail := &letters{}
	w := newTelling(t, time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Config{Post: []post.Way{mail}})
	want := func(when string, people ...string) {
		t.Helper()
		w.tells(when, errors.Join(nudged(w.House, w.book), w.post.Deliver(t.Context())), people...)
	}
	invoice := func(state care.State) {
		w.write(care.InvoiceRef("alva", "2026-10"), map[string]any{
			"beneficiary": "alva", "month": "2026-10", "state": string(state), "version": 1,
			"at": map[string]string{string(care.Ready): w.now.Format(time.RFC3339)}, "by": json.RawMessage("{}"),
		})
	}
	state := func() (is string) {
		t.Helper()
		err := w.book.View(t.Context(), func(docs book.Documents) error {
			doc, _, err := docs.Get(care.InvoiceRef("alva", "2026-10"))
			is = doc.Text("state")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	w.subscribe(t, w.House, "alva", "karin")
	w.write("membership/1", map[string]any{"person": "alva", "role": "beneficiary", "from": "2026-01-01"})
	w.write("membership/2", map[string]any{"person": "karin", "role": "coordinator", "from": "2026-01-01"})
	w.write(care.ReachRef("alva"), map[string]any{"person": "alva", "mail": "alva@passbok.example"})
	want("nothing yet")
	invoice(care.Ready)
	want("ready", "alva")
	if got := state(); got != string(care.Notified) {
		t.Errorf("the book says %s", got)
	}
	w.restart()
	want("after a restart")
	w.now = w.now.Add(72 * time.Hour)
	want("again", "alva")
	w.now = w.now.Add(72 * time.Hour)
	want("there is no other device: by mail")
	if !slices.Equal(mail.took, []string{"alva@passbok.example Oktober är klar att titta på http://127.0.0.1:8080/rakning/alva/2026-10"}) {
		t.Errorf("mail %v", mail.took)
	}
	invoice(care.HandedOver)
	w.now = w.now.Add(240 * time.Hour)
	want("sent")
	about, err := w.ladder.About(t.Context(), tellingBook, "alva", "2026-10")
	if err != nil || len(about) != 1 || about[0].Done.IsZero() || about[0].Steps[0].Delivered.IsZero() {
		t.Errorf("%+v, %v", about, err)
	}
	w.now = w.now.AddDate(0, 3, 0)
	if swept, err := w.ladder.Sweep(t.Context(), w.now); err != nil || swept != 1 {
		t.Errorf("swept %d, %v", swept, err)
	}
}

// The office is told of a backup that is old, once a week; of none where none was ever taken; and of a disk that is nearly
// full, once a day.
func TestTheOfficeIsToldOfTheServer(t *testing.T) {
	w := newTelling(t, time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Config{})
	w.staff(map[string]string{"karin": "coordinator"})
	told := func(codes ...string) {
		t.Helper()
		if err := errors.Join(w.tellTroubles(t.Context()), w.push.Deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := w.told(); len(got) != len(codes) {
			t.Errorf("%s: told %v, want %v", w.now, got, codes)
		}
	}
	if _, err := nearlyFull(w.cfg.Data); err != nil {
		t.Error(err)
	}
	low := false
	w.nearlyFull = func(string) (bool, error) { return low, nil }
	told()
	if err := w.Backup(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	told()
	w.now = w.now.AddDate(0, 0, 8)
	told("backup")
	told()
	w.now = w.now.AddDate(0, 0, 7)
	told("backup")
	low = true
	told("disk")
	told()
}
