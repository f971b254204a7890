package house

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/care"
	"passbok/post"
)

// Mail that waits when a copy is taken may have gone out before the copy is put back: it is held then, until whoever runs the server says
// what becomes of it.
func TestMailIsHeldAfterARestore(t *testing.T) {
	for _, send := range []bool{true, false} {
		mail := &letters{}
		w := newTelling(t, time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Config{Post: []post.Way{mail}})
		err := w.post.Enqueue(t.Context(), post.Order{
			Book: tellingBook, Person: "alva", Kind: post.Mail, To: "alva@passbok.example", Until: w.now.Add(48 * time.Hour),
			Message: post.Message{ID: "1", Lang: care.Swedish, Subject: "Oktober", Text: "Titta."},
		})
		if err != nil {
			t.Fatal(err)
		}
		copied, err := os.Create(filepath.Join(t.TempDir(), "copy.db"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Backup(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
		if err := copied.Close(); err != nil {
			t.Fatal(err)
		}
		if err := w.post.Deliver(t.Context()); err != nil || len(mail.took) != 1 { // after the copy was taken
			t.Fatal(mail.took, err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Restore(t.Context(), Remake{Data: w.cfg.Data, From: copied.Name(), Clock: w.cfg.Clock, Rand: rand.Reader, Log: w.cfg.Log}); err != nil {
			t.Fatal(err)
		}
		w.start()
		if err := w.post.Deliver(t.Context()); err != nil || len(mail.took) != 1 {
			t.Fatal("it went out once more", mail.took, err)
		}
		done, err := w.Resume(t.Context(), ResumeOrder{Send: send})
		if err != nil || len(done) != 1 || done[0].Messages != 1 {
			t.Errorf("%+v, %v", done, err)
		}
		if err := w.post.Deliver(t.Context()); err != nil || send != (len(mail.took) == 2) {
			t.Errorf("send %v: %v, %v", send, mail.took, err)
		}
	}
}
