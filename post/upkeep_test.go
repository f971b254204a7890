package post_test

import (
	"slices"
	"testing"
	"time"

	"passbok/post"
)

// What waited when a copy was taken may have gone out since: after a restore it waits until somebody says so, and is then sent once or
// given up. What comes afterwards goes its way, and nothing of a person who is forgotten stays.
func TestWhatARestoreHolds(t *testing.T) {
	for _, test := range []struct {
		send bool
		want []string
		is   post.State
	}{{true, []string{alva + " new", alva + " old"}, post.Delivered}, {false, []string{alva + " new"}, post.GivenUp}} {
		w := newWorld(t)
		w.put(post.Mail, "old", alva)
		if err := post.Hold(t.Context(), w.disk); err != nil {
			t.Fatal(err)
		}
		w.open()
		w.put(post.Mail, "new", alva)
		w.put(post.Mail, "old", alva) // the ladder says it again
		w.hand.move(time.Hour)
		w.deliver()
		w.is(post.Mail, "old", post.Waiting, 0)
		if n, err := w.Release(t.Context(), "other", true); err != nil || n != 0 {
			t.Errorf("of another provider: %d %v", n, err)
		}
		if n, err := w.Release(t.Context(), "book", test.send); err != nil || n != 1 {
			t.Errorf("%d %v", n, err)
		}
		w.deliver()
		w.deliver()
		if got := w.mail.took(); !slices.Equal(got, test.want) {
			t.Errorf("send %v: %v", test.send, got)
		}
		if f, _, err := w.Of(t.Context(), post.Mail, "alva", "old"); err != nil || f.State != test.is {
			t.Errorf("send %v: %+v %v", test.send, f, err)
		}
	}
	w := newWorld(t)
	w.put(post.Mail, "old", alva)
	if err := post.Hold(t.Context(), w.disk); err != nil {
		t.Fatal(err)
	}
	if n, err := w.Forget(t.Context(), "alva"); err != nil || n != 1 || len(w.disk.keys("")) != 0 {
		t.Errorf("%d %v, left %v", n, err, w.disk.keys(""))
	}
}

// A message that is left for later waits until then.
func TestAMessageForLater(t *testing.T) {
	w := newWorld(t)
	order := w.order(post.Mail, "1", alva)
	order.From, order.Until = w.hand.clock().Add(8*time.Hour), w.hand.clock().Add(32*time.Hour)
	if err := w.Enqueue(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	w.deliver()
	if got := w.mail.took(); len(got) != 0 {
		t.Errorf("too early: %v", got)
	}
	w.hand.move(8 * time.Hour)
	w.deliver()
	w.is(post.Mail, "1", post.Delivered, 1)
}
